"""How the story of a specification is told: who drafted and commented, so many days
ago. Each line becomes an event, done in its turn."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from catalogue.products.models import Product
from procurement.demonstration.clinicians import Clinician
from procurement.demonstration.life.choosing import products_for
from procurement.demonstration.life.moments import Event, People
from procurement.demonstration.papers.paper import Paper
from procurement.demonstration.people import OFFICE_CODE
from procurement.specifications import actions
from procurement.specifications.models import (
    Comment,
    ConsideredProduct,
    EvidenceKind,
    Outcome,
    RiskTier,
    Seat,
    SeatKind,
    Version,
)
from trusts.models import Membership
from trusts.roles import Role

SATURDAY = 5
# As what somebody is asked who speaks for no trust as a whole.
_REVIEWS_AS = {
    RiskTier.LOW: SeatKind.REVIEWER,
    RiskTier.MODERATE: SeatKind.SPECIALTY_REVIEWER,
    RiskTier.HIGH: SeatKind.SPECIALIST_LEAD,
}
REVIEWED_AFTER = timedelta(days=730)


class Telling:
    """One specification: its drafts, and what was said about them. `moved` are the
    products that a trust's order lines go over between, the standard first."""

    version: Version
    comments: list[Comment]

    def __init__(
        self,
        paper: Paper,
        people: People,
        today: date,
        *,
        asked: Sequence[Clinician],
        chair: Membership | None = None,
    ) -> None:
        self.paper, self.people, self.today, self.asked = paper, people, today, asked
        self.chair = chair or people.of(OFFICE_CODE, Role.CLINICAL_CHAIR)
        self.drafter = people.of("ALD", Role.TRUST_LEAD)
        self.chance = Random(f"{paper.name} 2026")  # noqa: S311
        self.comments = []
        self.events: list[Event] = []
        self.moved: Sequence[Product] = ()

    def moment(self, days_ago: int, at: time = time(9)) -> datetime:
        """A moment of that day, or of the Friday before."""
        day = self.today - timedelta(days=days_ago)
        day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
        return timezone.make_aware(datetime.combine(day, at))

    def on(self, days_ago: int, do: Callable[[datetime], Any]) -> None:
        """Have something done, a few minutes after what was told before."""
        minutes = timedelta(minutes=4 * len(self.events))
        self.events.append(Event(self.moment(days_ago) + minutes, do))

    def draft(self, days_ago: int) -> None:
        """The regional office starts it, a buyer writes it, clinicians are asked."""
        self.on(days_ago, self._start)
        self.on(days_ago - 2, self._write)
        self.on(days_ago - 3, self._consider)
        self.on(days_ago - 4, self._ask)

    def next_version(
        self, days_ago: int, note: str, *, changed: dict[str, tuple[str, str]]
    ) -> None:
        """The next one, with words of some headings changed."""

        def do(at: datetime) -> None:
            self.version = actions.start_next_version(
                self._current(), note=note, by=self.chair, at=at
            )
            texts = self.version.texts
            for heading, (before, after) in changed.items():
                texts[heading] = texts[heading].replace(before, after)
            self._put_down(texts, at=at)

        self.on(days_ago, do)

    def consult(self, days_ago: int) -> None:
        self.on(days_ago, lambda at: self._chaired(actions.open_consultation, at))

    def score(self, days_ago: int) -> None:
        self.on(days_ago, lambda at: self._chaired(actions.open_scoring, at))

    def say(self, days_ago: int, name: str, text: str, **place: Any) -> None:
        """A comment on a `heading` and `paragraph`, on the criterion of a `position`,
        or on the whole."""

        def do(at: datetime) -> None:
            position = place.pop("position", None)
            if position is not None:
                place["criterion"] = self._current().criteria.get(position=position)
            self.comments.append(
                actions.comment(
                    self._current(),
                    text=text,
                    by=self.people.named(name),
                    at=at,
                    **place,
                )
            )

        self.on(days_ago, do)

    def nothing_to_add(self, days_ago: int, *names: str) -> None:
        """They have read it, and say so."""
        for name in names:
            self.on(days_ago, partial(self._nothing_to_add, name))

    def answer(self, days_ago: int, number: int, outcome: Outcome, text: str) -> None:
        """The chair answers the comment that was the `number`-th, from 0."""
        self.on(
            days_ago,
            lambda at: actions.answer(
                self.comments[number], outcome=outcome, text=text, by=self.chair, at=at
            ),
        )

    def products(self) -> list[ConsideredProduct]:
        return list(self._current().considered.order_by("-is_standard", "pk"))

    def seat(self, name: str) -> Seat:
        return self.version.specification.seats.get(user=self.people.named(name).user)

    def _nothing_to_add(self, name: str, at: datetime) -> None:
        by = self.people.named(name)
        actions.say_nothing_to_add(self._current(), by=by, at=at)

    def _current(self) -> Version:
        self.version.refresh_from_db()
        return self.version

    def _chaired(self, act: Callable[..., Any], at: datetime, **said: Any) -> None:
        act(self._current(), by=self.chair, at=at, **said)

    def _start(self, at: datetime) -> None:
        codes = dict.fromkeys(each.trust for each in self.asked)
        places = [self.people.of(code, Role.TRUST_LEAD) for code in codes]
        self.version = actions.start_specification(
            self.paper.name,
            tier=self.paper.tier,
            chair=self.chair,
            organisations=[each.organisation for each in places],
            by=self.people.regional_lead,
            at=at,
        )

    def _write(self, at: datetime) -> None:
        self._put_down(self.paper.by_heading(), at=at)
        for each in self.paper.criteria:
            anchors = {f"anchor_{n}": text for n, text in enumerate(each.anchors)}
            actions.add_criterion(
                self.version,
                domain=each.domain,
                text=each.text,
                is_mandatory=each.is_mandatory,
                weight=each.weight,
                by=self.drafter,
                at=at,
                **anchors,
            )

    def _put_down(self, texts: dict[str, str], *, at: datetime) -> None:
        actions.write(
            self.version,
            texts=texts,
            what_changes=self.paper.what_changes,
            review_on=at.date() + REVIEWED_AFTER,
            by=self.drafter,
            at=at,
        )

    def _consider(self, at: datetime) -> None:
        for place, product in enumerate(self._chosen()):
            actions.consider(
                self.version,
                product,
                is_standard=place == 0,
                note="" if place else "Its whole range of sizes is meant.",
                by=self.drafter,
                at=at,
            )
        actions.add_evidence(
            self.version,
            name=f"What wards told us, {self.paper.name.lower()}.txt",
            content=_notes(self.paper),
            kind=EvidenceKind.STUDY,
            note="Asked on eleven wards.",
            by=self.drafter,
            at=at,
        )

    def _chosen(self) -> list[Product]:
        if self.moved:
            return list(self.moved)
        codes = {each.trust for each in self.asked}
        return products_for(self.paper.noun, known_at=codes, on=self.today)

    def _ask(self, at: datetime) -> None:
        usual = _REVIEWS_AS[self.paper.tier]
        for each in self.asked:
            actions.give_seat(
                self.version.specification,
                self.people.named(each.name),
                kind=usual if each.kind == SeatKind.SPECIALTY_REVIEWER else each.kind,
                profession=each.profession,
                specialty=each.specialty,
                by=self.chair,
                at=at,
            )


def _notes(paper: Paper) -> bytes:
    asked = "\n".join(f"- {each.text}" for each in paper.criteria)
    return (
        f"{paper.name}\n\nNotes from eleven wards, made up for this demonstration.\n\n"
        f"What matters to those who use them:\n{asked}\n"
    ).encode()
