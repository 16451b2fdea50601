"""Pages of confidential prices: a trust keeps one, sees which, and lifts it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.matching.models import Match
from catalogue.prices.models import ConfidentialPrice
from procurement.asks import actions as asks
from procurement.asks.models import AskFor
from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.gaps.import_changes import changes_of_import
from procurement.gaps.models import Gap, Refresh
from procurement.home.changes import Moved, changes_since
from tests import region
from tests.procurement.asks import world as letters
from tests.procurement.gaps import world
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(northgate, southmere):
    return world.fill().product


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: world.DAY)
    monkeypatch.setattr(timezone, "now", lambda: region.AT)


def keep(client, product, code="SMR", **said):
    usual = {"reason": "CONTRACT", "evidence": "Clause 9", **last_day(30)}
    address = reverse("confidential_add", args=[product.pk, code])
    answer = client.post(address, {**usual, **said}, follow=True)
    catch_up(on=world.DAY, at=region.AT)
    return answer


def last_day(number):
    return {"ends_on": (world.DAY + timedelta(days=number)).isoformat()}


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_trust_keeps_its_price_confidential_and_lifts_that(
    gloves, dilys, amina, sign_in
):
    client = sign_in(dilys)
    product = reverse("product_detail", args=[gloves.pk])
    assert "Our price here is confidential" in text_of(client.get(product))

    page = text_of(keep(client, gloves))

    assert "5.10p to 5.60p" in page
    assert "Clause 9" in page
    assert "Your price here is confidential" in text_of(client.get(product))
    theirs = text_of(sign_in(amina).get(product))
    assert "Southmere" not in theirs
    assert "5.10p to 5.60p" in theirs
    kept = ConfidentialPrice.objects.get()
    lift = reverse("confidential_lift", args=[kept.pk])
    assert sign_in(amina).post(lift).status_code == 404
    assert "No price is confidential" in text_of(client.post(lift, follow=True))
    everything = text_of(client.get(reverse("confidential_list") + "?show=all"))
    assert "lifted by Dilys Morgan" in everything
    catch_up(on=world.DAY, at=region.AT)
    assert "Southmere" in text_of(sign_in(amina).get(product))


def test_the_list_says_where_nothing_is_bought_any_more(gloves, dilys, sign_in):
    client = sign_in(dilys)
    keep(client, gloves)
    address, said = reverse("confidential_list"), "Nothing is bought under this product"
    assert said not in text_of(client.get(address))

    Match.objects.filter(organisation=dilys.organisation).update(
        product=region.product("Another"), code_product=None
    )

    assert said in text_of(client.get(address))


def test_what_is_missing_is_said(gloves, dilys, sign_in):
    answer = keep(sign_in(dilys), gloves, reason="", **last_day(-1))

    assert answer.status_code == 422
    assert "Say why." in text_of(answer)
    assert "is past" in text_of(keep(sign_in(dilys), gloves, **last_day(-1)))
    assert not ConfidentialPrice.objects.exists()


def test_it_is_nobody_elses_to_keep(gloves, amina, stella, sign_in):
    assert keep(sign_in(amina), gloves).status_code == 404
    page = text_of(keep(sign_in(stella), gloves))
    assert "Only the trust that pays" in page
    assert not ConfidentialPrice.objects.exists()


def test_the_gap_says_its_band_and_counts_the_least(gloves, dilys, amina, sign_in):
    keep(sign_in(dilys), gloves)
    client, gap = sign_in(amina), Gap.objects.listed().get()

    page = text_of(client.get(reverse("gap_detail", args=[gap.pk])))
    rows = client.get(reverse("gap_export")).getvalue().decode()

    assert "14% to 22% lower exists" in page
    assert "between £1,350.00 and £2,100.00 a year" in page
    assert "0.051 to 0.056" in rows
    assert ",1350," in rows
    assert "£1,350 a year" in text_of(client.get(reverse("gap_list")))


def test_what_it_was_worth_stays_unsaid_beside_a_public_price(
    gloves, dilys, amina, sign_in
):
    """£1,950 before is Southmere's price to the last digit, whoever is shown now."""
    days = [world.DAY - timedelta(days=number) for number in (3, 4, 5)]
    holm = region.item(region.trust("HLM"), gloves, eaches=100)
    region.buy(holm, [(day, 10, "53.00") for day in days])
    keep(sign_in(dilys), gloves)
    refresh_gaps(on=world.DAY, at=region.AT)
    gap = Gap.objects.get(organisation=amina.organisation)
    assert gap.lowest_organisation == holm.organisation
    Refresh.objects.update(import_ids=[holm.first_import_id])
    accepted = {"stage": "ACCEPTED", "accept_reason": "OTHER", "review_on": world.DAY}
    Gap.objects.update(**accepted, accepted_value=Decimal(1950))

    client = sign_in(amina)
    page = text_of(client.get(reverse("gap_detail", args=[gap.pk])))
    rows = client.get(reverse("gap_export") + "?stage=ACCEPTED").getvalue().decode()
    changes = changes_of_import(holm.first_import, amina)

    assert "Shrank" in page
    assert "not shown while another trust keeps" in page
    assert "1,950" not in page
    assert "Nitrile gloves" in rows
    assert "1950" not in rows
    assert changes.total
    assert (changes.largest, changes.has_hidden) == ([], True)
    assert changes_since(world.DAY, member=amina).total == Moved()


def test_the_regional_office_is_told_what_it_is_shown(gloves, dilys, rae, sign_in):
    keep(sign_in(dilys), gloves)
    gap = Gap.objects.listed().get()

    client = sign_in(rae)
    page = text_of(client.get(reverse("gap_detail", args=[gap.pk])))
    rows = client.get(reverse("gap_export")).getvalue().decode()

    assert "worked out of its band, as Northgate University Hospitals sees it" in page
    assert "its band is all that is shown" not in page
    assert "5.20p" in page
    assert "the top of its band" in rows


def test_the_list_needs_few_queries_however_long(gloves, dilys, sign_in):
    client = sign_in(dilys)
    address = reverse("confidential_list")
    counts = []
    for number in (1, 8):
        for each in range(number):
            ConfidentialPrice.objects.create(
                organisation=dilys.organisation, reason="OTHER", made_at=region.AT,
                product=region.product(f"P{number}-{each}"), ends_on=world.DAY,
            )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 9


def test_a_letter_asks_for_a_band_of_it_and_never_for_a_price(dilys, amina, sign_in):
    supplier = letters.fill()
    mine = Gap.objects.filter(organisation=amina.organisation)
    product = mine.get(product__description__startswith="Nitrile").product
    keep(sign_in(dilys), product)
    at = timezone.now()
    gaps = Gap.objects.listed().values_list("pk", flat=True)
    ask = asks.draft_ask(supplier, gaps=gaps, by=amina, at=at)
    line = ask.lines.get(product=product)
    words = {name: getattr(ask, name) for name in asks.drafting.WORDS}

    page = text_of(sign_in(amina).get(reverse("ask_edit", args=[ask.pk])))

    assert "a band only" in page
    price = asks.LineAsk(AskFor.PRICE, Decimal("0.0555"))
    with pytest.raises(Refused, match="asks for a band"):
        asks.change_ask(ask, words=words, lines={line.pk: price}, by=amina, at=at)
