"""What the pages of letters show: each function makes one page's context."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from catalogue.products.models import Supplier
from procurement.asks import queries, rules
from procurement.asks.letters import digest_of, letter_of
from procurement.asks.models import AgreedPrice, Answer, Ask, AskLine, AskStage
from procurement.asks.queries import AskedLately, asked_lately
from procurement.asks.standing import why_behind
from procurement.asks.watching import Watch, watched
from procurement.gaps.models import Gap
from procurement.suppliers.models import SupplierGaps
from trusts.documents import why_no_pdf
from trusts.models import Membership
from trusts.paging import Order, page_of, read_moment

NEWEST = Order("drafted_at", True, read_moment)
MOST_SUPPLIERS = 10
NAMES = (
    "supplier", "organisation", "drafted_by__user", "issued_by__user", "owner__user",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The gaps that could go into one letter, to the supplier they count under."""

    supplier: Supplier
    gaps: list[Gap]
    lately: AskedLately

    @property
    def value(self) -> Decimal:
        return sum((gap.gap_value for gap in self.gaps), Decimal(0))


def ask_start(
    *,
    gaps: Collection[int],
    supplier: Supplier | None,
    member: Membership,
    at: datetime,
) -> dict[str, Any]:
    """The gaps to choose from, by supplier: those chosen, or all of one supplier's."""
    rows = queries.gaps_to_raise(member)
    found = list(
        rows.filter(counted__supplier=supplier)
        if supplier
        else rows.filter(pk__in=gaps)
    )
    by_supplier: dict[Supplier, list[Gap]] = defaultdict(list)
    for gap in found:
        if hasattr(gap, "counted"):
            by_supplier[gap.counted.supplier].append(gap)
    return {
        "groups": [
            Group(each, of, asked_lately(each, member=member, at=at))
            for each, of in by_supplier.items()
        ],
        "alone": [gap for gap in found if not hasattr(gap, "counted")],
        "left_out": len(set(gaps) - {gap.pk for gap in found}),
        "asked_for": supplier,
        "suppliers": [] if found or supplier else _largest(member),
        "sees_region": member.sees_region,
        "why_not": rules.why_not_make(by=member),
    }


def _largest(member: Membership) -> QuerySet[SupplierGaps]:
    """The suppliers under whom gaps are worth most."""
    sums = SupplierGaps.objects.visible_to(member).at_the_place_of(member)
    return (
        sums.filter(gaps__gt=0)
        .select_related("supplier")
        .order_by("-gap_value", "-pk")[:MOST_SUPPLIERS]
    )


def ask_list(
    asked: Mapping[str, Any], query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    rows = narrowed(Ask.objects.visible_to(member).kept(), asked)
    page = page_of(
        rows.select_related(*NAMES),
        NEWEST,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    sums = Ask.objects.filter(pk__in=[row.pk for row in page.rows]).annotate(
        products=Count("lines"),
        agreed=Count("lines", filter=Q(lines__answer=Answer.AGREED)),
    )
    counts = {row.pk: row for row in sums}
    return {
        "page": page,
        "rows": [(row, counts[row.pk]) for row in page.rows],
        "today": timezone.localdate(),
        "sees_region": member.sees_region,
        "may_make": not rules.why_not_make(by=member),
    }


def narrowed(rows: Any, asked: Mapping[str, Any]) -> Any:
    """The letters that are asked for."""
    today = timezone.localdate()
    shows = {
        "draft": Q(stage=AskStage.DRAFT),
        "waiting": Q(stage=AskStage.ISSUED),
        "overdue": Q(stage=AskStage.ISSUED, reply_until__lt=today),
        "answered": Q(stage=AskStage.ANSWERED),
    }
    rows = rows.filter(shows.get(asked.get("show") or "", Q()))
    if asked.get("supplier"):
        rows = rows.filter(supplier__name__icontains=asked["supplier"])
    return rows


def ask_detail(ask: Ask, *, member: Membership, at: datetime) -> dict[str, Any]:
    """One letter: what it says, what may be done with it, and what came of it."""
    letter = letter_of(ask, by=ask.issued_by or member, at=ask.issued_at or at)
    lines = list(
        ask.lines.select_related("product")
        .prefetch_related("asked_gaps__gap__organisation", "agreed_prices")
        .order_by("product__description", "pk")
    )  # fmt: skip
    return {
        "ask": ask,
        "letter": letter,
        "has_owner_left": Ask.objects.left_behind(on=timezone.localdate(at))
        .filter(pk=ask.pk)
        .exists(),
        "lines": lines,
        "value": sum_of_gaps(ask),
        "replies": ask.replies.select_related("logged_by__user").order_by("-pk"),
        "without": without_price(lines) if ask.is_of_region else [],
        "prices": prices_of(ask, member=member),
        "lately": asked_lately(ask.supplier, member=member, at=at, besides=ask)
        if ask.is_draft
        else None,
        "behind": why_behind(ask, member=member) if ask.is_draft else "",
        "why_not_change": rules.why_not_change(ask, by=member),
        "why_not_log": rules.why_not_log(ask, by=member),
        "is_as_sent": not ask.letter or digest_of(letter) == ask.digest,
        "no_pdf": why_no_pdf(),
        "open_lines": sum(line.answer != Answer.AGREED for line in lines),
        "today": timezone.localdate(at),
        "sees_region": member.sees_region,
    }


def prices_of(ask: Ask, *, member: Membership) -> list[tuple[AgreedPrice, Watch]]:
    """What was agreed in answer to a letter and stands, with how it is kept."""
    prices = list(
        AgreedPrice.objects.visible_to(member).standing()
        .filter(line__ask=ask).select_related("organisation", "product")
        .order_by("product__description", "organisation__name", "pk")
    )  # fmt: skip
    watches = watched([price.pk for price in prices])
    return [(each, watches.get(each.pk, Watch())) for each in prices]


def without_price(lines: Iterable[AskLine]) -> list[tuple[AskLine, list[str]]]:
    """Agreed lines with the trusts for which no price was kept, by name."""
    found = []
    for line in lines:
        kept = {price.organisation_id for price in line.agreed_prices.all()}
        trusts = {each.gap.organisation for each in line.asked_gaps.all()}
        names = sorted(each.name for each in trusts if each.pk not in kept)
        if line.answer == Answer.AGREED and names:
            found.append((line, names))
    return found


def sum_of_gaps(ask: Ask) -> Decimal:
    """What the gaps in it are worth a year, in pounds: for the page, not the letter."""
    gaps = Gap.objects.filter(asked__line__ask=ask)
    return gaps.aggregate(value=Sum("gap_value"))["value"] or Decimal(0)
