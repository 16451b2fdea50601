"""The demonstration's commands: through the same doors as anybody's files."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogue.purchases.models import Import
from procurement.demonstration import people
from procurement.demonstration.management.commands import fill_demonstration
from procurement.gaps.models import Gap
from procurement.league.models import Release, ReleaseState
from procurement.savings.models import ConfirmedMonth, SavingsCheck
from trusts.models import Membership, Organisation, User
from trusts.roles import Role

SMALL = {"products": 60, "lines": 2_000}


def said_by(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, **options, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def demonstration(settings, tmp_path):
    settings.DEMONSTRATION = True
    settings.FILES_DIR = settings.MEDIA_ROOT = tmp_path
    return settings


def test_make_region_writes_the_folder_and_says_where(tmp_path):
    said = said_by(
        "make_region", trusts=2, products=20, lines=100, output=tmp_path / "region",
        until=date(2026, 9, 30),
    )  # fmt: skip

    assert "ALD.csv: " in said
    assert f"The region is in {tmp_path / 'region'}." in said
    assert {path.name for path in (tmp_path / "region").iterdir()} == {
        "organisations.csv", "catalogue.csv", "profiles.json", "files", "truth",
    }  # fmt: skip


def test_make_region_leaves_a_folder_in_use_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="not empty"):
        call_command("make_region", output=tmp_path)


def test_make_region_needs_a_trust(tmp_path):
    with pytest.raises(CommandError, match="at least one trust"):
        call_command("make_region", trusts=0, output=tmp_path / "region")


@pytest.mark.django_db
def test_fill_demonstration_refuses_where_there_is_no_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("fill_demonstration")

    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_fill_demonstration_leaves_somebody_elses_organisations_alone(demonstration):
    Organisation.objects.create(code="RXX", name="Somewhere", kind="acute")

    said = said_by("fill_demonstration", **SMALL)

    assert "organisations already" in said
    assert not Import.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fill_demonstration_ends_with_gaps_and_people_and_then_rests(demonstration):
    said = said_by("fill_demonstration", **SMALL)

    assert "14 of 14, Brindlewater Ambulance: " in said
    assert Organisation.objects.buying().count() == 14
    assert Import.objects.count() == 14
    assert Gap.objects.exists()
    assert Membership.objects.count() == len(people.PEOPLE) + len(people.STAFF)
    assert ConfirmedMonth.objects.filter(cash_releasing__gt=0).exists()
    assert SavingsCheck.objects.get().findings == []
    assert [each.state for each in Release.objects.order_by("pk")] == [
        ReleaseState.RELEASED,
        ReleaseState.PREVIEW,
    ]
    amina = User.objects.get(email="amina.shah@example.org")
    assert amina.check_password("demonstration")
    assert amina.memberships.get().is_active(on=timezone.localdate())

    assert "organisations already" in said_by("fill_demonstration", **SMALL)
    assert Import.objects.count() == 14


@pytest.mark.django_db(transaction=True)
def test_fill_demonstration_carries_on_where_it_was_stopped(demonstration, monkeypatch):
    def stopped(self, made, title):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fill_demonstration.Command, "_import", stopped)
        with pytest.raises(KeyboardInterrupt):
            said_by("fill_demonstration", **SMALL)
    assert Organisation.objects.exists()

    said_by("fill_demonstration", **SMALL)

    assert Import.objects.count() == 14
    assert people.have_been_added()


@pytest.mark.django_db
def test_demonstration_sign_ins_are_a_table(demonstration):
    for code, kind in (
        ("ALD", "acute"),
        ("STM", "acute"),
        ("WRN", "acute"),
        (people.OFFICE_CODE, "regional_office"),
        (people.COUNCIL_CODE, "council"),
    ):
        Organisation.objects.create(code=code, name=f"{code} Hospital", kind=kind)
    people.add_people(at=timezone.now())

    lines = said_by("demonstration_sign_ins").splitlines()

    assert lines[0].split() == ["E-mail", "Password", "Who", "Where"]
    assert re.split(r"\s{2,}", lines[1]) == [
        "amina.shah@example.org", "demonstration", "Amina Shah, procurement lead",
        "ALD Hospital",
    ]  # fmt: skip
    assert len(lines) == 1 + len(people.PEOPLE)
    assert set(Membership.objects.values_list("role", flat=True)) == {
        Role.TRUST_LEAD, Role.BUYER, Role.TRUST_FINANCE, Role.CLINICAL_REVIEWER,
        Role.CLINICAL_CHAIR, Role.REGIONAL_LEAD, Role.DATA_STEWARD, Role.AUDITOR,
        Role.COUNCIL_OFFICER, Role.ADMINISTRATOR,
    }  # fmt: skip


@pytest.mark.django_db
def test_demonstration_sign_ins_are_silent_where_there_are_none(demonstration):
    assert said_by("demonstration_sign_ins") == ""


def test_every_address_is_one_kept_for_examples():
    assert all(person.email.endswith("@example.org") for person in people.PEOPLE)
