"""What waits for who runs or drafts specifications, in words, each with its page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import duty_queries as rows
from procurement.signoff.objection_queries import objections_for
from procurement.signoff.objections import clock_of_standing
from procurement.specifications.models import VersionState
from procurement.ui.figures import date_long
from trusts.models import Membership
from trusts.paging import Order, page_of, read_moment, read_words

S = VersionState
MOST = 50  # of a kind on a page
_MOVED = Order("moved_at", descending=False, read=read_moment)


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
class Group:
    """A page of one kind, `total` of which there are; cursors of the pages beside."""

    name: str
    heading: str
    duties: list[Duty]
    total: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Duties:
    """By kind, what holds others up first; a kind without any is left out."""

    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(each.total for each in self.groups)

    @property
    def late(self) -> int:
        """Of those that are shown."""
        return sum(duty.is_late for each in self.groups for duty in each.duties)


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` stands in the address; `of` puts a row in words."""

    name: str
    heading: str
    rows: Callable[[Membership, datetime], QuerySet[Any]]
    order: Order
    of: Callable[[Any, Membership, datetime], Duty]


def duties_of(member: Membership, *, at: datetime) -> Duties:
    """The beginning of each kind, under the role in use."""
    found = [_group(each, member, at=at) for each in KINDS]
    return Duties([each for each in found if each.total])


def duties_of_kind(
    name: str, member: Membership, *, at: datetime, after: str = "", before: str = ""
) -> Group | None:
    """A page of one kind; None for a name that is no kind's."""
    for kind in KINDS:
        if kind.name == name:
            return _group(kind, member, at=at, after=after, before=before)
    return None


def _group(
    kind: Kind, member: Membership, *, at: datetime, after: str = "", before: str = ""
) -> Group:
    """They are counted only where a page does not hold them all."""
    found = kind.rows(member, at)
    page = page_of(found, kind.order, after=after, before=before, size=MOST)
    return Group(
        kind.name,
        kind.heading,
        [kind.of(row, member, at) for row in page.rows],
        total=found.count() if page.older or page.newer else len(page.rows),
        newer=page.newer,
        older=page.older,
    )


def _unrun(specification: Any, _member: Membership, _at: datetime) -> Duty:
    chair = specification.chair.user
    return Duty(
        specification.name,
        f"{chair} is a clinical chair no longer: see who can take it on",
        reverse("specification_detail", args=[specification.pk]),
    )


def _objection(decision: Any, member: Membership, at: datetime) -> Duty:
    clock = clock_of_standing(decision, list(decision.steps.all()))
    sentence = f"{decision.signer_name}, {decision.organisation}: {clock.sentence}"
    if decision.seat.user_id == member.user_id:
        sentence = "Your objection has an answer: say whether it settles it"
    return Duty(
        str(decision.round.version),
        sentence,
        reverse("objection_detail", args=[decision.pk]),
        due_on=clock.due_on,
        is_late=clock.is_late(on=timezone.localdate(at)),
    )


def _interest(declaration: Any, _member: Membership, _at: datetime) -> Duty:
    day = date_long(timezone.localdate(declaration.declared_at))
    return Duty(
        str(declaration.round.version),
        f"Rule on the interest that {declaration.seat.user} declared on {day}",
        reverse("interest_rule", args=[declaration.pk]),
    )


def _round(version: Any, _member: Membership, at: datetime) -> Duty:
    url = reverse("round_detail", args=[version.round.pk])
    if version.state == S.RESOLUTION:
        return Duty(str(version), "No objection holds it up any more: count again", url)
    sentence = "Everybody has decided: close and count"
    if version.undecided:
        people = _people(version.undecided, "has", "have")
        sentence = (
            f"The deadline has passed and {people} not decided: close and count, or "
            "give more time"
        )
    last = timezone.localdate(version.round.deadline_at)
    is_late = version.round.is_late(at=at)
    return Duty(str(version), sentence, url, due_on=last, is_late=is_late)


def _comments(version: Any, _member: Membership, _at: datetime) -> Duty:
    page = reverse("comment_list", args=[version.specification_id, version.number])
    since = date_long(timezone.localdate(version.oldest))
    words = (
        f"Answer 1 comment, of {since}"
        if version.open == 1
        else f"Answer {version.open} comments, the oldest of {since}"
    )
    return Duty(str(version), words, f"{page}?show=open")


def _onward(version: Any, _member: Membership, _at: datetime) -> Duty:
    since = f"since {date_long(timezone.localdate(version.moved_at))}"
    if version.state == S.DRAFT:
        sentence = f"The draft says something under every heading, {since}"
    elif version.state == S.CONSULTATION:
        who = f"{_people(version.silent, 'has', 'have')} not answered"
        sentence = (
            f"In consultation {since}, every comment has its answer and "
            f"{who if version.silent else 'everybody has answered'}: open scoring"
        )
    else:
        sentence = f"Being scored {since}, and no trial is running: open sign-off"
    url = reverse("specification_detail", args=[version.specification_id])
    return Duty(str(version), sentence, url)


def _review(version: Any, _member: Membership, at: datetime) -> Duty:
    url = reverse("specification_detail", args=[version.specification_id])
    if version.state != S.ADOPTED:
        since = date_long(timezone.localdate(version.moved_at))
        words = f"{version.get_state_display()} since {since}: say whether it stands"
        return Duty(str(version), words, url)
    due = version.review_on
    sentence = f"It is looked at again on {date_long(due)}"
    is_late = due < timezone.localdate(at)
    return Duty(str(version), sentence, url, due_on=due, is_late=is_late)


def _people(number: int, one: str, several: str) -> str:
    return f"1 person {one}" if number == 1 else f"{number} people {several}"


KINDS = (
    Kind(
        "unrun",
        "Nobody runs it",
        lambda member, at: rows.without_chair(member, on=timezone.localdate(at)),
        Order("name", descending=False, read=read_words),
        _unrun,
    ),
    Kind(
        "objections",
        "Objections",
        lambda member, at: objections_for(member, on=timezone.localdate(at)),
        Order("decided_at", descending=False, read=read_moment),
        _objection,
    ),
    Kind(
        "interests",
        "Interests to rule on",
        lambda member, _: rows.interests_for(member),
        Order("declared_at", descending=False, read=read_moment),
        _interest,
    ),
    Kind(
        "rounds",
        "Rounds of sign-off",
        lambda member, at: rows.to_close(member, at=at),
        _MOVED,
        _round,
    ),
    Kind(
        "comments",
        "Comments without an answer",
        lambda member, _: rows.to_answer(member),
        _MOVED,
        _comments,
    ),
    Kind(
        "onward",
        "Can go on",
        lambda member, at: rows.to_move_on(member, at=at),
        _MOVED,
        _onward,
    ),
    Kind(
        "reviews",
        "Reviews",
        lambda member, at: rows.to_review(member, on=timezone.localdate(at)),
        _MOVED,
        _review,
    ),
)
