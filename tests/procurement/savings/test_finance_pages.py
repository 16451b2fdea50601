"""A trust’s part by its pages: what finance sees, lowers, sends back and signs."""

import pytest

from procurement.gaps.models import GapStage
from procurement.savings import actions
from procurement.savings.models import Participation, SavingStage
from tests.procurement.savings.pages import at, later, make_gap, text_of
from tests.procurement.savings.world import START

pytestmark = pytest.mark.django_db


def test_finance_sends_back_with_a_note_and_the_lead_reads_it(lead, finance, gloves):
    gloves.propose()
    page = text_of(finance.get(at("part_detail", gloves.part.pk)))
    assert "Agree and lock" in page

    finance.post(at("part_send_back", gloves.part.pk), {"note": "Where is the quote?"})

    page = text_of(lead.get(at("part_detail", gloves.part.pk)))
    assert "Where is the quote?" in page
    assert "Propose to finance" in page
    assert Participation.objects.sent_back().get() == gloves.part
    gloves.propose()
    assert not Participation.objects.sent_back().exists()


def test_finance_agrees_to_what_it_saw_and_the_gap_is_agreed(finance, gloves):
    gap = make_gap(gloves)
    gloves.propose()
    address = at("part_agree", gloves.part.pk)
    seen = gloves.part.moved_at

    actions.add_evidence_file(
        gloves.part, name="q.pdf", content=b"q", by=gloves.lead, at=later(seen)
    )
    refused = finance.post(address, {"seen_at": seen.isoformat()}, follow=True)
    gloves.part.refresh_from_db()
    assert "Something was changed since you opened it" in text_of(refused)
    assert gloves.part.stage == SavingStage.IDENTIFIED

    finance.post(address, {"seen_at": gloves.part.moved_at.isoformat()})

    gloves.part.refresh_from_db()
    gap.refresh_from_db()
    assert gloves.part.stage == SavingStage.AGREED
    assert gap.stage == GapStage.AGREED


def test_an_agreement_that_saw_nothing_is_refused(finance, gloves):
    gloves.propose()

    answer = finance.post(at("part_agree", gloves.part.pk), follow=True)

    assert "Something was changed since you opened it" in text_of(answer)


def test_the_baseline_shows_its_lines_and_finance_lowers_it(finance, lead, gloves):
    gloves.propose()
    address = at("baseline_detail", gloves.claim.pk)
    assert "12" in text_of(lead.get(address))
    assert "Lower the baseline" not in text_of(lead.get(address))

    finance.post(
        at("baseline_lower", gloves.claim.pk),
        {"price_each": "0.06", "reason": "Rebate 4711"},
    )

    page = text_of(finance.get(address))
    assert "Rebate 4711" in page
    assert "Earlier baselines" in page
    assert b"PO" in b"".join(
        lead.get(at("baseline_export", gloves.claim.pk)).streaming_content
    )


def test_a_baseline_is_never_raised(finance, gloves):
    gloves.propose()

    answer = finance.post(
        at("baseline_lower", gloves.claim.pk), {"price_each": "0.07", "reason": "More"}
    )

    assert "never higher" in text_of(answer)


def test_a_rise_is_documented_for_a_month_and_only_once(lead, gloves):
    said = {
        "from_month": START.isoformat(),
        "percent": "8",
        "evidence": "Notice of 3 June",
    }
    lead.post(at("uplift_add", gloves.claim.pk), said)

    answer = lead.post(at("uplift_add", gloves.claim.pk), said)

    assert gloves.claim.uplifts.get().percent == 8
    assert "is documented already" in text_of(answer)
