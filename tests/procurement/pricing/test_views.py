"""Pages on which prices are corrected, and the list of what is in force."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.prices.actions import end_correction
from catalogue.prices.models import PriceCorrection
from catalogue.purchases.models import Item, PurchaseLine
from procurement.gaps.actions import refresh_gaps
from tests import region
from tests.files import rows_of
from tests.procurement.gaps import world
from trusts.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(northgate, southmere):
    """As today: the lines are as old as in the worked example."""
    product = world.fill().product
    refresh_gaps(on=timezone.localdate(), at=timezone.now())
    return product


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """Today is the day of the worked example."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: world.DAY)
    monkeypatch.setattr(timezone, "now", lambda: region.AT)


def answers(**more):
    usual = {
        "about": "price",
        "reason": "REBATE",
        "direction": "lower",
        "percent": "10",
        "amount_each": "",
        "evidence": "Contract 4711, clause 3",
        "note": "",
        "starts_on": world.DAY.isoformat(),
        "ends_on": (world.DAY + timedelta(days=90)).isoformat(),
    }
    return {**usual, **more}


def adjust(client, product, code="NGT", **more):
    address = reverse("adjustment_add", args=[product.pk, code])
    return client.post(address, answers(**more), follow=True)


def leave_out(client, product, code="NGT", **more):
    address = reverse("suppression_add", args=[product.pk, code])
    said = answers(**{"reason": "ONE_OFF", **more})
    return client.post(address, said, follow=True)


def text_of(answer):
    return answer.content.decode()


def test_a_rebate_is_said_and_undone(gloves, amina, sign_in):
    client = sign_in(amina)

    page = text_of(adjust(client, gloves))

    made = PriceCorrection.objects.get()
    assert (made.percent, made.scope, made.made_by) == (Decimal(-10), "PRICE", amina)
    assert "Rebate: −10%" in page
    assert "Contract 4711, clause 3" in page
    undo = reverse("correction_end", args=[made.pk])
    assert page.count(f'action="{undo}"') == 2  # beside what was done, and on the page
    page = text_of(client.post(undo, follow=True))
    assert "Ended." in page
    assert reverse("correction_reopen", args=[made.pk]) in page


def test_more_is_said_in_pounds_of_one_order_line(gloves, amina, sign_in):
    line = PurchaseLine.objects.get(organisation__code="NGT", order_date="2026-08-01")
    client = sign_in(amina)
    address = reverse("adjustment_add", args=[gloves.pk, "NGT"])
    assert f'value="line-{line.id}" selected' in text_of(
        client.get(f"{address}?line={line.id}")
    )

    adjust(
        client,
        gloves,
        about=f"line-{line.id}",
        reason="CARRIAGE",
        direction="higher",
        percent="",
        amount_each="0.0035",
    )

    made = PriceCorrection.objects.get()
    assert made.amount_each == Decimal("0.0035")
    assert (made.po_number, made.line_number) == (line.po_number, line.line_number)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"percent": ""}, "Say by how much"),
        ({"amount_each": "1"}, "not both"),
        ({"percent": "100"}, "Nothing would be left"),
        ({"percent": "", "amount_each": "0.07"}, "leave nothing of it"),
        ({"evidence": ""}, "Say where that is written"),
        ({"reason": "TRIAL"}, "Select a valid choice"),
        ({"about": "item-999"}, "Select a valid choice"),
        ({"about": "product"}, "Select a valid choice"),
        ({"ends_on": "2026-09-29"}, "The last day is past"),
        ({"ends_on": "2028-01-01"}, "for a year at most"),
        ({"ends_on": "soon"}, "Enter a day"),
    ],
)
def test_what_cannot_be_meant_is_said_and_keeps_what_was_typed(
    gloves, amina, sign_in, more, sentence
):
    answer = adjust(sign_in(amina), gloves, **more)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not PriceCorrection.objects.exists()


def test_an_item_is_left_out_and_a_product_only_by_a_steward(
    gloves, amina, stella, sign_in
):
    item = Item.objects.get(organisation__code="NGT")
    leave_out(sign_in(amina), gloves, about=f"item-{item.pk}")
    assert PriceCorrection.objects.get().item == item

    assert leave_out(sign_in(amina), gloves, about="product").status_code == 422
    leave_out(sign_in(stella), gloves, about="product")
    assert PriceCorrection.objects.filter(scope="PRODUCT").count() == 1


