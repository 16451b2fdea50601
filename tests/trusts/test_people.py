"""The pages of people: whom they show, and who still needs their access."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_membership
from tests.files import table_of
from tests.trusts.ending import TODAY, now
from trusts import actions
from trusts.models import Attestation, AuditEvent, Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "door",
    [
        "person_detail",
        "membership_add",
        "membership_change_end",
        "membership_end",
        "membership_reinstate",
    ],
)
def test_people_of_another_trust_are_not_there(sign_in, amina, dilys, door):
    client = sign_in(amina)
    address = reverse(door, args=[dilys.pk])

    assert client.post(address).status_code in (404, 405)
    assert client.get(address).status_code in (404, 405)
    dilys.refresh_from_db()
    assert dilys.ends_on is None


@pytest.mark.parametrize(
    ("starts_on", "attested", "on", "is_due"),
    [
        (date(2026, 1, 15), None, date(2026, 7, 14), False),
        (date(2026, 1, 15), None, date(2026, 7, 15), True),
        (date(2025, 8, 31), None, date(2026, 2, 27), False),
        (date(2025, 8, 31), None, date(2026, 2, 28), True),
        # At 23:30 UTC on 30 April it is 1 May in London.
        (date(2025, 1, 1), "2026-04-30T23:30Z", date(2026, 10, 31), False),
        (date(2025, 1, 1), "2026-04-30T23:30Z", date(2026, 11, 1), True),
    ],
)
def test_attestation_is_due_six_calendar_months_on(
    northgate, starts_on, attested, on, is_due
):
    member = make_membership("Ben Okoro", Role.BUYER, northgate, starts_on=starts_on)
    if attested:
        at = timezone.datetime.fromisoformat(attested)
        Attestation.objects.create(membership=member, attested_at=at)

    assert (member in Membership.objects.attestation_due(on=on)) is is_due


def test_one_post_confirms_those_chosen_and_asks_before_it_ends(
    sign_in, petra, amina, ben, dilys
):
    client = sign_in(petra)
    address = reverse("attestation_list")
    page = client.get(address)
    assert {row["row"].membership for row in page.context["rows"]} == {
        amina,
        ben,
        dilys,
    }
    assert "Overdue" in page.content.decode()

    client.post(address, {"chosen": [amina.pk, ben.pk], "decision": "needed"})
    assert Attestation.objects.filter(attested_by=petra).count() == 2
    asked = client.post(address, {"chosen": [dilys.pk], "decision": "ask"})
    assert "End this access now?" in asked.content.decode()
    assert Membership.objects.get(pk=dilys.pk).ended_at is None
    client.post(address, {"chosen": [dilys.pk], "decision": "end"})

    assert Membership.objects.get(pk=dilys.pk).is_over(on=TODAY)
    assert "Nothing to confirm" in client.get(address).content.decode()


def test_nobody_confirms_their_own_or_an_auditor_without_being_an_administrator(
    sign_in, amina, northgate
):
    auditor = make_membership("Una Price", Role.AUDITOR, northgate)
    client = sign_in(amina)

    for chosen in ([amina.pk], [auditor.pk], []):
        page = client.post(
            reverse("attestation_list"), {"chosen": chosen, "decision": "needed"}
        )
        assert page.status_code == 422
    assert not Attestation.objects.exists()


def test_person_list_is_narrowed_and_paged_with_few_queries(
    sign_in, petra, amina, django_assert_max_num_queries
):
    for number in range(60):
        make_membership(f"P{number:02} Buyer", Role.BUYER, amina.organisation)
    client, address = sign_in(petra), reverse("person_list")

    with django_assert_max_num_queries(14):
        page = client.get(address, {"role": "buyer", "organisation": "NGT"})
    assert len(page.context["rows"]) == 50
    older = client.get(address, {"role": "buyer", "after": page.context["page"].older})
    assert [str(row.membership.user) for row in older.context["rows"]] == [
        f"P{number:02} Buyer" for number in range(50, 60)
    ]
    page = client.get(address, {"search": "amina shah"})
    assert [row.membership for row in page.context["rows"]] == [amina]


def test_person_list_shows_each_standing(sign_in, amina, ben, northgate):
    soon = TODAY + timedelta(days=9)
    ending = make_membership("Eve Lunn", Role.BUYER, northgate, ends_on=soon)
    over = make_membership("Otto Gray", Role.BUYER, northgate, ends_on=date(2021, 1, 1))
    actions.attest_memberships([ben], by=amina, at=now())
    client, address = sign_in(amina), reverse("person_list")

    def shown(standing):
        page = client.get(address, {"standing": standing})
        return {row.membership: row.standing for row in page.context["rows"]}

    assert shown("") == {
        amina: "To be confirmed",
        ben: "Works",
        ending: "Ends soon",
    }
    assert shown("ending") == {ending: "Ends soon"}
    assert shown("ended") == {over: "Ended"}
    assert shown("due").keys() == {amina, ending}
    assert len(shown("all")) == 4


def test_person_export_is_recorded_and_no_formula(sign_in, amina, northgate):
    make_membership("=cmd Ely", Role.BUYER, northgate)

    answer = sign_in(amina).get(reverse("person_export"), {"role": "buyer"})

    headings, row = table_of(answer)
    assert headings[-2:] == ["second_step", "last_confirmed"]
    assert row[0] == "'=cmd Ely"
    event = AuditEvent.objects.get(action="file_exported")
    assert event.detail["filters"] == {"Role": "Buyer", "Access": "Works now or will"}


def test_person_page_says_what_roles_allow_and_what_was_done(sign_in, amina, ben):
    actions.attest_memberships([ben], by=amina, at=now())

    page = sign_in(amina).get(reverse("person_detail", args=[ben.pk])).content.decode()

    assert Role.BUYER.description in page
    assert "Confirmed as still needed" in page
    own = sign_in(amina).get(reverse("person_detail", args=[amina.pk])).content.decode()
    assert "Nobody gives, changes or ends their own access" in own
    assert reverse("membership_end", args=[amina.pk]) not in own


def test_the_administrator_of_one_trust_looks_after_that_trust_only(
    sign_in, northgate, ben, dilys
):
    of_trust = make_membership("Ada Lin", Role.ADMINISTRATOR, northgate)

    page = sign_in(of_trust).get(reverse("person_list"))

    assert {row.membership for row in page.context["rows"]} == {of_trust, ben}
