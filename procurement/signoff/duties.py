"""What waits for who runs or drafts specifications, in words, each with its page."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from procurement.signoff import duty_queries as rows
from procurement.signoff.models import Decision
from procurement.signoff.objections import clock_of_standing
from procurement.specifications.models import Heading, Version, VersionState
from procurement.specifications.rules import why_not_chair
from procurement.ui.figures import date_long
from trusts.models import Membership

LONG_DAYS = 14  # in a state: as long as a round usually runs
AHEAD_DAYS = 30  # a review is prepared before its day

S = VersionState


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: `about` what, in a sentence, and where. `due_on` is None where
    nobody set a day."""

    about: str
    sentence: str
    url: str
    due_on: date | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Duties:
    """By heading, what holds others up first; a heading without any is left out."""

    groups: dict[str, list[Duty]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(each) for each in self.groups.values())

    @property
    def late(self) -> int:
        return sum(duty.is_late for each in self.groups.values() for duty in each)


def duties_of(member: Membership, *, at: datetime) -> Duties:
    """All of it, under the role in use."""
    on = timezone.localdate(at)
    versions = rows.versions_of(member)
    chaired = [each for each in versions if is_chaired(each, member)]
    found = {
        "Nobody runs it": [_unrun(each) for each in rows.without_chair(member, on=on)],
        "Objections": [_objection(each, on=on) for each in rows.objections_for(member)],
        "Interests to rule on": [
            _interest(each) for each in rows.interests_for(member)
        ],
        "Rounds of sign-off": _each(chaired, _round, at),
        "Comments without an answer": _each(versions, _comments, at),
        "Can go on": _each(chaired, _onward, at),
        "Reviews": _each(chaired, _review, at),
    }
    return Duties({name: duties for name, duties in found.items() if duties})


def is_chaired(version: Version, member: Membership) -> bool:
    return not why_not_chair(version.specification, by=member)


def _each(versions: list[Any], of: Any, at: datetime) -> list[Duty]:
    return [duty for each in versions if (duty := of(each, at))]


def _unrun(specification: Any) -> Duty:
    return Duty(
        specification.name,
        f"{specification.chair.user} is a clinical chair no longer: see who can take "
        "it on",
        reverse("specification_detail", args=[specification.pk]),
    )


def _objection(decision: Decision, *, on: date) -> Duty:
    clock = clock_of_standing(decision, list(decision.steps.all()))
    return Duty(
        str(decision.round.version),
        f"{decision.signer_name}, {decision.organisation}: {clock.sentence}",
        reverse("objection_detail", args=[decision.pk]),
        due_on=clock.due_on,
        is_late=clock.is_late(on=on),
    )


def _interest(declaration: Any) -> Duty:
    day = date_long(timezone.localdate(declaration.declared_at))
    return Duty(
        str(declaration.round.version),
        f"Rule on the interest that {declaration.seat.user} declared on {day}",
        reverse("interest_rule", args=[declaration.pk]),
    )


def _round(version: Any, at: datetime) -> Duty | None:
    """A round whose day has passed, or in which nobody is waited for; and one that
    ended with objections, of which none stands any more."""
    if version.state == S.RESOLUTION and not version.blocking:
        url = reverse("round_detail", args=[version.round.pk])
        return Duty(str(version), "No objection holds it up any more: count again", url)
    if version.state != S.SIGN_OFF:
        return None
    is_late = version.round.is_late(at=at)
    if not is_late and version.undecided:
        return None
    last = timezone.localdate(version.round.deadline_at)
    sentence = "Everybody has decided: close and count"
    if version.undecided:
        people = _people(version.undecided, "has", "have")
        sentence = (
            f"The deadline has passed and {people} not decided: close and count, or "
            "give more time"
        )
    url = reverse("round_detail", args=[version.round.pk])
    return Duty(str(version), sentence, url, due_on=last, is_late=is_late)


def _comments(version: Any, _at: datetime) -> Duty | None:
    if not version.open:
        return None
    page = reverse("comment_list", args=[version.specification_id, version.number])
    since = date_long(timezone.localdate(version.oldest))
    words = (
        f"Answer 1 comment, of {since}"
        if version.open == 1
        else f"Answer {version.open} comments, the oldest of {since}"
    )
    return Duty(str(version), words, f"{page}?show=open")


def _onward(version: Any, at: datetime) -> Duty | None:
    """A version that could come to its next state: a draft that says everything, one
    that everybody has answered, and one that has been before people as long as a round
    takes."""
    is_long = version.moved_at <= at - timedelta(days=LONG_DAYS)
    since = f"since {date_long(timezone.localdate(version.moved_at))}"
    if version.state == S.DRAFT and version.has_criteria and _is_written(version):
        sentence = f"The draft says something under every heading, {since}"
    elif version.open:
        return None
    elif version.state == S.CONSULTATION and (is_long or not version.silent):
        who = f"{_people(version.silent, 'has', 'have')} not answered"
        sentence = (
            f"In consultation {since}, every comment has its answer and "
            f"{who if version.silent else 'everybody has answered'}: open scoring"
        )
    elif version.state == S.SCORING and is_long and not version.is_tried:
        sentence = f"Being scored {since}, and no trial is running: open sign-off"
    else:
        return None
    url = reverse("specification_detail", args=[version.specification_id])
    return Duty(str(version), sentence, url)


def _review(version: Any, at: datetime) -> Duty | None:
    on, due = timezone.localdate(at), version.review_on
    url = reverse("specification_detail", args=[version.specification_id])
    if version.state in (S.UNDER_REVIEW, S.SUSPENDED):
        since = date_long(timezone.localdate(version.moved_at))
        state = version.get_state_display()
        sentence = f"{state} since {since}: say whether it stands"
        return Duty(str(version), sentence, url)
    if version.state != S.ADOPTED or due is None:
        return None
    if due > on + timedelta(days=AHEAD_DAYS):
        return None
    sentence = f"It is looked at again on {date_long(due)}"
    return Duty(str(version), sentence, url, due_on=due, is_late=due < on)


def _is_written(version: Version) -> bool:
    return all(version.text_of(each) for each in Heading)


def _people(number: int, one: str, several: str) -> str:
    return f"1 person {one}" if number == 1 else f"{number} people {several}"
