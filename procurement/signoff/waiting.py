"""What waits for a person: versions to comment on, to score and to sign, in one query.

It starts at the person's own seats and goes on by keys: what it costs does not grow
with what others are asked.
"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
    When,
)

from procurement.evaluation.queries import SECONDS, scoring_seats, unscored
from procurement.signoff.models import Decision, InterestAction, InterestRuling
from procurement.signoff.queries import still_standing
from procurement.specifications.models import (
    Comment,
    Criterion,
    NothingToAdd,
    ParticipatingTrust,
    Seat,
    SeatKind,
    Version,
    VersionState,
)
from procurement.specifications.reading import minutes_of, words_of
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Waiting:
    """One version: what is asked of the person, until when, how long it takes.
    `to_score` is how many products wait to be scored."""

    specification: int
    name: str
    number: int
    is_to_sign: bool
    deadline_at: datetime | None
    minutes: int
    to_score: int = 0


def waiting_for(member: Membership) -> list[Waiting]:
    """What waits, what is to be signed first, and of that what ends first."""
    rows = _asked(member).order_by(F("ends_at").asc(nulls_last=True), "pk")
    return [
        Waiting(
            specification=each.specification_id,
            name=each.specification.name,
            number=each.number,
            is_to_sign=each.state == VersionState.SIGN_OFF,
            deadline_at=each.ends_at,
            minutes=_minutes(each),
            to_score=each.left or 0,
        )
        for each in rows
    ]


def _minutes(version: Any) -> int:
    """About how long it takes to read it, or to score what is left."""
    if version.left:
        return ceil(version.left * version.scales * SECONDS / 60)
    texts = [version.what_changes, *version.texts.values(), version.asks or ""]
    return minutes_of(words_of(texts))


def _asked(member: Membership) -> QuerySet[Any]:
    """Versions in consultation that the person has not answered, with products that
    they have yet to score, and in sign-off that they have not decided on and may."""
    criteria = (
        Criterion.objects.filter(version=OuterRef("pk"))
        .order_by()
        .values("version")
        .annotate(asks=StringAgg("text", Value(" ")), scales=Count("pk"))
    )
    products = unscored(member)
    left = products.order_by().values("version").annotate(left=Count("pk"))
    return (
        Version.objects.filter(specification__in=_seats(member).values("specification"))
        .filter(
            Q(state=VersionState.CONSULTATION) & ~_has_answered(member)
            | Q(state=VersionState.SCORING)
            & Exists(scoring_seats(member))
            & Exists(products)
            | Q(state=VersionState.SIGN_OFF)
            & ~Exists(_decided_by(member))
            & ~Exists(_taken_away_from(member)),
        )
        .select_related("specification")
        .annotate(
            ends_at=F("round__deadline_at"),
            asks=Subquery(criteria.values("asks")),
            scales=Subquery(criteria.values("scales")),
            left=Case(
                When(state=VersionState.SCORING, then=Subquery(left.values("left")))
            ),
        )
    )


def _seats(member: Membership) -> QuerySet[Seat]:
    """Those that the person holds under the role they use, for a trust that takes
    part; a chair's is for none."""
    taking_part = ParticipatingTrust.objects.filter(
        specification=OuterRef("specification"),
        organisation=OuterRef("organisation"),
        left_at=None,
    )
    return (
        Seat.objects.held()
        .filter(membership=member)
        .filter(Q(kind=SeatKind.CHAIR) | Exists(taking_part))
    )


def _has_answered(member: Membership) -> Q:
    """They commented on the version, or have read it and have nothing to add."""
    own = {"said_by": member, "version": OuterRef("pk")}
    return Q(Exists(Comment.objects.filter(**own))) | Q(
        Exists(NothingToAdd.objects.filter(**own))
    )


def _decided_by(member: Membership) -> QuerySet[Decision]:
    return still_standing(
        Decision.objects.filter(round__version=OuterRef("pk"), seat__membership=member)
    )


def _taken_away_from(member: Membership) -> QuerySet[InterestRuling]:
    """Where the chair ruled that an interest takes the decision away."""
    return InterestRuling.objects.filter(
        declaration__round__version=OuterRef("pk"),
        declaration__seat__membership=member,
        declaration__superseded_by=None,
    ).exclude(action=InterestAction.NONE)
