"""How scoring and trials are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from procurement.demonstration.life.telling import Telling
from procurement.evaluation import actions
from procurement.evaluation.models import Trial, TrialState, Verdict
from trusts.roles import Role

# Said with a 0 and a 3, which have to be explained.
NOUGHTS = (
    "It gave way the first time.",
    "We could not do it as the leaflet says.",
)
THREES = (
    "Better than what is in our cupboard.",
    "Nobody on the ward wanted the old one back.",
    "It went well from the first one on.",
)
WARDS = ("Ward 4", "Day unit", "Clinic 2", "Team North")


class Scoring(Telling):
    """The same, with what people found about its products."""

    trial: Trial

    def plan_trial(self, days_ago: int, *, days: int, codes: Sequence[str]) -> None:
        """Plan one on wards of these trusts, and let it begin."""

        def do(at: datetime) -> None:
            places = [self.people.of(code, Role.TRUST_LEAD) for code in codes]
            self.trial = actions.plan_trial(
                self._current(),
                sites=[
                    (each.organisation, ward)
                    for each, ward in zip(places, WARDS, strict=True)
                ],
                products=[
                    (each, f"LOT {self.chance.randrange(1000, 9999)}")
                    for each in self.products()
                ],
                objective="How each product does in the hands of those who use it.",
                starts_on=at.date(),
                ends_on=at.date() + timedelta(days=days),
                uses_planned=120,
                stop_rule="Two failures of the same kind, or any harm to a patient.",
                incident_route="The ward’s incident system, and a call to the chair.",
                training_given="Half an hour on each ward by the maker’s nurse.",
                indemnity="Master indemnity agreement, form A",
                by=self.drafter,
                at=at,
            )

        self.on(days_ago, do)
        self.on(days_ago, lambda at: self._move_trial(TrialState.LIVE, "", at))

    def close_trial(self, days_ago: int, note: str) -> None:
        self.on(days_ago, lambda at: self._move_trial(TrialState.CLOSED, note, at))

    def sheets(self, days_ago: int, *names: str, in_trial: bool = False) -> None:
        """Each of them hands in a sheet of each product."""
        for name in names:
            self.on(days_ago, partial(self._sheets, name, in_trial))

    def _move_trial(self, to: TrialState, note: str, at: datetime) -> None:
        actions.move_trial(self.trial, to, note=note, by=self.chair, at=at)

    def _sheets(self, name: str, in_trial: bool, at: datetime) -> None:  # noqa: FBT001
        seat, criteria = self.seat(name), list(self._current().criteria.all())
        for place, product in enumerate(self.products()):
            actions.hand_in(
                product,
                seat,
                said={each.pk: self._score(place) for each in criteria},
                token=UUID(int=self.chance.getrandbits(128), version=4),
                trial=self.trial if in_trial else None,
                uses=self.chance.randrange(6, 16) if in_trial else 0,
                lot=f"LOT {self.chance.randrange(1000, 9999)}" if in_trial else "",
                setting="Ward" if in_trial else "Desk, with three samples",
                by=seat.membership,
                at=at,
            )

    def _score(self, place: int) -> dict[str, Any]:
        """Of the standard, which comes first, more good scores than of the others."""
        if self.chance.random() < 0.06:
            return {"verdict": Verdict.NOT_TESTED, "value": None}
        usual = (1, 2, 2, 2, 3, 3) if place == 0 else (0, 1, 1, 2, 2, 2, 3)
        value = self.chance.choice(usual)
        why = {0: NOUGHTS, 3: THREES}.get(value)
        comment = self.chance.choice(why) if why else ""
        return {"verdict": Verdict.SCORED, "value": value, "comment": comment}
