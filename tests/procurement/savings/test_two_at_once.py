"""Two people at once, each on a connection of their own: one right outcome."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from procurement.savings import actions
from procurement.savings.models import Claim, SavingStage
from procurement.savings.years import FinancialYear
from tests.factories import make_membership
from tests.procurement.savings.kept import kept_says_what_claims_say
from tests.procurement.savings.world import AT, START, TODAY, Gloves
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each act answers, all begun together; a refusal as its sentence."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_of_finance_agree_and_two_leads_claim_a_product_once():
    gloves = Gloves()
    gloves.start()
    gloves.propose()
    other = make_membership("Gita Rao", Role.TRUST_FINANCE, gloves.trust)

    answers = at_once(
        lambda: actions.agree(gloves.part, by=gloves.finance, at=AT),
        lambda: actions.agree(gloves.part, by=other, at=AT),
    )

    gloves.part.refresh_from_db()
    assert gloves.part.stage == SavingStage.AGREED
    assert sorted(map(str, answers)) == ["It does not wait for finance.", "None"]
    assert gloves.part.steps.filter(done__startswith="Baseline locked").count() == 1

    actions.lapse(gloves.part, reason="OTHER", note="No", by=gloves.lead, at=AT)
    parts = [_part(gloves, name) for name in ("One", "Two")]
    answers = at_once(*[lambda part=part: _claim(gloves, part) for part in parts])

    assert Claim.objects.filter(is_live=True).count() == 1
    [refusal] = [each for each in answers if isinstance(each, str)]
    assert "is claimed already by the initiative" in refusal


def _part(gloves, name):
    initiative = actions.start_initiative(
        name,
        kind="NO_SWITCH",
        benefit="CASH_RELEASING",
        is_recurrent=True,
        organisations=[gloves.trust],
        start_month=START,
        by=gloves.lead,
        at=AT,
    )
    return initiative.participations.get()


def _claim(gloves, part):
    targets = {gloves.product: Decimal("0.05")}
    return actions.claim_products(part, targets, by=gloves.lead, at=AT)


def test_what_somebody_changes_while_pounds_are_added_up_is_not_lost():
    gloves = Gloves()
    gloves.agree()
    actions.keep_pounds(on=TODAY)
    changed, added_up = Event(), Event()

    def change():
        with transaction.atomic():
            Claim.objects.update(agreed_price=Decimal("0.05"))
            changed.set()
            assert added_up.wait(60)

    def add_up():
        assert changed.wait(60)
        try:
            return actions.keep_pounds(on=TODAY, everything=True)
        finally:
            added_up.set()

    at_once(change, add_up)

    year = FinancialYear.of(TODAY)
    kept_says_what_claims_say(gloves.lead, year=year, on=TODAY)
    assert actions.keep_pounds(on=TODAY) == 1
    kept_says_what_claims_say(gloves.lead, year=year, on=TODAY)
