"""The first page, role by role: what it says, what it leads to, what it never shows."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from catalogue.purchases.models import Import, ImportState
from catalogue.spend.actions import keep_spend
from catalogue.spend.models import SpendDay
from procurement.gaps.models import Gap, GapChange, Refresh
from procurement.home.days import monday_before
from tests import region
from tests.factories import make_membership, make_organisation
from tests.procurement.gaps import world
from trusts import audit
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def words_of(response):
    """What a person reads, in one line."""
    page = response.content.decode().replace("</t", " </t")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))


@pytest.fixture
def gap(amina):
    return world.fill()


def taken_in(organisation, **fields):
    """An import of the trust that was taken in today."""
    return Import.objects.create(
        organisation=organisation,
        **{
            "file_name": "november.csv",
            "sha256": "1" * 64,
            "size": 1,
            "state": ImportState.DONE,
            "uploaded_at": timezone.now(),
            "finished_at": timezone.now(),
        }
        | fields,
    )


def spend(organisation, day, comparable="60"):
    """A day on which the trust spent £100."""
    return SpendDay.objects.create(
        organisation=organisation,
        day=day,
        lines=1,
        net_value=Decimal(100),
        comparable_value=Decimal(comparable),
    )


def test_a_lead_sees_the_worth_what_is_new_and_the_best_to_act_on(sign_in, amina, gap):
    Gap.objects.update(found_on=TODAY)

    page = sign_in(amina).get("/")
    words = words_of(page)

    assert "Price gaps worth £1,950 a year" in words
    monday = monday_before(TODAY)
    assert f"1 listed, all new since Monday {monday.day} {monday:%B %Y}" in words
    assert "Nitrile gloves, medium" in words
    for figure in ("£1,950", "6.50p", "5.20p"):
        assert figure in words[words.index("Best to act on now") :]


def test_what_is_new_is_what_the_link_leads_to(sign_in, amina, gap):
    world.make_gaps(amina.organisation, 3)
    Gap.objects.exclude(pk=gap.pk).update(found_on=TODAY)
    client = sign_in(amina)

    home = client.get("/")
    [address] = re.findall(r'href="(/gaps/\?found_from=[^"]+)"', home.content.decode())

    shown = client.get(address).context["shown"]
    assert shown == home.context["desk"].new
    assert shown.gaps == 3


def test_the_best_to_act_on_names_who_sells_it_for_less(sign_in, amina, gap):
    seller = region_supplier("Kestrel Medical")
    for match in world_items(gap):
        match.item.supplier = seller
        match.item.supplier_name = "Kestrel Medical"
        match.item.save(update_fields=["supplier", "supplier_name"])

    words = words_of(sign_in(amina).get("/"))

    assert "Ask Kestrel Medical for the price it already gives a peer" in words


def region_supplier(name):
    from catalogue.products.models import Supplier

    return Supplier.objects.create(name=name, name_key=name.upper())


def world_items(gap):
    from catalogue.matching.models import Match

    return Match.objects.filter(product=gap.product).select_related("item")


def test_a_trust_that_gave_nothing_is_led_to_its_first_extract(sign_in, amina):
    page = sign_in(amina).get("/")

    words = words_of(page)
    assert "1. Give the extract you already make" in words
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert main.count("nhsuk-button") == 1
    assert 'href="/imports/new/"' in main


def test_the_first_steps_lead_on_where_an_extract_waits(sign_in, amina, northgate):
    waiting = taken_in(northgate, state=ImportState.ASKING, finished_at=None)

    page = sign_in(amina).get("/")

    assert "Waits for your answer: november.csv" in words_of(page)
    assert f'href="/imports/{waiting.pk}/"' in page.content.decode()
    assert "Give your first extract" not in words_of(page)


def test_a_lead_is_told_of_a_failed_extract_until_another_came(sign_in, amina, gap):
    taken_in(amina.organisation, state=ImportState.FAILED, file_name="broken.csv")
    client = sign_in(amina)

    assert "Could not be read: broken.csv" in words_of(client.get("/"))
    taken_in(amina.organisation)
    assert "broken.csv" not in words_of(client.get("/"))


def test_a_lead_is_told_when_the_lines_grow_old(sign_in, amina, gap):
    old = spend(amina.organisation, world.DAY - timedelta(days=45))
    client = sign_in(amina)

    assert "Give a new extract" in words_of(client.get("/"))
    SpendDay.objects.filter(pk=old.pk).update(day=world.DAY - timedelta(days=44))
    assert "Give a new extract" not in words_of(client.get("/"))


def test_a_lead_sees_what_the_newest_import_changed(sign_in, amina, gap):
    newest = taken_in(amina.organisation)
    refresh = Refresh.objects.create(
        refreshed_at=timezone.now(),
        as_at=TODAY,
        is_of_everything=False,
        import_ids=[newest.pk],
    )
    other = world.make_gaps(region.trust("SMR"), 1)[0]
    for each, value in ((gap, 1950), (other, 1000)):
        GapChange.objects.create(
            gap=each, refresh=refresh, kind="GREW", gap_value=value, value_before=500
        )

    page = sign_in(amina).get("/")

    changes = page.context["desk"].changes
    assert (changes.grew.gaps, changes.grew.value) == (1, Decimal(1450))
    assert changes.total == changes.grew
    assert f'href="/gaps/imports/{newest.pk}/"' in page.content.decode()


def test_changes_add_up_to_how_the_total_moved(sign_in, rae, gap):
    """From nothing to the listed total: what was found, grew, shrank and went."""
    refresh = Refresh.objects.create(
        refreshed_at=timezone.now(), as_at=TODAY, is_of_everything=False
    )
    GapChange.objects.create(
        gap=gap, refresh=refresh, kind="SHRANK", gap_value=1950, value_before=2000
    )
    GapChange.objects.create(
        gap=gap, refresh=refresh, kind="GONE", gap_value=0, value_before=1950
    )

    changes = sign_in(rae).get("/").context["desk"].changes

    assert changes.shrank.value == Decimal(-50)
    assert changes.gone.value == Decimal(-1950)
    assert changes.total.value == Decimal(-2000)


def test_finance_sees_its_own_trusts_worth_and_the_files(sign_in, northgate, gap):
    world.make_gaps(region.trust("SMR"), 2)
    fran = make_membership("Fran Doyle", Role.TRUST_FINANCE, northgate)

    page = sign_in(fran).get("/")

    assert "Price gaps worth £1,950 a year" in words_of(page)
    assert 'href="/gaps/export/"' in page.content.decode()


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

    with django_assert_max_num_queries(19):
        assert client.get("/").status_code == 200
