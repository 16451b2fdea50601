"""One saving from the baseline to the confirmed month, and what finance is asked."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.savings import actions
from procurement.savings.models import ConfirmedMonth, SavingStage
from tests.factories import make_membership
from tests.procurement.savings.world import AT, TODAY, Gloves
from tests.region import item, product
from trusts.roles import Role
from trusts.rules import Refused

JULY, AUGUST, OCTOBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 10, 1)


@pytest.fixture
def gloves(db):
    return Gloves()


def test_the_baseline_is_the_weighted_price_of_twelve_months_with_its_rows(gloves):
    gloves.start()
    gloves.propose()

    baseline = gloves.claim.baselines.get()
    assert baseline.price_each == Decimal("0.065")
    assert baseline.units == 120_000
    assert (baseline.from_on, baseline.until_on) == (date(2025, 7, 1), date(2026, 7, 1))
    assert baseline.rows.count() == baseline.lines == 12


def test_realised_is_signed_and_a_leak_is_what_was_paid_above_the_agreed_price(gloves):
    gloves.agree()
    gloves.buy(
        (date(2026, 7, 6), "100", "520"),  # as agreed: £130 saved
        (date(2026, 7, 20), "10", "65"),  # at the old price: a leak of £13
        (date(2026, 8, 3), "100", "700"),  # dearer than ever: £50 lost
        (date(2026, 8, 20), "-10", "-70"),  # some of it sent back
    )

    july, august = gloves.month(JULY), gloves.month(AUGUST)
    assert (july.cash_releasing, july.leakage) == (Decimal("130.00"), Decimal("13.00"))
    assert (july.units, july.compliant_units) == (11_000, 10_000)
    assert august.cash_releasing == Decimal("-45.00")
    assert august.leakage == Decimal("162.00")
    assert gloves.month(OCTOBER).lines == 0


def test_the_first_confirmed_month_realises_and_a_late_line_asks_again(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 30), "1", "5.20"))
    gloves.confirm(JULY)
    gloves.part.refresh_from_db()
    assert gloves.part.stage == SavingStage.REALISED

    gloves.buy((date(2026, 7, 30), "10", "52"))

    [confirmed] = ConfirmedMonth.objects.standing()
    assert confirmed.cash_releasing == Decimal("130.00")
    assert gloves.month(JULY).cash_releasing == Decimal("143.00")
    gloves.confirm(JULY)
    [again] = ConfirmedMonth.objects.standing()
    assert again.cash_releasing == Decimal("143.00")
    assert ConfirmedMonth.objects.count() == 2
    assert gloves.confirm(JULY) == []


def test_what_finance_saw_is_what_it_confirms(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 30), "1", "5.20"))
    seen = gloves.see(JULY)
    gloves.buy((date(2026, 7, 30), "10", "52"))

    with pytest.raises(Refused, match=r"£143\.00 by now, not £130\.00"):
        actions.confirm_months([seen], by=gloves.finance, at=AT)


def test_a_month_whose_lines_are_not_all_there_cannot_be_confirmed(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"))

    with pytest.raises(Refused, match="July 2026 is not complete"):
        gloves.confirm(JULY)
    gloves.buy((OCTOBER, "1", "5.20"))
    with pytest.raises(Refused, match="October 2026 is not over yet"):
        gloves.confirm(OCTOBER)


def test_who_proposes_does_not_agree_nor_anybody_else_than_the_trusts_finance(gloves):
    gloves.start()
    gloves.propose()

    with pytest.raises(Refused, match="Only the trust’s finance"):
        actions.agree(gloves.part, by=gloves.lead, at=AT)


def test_finance_agrees_to_the_lines_it_was_shown(gloves):
    gloves.start()
    gloves.propose()
    gloves.buy((date(2026, 6, 30), "1", "6.50"))

    with pytest.raises(Refused, match="12 lines then, 13 now"):
        actions.agree(gloves.part, by=gloves.finance, at=AT)


def test_a_product_is_claimed_once(gloves):
    gloves.start()

    with pytest.raises(Refused, match="claimed already by the initiative"):
        gloves.start()


def test_the_months_follow_a_corrected_baseline_and_the_old_one_is_kept(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 30), "1", "5.20"))
    gloves.confirm(JULY)
    actions.correct_baseline(
        gloves.claim,
        price_each=Decimal("0.060"),
        reason="A rebate of the supplier",
        by=gloves.finance,
        at=AT,
    )
    actions.keep_savings(on=TODAY)

    assert gloves.month(JULY).cash_releasing == Decimal("80.00")
    assert gloves.claim.baselines.count() == 2
    [confirmed] = ConfirmedMonth.objects.standing()
    assert confirmed.cash_releasing == Decimal("130.00")


def test_a_part_that_lapses_leaves_its_product_to_others(gloves):
    gloves.agree()
    actions.lapse(
        gloves.part, reason="SUPPLIER_REFUSED", note="", by=gloves.lead, at=AT
    )

    gloves.start()


def test_a_closed_part_leaves_the_months_that_nobody_confirmed(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 30), "1", "5.20"))
    gloves.confirm(JULY)
    actions.close(gloves.part, note="", by=gloves.finance, at=AT)
    actions.keep_savings(on=TODAY)

    gloves.claim.refresh_from_db()
    assert gloves.claim.end_month == AUGUST
    assert [row.month for row in gloves.claim.months.all()] == [JULY]


def test_the_nightly_check_finds_nothing_in_a_sound_story(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 30), "1", "5.20"))
    gloves.confirm(JULY)

    assert actions.check_savings(on=TODAY, at=AT).findings == []


def test_who_proposed_does_not_agree_nor_confirm_under_another_role(gloves):
    both = make_membership("Amina Shah", Role.TRUST_FINANCE, gloves.trust)
    gloves.start()
    gloves.propose()

    with pytest.raises(Refused, match="You proposed it"):
        actions.agree(gloves.part, by=both, at=AT)
    actions.agree(gloves.part, by=gloves.finance, at=AT)
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 30), "1", "5.20"))
    with pytest.raises(Refused, match="You proposed it"):
        actions.confirm_months([gloves.see(JULY)], by=both, at=AT)


def test_a_baseline_whose_pack_is_put_right_is_counted_again(gloves):
    gloves.agree()
    gloves.item.match.eaches = 10
    gloves.item.match.save(update_fields=["eaches"])

    new = actions.correct_baseline(
        gloves.claim,
        price_each=Decimal("0.65"),
        reason="A box holds ten",
        by=gloves.finance,
        at=AT,
    )

    assert (new.computed_price, new.units) == (Decimal("0.65"), 12_000)
    assert {row.eaches for row in new.rows.all()} == {10}


def test_what_has_ended_keeps_its_baseline(gloves):
    gloves.agree()
    actions.lapse(gloves.part, reason="OTHER", note="", by=gloves.lead, at=AT)

    with pytest.raises(Refused, match="It has ended"):
        actions.correct_baseline(
            gloves.claim,
            price_each=Decimal("0.01"),
            reason="Late",
            by=gloves.finance,
            at=AT,
        )


def test_cost_avoidance_needs_a_documented_rise(gloves):
    gloves.start(benefit="COST_AVOIDANCE")

    with pytest.raises(Refused, match="No rise is documented"):
        gloves.propose(agreed="0.066")


def test_months_of_two_claims_that_meet_by_a_merge_are_one_claims(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"))
    other = product("Gloves by another name")
    item(gloves.trust, other, eaches=100)
    older, newer = gloves.claim, _claim_on(other, gloves)
    other.merged_into = gloves.product
    other.save(update_fields=["merged_into"])

    actions.lapse(gloves.part, reason="OTHER", note="", by=gloves.lead, at=AT)

    assert older.months.count() == 0
    assert actions.is_behind(on=TODAY)
    assert newer.is_live


def _claim_on(of, gloves):
    initiative = actions.start_initiative(
        "The same by another name",
        kind="NO_SWITCH",
        benefit="CASH_RELEASING",
        is_recurrent=True,
        organisations=[gloves.trust],
        start_month=JULY,
        by=gloves.lead,
        at=AT,
    )
    part = initiative.participations.get()
    [claim] = actions.claim_products(part, {of: None}, by=gloves.lead, at=AT)
    return claim
