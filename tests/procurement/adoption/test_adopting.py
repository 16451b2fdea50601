"""A trust's way to a standard: who may take which step, and what it needs first."""

from datetime import date, timedelta

import pytest
from django.core import mail

from procurement.adoption import actions, rules
from procurement.adoption.models import MOVES, Adoption, AdoptionState
from procurement.adoption.queries import bought_by_month, bought_lately, unbound
from procurement.signoff.models import ObjectionStep
from procurement.specifications import actions as specifications
from tests.factories import make_membership
from tests.procurement.adoption.world import AT, LIVE_ON, PLAN, make_adopted
from tests.procurement.specifications import world as specified
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db
S = AdoptionState


@pytest.fixture
def world():
    return make_adopted()


def move(adoption, to, *, note="", by=None, at=AT):
    return actions.move_adoption(
        adoption, to, note=note, by=by or adoption.owner, at=at
    )


def test_a_trust_goes_from_plan_to_live_and_every_step_is_kept(world):
    adoption = world.go_live(world.start(old_lines_blocked=True))
    adoption = move(adoption, S.EMBEDDED)

    assert adoption.state == S.EMBEDDED
    assert adoption.live_on == LIVE_ON
    assert adoption.old_lines_blocked_by == world.lead
    steps = adoption.steps.order_by("pk").values_list("state", flat=True)
    assert list(steps) == ["PLANNED", "TRAINING", "STOCK_RUN_DOWN", "LIVE", "EMBEDDED"]
    assert AuditEvent.objects.filter(action="adoption_live").count() == 1


def test_every_state_is_left_by_a_way_that_is_named():
    assert set(MOVES) == set(AdoptionState)
    assert all(MOVES.values())


def test_going_live_needs_its_day_the_product_for_exceptions_and_training(world):
    adoption = world.start(go_live_on=None, fallback="")
    actions.set_training(adoption, group="Theatre nurses", people=8, by=None, at=AT)
    move(adoption, S.TRAINING)
    move(adoption, S.STOCK_RUN_DOWN)
    for plan, why in (
        ({"go_live_on": LIVE_ON + timedelta(days=1)}, "names no day"),
        ({"go_live_on": LIVE_ON}, "The plan is to go live on 13 October 2026"),
        ({"fallback": "The former one"}, "kept for exceptions"),
        ({}, r"Not everybody was trained \(Theatre nurses 0%\)"),
    ):
        with pytest.raises(Refused, match=why):
            move(adoption, S.LIVE)
        actions.plan_adoption(adoption, plan=plan, by=world.lead, at=AT)

    live = move(adoption, S.LIVE, note="Eight more follow on Monday.")

    assert live.live_on == LIVE_ON
    plan = {"go_live_on": date(2026, 11, 1)}
    with pytest.raises(Refused, match="that day stays"):
        actions.plan_adoption(live, plan=plan, by=world.lead, at=AT)


def test_a_step_back_has_a_reason_and_no_step_is_left_out(world):
    adoption = move(world.start(), S.TRAINING)

    with pytest.raises(Refused, match="goes back a step"):
        move(adoption, S.PLANNED)
    with pytest.raises(Refused, match="cannot come to “live”"):
        move(adoption, S.LIVE, note="At once")
    assert move(adoption, S.PLANNED, note="The trainer is ill.").state == S.PLANNED


def test_only_the_trust_itself_works_on_it_and_makes_one_plan(world):
    adoption = world.start()

    for by, why in (
        (world.southmere, "Only people at Northgate"),
        (world.signed.member("Dai"), "Your role here may not"),
    ):
        with pytest.raises(Refused, match=why):
            move(adoption, S.TRAINING, by=by)
    with pytest.raises(Refused, match="has a plan for it already"):
        world.start()
    with pytest.raises(Refused, match="does not work at Northgate"):
        actions.plan_adoption(
            adoption, plan={}, owner=world.southmere, by=world.lead, at=AT
        )


def test_training_is_counted_by_group(world):
    adoption = world.start()
    group = actions.set_training(
        adoption, group="Theatre nurses", people=8, trained=5, by=world.lead, at=AT
    )

    assert group.percent == 62
    with pytest.raises(Refused, match="9 of 8 cannot be"):
        actions.set_training(
            adoption, group="Porters", people=8, trained=9, by=world.lead, at=AT
        )
    with pytest.raises(Refused, match="is there already"):
        actions.set_training(
            adoption, group="theatre  nurses", people=3, by=world.lead, at=AT
        )
    actions.drop_training(group, by=world.lead, at=AT)
    assert not adoption.training.exists()


def test_who_objected_and_was_not_won_over_is_not_bound_and_who_was_exempted_not_yet():
    world = make_adopted({"Carys": "EXEMPT"})
    northgate, southmere, _ = world.signed.trusts

    found = unbound([world.version.pk], on=AT.date())

    [(place, reason)] = found.items()
    assert place == (world.version.pk, southmere.pk)
    assert (reason.word, reason.until) == ("Exempt", date(2027, 10, 1))
    assert rules.why_not_bound(world.version, northgate, on=AT.date()) == ""
    with pytest.raises(Refused, match="not bound by it. Carys Jones signed"):
        world.start(by=world.southmere)
    assert unbound([world.version.pk], on=date(2027, 10, 1)) == {}


