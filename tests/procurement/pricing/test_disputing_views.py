"""Pages of disputes, from saying it to settling it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.prices.models import PriceDispute, PricePaid
from procurement.gaps.actions import catch_up
from procurement.gaps.models import Gap
from tests import region
from tests.procurement.gaps import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(northgate, southmere):
    return world.fill().product


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: world.DAY)
    monkeypatch.setattr(timezone, "now", lambda: region.AT)


def dispute(client, product, says="We pay 6.1p."):
    address = reverse("dispute_add", args=[product.pk, "SMR"])
    answer = client.post(address, {"says": says, "evidence": ""}, follow=True)
    catch_up(on=world.DAY, at=region.AT)
    return answer


def text_of(answer):
    return answer.content.decode()


def settle(client, dispute, **said):
    usual = {"outcome": "STANDS", "answer": "The invoice says so."}
    address = reverse("dispute_settle", args=[dispute.pk])
    return client.post(address, {**usual, **said}, follow=True)


def test_a_price_is_disputed_and_settled_by_somebody_else(
    gloves, dilys, stella, sign_in
):
    page = text_of(dispute(sign_in(dilys), gloves))

    made = PriceDispute.objects.get()
    assert "no reference until that is settled" in page
    assert not Gap.objects.listed().exists()
    assert (
        sign_in(dilys).get(reverse("dispute_settle", args=[made.pk])).status_code == 403
    )
    assert settle(sign_in(stella), made, answer="").status_code == 422
    page = text_of(settle(sign_in(stella), made))
    assert "The price stands" in page
    catch_up(on=world.DAY, at=region.AT)
    assert Gap.objects.listed().count() == 1


def test_put_right_is_not_believed_while_the_price_is_the_same(
    gloves, dilys, stella, sign_in
):
    dispute(sign_in(dilys), gloves)

    answer = settle(sign_in(stella), PriceDispute.objects.get(), outcome="CORRECTED")

    assert answer.status_code == 422
    assert "would be a reference again" in text_of(answer)


def test_the_trust_withdraws_it(gloves, dilys, amina, sign_in):
    dispute(sign_in(dilys), gloves)
    made = PriceDispute.objects.get()
    address = reverse("dispute_withdraw", args=[made.pk])

    assert sign_in(amina).post(address).status_code == 404
    assert "Withdrawn." in text_of(sign_in(dilys).post(address, follow=True))


def test_an_answer_that_no_column_can_hold_withdraws_nothing(gloves, dilys, sign_in):
    dispute(sign_in(dilys), gloves)
    made = PriceDispute.objects.get()
    address = reverse("dispute_withdraw", args=[made.pk])

    page = text_of(sign_in(dilys).post(address, {"answer": "\0"}, follow=True))

    assert "Null characters are not allowed." in page
    made.refresh_from_db()
    assert made.is_open


def test_the_price_now_is_that_of_the_product_merged_into(gloves, dilys, sign_in):
    dispute(sign_in(dilys), gloves)
    other = region.product("Gloves, nitrile")
    PricePaid.objects.filter(product=gloves).update(product=other)
    gloves.merged_into = other
    gloves.save(update_fields=["merged_into"])

    made = PriceDispute.objects.get()
    answer = sign_in(dilys).get(reverse("dispute_detail", args=[made.pk]))

    assert answer.context["price_now"] == made.price_each


def test_what_is_wrong_has_to_be_said_once(gloves, dilys, sign_in):
    client = sign_in(dilys)

    assert dispute(client, gloves, says="").status_code == 422
    dispute(client, gloves)
    again = dispute(client, gloves)
    assert again.status_code == 422
    assert "disputed already" in text_of(again)


def test_the_list_is_the_trusts_own_and_the_regions(
    gloves, amina, dilys, stella, sign_in
):
    address = reverse("dispute_list")
    assert "No price is disputed" in text_of(sign_in(stella).get(address))
    dispute(sign_in(dilys), gloves)

    assert "We pay 6.1p." in text_of(sign_in(dilys).get(address))
    assert "We pay 6.1p." in text_of(sign_in(stella).get(address))
    assert "We pay 6.1p." not in text_of(sign_in(amina).get(address))
    answer = sign_in(stella).get(reverse("dispute_export"))
    assert "We pay 6.1p." in b"".join(answer.streaming_content).decode()


def test_the_list_asks_as_little_for_many_as_for_one(gloves, dilys, sign_in):
    client = sign_in(dilys)
    dispute(client, gloves)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("dispute_list"))
        return len(queries)

    one = asked()
    for number in range(3):
        PriceDispute.objects.create(
            organisation=dilys.organisation,
            product=region.product(f"Product {number}"),
            price_each=1,
            says="No",
            opened_on=world.DAY,
            opened_at=region.AT,
            opened_by=dilys,
        )
    assert asked() <= one
