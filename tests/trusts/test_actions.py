"""What can happen to organisations and people, and what is recorded of it."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import make_membership, make_organisation
from trusts import actions
from trusts.models import AuditEvent, Membership, Succession
from trusts.organisation_file import OrganisationRow
from trusts.roles import Kind, Role

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def by_operator():
    return {"by": None, "at": NOW}


def rows(**names):
    return [
        OrganisationRow(code, name, Kind.ACUTE, "ZZ1 1AA")
        for code, name in names.items()
    ]


def names_of(organisation):
    return list(
        organisation.names.order_by("from_date").values_list(
            "name", "from_date", "until_date"
        )
    )


def load(given, on=TODAY):
    return actions.load_organisations(given, on=on, by=None, at=NOW)


def test_load_organisations_adds_then_leaves_alone():
    first = load(rows(NGT="Northgate", SMR="Southmere"))
    recorded = AuditEvent.objects.count()
    second = load(rows(NGT="Northgate", SMR="Southmere"))

    assert (first.added, first.unchanged) == (2, 0)
    assert (second.added, second.unchanged) == (0, 2)
    assert AuditEvent.objects.count() == recorded == 2


def test_load_organisations_keeps_the_old_name_with_its_dates():
    load(rows(NGT="Northgate"))

    counts = load(rows(NGT="Northgate and Vale"))

    northgate = make_organisation("NGT")
    assert counts.renamed == 1
    assert northgate.name == "Northgate and Vale"
    assert set(names_of(northgate)) == {
        ("Northgate", None, TODAY),
        ("Northgate and Vale", TODAY, None),
    }


def test_a_name_corrected_the_same_day_leaves_one_name_for_the_day():
    load(rows(NGT="Northgate"))
    load(rows(NGT="Northgaet"))
    load(rows(NGT="Northgate and Vale"))

    assert make_organisation("NGT").name_on(TODAY) == "Northgate and Vale"
    assert make_organisation("NGT").names.count() == 2


def test_load_organisations_is_all_or_nothing():
    load(rows(NGT="Northgate"))
    load(rows(NGT="Northgate and Vale"), on=date(2026, 11, 2))

    with pytest.raises(actions.Refused, match="2 November 2026"):
        load(rows(SMR="Southmere", NGT="Northgate General"), on=date(2026, 11, 1))

    assert not AuditEvent.objects.filter(target="Southmere").exists()


def test_succeed_organisation_closes_the_predecessor_and_keeps_it(by_operator):
    old, new = make_organisation("OLD", "Old"), make_organisation("NEW", "New")

    actions.succeed_organisation(
        old, successor=new, kind=Succession.Kind.MERGED, on=TODAY, **by_operator
    )

    old.refresh_from_db()
    assert old.closed_on == TODAY
    assert str(old.successions.get()) == "Old merged into New"
    assert AuditEvent.objects.get().organisation == "OLD"


def test_a_split_leaves_the_predecessor_open(by_operator):
    old, new = make_organisation("OLD", "Old"), make_organisation("NEW", "New")

    actions.succeed_organisation(
        old, successor=new, kind=Succession.Kind.SPLIT, on=TODAY, **by_operator
    )

    old.refresh_from_db()
    assert old.closed_on is None


def test_succession_never_runs_both_ways(by_operator):
    old, new = make_organisation("OLD", "Old"), make_organisation("NEW", "New")
    merge = {"kind": Succession.Kind.MERGED, "on": TODAY, **by_operator}
    actions.succeed_organisation(old, successor=new, **merge)

    for predecessor, successor in ((old, new), (new, old), (new, new)):
        with pytest.raises(actions.Refused):
            actions.succeed_organisation(predecessor, successor=successor, **merge)


def test_add_person_twice_is_one_person(by_operator):
    first = actions.add_person(
        email=" Amina@Example.org", full_name="Amina Shah", **by_operator
    )
    again = actions.add_person(
        email="amina@example.org", full_name="Somebody", **by_operator
    )

    assert first == again
    assert again.full_name == "Amina Shah"
    assert not first.has_usable_password()
    assert first.emailaddress_set.get().verified


def test_add_membership_records_who_gave_it(amina, northgate):
    person = actions.add_person(
        email="ben@example.org", full_name="Ben", by=amina, at=NOW
    )

    member = actions.add_membership(
        user=person,
        organisation=northgate,
        role=Role.BUYER,
        starts_on=TODAY,
        by=amina,
        at=NOW,
    )

    event = AuditEvent.objects.get(action="membership_added")
    assert member.granted_by == amina
    assert event.membership_number == amina.pk
    assert event.actor.startswith("Amina Shah")
    assert event.detail["starts_on"] == "2026-11-22"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"role": Role.COUNCIL_OFFICER}, "belongs to a council"),
        ({"ends_on": date(2026, 11, 21)}, "cannot end before it starts"),
        ({"role": Role.TRUST_LEAD}, "already has this role"),
    ],
)
def test_add_membership_refuses(amina, by_operator, wrong, reason):
    right = {
        "user": amina.user,
        "organisation": amina.organisation,
        "role": Role.BUYER,
        "starts_on": TODAY,
    }

    with pytest.raises(actions.Refused, match=reason):
        actions.add_membership(**right | wrong, **by_operator)

    assert Membership.objects.count() == 1


def test_end_membership_lets_the_last_day_count(by_operator):
    member = make_membership()

    ended = actions.end_membership(member, on=TODAY, **by_operator)

    assert ended.is_active(on=TODAY)
    assert not ended.is_active(on=date(2026, 11, 23))
    with pytest.raises(actions.Refused, match="already ended"):
        actions.end_membership(ended, on=TODAY, **by_operator)
