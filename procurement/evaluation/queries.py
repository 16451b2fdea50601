"""What waits to be scored, and results over all sheets of a version."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from procurement.evaluation.models import Score, ScoreSheet, Trial, TrialState, Verdict
from procurement.evaluation.results import Given, Result, fails, result_of
from procurement.specifications.models import (
    ConsideredProduct,
    Criterion,
    ParticipatingTrust,
    Seat,
    SeatKind,
    Version,
    VersionState,
)
from trusts.models import Membership

SECONDS = 15  # that a criterion takes, read and answered

type Results = dict[ConsideredProduct, list[tuple[Criterion, Result]]]


def asked_to_score(member: Membership) -> QuerySet[ConsideredProduct]:
    """Every product that the member is asked to score now, with the role in use: those
    of versions being scored, where a criterion is for their profession."""
    own = Seat.objects.held().filter(membership=member).values("specification")
    versions = Version.objects.filter(
        Exists(scoring_seats(member)), specification__in=own, state=VersionState.SCORING
    )
    return ConsideredProduct.objects.filter(version__in=versions)


def to_score(member: Membership) -> QuerySet[ConsideredProduct]:
    """Of these, the ones that they have handed in no sheet for yet."""
    return asked_to_score(member).filter(~Exists(_own_sheets(member)))


def unscored(member: Membership) -> QuerySet[ConsideredProduct]:
    """The products of `OuterRef("pk")`, a version, that the member has handed in no
    sheet for."""
    return ConsideredProduct.objects.filter(
        ~Exists(_own_sheets(member)), version=OuterRef("pk")
    )


def _own_sheets(member: Membership) -> QuerySet[ScoreSheet]:
    return ScoreSheet.objects.filter(
        considered=OuterRef("pk"), seat__membership=member, seat__left_at=None
    )


def to_report(trial: Trial, member: Membership) -> QuerySet[ConsideredProduct]:
    """The products of a running trial that the member can hand in a sheet for."""
    is_site = trial.sites.filter(organisation=member.organisation_id)
    if trial.state != TrialState.LIVE or not is_site.exists():
        return ConsideredProduct.objects.none()
    return asked_to_score(member).filter(trials__trial=trial).order_by("pk")


def scoring_seats(member: Membership) -> QuerySet[Seat]:
    """The member's seat for `OuterRef("pk")`, a version, if a criterion is theirs."""
    taking_part = ParticipatingTrust.objects.filter(
        specification=OuterRef("specification"),
        organisation=OuterRef("organisation"),
        left_at=None,
    )
    theirs = Criterion.objects.filter(
        Q(professions=[]) | Q(professions__contains=[OuterRef("profession")]),
        version=OuterRef(OuterRef("pk")),
    )
    return (
        Seat.objects.held()
        .filter(
            Exists(taking_part),
            Exists(theirs),
            membership=member,
            specification=OuterRef("specification"),
        )
        .exclude(kind=SeatKind.CHAIR)
    )


def results_of(version: Version) -> Results:
    """Each product's criteria with what their scores come to."""
    given: dict[tuple[int, int], list[Given]] = defaultdict(list)
    rows = Score.objects.filter(
        sheet__version=version, sheet__superseded_by=None
    ).values_list("sheet__considered", "criterion", "value", "verdict")
    for considered, criterion, value, verdict in rows:
        tested = verdict != Verdict.NOT_TESTED
        given[considered, criterion].append(Given(value, is_tested=tested))
    criteria = list(version.criteria.order_by("position"))
    return {
        product: [(each, result_of(given[product.pk, each.pk])) for each in criteria]
        for product in version.considered.order_by("-is_standard", "description", "pk")
    }


def results_content(version: Version) -> list[dict[str, Any]]:
    """The same as plain values: what people were shown when they signed."""
    sheets: dict[int, int] = defaultdict(int)
    uses: dict[int, int] = defaultdict(int)
    standing = ScoreSheet.objects.filter(version=version).standing()
    for considered, used in standing.values_list("considered", "uses"):
        sheets[considered] += 1
        uses[considered] += used
    return [
        {
            "product": product.product_id,
            "sheets": sheets[product.pk],
            "uses": uses[product.pk],
            "fails": fails((each.is_mandatory, result) for each, result in found),
            "criteria": [
                {
                    "position": criterion.position,
                    "count": result.count,
                    "each": list(result.each),
                    "median": result.middle or None,
                    "lowest": result.lowest,
                    "highest": result.highest,
                    "noughts": result.noughts,
                    "not_applicable": result.not_applicable,
                    "not_tested": result.not_tested,
                }
                for criterion, result in found
            ],
        }
        for product, found in results_of(version).items()
        if sheets[product.pk]
    ]
