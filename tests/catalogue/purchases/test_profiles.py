"""Profiles: by which a file is read, and what happens when they are changed."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from catalogue.purchases import actions, profiles
from catalogue.purchases.layouts import Layout
from catalogue.purchases.models import Profile, ProfileVersion, VersionKind
from tests.extracts import AT, extract, import_bytes, row
from tests.region import trust
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db

PHARMACY = (
    b"Rhif,Llinell,Dyddiad,Disgrifiad,Nifer,Pris\nP1,1,13/04/2026,Gloves,2,3.50\n"
)
PHARMACY_ANSWERS = {
    f"column:{field}": str(column)
    for column, field in enumerate(
        ("po_number", "line_number", "order_date", "description", "quantity")
    )
} | {"column:unit_price": "5"}


@pytest.fixture
def orders(northgate):
    return import_bytes(extract(row()), northgate).profile


@pytest.fixture
def pharmacy(orders, northgate):
    of_import = import_bytes(PHARMACY, northgate, answers=PHARMACY_ANSWERS)
    assert of_import.profile != orders
    return of_import.profile


def layout_of(profile):
    profile.refresh_from_db()
    return Layout.from_json(profile.layout)


def edited(profile, amina, **parts):
    layout = replace(layout_of(profile), **parts)
    return actions.edit_profile(
        profile, name=profile.name, layout=layout, by=amina, at=AT
    )


def test_a_file_that_is_like_no_profile_gets_one_of_its_own(orders, pharmacy):
    assert (orders.name, pharmacy.name) == ("Purchase orders", "Purchase orders 2")


def test_each_system_is_read_by_its_own_profile(orders, pharmacy, northgate):
    again = import_bytes(PHARMACY.replace(b"P1", b"P2"), northgate)
    others = import_bytes(extract(row(po_number="7")), northgate)

    assert (again.profile, others.profile) == (pharmacy, orders)
    assert again.accepted == 1


def test_a_profile_of_another_trust_is_not_looked_at(orders):
    of_import, _ = actions.receive_file(
        [extract(row())], file_name="a.csv", organisation=trust("SMR"), by=None, at=AT
    )

    assert actions.profile_of(of_import) is None
    assert actions.profile_of(of_import, orders.name) is None


def test_edit_profile_keeps_what_it_was_and_who_changed_it(orders, amina):
    assert edited(orders, amina, date_order="mdy")
    assert not edited(orders, amina)

    now, before = profiles.history(orders)
    assert [str(each) for each in now.differences] == [
        "Dates: was day first, is now month first."
    ]
    assert (now.version.kind, now.version.saved_by) == (VersionKind.EDITED, amina)
    assert (now.is_now, before.is_now) == (True, False)
    event = AuditEvent.objects.get(action="profile_edited")
    assert event.organisation == "NGT"


def test_put_back_version_is_one_more_version(orders, amina):
    first = orders.versions.get()
    edited(orders, amina, date_order="mdy")

    assert actions.put_back_version(orders, first, by=amina, at=AT)

    assert layout_of(orders).date_order == "dmy"
    assert orders.versions.count() == 3


def test_versions_are_never_changed(orders):
    with pytest.raises(DatabaseError), transaction.atomic():
        ProfileVersion.objects.update(name="other")


def test_an_import_as_last_time_adds_no_version(orders, northgate):
    import_bytes(extract(row(po_number="2")), northgate)

    assert orders.versions.count() == 1


def test_a_drifted_import_adds_a_version_that_names_it(orders, northgate):
    content = extract(row(po_number="2")).replace(b"Qty", b"Quantity Ordered")

    of_import = import_bytes(content, northgate)

    assert orders.versions.latest("pk").of_import == of_import


@pytest.mark.parametrize("name", ["", " ", "PURCHASE ORDERS", "x" * 61, "a\nb"])
def test_a_profile_has_a_name_of_its_own_on_one_line(orders, pharmacy, amina, name):
    with pytest.raises(actions.NotAllowed):
        actions.edit_profile(
            pharmacy, name=name, layout=layout_of(pharmacy), by=amina, at=AT
        )
    with pytest.raises(actions.NotAllowed):
        actions.make_profile(pharmacy, name=name, by=amina, at=AT)


def test_make_profile_starts_like_the_first(orders, amina):
    made = actions.make_profile(orders, name="Pharmacy", by=amina, at=AT)

    assert (made.layout, made.organisation) == (orders.layout, orders.organisation)
    assert made.versions.get().kind == VersionKind.MADE


def test_a_deleted_profile_reads_nothing_and_can_be_brought_back(
    orders, amina, northgate
):
    actions.remove_profile(orders, by=amina, at=AT)
    meanwhile = import_bytes(extract(row(po_number="2")), northgate).profile

    back = actions.restore_profile(orders, by=amina, at=AT)

    assert meanwhile != orders
    assert (meanwhile.name, back.name) == ("Purchase orders", "Purchase orders 2")
    assert set(Profile.objects.of(northgate)) == {orders, meanwhile}
    kinds = list(orders.versions.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["CONFIRMED", "REMOVED", "RESTORED"]


def test_deleting_or_bringing_back_twice_is_refused(orders, amina):
    with pytest.raises(actions.NotAllowed, match="not deleted"):
        actions.restore_profile(orders, by=amina, at=AT)
    actions.remove_profile(orders, by=amina, at=AT)
    with pytest.raises(actions.NotAllowed, match="deleted already"):
        actions.remove_profile(orders, by=amina, at=AT)


def test_a_rolled_back_import_leaves_its_profile(orders):
    actions.roll_back_import(orders.imports.get(), by=None, at=AT)

    assert Profile.objects.kept().get() == orders
