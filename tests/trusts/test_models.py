"""The tables refuse what must not be, and say who sees what."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import make_membership, make_organisation
from trusts import audit
from trusts.models import AuditEvent, Membership, Organisation, OrganisationName, User
from trusts.roles import Role

pytestmark = pytest.mark.django_db


def test_email_is_unique_whatever_its_case():
    User.objects.create(email="Amina@Example.org", full_name="Amina Shah")

    assert User.objects.get(email="AMINA@example.ORG").email == "amina@example.org"
    with pytest.raises(IntegrityError):
        User.objects.create(email="AMINA@EXAMPLE.ORG", full_name="Another")


def test_name_on_gives_the_name_of_the_day():
    trust = make_organisation("NGT", "Northgate University Hospitals")
    OrganisationName.objects.create(
        organisation=trust, name="Northgate General", until_date=date(2024, 4, 1)
    )
    OrganisationName.objects.create(
        organisation=trust, name=trust.name, from_date=date(2024, 4, 1)
    )

    assert trust.name_on(date(2024, 3, 31)) == "Northgate General"
    assert trust.name_on(date(2024, 4, 1)) == "Northgate University Hospitals"


def test_name_on_without_dated_names_gives_the_current_one():
    assert (
        make_organisation("NGT", "Northgate").name_on(date(1999, 1, 1)) == "Northgate"
    )


@pytest.mark.parametrize(
    ("from_date", "until_date"),
    [
        (None, None),
        (date(2024, 3, 31), None),
        (None, date(2023, 6, 1)),
        (date(2023, 2, 1), date(2023, 3, 1)),
    ],
)
def test_two_names_never_overlap(from_date, until_date):
    trust = make_organisation()
    trust.names.create(
        name="A", from_date=date(2023, 1, 1), until_date=date(2024, 4, 1)
    )

    with pytest.raises(IntegrityError, match="one_name_at_a_time"):
        trust.names.create(name="B", from_date=from_date, until_date=until_date)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "hospice"},
        {"name": ""},
        {"opened_on": date(2024, 1, 2), "closed_on": date(2024, 1, 1)},
    ],
)
def test_the_database_refuses_an_impossible_organisation(wrong):
    right = {"code": "RXX", "name": "Somewhere", "kind": "acute"}

    with pytest.raises(IntegrityError):
        Organisation.objects.create(**right | wrong)


def test_buying_leaves_out_councils_and_the_regional_office():
    for code, kind in (("A", "acute"), ("C", "council"), ("R", "regional_office")):
        make_organisation(code * 3, kind, kind)

    assert [each.code for each in Organisation.objects.buying()] == ["AAA"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_active"),
    [
        (date(2026, 5, 1), None, True),
        (date(2026, 4, 1), date(2026, 5, 1), True),
        (date(2026, 4, 1), date(2026, 4, 30), False),
        (date(2026, 5, 2), None, False),
    ],
)
def test_a_membership_counts_from_its_first_day_to_its_last(
    starts_on, ends_on, is_active
):
    member = make_membership(starts_on=starts_on, ends_on=ends_on)

    active = Membership.objects.active(on=date(2026, 5, 1))

    assert (member in active) is is_active
    assert member.is_active(on=date(2026, 5, 1)) is is_active


def test_a_role_is_held_once_at_a_time():
    make_membership(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    make_membership(starts_on=date(2025, 1, 1))

    with pytest.raises(IntegrityError, match="one_membership_per_person"):
        make_membership(starts_on=date(2024, 12, 31), ends_on=date(2024, 12, 31))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("amina", {"amina", "ben"}),
        ("dilys", {"dilys"}),
        ("rae", {"amina", "ben", "dilys", "rae", "petra"}),
        ("petra", {"amina", "ben", "dilys", "rae", "petra"}),
    ],
)
def test_memberships_are_visible_to_colleagues_and_who_runs_the_region(
    request, who, sees
):
    cast = {
        name: request.getfixturevalue(name)
        for name in ("amina", "ben", "dilys", "rae", "petra")
    }

    visible = Membership.objects.visible_to(cast[who])

    assert {name for name, member in cast.items() if member in visible} == sees


def test_sees_region_needs_the_role_and_the_regional_office(aldo, stella, rae, petra):
    trust_auditor = make_membership("Una Price", Role.AUDITOR, make_organisation())

    assert [each.sees_region for each in (aldo, stella, rae)] == [True] * 3
    assert not petra.sees_region
    assert not trust_auditor.sees_region


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trusts_auditevent SET actor = 'nobody'",
        "DELETE FROM trusts_auditevent",
    ],
)
def test_the_record_is_append_only_even_in_sql(amina, statement):
    audit.record("tested", target="a thing", by=amina, at=timezone.now())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_auditors_alone_read_the_record(aldo, amina, dilys):
    audit.record("tested", target="a thing", by=amina, at=timezone.now())
    trust_auditor = make_membership("Una Price", Role.AUDITOR, dilys.organisation)

    assert AuditEvent.objects.visible_to(aldo).count() == 1
    assert not AuditEvent.objects.visible_to(amina).exists()
    assert not AuditEvent.objects.visible_to(trust_auditor).exists()


def test_a_nul_in_an_address_stands_as_a_mark_in_the_record(amina):
    event = audit.record(
        "tested", target="", by=amina, at=timezone.now(), filters={"a\0": "\0"}
    )

    event.refresh_from_db()
    assert event.detail == {"filters": {"a\N{REPLACEMENT CHARACTER}": "\ufffd"}}
