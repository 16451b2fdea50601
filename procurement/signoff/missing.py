"""Who is asked at each trust, and which seats the rule needs and nobody holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from procurement.signoff.counting import rule_of
from procurement.signoff.models import QuorumRule
from procurement.signoff.votes import DEFAULT_RULES, Rule, Tier
from procurement.signoff.votes import SeatKind as Needed
from procurement.specifications.models import (
    Seat,
    SeatKind,
    SeatOffer,
    Specification,
    VersionState,
)
from procurement.specifications.queries import silent_seats
from procurement.specifications.rules import why_not_speak_for
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

# What somebody answered in consultation. None of it is an approval.
COMMENTED = "Has commented"
HAS_READ = "Has read it and has nothing to add"
STOOD_IN = "Answered by their deputy, or whom they stand in for"
SILENT = "Has not answered yet"


@dataclass(frozen=True, slots=True)
class Held:
    """A seat, and whether who holds it works there now; `said` what they answered in
    consultation, in words, "" where that is not asked."""

    seat: Seat
    is_there: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class TrustAsked:
    """A trust that takes part, who is asked there, and which seats are empty."""

    organisation: Organisation
    held: list[Held]
    missing: tuple[Needed, ...]
    offers: list[SeatOffer]
    may_speak: bool  # who looks may say who is asked there

    @property
    def needs(self) -> str:
        """Whom the trust has yet to name, as a sentence; "" for nobody."""
        if not self.missing:
            return ""
        *others, last = [f"a {each.label}" for each in self.missing]
        wanted = f"{', '.join(others)} and {last}" if others else last
        return f"{self.organisation.name} still needs {wanted}."


@dataclass(frozen=True, slots=True)
class Asked:
    """Everybody who is asked about a specification; `mix` says where the professions
    are too few, "" where they are not; `consulted` how many have answered in
    consultation, "" where that is not asked."""

    trusts: list[TrustAsked]
    mix: str
    consulted: str = ""

    @property
    def missing(self) -> list[str]:
        """What is wanting, a sentence each."""
        return [*filter(None, [*(each.needs for each in self.trusts), self.mix])]


def rule_for(tier: str) -> Rule:
    """What a round opened now would be counted by."""
    newest = QuorumRule.objects.filter(tier=tier).order_by("-number").first()
    return rule_of(newest) if newest else DEFAULT_RULES[Tier(tier)]


def asked_about(specification: Specification, *, member: Membership, on: date) -> Asked:
    """Who is asked, by trust, as the tier's rule wants it."""
    rule = rule_for(specification.tier)
    seats = specification.seats.held().select_related(
        "user", "organisation", "membership", "deputy_of__user"
    )
    said = _said(specification)
    held = [
        Held(each, each.membership.is_active(on=on), said.get(each.pk, ""))
        for each in seats.order_by("pk")
    ]
    offers = list(
        specification.seat_offers.waiting().select_related("invitation").order_by("pk")
    )
    places = specification.participating.filter(left_at=None)
    trusts = [
        _asked_at(
            each.organisation,
            held,
            offers,
            rule,
            may_speak=not why_not_speak_for(specification, each.organisation, by=member)
            and member.may(Permission.SPECIFICATIONS_DRAFT),
        )
        for each in places.select_related("organisation").order_by("organisation__name")
    ]
    return Asked(trusts, _mix(trusts, rule), _consulted(trusts))


def _said(specification: Specification) -> dict[int, str]:
    """What is known of each seat's answer to the version in consultation, if any."""
    version = specification.versions.filter(state=VersionState.CONSULTATION).first()
    if version is None:
        return {}
    seats = specification.seats.held().exclude(kind=SeatKind.CHAIR)
    silent = silent_seats(specification, version)
    found = seats.annotate(
        is_silent=Exists(silent.filter(pk=OuterRef("pk"))),
        has_commented=Exists(version.comments.filter(said_by__user=OuterRef("user"))),
        has_read=Exists(
            version.with_nothing_to_add.filter(said_by__user=OuterRef("user"))
        ),
    )
    return {each.pk: _in_words(each) for each in found}


def _in_words(seat: Any) -> str:
    if seat.has_commented:
        return COMMENTED
    if seat.has_read:
        return HAS_READ
    return SILENT if seat.is_silent else STOOD_IN


def _consulted(trusts: list[TrustAsked]) -> str:
    """How many have answered in consultation, and who has not."""
    asked = [held for each in trusts for held in each.held if held.said]
    if not asked:
        return ""
    read = sum(each.said == HAS_READ for each in asked)
    silent = [each for each in asked if each.said == SILENT]
    answered = len(asked) - len(silent)
    have = "has" if answered == 1 else "have"
    words = f"{answered} of {len(asked)} who are asked {have} answered"
    if read:
        words += f", {read} by saying that they read it and have nothing to add"
    names = ", ".join(_named(each) for each in silent)
    return f"{words}. Not yet: {names}." if names else f"{words}."


def _named(held: Held) -> str:
    where = str(held.seat.organisation)
    return (
        f"{held.seat.user} ({where if held.is_there else f'works at {where} no more'})"
    )


def missing_at(required: Iterable[Needed], kinds: Iterable[str]) -> tuple[Needed, ...]:
    """The seats that nobody holds; where any reviewer will do, any seat is one."""
    there = set(kinds)
    return tuple(
        seat
        for seat in required
        if seat.value not in there and not (seat == Needed.REVIEWER and there)
    )


def _asked_at(
    place: Organisation,
    held: list[Held],
    offers: list[SeatOffer],
    rule: Rule,
    *,
    may_speak: bool,
) -> TrustAsked:
    own = [each for each in held if each.seat.organisation_id == place.pk]
    kinds = [each.seat.kind for each in own if each.is_there]
    return TrustAsked(
        place,
        held=own,
        missing=missing_at(rule.required_seats, kinds),
        offers=[each for each in offers if each.invitation.organisation_id == place.pk],
        may_speak=may_speak,
    )


def _mix(trusts: list[TrustAsked], rule: Rule) -> str:
    there = [held.seat for each in trusts for held in each.held if held.is_there]
    mixed = len({seat.profession for seat in there})
    if mixed >= rule.least_professions:
        return ""
    have = "profession is" if mixed == 1 else "professions are"
    return f"{mixed} {have} asked in all; {rule.least_professions} are needed."
