"""What is asked of rounds, over many rows at once."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from procurement.signoff.models import (
    Decision,
    Declaration,
    InterestAction,
    InterestRuling,
    Round,
)
from procurement.specifications.models import (
    HandingOn,
    ParticipatingTrust,
    Seat,
    SeatKind,
)


def latest_declaration(round_: Round, seat: Seat) -> Declaration | None:
    """What somebody declared last for this decision."""
    return Declaration.objects.filter(
        round=round_, seat=seat, superseded_by=None
    ).first()


def declared(round_: Round, seat: Seat) -> Declaration:
    """The same, where there is one: nobody signs without."""
    return Declaration.objects.get(round=round_, seat=seat, superseded_by=None)


def latest_ruling(round_: Round, seat: Seat) -> InterestRuling | None:
    """The chair's newest word on somebody's interest, whichever declaration it was
    about: declaring otherwise takes no ruling away."""
    rulings = InterestRuling.objects.filter(
        declaration__round=round_, declaration__seat=seat
    )
    return rulings.order_by("-ruled_at", "-pk").first()


def chair_of(round_: Round) -> tuple[int, datetime | None]:
    """The user who chaired it last while it could be signed, and since when; None for
    who did from the start. Whoever took the chair on after it was closed signed nothing
    as its chair."""
    specification = round_.version.specification
    handings = specification.handings_on.select_related("from_chair", "to_chair")
    closed = round_.counts.order_by("counted_at", "pk").first()
    later = None
    if not round_.is_open and closed is not None:
        after = handings.filter(handed_at__gt=closed.counted_at)
        handings = handings.filter(handed_at__lte=closed.counted_at)
        later = after.order_by("handed_at", "pk").first()
    last = handings.order_by("-handed_at", "-pk").first()
    chair = later.from_chair if later is not None else specification.chair
    return chair.user_id, last.handed_at if last is not None else None


def still_standing(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Without what somebody decided before they were given the chair that they have:
    its chair decides anew."""
    given = HandingOn.objects.filter(
        specification=OuterRef("seat__specification"),
        to_chair__user=OuterRef("seat__user"),
        handed_at__gt=OuterRef("decided_at"),
    )
    is_chair = Q(seat__specification__chair__user=F("seat__user"))
    return decisions.filter(~is_chair | ~Exists(given))


def standing_decisions(round_: Round) -> QuerySet[Decision]:
    """What each person decided last."""
    return Decision.objects.filter(round=round_, superseded_by=None)


def unruled_interests(round_: Round) -> QuerySet[Declaration]:
    """Interests on which the chair has not ruled."""
    rulings = InterestRuling.objects.filter(declaration=OuterRef("pk"))
    return Declaration.objects.filter(
        ~Q(category=""), ~Exists(rulings), round=round_, superseded_by=None
    )


def undecided_seats(round_: Round) -> QuerySet[Seat]:
    """Who is asked, may decide, and has not."""
    return _undecided(round_.version.specification_id, round_)


def undecided_of_each() -> QuerySet[Seat]:
    """The same of each version's round, inside a question about versions."""
    return _undecided(OuterRef("specification"), OuterRef(OuterRef("round")))


def _undecided(specification: Any, round_: Any) -> QuerySet[Seat]:
    decided = still_standing(Decision.objects.filter(round=round_, seat=OuterRef("pk")))
    ruled = InterestRuling.objects.filter(
        declaration__round=round_, declaration__seat=OuterRef("pk")
    ).order_by("-ruled_at", "-pk")
    # Of a seat and its deputy one decides: the other is not waited for. For the chair
    # nobody stands in.
    stands_in = Decision.objects.filter(
        Q(seat__deputy_of=OuterRef("pk")) | Q(seat=OuterRef("deputy_of")), round=round_
    )
    takes_part = ParticipatingTrust.objects.filter(
        specification=OuterRef("specification"),
        organisation=OuterRef("organisation"),
        left_at=None,
    )
    return (
        Seat.objects.filter(specification=specification)
        .held()
        .annotate(ruling=Subquery(ruled.values("action")[:1]))
        .filter(
            Q(ruling=None) | Q(ruling=InterestAction.NONE),
            Exists(takes_part) | Q(kind=SeatKind.CHAIR),
            ~Exists(decided),
            Q(specification__chair__user=F("user")) | ~Exists(stands_in),
        )
    )
