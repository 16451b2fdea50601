"""What the page of a trust's part shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from catalogue.prices.marks import marked
from catalogue.prices.models import PricePaid
from procurement.gaps.said import in_words
from procurement.savings import rules
from procurement.savings.models import (
    Baseline,
    Claim,
    Initiative,
    Participation,
    Uplift,
)
from procurement.savings.next_steps import next_step
from procurement.savings.part_figures import figures_of, years_of_claims
from procurement.savings.years import FinancialYear, months_after
from procurement.specifications.models import Version
from trusts.models import Membership
from trusts.permissions import Permission, allows
from trusts.roles import Role

MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A product of the part. `price_each` and `units` are its baseline's, or, before
    there is one, the price paid now for a use and the uses of 12 months; `year` is what
    it is expected to save in 12 months; `said` what persons say of the trust's price.
    """

    claim: Claim
    baseline: Baseline | None
    price_each: Decimal | None
    units: Decimal | None
    year: Decimal | None
    said: str

    @property
    def expected_units(self) -> Decimal | None:
        return (
            self.units if self.claim.agreed_units is None else self.claim.agreed_units
        )


def part_detail(
    part: Participation, *, member: Membership, at: datetime
) -> dict[str, Any]:
    on = timezone.localdate(at)
    year = FinancialYear.of(on)
    claims = live_claims(part)
    figures = figures_of([part.pk], year=year, on=on)[part.pk]
    return {
        "part": part,
        "initiative": part.initiative,
        "version": version_of(part.initiative, member=member),
        "figures": figures,
        "year": year,
        "last_month": months_after(part.end_month, -1),
        "next_step": next_step(part),
        "rows": claim_rows(part, claims, member=member, on=on),
        "rises": rises_of(claims),
        "files": part.evidence_files.defer("content").order_by("pk"),
        "others": trusts_beside(part),
        "steps": part.steps.select_related("by__user").order_by("-pk")[:MOST_STEPS],
        "has_owner_left": Participation.objects.left_behind(on=on)
        .filter(pk=part.pk)
        .exists(),
        "is_own": part.organisation_id == member.organisation_id,
        "is_agreed": part.is_counted,
        "sent_back_note": _sent_back_note(part),
        **_ways_on(part, claims, member=member),
    }


def _ways_on(
    part: Participation, claims: list[Claim], *, member: Membership
) -> dict[str, Any]:
    """Why what the member's role is for may not be done now; "" where it may."""
    proposes = member.may(Permission.SAVINGS_PROPOSE)
    confirms = member.may(Permission.SAVINGS_CONFIRM)
    is_over = part.ended_at is not None
    return {
        "why_not_change": rules.why_not_change(part, by=member),
        "why_not_choose": rules.why_not_choose(part, by=member),
        "may_add_papers": not rules.why_not_work(part, by=member),
        "shows_proposing": proposes and not is_over,
        "why_not_propose": rules.why_not_propose(part, claims, by=member),
        "may_take_back": part.is_proposed and not rules.why_not_own(part, by=member),
        "may_hand_over": not is_over and not rules.why_not_own(part, by=member),
        "may_lapse": not rules.why_not_lapse(part, by=member),
        "shows_agreeing": confirms and part.is_proposed,
        "why_stopped": "" if is_over else rules.why_stopped(part.initiative),
        "why_not_agree": rules.why_not_agree(part, by=member),
        "may_take_rises_back": any(
            not rules.why_not_take_back_uplift(part, claim, by=member)
            for claim in claims[:1]
        ),
        "may_close": not rules.why_not_close(part, by=member),
        "may_lower": confirms
        and not rules.why_not_confirm(part.organisation_id, by=member)
        and not is_over,
    }


def version_of(initiative: Initiative, *, member: Membership) -> Version | None:
    """What a switch is to, for who may read the specification."""
    seen = Version.objects.visible_to(member).select_related("specification")
    return seen.filter(initiative=initiative).first()


def live_claims(part: Participation) -> list[Claim]:
    claims = part.claims.filter(is_live=True)
    names = ("product__manufacturer__merged_into", "product__merged_into")
    return list(claims.select_related(*names).order_by("product__description", "pk"))


def shown_claims(part: Participation) -> list[Claim]:
    """Those that count; of a part that was given up, those that did."""
    claims = live_claims(part)
    if claims or part.ended_at is None:
        return claims
    return list(part.claims.select_related("product__manufacturer").order_by("pk"))


def claim_rows(
    part: Participation, claims: list[Claim], *, member: Membership, on: date
) -> list[ClaimRow]:
    claims = claims or shown_claims(part)
    roots = {each.pk: each.product.merged_into_id or each.product_id for each in claims}
    baselines = baselines_of(claims)
    paid = {
        each.product_id: each
        for each in PricePaid.objects.filter(
            organisation=part.organisation_id, product__in=roots.values()
        )
    }
    years = years_of_claims(part.pk)
    said = marked(roots.values(), member=member, on=on)
    rows = []
    for claim in claims:
        root = roots[claim.pk]
        baseline = baselines.get(claim.pk)
        price, units = _now(claim, paid.get(root))
        rows.append(
            ClaimRow(
                claim,
                baseline,
                baseline.price_each if baseline else price,
                baseline.units if baseline else units,
                years.get(claim.pk),
                in_words(said.of(root, part.organisation_id)),
            )
        )
    return rows


def _now(claim: Claim, paid: PricePaid | None) -> tuple[Decimal | None, Decimal | None]:
    """The price of a use, and the uses of 12 months, as they are now."""
    if paid is None:
        return None, None
    takes, price = claim.eaches_per_use, paid.price_each
    return None if price is None else price * takes, paid.units_12m / takes


def baselines_of(claims: Iterable[Claim]) -> dict[int, Baseline]:
    """The baseline that stands, by claim."""
    standing = Baseline.objects.filter(claim__in=list(claims), ended_at=None)
    return {each.claim_id: each for each in standing.select_related("locked_by__user")}


def rises_of(claims: Iterable[Claim]) -> QuerySet[Uplift]:
    """The rises that papers document, also those that were taken back."""
    rises = Uplift.objects.filter(claim__in=list(claims))
    names = ("claim__product", "said_by__user", "ended_by__user")
    return rises.select_related(*names).order_by("claim", "from_month", "pk")


def trusts_beside(part: Participation) -> list[str]:
    """The names of the other trusts that take part; nothing else of theirs."""
    others = part.initiative.participations.exclude(
        organisation=part.organisation_id
    ).order_by("organisation__name")
    return list(others.values_list("organisation__name", flat=True).distinct())


def _sent_back_note(part: Participation) -> str:
    if part.sent_back_at is None:
        return ""
    step = (
        part.steps.filter(at=part.sent_back_at).exclude(note="").order_by("pk").last()
    )
    return step.note if step else ""


def colleagues_of(part: Participation, *, on: date) -> Any:
    """Who of the trust may look after its part."""
    able = [role for role in Role if allows(role, Permission.SAVINGS_PROPOSE)]
    there = Membership.objects.filter(
        organisation=part.organisation_id, role__in=able
    ).active(on=on)
    return there.select_related("user").order_by("user__full_name", "pk")
