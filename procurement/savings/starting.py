"""From which gaps an initiative is started, and what the page for it shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from procurement.gaps.models import Gap
from procurement.ui import figures
from procurement.worklist.choosing import chosen_by
from trusts.models import Membership, Organisation

# More than anybody looks through one by one; and an address has its limits.
MOST_GAPS = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """The gaps that somebody wants to take up, as far as they may and are listed.

    `everywhere` are those on the same products at every trust that the member sees;
    `asked` is how many were asked for.
    """

    asked: int
    gaps: list[Gap]
    everywhere: list[Gap]

    @property
    def value(self) -> Decimal:
        """Pounds a year."""
        return sum((gap.gap_value for gap in self.gaps), Decimal(0))

    @property
    def gone(self) -> int:
        return self.asked - len(self.gaps)

    @property
    def name(self) -> str:
        """What the initiative may be called."""
        if len({gap.product_id for gap in self.gaps}) != 1:
            return ""
        return self.gaps[0].product.description[:200]

    @property
    def trusts(self) -> list[str]:
        """The codes of the trusts whose gaps they are."""
        return sorted({gap.organisation.code for gap in self.gaps})

    def hints(self) -> dict[int, str]:
        """What each trust's gaps on these products are, by its number."""
        of_trust: dict[int, list[Gap]] = defaultdict(list)
        for gap in self.everywhere:
            of_trust[gap.organisation_id].append(gap)
        return {
            place: f"{len(gaps)} gap{'' if len(gaps) == 1 else 's'}, "
            f"{figures.pounds(sum(gap.gap_value for gap in gaps))} a year"
            for place, gaps in of_trust.items()
        }

    def at(self, organisations: Iterable[Organisation]) -> list[Gap]:
        """The gaps to take up where these trusts take part."""
        places = {place.pk for place in organisations}
        return [gap for gap in self.everywhere if gap.organisation_id in places]


def numbers_in(asked: QueryDict, *, member: Membership, today: date) -> list[str]:
    """The numbers of the gaps that somebody ticked in their list, or, of all that match
    its filters, the largest."""
    if asked.get("all") != "yes":
        return asked.getlist("gap")
    gaps = chosen_by(asked, member=member, today=today).gaps.listed()
    largest = gaps.order_by("-gap_value", "-pk").values_list("pk", flat=True)
    return [str(pk) for pk in largest[:MOST_GAPS]]


def chosen_gaps(numbers: Iterable[str], *, member: Membership) -> Chosen:
    wanted = [int(each) for each in numbers if each.isdecimal() and len(each) < 19]
    wanted = list(dict.fromkeys(wanted))[:MOST_GAPS]
    seen = Gap.objects.visible_to(member).listed()
    seen = seen.select_related("product", "organisation").order_by("-gap_value", "pk")
    gaps = list(seen.filter(pk__in=wanted)) if wanted else []
    if not member.sees_region:
        return Chosen(len(wanted), gaps, gaps)
    products = {gap.product_id for gap in gaps}
    everywhere = list(seen.filter(product__in=products)) if products else []
    return Chosen(len(wanted), gaps, everywhere)
