"""No price reaches a clinician: every answer of the whole flow is kept and searched."""

import re
from datetime import timedelta
from urllib.parse import urldefrag

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procurement.signoff.actions import open_round
from procurement.specifications import actions
from tests import region
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import make_world
from tests.trusts.signing_in import PASSWORD, give_password

pytestmark = pytest.mark.django_db

# 0.731946 each at one trust and 0.841957 at another, on orders of ten thousand.
PRICES = r"731946|0\.7319|73\.19|7,?319\.46|841957|0\.8419|84\.19|8,?419\.57"
# The one page that explains the arithmetic of the others names its limits in pounds.
EXPLAINS = "/how-figures-work/"


class Recording(Client):
    """Keeps every answer that was given, by its address."""

    def __init__(self):
        super().__init__()
        self.answers = {}

    def request(self, **asked):
        answer = super().request(**asked)
        path = asked.get("PATH_INFO", "")
        said = b"".join(answer) if answer.streaming else answer.content
        self.answers[f"{len(self.answers)} {path}"] = said.decode(errors="replace")
        return answer


@pytest.fixture
def bought():
    """The catheter of the specification, bought at two prices that nobody mistakes."""
    world = make_world(at=timezone.now())
    product = world.version.considered.get().product
    on = timezone.localdate() - timedelta(days=9)
    for trust, value in zip(world.trusts, ("7319.46", "8419.57"), strict=False):
        orders = [(on - timedelta(days=days), 10_000, value) for days in range(3)]
        region.buy(region.item(trust, product), orders)
    return world


def crawl(client, start, *, most=150):
    """Follow every link and every part that a page fetches, from the start on."""
    waiting, seen = [start], set()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found = re.findall(r'(?:href|hx-get)="(/[^"]*)"', answer.text)
            waiting += [
                urldefrag(each.replace("&amp;", "&"))[0]
                for each in found
                if not each.startswith("/static/")
            ]
    return seen


def prices_in(answers):
    return {
        address: found
        for address, said in answers.items()
        if (found := re.findall(rf"{PRICES}|£", said)) and EXPLAINS not in address
    }


def test_no_answer_of_the_whole_flow_has_a_price(bought):
    world, client = bought, Recording()
    member = give_password(world.member("Carys"))
    client.post(
        reverse("account_login"), {"login": member.user.email, "password": PASSWORD}
    )
    at = timezone.now()
    actions.open_consultation(world.version, by=world.chair, at=at)
    world.version.refresh_from_db()
    comment = reverse(
        "comment_add", args=[world.specification.pk, world.version.number]
    )
    client.get("/")
    for headers in ({}, {"HX-Request": "true"}):
        client.get(f"{comment}?criterion=1", headers=headers)
        client.post(f"{comment}?criterion=1", {"text": "Good."}, headers=headers)
    _answer_all(world)
    actions.open_scoring(world.version, by=world.chair, at=at)
    _put_to_sign_off(world)
    client.get(clinic.reading(world))
    clinic.decide(client, world, choice="OBJECT")
    clinic.decide(client, world)
    clinic.confirm(client, world, password="wrong")
    receipt = clinic.sign(client, world)["Location"]
    client.get(receipt)

    seen = crawl(client, "/")

    assert {clinic.reading(world), reverse("waiting_list")} <= seen
    assert reverse("product_detail", args=[_product(world).pk]) in seen
    assert len(client.answers) > len(seen)
    assert prices_in(client.answers) == {}
    assert [
        each.body for each in mail.outbox if re.search(f"{PRICES}|£", each.body)
    ] == []


def test_the_search_would_find_one(bought):
    """Amina, who buys, is shown the prices that Carys is not."""
    client = Recording()
    client.force_login(bought.drafter.user)

    client.get(reverse("product_lines", args=[_product(bought).pk]))

    assert prices_in(client.answers)


def _answer_all(world):
    for comment in world.version.comments.all():
        actions.answer(
            comment, outcome="EXPLAINED", text="Yes.", by=world.chair, at=timezone.now()
        )


def _product(world):
    return world.version.considered.get().product


def _put_to_sign_off(world):
    world.version.refresh_from_db()
    at = timezone.now()
    open_round(
        world.version, deadline_at=at + timedelta(days=14), by=world.chair, at=at
    )