@pytest.mark.parametrize(
    "name", ["price_wrong", "adjustment_add", "suppression_add", "dispute_add"]
)
def test_another_trusts_price_is_none_that_there_is(gloves, amina, sign_in, name):
    client = sign_in(amina)

    assert client.get(reverse(name, args=[gloves.pk, "SMR"])).status_code == 404
    assert client.get(reverse(name, args=[gloves.pk, "NGT"])).status_code == 200
    assert client.get(reverse(name, args=[999_999, "NGT"])).status_code == 404


def test_another_trusts_correction_is_none_that_there_is(
    gloves, amina, dilys, rae, sign_in
):
    adjust(sign_in(amina), gloves)
    made = PriceCorrection.objects.get()

    client = sign_in(dilys)
    detail = reverse("correction_detail", args=[made.pk])
    assert client.get(detail).status_code == 404
    for name in ("correction_end", "correction_reopen"):
        assert client.post(reverse(name, args=[made.pk])).status_code == 404
    assert "Contract 4711" not in text_of(client.get(reverse("correction_list")))
    assert sign_in(rae).get(detail).status_code == 200


def test_a_trust_that_buys_it_alone_is_not_asked_whose_price(
    gloves, amina, stella, sign_in
):
    address = reverse("price_choose", args=[gloves.pk])
    own = reverse("price_wrong", args=[gloves.pk, "NGT"])

    assert sign_in(amina).get(address)["Location"] == own
    assert own in text_of(sign_in(stella).get(address))


def test_the_list_shows_what_is_in_force_and_warns_before_it_ends(
    gloves, amina, stella, sign_in
):
    client = sign_in(amina)
    empty = text_of(client.get(reverse("correction_list")))
    assert "No price is corrected" in empty
    soon = (world.DAY + timedelta(days=4)).isoformat()
    adjust(client, gloves, ends_on=soon)
    adjust(client, gloves, reason="BUNDLE")

    page = text_of(client.get(reverse("correction_list")))
    assert "Ends in 5 days" in page
    assert page.index("Rebate: −10%") < page.index("Bundle or portfolio deal: −10%")
    assert "£2,600" in page or "£10,600" in page
    ending = text_of(client.get(reverse("correction_list"), {"show": "ending"}))
    assert "Bundle or portfolio deal: −10%" not in ending
    bundle = PriceCorrection.objects.get(reason="BUNDLE")
    end_correction(bundle, by=amina, at=region.AT)
    over = text_of(client.get(reverse("correction_list"), {"show": "over"}))
    assert "Bundle or portfolio deal: −10%" in over
    assert "Rebate: −10%" not in over
    assert "Northgate" in text_of(sign_in(stella).get(reverse("correction_list")))


def test_the_list_asks_as_little_for_many_as_for_one(gloves, amina, sign_in):
    client = sign_in(amina)
    adjust(client, gloves)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("correction_list"))
        return len(queries)

    one = asked()
    for reason in ("BUNDLE", "VOLUME", "CARRIAGE", "RESEARCH", "SERVICE"):
        adjust(client, gloves, reason=reason)
    assert asked() <= one


def test_the_file_has_all_of_it_and_no_formula(gloves, amina, sign_in):
    client = sign_in(amina)
    adjust(client, gloves, evidence='=HYPERLINK("http://x")')

    [row] = rows_of(client.get(reverse("correction_export")))

    assert row["Evidence"].startswith("'=HYPERLINK")
    assert row["Percent"] == "-10"


def test_who_may_not_correct_is_shown_no_way_to(gloves, amina, rae, sign_in):
    adjust(sign_in(amina), gloves)
    made = PriceCorrection.objects.get()

    page = text_of(sign_in(rae).get(reverse("correction_detail", args=[made.pk])))

    assert "End it" not in page
    address = reverse("correction_end", args=[made.pk])
    assert sign_in(rae).post(address).status_code == 403


def test_text_of_a_file_is_never_markup(gloves, dilys, sign_in):
    Organisation.objects.get(code="SMR")
    page = text_of(
        sign_in(dilys).get(reverse("suppression_add", args=[gloves.pk, "SMR"]))
    )

    assert "<script>alert" not in page
