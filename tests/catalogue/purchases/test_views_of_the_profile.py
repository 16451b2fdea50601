"""By which profile a file is read: found out, chosen at the upload or on its page, and
the name under which its layout is kept."""

import pytest
from django.urls import reverse

from catalogue.purchases import actions
from catalogue.purchases.models import Import, Profile
from catalogue.purchases.tasks import run_import
from tests.catalogue.purchases.pages import page, text_of
from tests.extracts import AT, extract, import_bytes, row

pytestmark = pytest.mark.django_db

OTHER = b"Order no,Line,Ordered,Text,Number,Price\nP1,1,13/04/2026,Gloves,2,3.50\n"


@pytest.fixture
def orders(northgate):
    return import_bytes(extract(row()), northgate).profile


@pytest.fixture
def pharmacy(orders, amina):
    return actions.make_profile(orders, name="Pharmacy", by=amina, at=AT)


def newest():
    return Import.objects.newest_first()[0]


def confirm(client, of_import, **said):
    return client.post(
        reverse("import_confirm", args=[of_import.pk]), said, follow=True
    )


def test_without_profiles_there_is_none_to_choose(sign_in, amina):
    assert "How is it laid out?" not in text_of(
        sign_in(amina).get(reverse("import_upload"))
    )


def test_a_file_is_read_by_the_profile_chosen_at_the_upload(
    upload, sign_in, amina, pharmacy
):
    upload(amina, extract(row(po_number="2")), profile=str(pharmacy.pk))

    response = page(sign_in(amina), newest())

    assert response.context["asking"].profile == pharmacy
    confirm(sign_in(amina), newest())
    assert newest().profile == pharmacy


def test_the_profile_of_a_file_can_be_changed_on_its_page(
    upload, sign_in, amina, orders, pharmacy
):
    upload(amina, extract(row(po_number="2")))
    client, of_import = sign_in(amina), newest()
    first = page(client, of_import).context["asking"].profile
    other = orders if first == pharmacy else pharmacy

    shown = page(client, of_import, profile=str(other.pk), profile_shown=str(first.pk))

    assert shown.context["asking"].profile == other
    assert shown.context["asking"].answers == {"profile": str(other.pk)}
    confirm(client, of_import, profile=str(other.pk))
    assert newest().profile == other


def test_answers_that_were_about_another_profile_are_left_behind(
    upload, sign_in, amina, orders, pharmacy
):
    upload(amina, extract(row(po_number="2")), profile=str(orders.pk))

    shown = page(
        sign_in(amina),
        newest(),
        profile=str(pharmacy.pk),
        profile_shown=str(orders.pk),
        date_order="mdy",
    )

    assert shown.context["asking"].answers == {"profile": str(pharmacy.pk)}


def test_a_file_can_be_read_by_no_profile(upload, sign_in, amina, orders):
    upload(amina, extract(row(po_number="2")))
    client, of_import = sign_in(amina), newest()

    asking = page(client, of_import, profile="none").context["asking"]

    assert (asking.profile, asking.remember_as) == (None, "Purchase orders 2")
    confirm(client, of_import, profile="none", remember_as="Stores")
    assert Profile.objects.get(name="Stores").imports.get() == of_import
    assert orders.versions.count() == 1


def test_a_file_like_none_of_them_gets_a_profile_of_its_own(
    upload, sign_in, amina, orders
):
    upload(amina, OTHER)
    of_import, client = newest(), sign_in(amina)
    columns = {"column:description": "3", "column:quantity": "4"}

    assert "This file is like no profile" in text_of(page(client, of_import))
    confirm(client, of_import, **columns)

    assert newest().profile.name == "Purchase orders 2"


@pytest.mark.parametrize("name", ["pharmacy", "x" * 61])
@pytest.mark.usefixtures("pharmacy")
def test_a_name_that_cannot_be_is_refused_before_anything_is_queued(
    upload, sign_in, amina, orders, name
):
    upload(amina, extract(row(po_number="2")), profile=str(orders.pk))

    response = confirm(sign_in(amina), newest(), remember_as=name)

    assert newest().state == "ASKING"
    assert "name" in text_of(response)


def test_the_steward_cannot_mix_organisations(upload, stella, southmere, orders):
    response = upload(
        stella, extract(row()), organisation=southmere.pk, profile=str(orders.pk)
    )

    assert response.status_code == 422
    assert "is a profile of Northgate" in text_of(response)


def test_a_stranger_cannot_choose_the_profile(upload, dilys, orders):
    import_bytes(extract(row()), dilys.organisation)

    response = upload(dilys, extract(row(po_number="2")), profile=str(orders.pk))

    assert response.status_code == 422


def test_the_same_file_given_again_is_read_by_the_newly_chosen_profile(
    upload, amina, orders, pharmacy
):
    content = extract(row(po_number="2"))
    upload(amina, content)

    upload(amina, content, profile=str(pharmacy.pk))

    assert newest().profile == pharmacy


def test_a_deleted_profile_is_not_read_by(upload, sign_in, amina, orders, pharmacy):
    upload(amina, extract(row(po_number="2")), profile=str(pharmacy.pk))
    actions.remove_profile(pharmacy, by=amina, at=AT)

    assert page(sign_in(amina), newest()).context["asking"].profile == orders


def test_the_page_counts_what_would_be_rejected_in_the_whole_file(
    upload, sign_in, amina
):
    rows = [row(po_number=str(number)) for number in range(20)]
    bad = [row(po_number="x", quantity="lots"), row(po_number="1")]
    upload(amina, extract(*rows, *bad))
    client, of_import = sign_in(amina), newest()

    shown = text_of(page(client, of_import))
    confirm(client, of_import)
    run_import(import_id=of_import.pk)

    assert "Import 20 of 22 rows" in shown
    assert "1 row repeated" in shown
    assert (newest().accepted, newest().rejected) == (20, 2)
