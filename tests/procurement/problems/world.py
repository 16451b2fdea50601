"""A standard in force, and people who have trouble with its product."""

from datetime import UTC, datetime, timedelta

from procurement.problems import actions
from procurement.problems.models import NoticeKind, ProductProblem
from procurement.signoff import actions as signoff
from procurement.specifications import actions as specifications
from procurement.specifications.models import RiskTier, Version
from tests.procurement.specifications.world import (
    World,
    add_seat,
    fill,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.models import Membership

# A Wednesday, when mails go.
NOW = datetime(2026, 11, 11, 10, tzinfo=UTC)
ADOPTED = NOW - timedelta(days=60)
UNDER_WAY = timedelta(days=20)


def in_force(*, at: datetime = ADOPTED, **more) -> World:
    """Catheters, adopted; Dai reviews for Northgate, Carys for Southmere, Efa for
    Eastwood, and Amina leads Northgate."""
    return _adopted(make_world(at=at - UNDER_WAY, **more), at=at)


def another_in_force(world: World, *, at: datetime = ADOPTED) -> World:
    """A second standard of the same product, in Eastwood alone."""
    trusts = world.trusts[2:]
    return standard(
        "Catheters at home", trusts, chair=world.chair, by=world.chair, at=at
    )


def standard(
    name: str,
    trusts: list,
    *,
    chair: Membership,
    by: Membership,
    at: datetime,
    reviewer: str = "Gwen",
) -> World:
    """In force at those trusts; somebody reviews for the first of them."""
    begun = at - UNDER_WAY
    version = specifications.start_specification(
        name, tier=RiskTier.LOW, chair=chair, organisations=trusts, by=None, at=begun
    )
    fill(version, by=by, at=begun)
    world = World(trusts, chair, by, version, {})
    add_seat(world, reviewer, trusts[0], at=begun)
    return _adopted(world, at=at)


def _adopted(world: World, *, at: datetime) -> World:
    begun = at - UNDER_WAY
    put_to_sign_off(world, at=begun)
    for name in world.seats:
        sign(world, name, at=begun)
    signoff.close_round(world.round, by=world.chair, at=at)
    world.version = Version.objects.get(pk=world.version.pk)
    return world


def product_of(world: World):
    return world.version.considered.get(is_standard=True).product


def report(
    world: World,
    name: str = "Carys",
    kind: str = "DEFECT",
    *,
    at: datetime = NOW,
    **said,
) -> ProductProblem:
    said = {"what": f"The balloon did not hold, {name} says."} | said
    return actions.report_problem(
        world.version,
        product_of(world),
        kind=kind,
        happened_on=at.date(),
        by=world.member(name),
        at=at,
        **said,
    )


def notice(world: World, *, by=None, at: datetime = NOW, **said):
    said = {"kind": NoticeKind.RECALL, "reference": "FSN-7", "title": "A valve"} | said
    return actions.enter_notice(
        product_of(world), issued_on=at.date(), by=by or world.chair, at=at, **said
    )


def state_of(world: World) -> str:
    world.version.refresh_from_db()
    return world.version.state
