"""What is asked of rounds, over many rows at once."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from procurement.signoff.models import (
    Decision,
    Declaration,
    InterestAction,
    InterestRuling,
    Round,
)
from procurement.specifications.models import ParticipatingTrust, Seat, SeatKind


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
    decided = Decision.objects.filter(round=round_, seat=OuterRef("pk"))
    ruled = InterestRuling.objects.filter(
        declaration__round=round_, declaration__seat=OuterRef("pk")
    ).order_by("-ruled_at", "-pk")
    # Of a seat and its deputy one decides: the other is not waited for.
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
            ~Exists(stands_in),
        )
    )