def test_an_exemption_ends_on_its_day_once_and_is_told(world):
    adoption = world.start()
    adoption = actions.exempt(
        world.version,
        until=date(2026, 11, 2),
        because="Burns unit.",
        by=world.lead,
        at=AT,
    )
    before = AT + timedelta(days=20)
    assert actions.end_exemptions(at=before) == []

    on_the_day = AT + timedelta(days=21)  # a Monday
    assert len(actions.end_exemptions(at=on_the_day)) == 1
    assert actions.end_exemptions(at=on_the_day) == []

    adoption.refresh_from_db()
    assert (adoption.state, adoption.exempt_until) == (S.PLANNED, None)
    assert [actions.tell(at=on_the_day) for _ in range(2)] == [1, 0]
    assert "ended on 2 November 2026" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("until", "because", "why"),
    [
        (AT.date(), "Burns unit.", "13 October 2026 or later"),
        (date(2027, 10, 14), "Burns unit.", "12 months at most"),
        (date(2026, 12, 1), " ", "Say why patients"),
    ],
)
def test_an_exemption_has_an_end_and_a_reason(world, until, because, why):
    with pytest.raises(Refused, match=why):
        actions.exempt(
            world.version, until=until, because=because, by=world.lead, at=AT
        )
    assert not Adoption.objects.exists()


def test_a_buyer_exempts_nobody(world):
    ben = make_membership("Ben Okoro", Role.BUYER, world.lead.organisation)

    with pytest.raises(Refused, match="Only the trust’s lead or a clinical chair"):
        actions.exempt(
            world.version, until=date(2026, 12, 1), because="Burns", by=ben, at=AT
        )


def test_a_suspended_standard_stops_moving_and_live_trusts_hear_what_to_use(world):
    adoption = world.go_live(world.start())
    specifications.suspend(
        world.version, reason="A lot burst.", by=world.signed.chair, at=AT
    )

    with pytest.raises(Refused, match="is suspended"):
        move(Adoption.objects.get(pk=adoption.pk), S.EMBEDDED)

    assert [actions.tell(at=AT) for _ in range(2)] == [1, 0]
    [told] = mail.outbox
    assert told.to == [world.lead.user.email]
    assert "A lot burst." in told.body
    assert PLAN["fallback"] in told.body


def test_compliance_is_the_share_of_eaches_on_the_standard(world):
    adoption = world.go_live(world.start())
    world.buy(world.standard, (LIVE_ON, 8), (date(2026, 10, 20), -2))
    world.buy(world.other, (date(2026, 10, 11), 50), (date(2026, 10, 30), 2))
    world.buy(world.other, (date(2026, 10, 30), 90), trust="SMR")

    lately = bought_lately([adoption], on=date(2026, 11, 5))[adoption.pk]

    assert (lately.eligible, lately.on_standard) == (80, 60)
    assert lately.share == pytest.approx(0.75)
    months = bought_by_month(
        adoption, from_on=date(2026, 10, 1), until_on=date(2026, 11, 1)
    )
    assert [(each.is_standard, each.units) for each in months] == [
        (True, 60),
        (False, 520),
    ]


def test_a_product_that_was_merged_has_its_lines_where_it_stands_now(world):
    adoption = world.go_live(world.start())
    into = world.buy(world.other, (LIVE_ON, 4))[0].item.match.product
    world.standard.merged_into = into
    type(into).objects.filter(pk=world.standard.pk).update(merged_into=into)

    lately = bought_lately([adoption], on=LIVE_ON)[adoption.pk]

    assert (lately.eligible, lately.on_standard) == (40, 40)


def test_who_objected_is_not_bound_whether_or_not_the_objection_was_settled():
    signed = specified.make_world()
    specified.put_to_sign_off(signed)
    decision = specified.sign(signed, "Carys", "OBJECT_BLOCKING")
    place = (signed.version.pk, signed.trusts[1].pk)

    assert unbound([signed.version.pk], on=AT.date())[place].word == "Not bound"

    for act, word in (("TRUST_EXEMPTED", "Left out"), ("DISMISSED", "Not bound")):
        ObjectionStep.objects.create(decision=decision, act=act, taken_at=AT)
        assert unbound([signed.version.pk], on=AT.date())[place].word == word
    ObjectionStep.objects.create(decision=decision, act="ACCEPTED", taken_at=AT)
    assert unbound([signed.version.pk], on=AT.date()) == {}


def test_a_trust_that_was_left_out_until_a_day_is_bound_again_after_it():
    signed = specified.make_world()
    specified.put_to_sign_off(signed)
    decision = specified.sign(signed, "Carys", "OBJECT_BLOCKING")
    until = AT.date() + timedelta(days=30)
    ObjectionStep.objects.create(
        decision=decision, act="TRUST_EXEMPTED", exempt_until=until, taken_at=AT
    )

    [out] = unbound([signed.version.pk], on=AT.date()).values()

    assert (out.word, out.until) == ("Left out", until)
    assert unbound([signed.version.pk], on=until) == {}
