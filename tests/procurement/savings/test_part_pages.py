"""A trust’s part by its pages: what its lead says of it."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.products.models import Product, Supplier
from procurement.asks.models import AgreedPrice
from procurement.gaps.models import GapStage
from procurement.savings import actions
from tests.factories import make_membership
from tests.procurement.savings.pages import at, make_gap, text_of
from tests.procurement.savings.world import AT, START
from tests.region import trust
from trusts.roles import Role

pytestmark = pytest.mark.django_db


def test_part_detail_says_what_is_lacking_before_finance(lead, gloves):
    page = text_of(lead.get(at("part_detail", gloves.part.pk)))

    assert "has no agreed price" in page
    assert "Propose to finance" not in page


def test_part_prices_and_evidence_make_it_ready_to_propose(lead, gloves):
    number = gloves.claim.pk
    lead.post(
        at("part_prices", gloves.part.pk),
        {
            f"target_{number}": "0.05",
            f"agreed_{number}": "0.052",
            f"units_{number}": "",
        },
    )
    lead.post(
        at("part_change", gloves.part.pk),
        {
            "start_month": START.isoformat(),
            "one_off_cost": "120",
            "evidence": "Quote 1",
        },
    )

    lead.post(at("part_propose", gloves.part.pk))

    gloves.part.refresh_from_db()
    assert gloves.part.is_proposed
    assert gloves.part.one_off_cost == 120
    gloves.claim.refresh_from_db()
    assert gloves.claim.agreed_price == Decimal("0.052")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("cheap", "Give the price of one each in pounds"),
        ("0", "A price is above £0."),
        ("-1", "A price is above £0."),
        ("0.0000001", "at most 6 decimals"),
    ],
)
def test_a_price_that_is_none_is_refused_in_words(lead, gloves, value, says):
    answer = lead.post(
        at("part_prices", gloves.part.pk), {f"agreed_{gloves.claim.pk}": value}
    )

    assert answer.status_code == 422
    assert says in text_of(answer)


def test_a_part_that_lapses_opens_its_gap_again(lead, gloves):
    gap = make_gap(gloves)
    gloves.propose()
    actions.agree(gloves.part, by=gloves.finance, at=AT)

    lead.post(
        at("part_lapse", gloves.part.pk), {"reason": "SUPPLIER_REFUSED", "note": ""}
    )

    gap.refresh_from_db()
    assert gap.stage in {GapStage.OPEN, GapStage.ASSIGNED}


def test_a_paper_comes_back_as_it_came_and_only_as_a_download(lead, gloves):
    paper = SimpleUploadedFile("<b>quote.html", b"<script>alert(1)</script>")

    lead.post(at("evidence_add", gloves.part.pk), {"file": paper})
    file = gloves.part.evidence_files.get()
    answer = lead.get(at("evidence_file", gloves.part.pk, file.pk))

    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "The file is empty"), (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB")],
)
def test_a_paper_that_cannot_be_kept_is_refused_in_words(lead, gloves, content, says):
    answer = lead.post(
        at("evidence_add", gloves.part.pk),
        {"file": SimpleUploadedFile("quote.pdf", content)},
    )

    assert answer.status_code == 422
    assert says in text_of(answer)
    assert not gloves.part.evidence_files.exists()


def test_a_colleague_looks_after_it_and_nobody_from_elsewhere(lead, gloves):
    ben = make_membership("Ben Okoro", Role.BUYER, gloves.trust)

    lead.post(at("part_hand_over", gloves.part.pk), {"owner": ben.pk})
    refused = lead.post(
        at("part_hand_over", gloves.part.pk), {"owner": gloves.finance.pk}
    )

    gloves.part.refresh_from_db()
    assert gloves.part.owner == ben
    assert "That person cannot look after it" in text_of(refused)


def test_products_are_found_added_and_taken_out(lead, gloves):
    page = text_of(lead.get(at("part_products", gloves.part.pk) + "?q=gloves"))
    assert "already" in page

    lead.post(at("claim_drop", gloves.claim.pk))
    lead.post(
        at("part_product_add", gloves.part.pk), {"product": [gloves.product.pk, "x"]}
    )

    gloves.claim.refresh_from_db()
    assert gloves.claim.is_live
    assert gloves.part.steps.filter(done__startswith="Took out").exists()


def test_another_trust_finds_nothing_of_it(sign_in, gloves):
    stranger = sign_in(make_membership("Dilys Morgan", Role.TRUST_LEAD, trust("SMR")))

    for name in ("part_detail", "part_change", "part_prices", "part_lapse"):
        assert stranger.get(at(name, gloves.part.pk)).status_code == 404
    assert stranger.get(at("baseline_detail", gloves.claim.pk)).status_code == 404
    assert stranger.post(at("part_propose", gloves.part.pk)).status_code == 404


def test_who_leads_the_region_prepares_a_part_but_does_not_propose(
    sign_in, gloves, rae
):
    region = sign_in(rae)

    page = text_of(region.get(at("part_detail", gloves.part.pk)))

    assert "Set prices" in page
    assert "Propose" not in page
    assert region.post(at("part_propose", gloves.part.pk)).status_code == 403


@pytest.mark.parametrize("is_merged", [False, True])
def test_what_a_supplier_agreed_to_is_offered_as_the_agreed_price(
    lead, gloves, is_merged
):
    product = gloves.product
    if is_merged:
        product = Product.objects.create(
            description="Gloves", is_declared=False, merged_into=gloves.product
        )
    AgreedPrice.objects.create(
        organisation=gloves.trust,
        supplier=Supplier.objects.create(name="Kestrel", name_key="KESTREL"),
        product=product,
        price_each="0.0515",
        from_on=START,
        evidence="E-mail of 3 June",
        agreed_at=AT,
        agreed_by=gloves.lead,
    )

    page = text_of(lead.get(at("part_prices", gloves.part.pk)))

    assert 'value="0.0515"' in page
    assert "Filled in where a supplier has agreed already" in page


def test_the_first_page_says_what_waits_for_whom(lead, finance, gloves):
    gloves.propose()
    assert "for you to agree" in text_of(finance.get("/"))

    finance.post(at("part_send_back", gloves.part.pk), {"note": "Which quote?"})

    assert "for you to agree" not in text_of(finance.get("/"))
    gloves.touch()
    assert "sent back by finance" in text_of(lead.get("/"))
