"""The first page of a trust’s lead: what it says, and what it leads to."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.purchases.models import ImportState
from catalogue.spend.models import SpendDay
from procurement.gaps.models import Gap, GapChange, Refresh
from procurement.home.days import monday_before
from tests import region
from tests.procurement.gaps import world
from tests.procurement.home.world import spend, taken_in
from tests.reading import words_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


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
