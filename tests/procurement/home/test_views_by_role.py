"""The first page of every other role: what it says and what it never shows."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.spend.actions import keep_spend
from catalogue.spend.models import SpendDay
from tests import region
from tests.factories import make_membership, make_organisation
from tests.procurement.gaps import world
from tests.procurement.home.world import spend, taken_in
from tests.reading import words_of
from trusts import audit
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def test_finance_sees_its_own_trusts_worth_and_the_files(sign_in, northgate, gap):
    world.make_gaps(region.trust("SMR"), 2)
    fran = make_membership("Fran Doyle", Role.TRUST_FINANCE, northgate)

    page = sign_in(fran).get("/")

    assert "Price gaps worth £1,950 a year" in words_of(page)
    assert 'href="/gaps/export/?format=xlsx"' in page.content.decode()


@pytest.mark.parametrize("role", [Role.CLINICAL_REVIEWER, Role.CLINICAL_CHAIR])
def test_clinicians_are_told_honestly_and_see_no_money(sign_in, southmere, gap, role):
    page = sign_in(make_membership("Carys Evans", role, southmere)).get("/")

    words = words_of(page)
    assert "When a specification is put before you to comment on, to score" in words
    assert not re.search(r"£|\d+(\.\d+)?p\b|\d", words)


def test_a_council_officer_sees_no_money(sign_in, gap):
    council = make_organisation("CNL", "Brindle Council", "council")
    page = sign_in(make_membership("Cole Hart", Role.COUNCIL_OFFICER, council)).get("/")

    assert not re.search(r"£|\d", words_of(page))


def test_a_steward_sees_what_waits_by_money_and_no_comparison(sign_in, stella, gap):
    SpendDay.objects.all().delete()
    spend(region.trust("NGT"), world.DAY, comparable="90")
    spend(region.trust("SMR"), world.DAY - timedelta(days=364), comparable="60")
    spend(region.trust("SMR"), world.DAY - timedelta(days=365), comparable="10")
    taken_in(region.trust("SMR"), rows=9, accepted=2, rejected=7)

    page = sign_in(stella).get("/")

    words = words_of(page)
    assert "£50 of purchases cannot be compared yet" in words
    assert [
        each.organisation.code for each in page.context["desk"].trusts.left_out
    ] == ["SMR", "NGT"]
    assert "november.csv, Southmere: 7 of 9 rows" in words
    assert "6.50p" not in words
    assert "£1,950" not in words
    assert sign_in(stella).get("/gaps/left-out/").status_code == 200


def test_what_cannot_be_compared_is_the_money_of_the_page_it_leads_to(
    sign_in, northgate, gap
):
    keep_spend(everything=True)
    of_pendle = make_membership("Pia Lund", Role.TRUST_LEAD, region.trust("PND"))
    client = sign_in(of_pendle)

    left_out = client.get("/").context["desk"].own.left_out

    assert left_out.value == client.get("/gaps/left-out/").context["left_out"].value
    assert left_out.value == 70


def test_the_regional_lead_sees_the_sum_of_its_trusts(sign_in, rae, gap):
    world.make_gaps(region.trust("SMR"), 2)
    SpendDay.objects.filter(organisation__code="EWD").delete()

    page = sign_in(rae).get("/")

    desk = page.context["desk"]
    assert "Price gaps worth £4,950 a year" in words_of(page)
    assert desk.worth.value == sum(bar.trust.worth.value for bar in desk.bars)
    assert [bar.length for bar in desk.bars] == [Decimal(100), Decimal("65.0")]
    assert "has given nothing yet" in words_of(page)


def test_stale_trusts_are_those_without_a_line_of_the_last_45_days(sign_in, rae, gap):
    SpendDay.objects.all().delete()
    for code, days in (("NGT", 44), ("SMR", 45)):
        spend(region.trust(code), world.DAY - timedelta(days=days))

    stale = sign_in(rae).get("/").context["desk"].trusts.stale

    assert [each.organisation.code for each in stale if each.newest] == ["SMR"]


def test_an_auditor_sees_exports_apart_from_decisions(sign_in, aldo, amina):
    audit.record("file_exported", target="Price gaps", by=amina, at=timezone.now())
    audit.record("import_rolled_back", target="may.csv", by=amina, at=timezone.now())

    words = words_of(sign_in(aldo).get("/"))

    decisions, _, exports = words.partition("Files that left")
    assert "Import rolled back: may.csv" in decisions
    assert "Price gaps" in exports
    assert "Price gaps" not in decisions


def test_an_administrator_sees_no_prices(sign_in, petra, gap):
    assert "£" not in words_of(sign_in(petra).get("/"))


def test_without_a_membership_in_use_one_is_chosen_first(sign_in, amina, southmere):
    client = sign_in(amina)
    Membership.objects.all().delete()

    assert client.get("/")["Location"] == "/choose-membership/"


@pytest.mark.parametrize(
    "who", ["amina", "ben", "carys", "rae", "stella", "aldo", "petra"]
)
def test_the_first_page_takes_few_queries_however_much_there_is(
    request, sign_in, django_assert_max_num_queries, gap, who
):
    world.make_gaps(region.trust("NGT"), 40)
    taken_in(region.trust("NGT"))
    client = sign_in(request.getfixturevalue(who))
    client.get("/")

    with django_assert_max_num_queries(22):
        assert client.get("/").status_code == 200
