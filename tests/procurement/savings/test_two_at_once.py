"""Two people at once, each on a connection of their own: one right outcome."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from procurement.savings import actions
from procurement.savings.models import Claim, SavingStage
from tests.factories import make_membership
from tests.procurement.savings.world import AT, START, Gloves
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
