"""How trusts went over to the standards: by plan, training and old stock."""

from datetime import datetime, timedelta
from typing import Self

from procurement.adoption import actions
from procurement.adoption.models import Adoption, AdoptionState
from procurement.demonstration.life.rounds import Story
from procurement.specifications.models import Version
from trusts.models import Membership
from trusts.roles import Role

S = AdoptionState


class Adopting:
    """One trust and one story: what its procurement lead did, so many days ago."""

    def __init__(self, story: Story, code: str) -> None:
        self.story, self.code = story, code

    def plan(self, days_ago: int, *, live: int, weeks: int, fallback: str) -> Self:
        """To go live `live` days ago; below nought, in so many days."""
        go_live_on = self.story.moment(live).date()

        def do(at: datetime) -> None:
            actions.start_adoption(
                self._version(),
                go_live_on=go_live_on,
                stock_weeks=weeks,
                catalogue_reference=f"{self.code}-CAT-{weeks}{abs(live)}",
                super_users="The link nurses, each on her own ward",
                fallback=fallback,
                told_everybody=True,
                by=self._lead(),
                at=at,
            )

        self.story.on(days_ago, do)
        return self

    def train(self, days_ago: int, group: str, people: int, trained: int) -> Self:
        def do(at: datetime) -> None:
            actions.set_training(
                self._adoption(),
                group=group,
                people=people,
                trained=trained,
                by=self._lead(),
                at=at,
            )

        self.story.on(days_ago, do)
        return self

    def move(self, days_ago: int, to: AdoptionState, note: str = "") -> Self:
        self.story.on(
            days_ago,
            lambda at: actions.move_adoption(
                self._adoption(), to, note=note, by=self._lead(), at=at
            ),
        )
        return self

    def go_live(self, days_ago: int, note: str = "") -> Self:
        """Training and the old stock took a month."""
        self.move(days_ago + 28, S.TRAINING)
        self.move(days_ago + 14, S.STOCK_RUN_DOWN)
        return self.move(days_ago, S.LIVE, note)

    def exempt(self, days_ago: int, *, days: int, because: str) -> None:
        """Until in so many days from today."""
        until = self.story.today + timedelta(days=days)
        self.story.on(
            days_ago,
            lambda at: actions.exempt(
                self._version(), until=until, because=because, by=self._lead(), at=at
            ),
        )

    def _lead(self) -> Membership:
        return self.story.people.of(self.code, Role.TRUST_LEAD)

    def _version(self) -> Version:
        """The one in force at that moment."""
        specification = self.story.version.specification
        return specification.versions.in_force().get()

    def _adoption(self) -> Adoption:
        return self._version().adoptions.get(organisation__code=self.code)


def adopt_gloves(story: Story) -> None:
    """At most trusts since the first version; carried over to the second."""
    keeps = "The thick vinyl glove, from stores on request"
    for code, live in (("ALD", 260), ("STM", 230), ("HBR", 200)):
        there = Adopting(story, code)
        there.plan(live + 45, live=live, weeks=4, fallback=keeps)
        there.train(live + 20, "Ward nurses", 220, 220)
        there.go_live(live)
    claremont = Adopting(story, "CLF").plan(190, live=12, weeks=6, fallback=keeps)
    claremont.train(186, "Emergency department", 90, 90).move(185, S.TRAINING)
    story.on(59, lambda at: actions.carry_over(at=at))
    claremont.move(27, S.STOCK_RUN_DOWN).move(12, S.LIVE)
    Adopting(story, "RWS").exempt(
        50,
        days=20,
        because="Two nurses on home visits react to the accelerator in nitrile; "
        "occupational health tries another glove.",
    )


def adopt_dressings(story: Story) -> None:
    keeps = "The former foam dressing, from the tissue viability nurse"
    for code, live in (("ALD", 110), ("THB", 75)):
        there = Adopting(story, code)
        there.plan(live + 40, live=live, weeks=3, fallback=keeps)
        there.train(live + 15, "Tissue viability link nurses", 24, 24)
        there.go_live(live)
    Adopting(story, "ALD").move(20, S.EMBEDDED)
    there = Adopting(story, "STM").plan(120, live=5, weeks=5, fallback=keeps)
    there.train(62, "Ward nurses", 180, 131).train(61, "District nurses", 40, 40)
    there.move(60, S.TRAINING).move(20, S.STOCK_RUN_DOWN)
    Adopting(story, "HBR").plan(30, live=-45, weeks=8, fallback=keeps)
    there = Adopting(story, "RWS").plan(40, live=-21, weeks=6, fallback=keeps)
    there.train(30, "District nurses", 90, 55).move(25, S.TRAINING)


def adopt_needles(story: Story) -> None:
    keeps = "The former needle with its own sharps box"
    for code, live in (("ALD", 180), ("STM", 150)):
        there = Adopting(story, code)
        there.plan(live + 40, live=live, weeks=2, fallback=keeps)
        there.train(live + 15, "Phlebotomists", 30, 28)
        there.go_live(live, "Two come back from leave next week and are shown then.")


def adopt_wipes(story: Story) -> None:
    """Live, and stopped with the standard."""
    keeps = "The former wipe: stores keep eight weeks of it"
    for code, live in (("ALD", 170), ("WRN", 160)):
        there = Adopting(story, code)
        there.plan(live + 40, live=live, weeks=2, fallback=keeps)
        there.train(live + 15, "Domestic teams", 60, 60).go_live(live)
