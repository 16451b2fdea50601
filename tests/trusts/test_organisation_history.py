"""What can happen to organisations, what may not, and how it is taken back."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import make_membership, make_organisation, make_person
from trusts import actions
from trusts.models import AuditEvent, Succession
from trusts.roles import Kind, Role

pytestmark = pytest.mark.django_db

DAY = date(2021, 10, 1)
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPERATOR = {"by": None, "at": NOW}


@pytest.fixture
def pennine():
    return add("RW6", "Pennine Acute Hospitals", opened_on=date(2002, 4, 1))


@pytest.fixture
def salford():
    return add("RM3", "Salford Royal")


@pytest.fixture
def manchester():
    return add("R0A", "Manchester University", opened_on=date(2017, 10, 1))


def add(code, name, **more):
    return actions.add_organisation(
        code=code, name=name, kind=Kind.ACUTE, postcode="M8 5RB", **OPERATOR, **more
    )


def succeed(predecessor, successor, kind=Succession.Kind.ACQUIRED, on=DAY, **more):
    return actions.succeed_organisation(
        predecessor, successor=successor, kind=kind, on=on, **OPERATOR, **more
    )


def test_a_move_keeps_where_it_was_and_is_taken_back(pennine):
    actions.move_organisation(pennine, postcode="M6 8HD", on=DAY, **OPERATOR)

    assert pennine.postcode_on(date(2021, 9, 30)) == "M8 5RB"
    assert pennine.postcode_on(DAY) == "M6 8HD"

    actions.take_back_postcode(pennine, reason="Wrong trust", **OPERATOR)

    pennine.refresh_from_db()
    assert (pennine.postcode, pennine.postcode_on(TODAY)) == ("M8 5RB", "M8 5RB")
    assert pennine.addresses.get().until_date is None
    event = AuditEvent.objects.get(action="organisation_move_taken_back")
    assert event.detail["reason"] == "Wrong trust"


def test_a_name_is_taken_back_one_at_a_time(salford):
    for name, on in (("Northern Care", DAY), ("Northern Care Alliance", TODAY)):
        actions.rename_organisation(salford, name=name, on=on, **OPERATOR)

    actions.take_back_name(salford, reason="Not yet", **OPERATOR)
    salford.refresh_from_db()
    assert salford.name == salford.name_on(TODAY) == "Northern Care"

    actions.take_back_name(salford, reason="Not at all", **OPERATOR)
    with pytest.raises(actions.Refused, match="No change of name"):
        actions.take_back_name(salford, reason="Again", **OPERATOR)


def test_a_correction_keeps_nothing_dated_and_the_record_says_what_stood_there(salford):
    actions.correct_organisation(salford, name="Salford", kind="community", **OPERATOR)

    salford.refresh_from_db()
    assert (salford.kind, salford.name_on(date(2001, 1, 1))) == ("community", "Salford")
    event = AuditEvent.objects.get(action="organisation_corrected")
    assert event.detail["before"] == {"name": "Salford Royal", "kind": "acute"}


def test_the_kind_stays_while_somebodys_role_rests_on_it(salford):
    make_membership("Amina Shah", Role.TRUST_LEAD, salford)

    with pytest.raises(actions.Refused, match="Amina Shah is or was procurement lead"):
        actions.correct_organisation(salford, kind="council", **OPERATOR)


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2026, 11, 23), "still to come"),
        (date(2002, 3, 31), "opened on 1 April 2002"),
        (date(2021, 9, 30), "already has a name from a later day, 1 October 2021"),
    ],
)
def test_a_name_does_not_begin_on_an_impossible_day(pennine, on, reason):
    actions.rename_organisation(pennine, name="Pennine", on=DAY, **OPERATOR)

    with pytest.raises(actions.Refused, match=reason):
        actions.rename_organisation(pennine, name="Another", on=on, **OPERATOR)


def test_a_part_goes_first_and_the_whole_later(pennine, salford, manchester):
    succeed(pennine, manchester, Succession.Kind.SPLIT, date(2021, 4, 1))
    pennine.refresh_from_db()
    assert pennine.closed_on is None

    succeed(pennine, salford)
    assert pennine.closed_on == DAY


@pytest.mark.parametrize(
    ("kind", "on", "reason"),
    [
        ("merged", DAY, "was acquired by Salford Royal already"),
        ("split", date(2022, 1, 1), "closed on 1 October 2021, before that day"),
        ("split", date(2017, 9, 30), "Manchester University opened on 1 October 2017"),
        ("split", date(2002, 3, 31), "Pennine Acute Hospitals opened on 1 April 2002"),
    ],
)
def test_who_closed_passes_nothing_on_twice_or_on_an_impossible_day(
    pennine, salford, kind, on, reason
):
    manchester = add("R0A", "Manchester University", opened_on=date(2017, 10, 1))
    succeed(pennine, salford)

    with pytest.raises(actions.Refused, match=reason):
        succeed(pennine, manchester, kind, on)


def test_the_whole_does_not_pass_before_a_part_of_it(pennine, salford, manchester):
    succeed(pennine, manchester, Succession.Kind.SPLIT, TODAY)

    with pytest.raises(actions.Refused, match="when it would have been closed"):
        succeed(pennine, salford)


def test_who_is_closed_takes_nothing_over(pennine, salford, manchester):
    succeed(salford, manchester)

    with pytest.raises(actions.Refused, match="closed on 1 October 2021 itself"):
        succeed(pennine, salford, on=TODAY)


def test_successions_never_lead_in_a_circle(pennine, salford, manchester):
    succeed(pennine, salford, Succession.Kind.SPLIT)
    succeed(salford, manchester, Succession.Kind.SPLIT)

    with pytest.raises(actions.Refused, match="in a circle"):
        succeed(manchester, pennine, Succession.Kind.SPLIT)


def test_a_succession_is_taken_back_and_its_predecessor_open_again(pennine, salford):
    succession = succeed(pennine, salford)
    with pytest.raises(actions.Refused, match="was acquired by Salford Royal: take"):
        actions.reopen_organisation(pennine, reason="No", **OPERATOR)

    stale = Succession.objects.get()
    actions.take_back_succession(succession, reason="Not signed", **OPERATOR)
    with pytest.raises(actions.Refused, match="taken back already"):
        actions.take_back_succession(stale, reason="Again", **OPERATOR)

    pennine.refresh_from_db()
    assert pennine.closed_on is None
    assert not Succession.objects.exists()
    event = AuditEvent.objects.get(action="succession_taken_back")
    assert (event.detail["on"], event.detail["reason"]) == ("2021-10-01", "Not signed")


def test_closing_names_who_has_access_and_ends_it_in_the_same_step(salford):
    amina = make_membership("Amina Shah", Role.TRUST_LEAD, salford)
    late = make_membership("Ben Okoro", Role.BUYER, salford, date(2027, 6, 1))
    before = make_membership(
        "Dilys Morgan", Role.BUYER, salford, ends_on=date(2026, 12, 31)
    )
    closing = {"on": date(2027, 1, 1), **OPERATOR}

    with pytest.raises(actions.Refused, match="2 people have .* Amina Shah, Ben Okoro"):
        actions.close_organisation(salford, **closing)
    with pytest.raises(actions.Refused, match="2 people have access there now, not 1"):
        actions.close_organisation(salford, end_access_of=1, **closing)
    actions.close_organisation(salford, end_access_of=2, **closing)

    for member in (amina, late, before):
        member.refresh_from_db()
        assert not member.is_active(on=date(2027, 7, 1))
    assert amina.is_active(on=date(2026, 12, 31))
    assert before.ends_on == date(2026, 12, 31)


def test_a_closing_that_is_past_ends_access_at_once_and_rewrites_nothing(salford):
    amina = make_membership("Amina Shah", Role.TRUST_LEAD, salford)

    actions.close_organisation(salford, on=DAY, end_access_of=1, **OPERATOR)

    amina.refresh_from_db()
    assert not amina.is_active(on=TODAY)
    assert amina.is_active(on=date(2026, 11, 21))


def test_a_closing_is_taken_back(salford):
    actions.close_organisation(salford, on=DAY, **OPERATOR)
    with pytest.raises(actions.Refused, match="already closed, since 1 October 2021"):
        actions.close_organisation(salford, on=TODAY, **OPERATOR)

    assert (
        actions.reopen_organisation(salford, reason="Wrong", **OPERATOR).closed_on
        is None
    )


def test_only_the_regions_administrator_changes_organisations(salford, petra):
    local = make_membership("Lara Stone", Role.ADMINISTRATOR, make_organisation())
    as_local, as_petra = {"by": local, "at": NOW}, {"by": petra, "at": NOW}

    for act in (
        lambda who: actions.close_organisation(salford, on=DAY, **who),
        lambda who: actions.correct_organisation(salford, kind="community", **who),
        lambda who: actions.rename_organisation(salford, name="A", on=DAY, **who),
    ):
        with pytest.raises(actions.Refused, match="administrator of the regional"):
            act(as_local)
    actions.rename_organisation(salford, name="Salford", on=DAY, **as_petra)
    with pytest.raises(actions.Refused, match="nobody closes their own"):
        actions.close_organisation(petra.organisation, on=TODAY, **as_petra)


def test_nobody_is_given_access_that_outlasts_the_closing(salford):
    salford = actions.close_organisation(salford, on=date(2027, 1, 1), **OPERATOR)
    joining = {
        "user": make_person("Amina Shah"),
        "organisation": salford,
        "role": Role.BUYER,
        "starts_on": TODAY,
        **OPERATOR,
    }

    with pytest.raises(actions.Refused, match="closed from 1 January 2027"):
        actions.add_membership(**joining)
    given = actions.add_membership(**joining, ends_on=date(2026, 12, 31))
    with pytest.raises(actions.Refused, match="closed from 1 January 2027"):
        actions.change_membership_end(given, ends_on=None, **OPERATOR)
