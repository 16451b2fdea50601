"""Products being scored: what people hand in, as tests say it."""

from datetime import timedelta
from uuid import uuid4

from procurement.evaluation import actions
from procurement.evaluation.models import Trial, TrialState
from procurement.specifications import actions as specifications
from procurement.specifications.models import Domain, Profession
from tests.procurement.specifications.world import AT, World, make_product, make_world

PLAN = {
    "objective": "Whether the balloon holds.",
    "uses_planned": 40,
    "stop_rule": "One balloon that bursts.",
    "incident_route": "Tell the ward manager; report it in your trust’s own system.",
    "indemnity": "Form 7",
}


def make_scoring(*, at=AT, scored: bool = True) -> World:
    """Two products, three criteria, of which doctors alone score the last."""
    world = make_world(at=at)
    version, by = world.version, world.drafter
    for text, more in (
        ("It opens with one hand.", {}),
        ("It suits a clot.", {"professions": [Profession.DOCTOR]}),
    ):
        specifications.add_criterion(
            version, domain=Domain.OPENING, text=text, is_mandatory=False, by=by, at=at,
            **more,
        )  # fmt: skip
    other = make_product("Foley catheter 16 Ch")
    specifications.consider(version, other, is_standard=False, by=by, at=at)
    if scored:
        open_scoring(world, at=at)
    return world


def open_scoring(world, *, at=AT):
    specifications.open_consultation(world.version, by=world.chair, at=at)
    specifications.open_scoring(world.version, by=world.chair, at=at)
    world.version.refresh_from_db()


def products(world):
    return list(world.version.considered.order_by("-is_standard"))


def criteria(world):
    return list(world.version.criteria.order_by("position"))


def said_of(world, *values, comment="Because."):
    """`said` for the first criteria: a number, or the name of a verdict."""
    return {
        criterion.pk: (
            {"verdict": "SCORED", "value": value, "comment": comment}
            if isinstance(value, int)
            else {"verdict": value, "value": None, "comment": ""}
        )
        for criterion, value in zip(criteria(world), values, strict=False)
    }


def hand_in(world, name, *values, product=0, at=AT, **more):
    seat = world.seats[name]
    return actions.hand_in(
        products(world)[product],
        seat,
        said=more.pop("said", None) or said_of(world, *values),
        token=more.pop("token", None) or uuid4(),
        by=more.pop("by", seat.membership),
        at=at,
        **more,
    )


def make_trial(world, *, at=AT, live: bool = True, **plan) -> Trial:
    """At Southmere's ward 7, with the standard proposed."""
    trial = actions.plan_trial(
        world.version,
        sites=[(world.trusts[1], "Ward 7")],
        products=[(products(world)[0], "L-1")],
        by=plan.pop("by", world.drafter),
        at=at,
        starts_on=at.date(),
        ends_on=at.date() + timedelta(days=28),
        **PLAN | plan,
    )
    if live:
        actions.move_trial(trial, TrialState.LIVE, by=world.chair, at=at)
    return trial
