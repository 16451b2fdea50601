"""How a round of sign-off is told, and what became of objections in it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from procurement.demonstration.life.scoring import Scoring
from procurement.signoff import actions
from procurement.signoff.models import (
    Decision,
    DecisionKind,
    Declaration,
    InterestAction,
    InterestCategory,
    Proof,
    Round,
)
from procurement.specifications import actions as specifications
from trusts.models import Membership

NOON = time(12)


class Story(Scoring):
    """One specification, to where it stands today."""

    @property
    def round(self) -> Round:
        return Round.objects.get(version=self.version)

    def hand_on(self, days_ago: int, to: Membership, reason: str) -> None:
        """Another chair runs it from then on."""

        def do(at: datetime) -> None:
            specification = self._current().specification
            actions.hand_on_chair(
                specification, to, reason=reason, by=self.chair, at=at
            )
            self.chair = to

        self.on(days_ago, do)

    def open_round(self, days_ago: int, *, days: int) -> None:
        """Open it for so many days; one that is over by now ended at noon."""
        deadline_at = self.moment(days_ago - days, NOON)

        def do(at: datetime) -> None:
            actions.open_round(
                self._current(), deadline_at=deadline_at, by=self.chair, at=at
            )

        self.on(days_ago, do)

    def extend(self, days_ago: int, *, ends_in: int, reason: str) -> None:
        deadline_at = self.moment(-ends_in, NOON)

        def do(at: datetime) -> None:
            actions.extend_round(
                self.round, deadline_at=deadline_at, reason=reason, by=self.chair, at=at
            )

        self.on(days_ago, do)

    def correct(
        self, days_ago: int, field: str, before: str, after: str, reason: str
    ) -> None:
        def do(at: datetime) -> None:
            actions.correct_text(
                self.round,
                field=field,
                before=before,
                after=after,
                reason=reason,
                by=self.chair,
                at=at,
            )

        self.on(days_ago, do)

    def interest(
        self,
        days_ago: int,
        name: str,
        details: str,
        ruled: tuple[InterestAction, str] | None = None,
    ) -> None:
        """Somebody declares an interest, and the chair may have ruled on it."""

        def do(at: datetime) -> None:
            declaration = actions.declare(
                self.round,
                self.seat(name),
                category=InterestCategory.PROFESSIONAL,
                details=details,
                by=self.people.named(name),
                at=at,
            )
            if ruled:
                actions.rule_interest(
                    declaration, ruled[0], reason=ruled[1], by=self.chair, at=at
                )

        self.on(days_ago, do)

    def approve(self, days_ago: int, *names: str) -> None:
        for name in names:
            self.sign(days_ago, name)

    def chair_approves(self, days_ago: int) -> None:
        self.sign(days_ago, str(self.chair.user))

    def sign(
        self,
        days_ago: int,
        name: str,
        kind: DecisionKind = DecisionKind.APPROVE,
        **said: Any,
    ) -> None:
        """They declare, if they have not, that they have no interest, and decide."""
        self.on(days_ago, lambda at: self._sign(name, kind, said, at))

    def close(self, days_ago: int) -> None:
        """Three days after the last one, or more: weekends are left out."""
        self.on(
            days_ago, lambda at: actions.close_round(self.round, by=self.chair, at=at)
        )

    def own(self, days_ago: int, objector: str, owner: Membership, days: int) -> None:
        """The chair has somebody look after an objection for so many days."""

        def do(at: datetime) -> None:
            actions.own_objection(
                self.decision(objector),
                owner,
                due_on=at.date() + timedelta(days=days),
                by=self.chair,
                at=at,
            )

        self.on(days_ago, do)

    def object_act(
        self,
        days_ago: int,
        objector: str,
        act: Callable[..., None],
        *,
        by: Membership,
        **said: Any,
    ) -> None:
        """Something else done about an objection, by one of its actions."""
        self.on(days_ago, lambda at: act(self.decision(objector), by=by, at=at, **said))

    def count_again(self, days_ago: int) -> None:
        self.on(
            days_ago, lambda at: actions.count_again(self.round, by=self.chair, at=at)
        )

    def reject(self, days_ago: int, reason: str) -> None:
        def do(at: datetime) -> None:
            actions.reject_version(self.round, reason=reason, by=self.chair, at=at)

        self.on(days_ago, do)

    def suspend(self, days_ago: int, reason: str) -> None:
        self._ended(days_ago, specifications.suspend, reason)

    def withdraw(self, days_ago: int, reason: str) -> None:
        self._ended(days_ago, specifications.withdraw, reason)

    def decision(self, name: str) -> Decision:
        return Decision.objects.get(
            round__version=self.version, seat=self.seat(name), superseded_by=None
        )

    def _ended(self, days_ago: int, act: Callable[..., None], reason: str) -> None:
        self.on(days_ago, lambda at: self._chaired(act, at, reason=reason))

    def _sign(
        self, name: str, kind: DecisionKind, said: dict[str, Any], at: datetime
    ) -> None:
        round_, seat = self.round, self.seat(name)
        if not Declaration.objects.filter(round=round_, seat=seat).exists():
            actions.declare(round_, seat, by=seat.membership, at=at)
        actions.sign(
            round_,
            seat,
            actions.Signed(kind, **said),
            shown=round_.text.sha256,
            proof=Proof.PASSWORD,
            by=seat.membership,
            at=at,
        )
