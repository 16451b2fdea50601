"""What waits for a person: the right rows, in one query, found by keys."""

import pytest
from django.db import connection
from django.utils import timezone

from procurement.signoff import actions as signoff
from procurement.signoff.models import InterestAction
from procurement.signoff.waiting import waiting_for
from procurement.specifications import actions
from procurement.specifications.models import Seat, Specification, Version
from tests.procurement.evaluation.scoring import hand_in, make_scoring
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import (
    make_world,
    put_to_sign_off,
    sign,
)

pytestmark = pytest.mark.django_db

# The tables that grow with what others are asked.
TABLES = (
    "specifications_seat",
    "specifications_version",
    "specifications_comment",
    "signoff_round",
    "signoff_decision",
)
FEW = 20


def names(member):
    return [(each.name, each.is_to_sign) for each in waiting_for(member)]


def test_a_draft_waits_for_nobody_and_a_consultation_until_something_is_said():
    world = make_world()
    carys = world.member("Carys")
    assert names(carys) == []

    actions.open_consultation(world.version, by=world.chair, at=timezone.now())
    assert names(carys) == [("Foley catheters", False)]

    world.version.refresh_from_db()
    actions.comment(world.version, text="Good.", by=carys, at=timezone.now())
    assert names(carys) == []
    assert names(world.member("Dai")) == [("Foley catheters", False)]


def test_products_wait_until_each_is_scored():
    world = make_scoring()
    carys = world.member("Carys")
    [waiting] = waiting_for(carys)
    assert (waiting.to_score, waiting.is_to_sign, waiting.minutes) == (2, False, 2)

    hand_in(world, "Carys", 2, 1)
    assert [each.to_score for each in waiting_for(carys)] == [1]
    hand_in(world, "Carys", 2, 1, product=1)

    assert names(carys) == names(world.chair) == []


def test_a_signature_waits_until_it_is_given_the_chairs_too():
    world = clinic.open_world()
    carys = world.member("Carys")
    assert names(carys) == names(world.chair) == [("Foley catheters", True)]
    [waiting] = waiting_for(carys)
    assert waiting.deadline_at == world.round.deadline_at

    sign(world, "Carys", at=timezone.now())

    assert names(carys) == []
    assert names(world.chair) == [("Foley catheters", True)]


def test_nothing_waits_for_who_left_or_whose_interest_takes_it_away():
    world = clinic.open_world()
    at = timezone.now()
    dai, carys = world.seats["Dai"], world.seats["Carys"]
    declaration = signoff.declare(
        world.round, dai, category="FINANCIAL", details="Shares", by=dai.membership,
        at=at,
    )  # fmt: skip
    signoff.rule_interest(
        declaration, InterestAction.EXCLUDED, reason="Shares", by=world.chair, at=at
    )
    actions.give_up_seat(carys, by=carys.membership, at=at)

    assert names(dai.membership) == []
    assert names(carys.membership) == []


def test_nothing_waits_where_the_trust_left():
    world = clinic.open_world()
    world.specification.participating.filter(organisation=world.trusts[2]).update(
        left_at=timezone.now(), left_because="No wards."
    )

    assert names(world.member("Efa")) == []


def test_it_is_one_query_that_reads_none_of_what_others_are_asked(
    django_assert_num_queries,
):
    world = make_world()
    put_to_sign_off(world)
    _ask_many_others(world, 1000)

    before = _rows_read_through()

    with django_assert_num_queries(1):
        assert len(waiting_for(world.member("Carys"))) == 1

    # A table of a handful of rows is read through whatever indexes it has.
    assert sum(_rows_read_through().values()) - sum(before.values()) < FEW


def _ask_many_others(world, number):
    """As many specifications as that in consultation, at other people's desks."""
    at, dai = timezone.now(), world.seats["Dai"]
    made = Specification.objects.bulk_create(
        Specification(name=f"Other {n}", tier="LOW", chair=world.chair, started_at=at)
        for n in range(number)
    )
    Version.objects.bulk_create(
        Version(
            specification=each,
            number=1,
            state="CONSULTATION",
            drafted_at=at,
            moved_at=at,
        )
        for each in made
    )
    Seat.objects.bulk_create(
        Seat(
            specification=each,
            organisation=dai.organisation,
            membership=dai.membership,
            user=dai.user,
            kind=dai.kind,
            profession=dai.profession,
            invited_at=at,
        )
        for each in made
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows_read_through():
    """How many rows of each table were read from end to end in this transaction, as
    PostgreSQL counts them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, seq_tup_read FROM pg_stat_xact_user_tables "
            "WHERE relname = ANY(%s)",
            [list(TABLES)],
        )
        return dict(cursor.fetchall())
