"""Looking after access: giving, ending, confirming; and what a leaver still sees."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_membership, make_organisation
from trusts import actions, rules
from trusts.models import Attestation, AuditEvent, Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def now():
    return timezone.now()


def end(membership, by):
    return actions.end_membership_at_once(membership, by=by, at=now())


def test_ended_at_once_nothing_opens_any_more_and_the_session_ends(sign_in, amina, ben):
    of_ben, of_amina = sign_in(ben), sign_in(amina)
    assert of_ben.get("/organisations/").status_code == 200

    page = of_amina.post(reverse("membership_end", args=[ben.pk]), follow=True)
    assert "has ended, on open pages too" in page.content.decode()

    answer = of_ben.get("/organisations/")
    assert answer["Location"] == reverse("choose_membership")
    page = of_ben.get(answer["Location"])
    assert page.status_code == 403
    assert "Your access as <strong>buyer</strong>" in page.content.decode()
    assert "_auth_user_id" not in of_ben.session


def test_a_leavers_part_of_a_page_takes_the_whole_page_along(sign_in, amina, ben):
    of_ben = sign_in(ben)
    end(ben, amina)
    part = {"HX-Request": "true", "HX-Current-URL": "http://testserver/gaps/?search=a"}

    answer = of_ben.get("/gaps/?search=ab", headers=part)
    assert answer["HX-Redirect"] == reverse("choose_membership")
    assert not answer.content

    of_ben.get(answer["HX-Redirect"])
    answer = of_ben.get("/gaps/?search=ab", headers=part)
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fgaps%2F%3Fsearch%3Da"


def test_a_part_of_a_page_that_cannot_be_read_leads_to_signing_in(sign_in, ben):
    client = sign_in(ben)
    client.logout()
    part = {"HX-Request": "true", "HX-Current-URL": "http://[bad/"}

    answer = client.get("/gaps/", headers=part)

    assert answer["HX-Redirect"] == reverse("account_login")


def test_a_leavers_account_pages_are_closed_too(sign_in, amina, ben):
    of_ben = sign_in(ben)
    end(ben, amina)

    answer = of_ben.get(reverse("account_change_password"))

    assert answer["Location"] == reverse("choose_membership")


def test_of_two_roles_the_other_goes_on(sign_in, amina, ben, southmere):
    other = make_membership("Ben Okoro", Role.TRUST_FINANCE, southmere)
    of_ben = sign_in(ben)

    end(ben, amina)

    assert of_ben.get("/organisations/").wsgi_request.member == other


def test_an_end_at_once_is_taken_back_with_the_day_it_had(sign_in, amina, ben):
    last = TODAY + timedelta(days=40)
    actions.end_membership(ben, on=last, by=amina, at=now())
    client = sign_in(amina)

    page = client.post(reverse("membership_end", args=[ben.pk]), follow=True)
    [message] = page.context["messages"]
    client.post(message.extra_tags)

    ben.refresh_from_db()
    assert (ben.ends_on, ben.ended_at) == (last, None)
    assert ben.is_active(on=TODAY)


def test_the_same_role_is_given_again_on_the_day_it_was_ended(amina, ben):
    end(ben, amina)

    again = actions.add_membership(
        user=ben.user,
        organisation=ben.organisation,
        role=Role.BUYER,
        starts_on=TODAY,
        by=amina,
        at=now(),
    )

    assert list(Membership.objects.filter(user=ben.user).active(on=TODAY)) == [again]
    assert rules.why_not_change_end(ben, None, on=TODAY, by=amina)


def test_what_starts_later_is_ended_before_it_starts(amina, northgate):
    later = make_membership(
        "Nadia Ferreira", Role.BUYER, northgate, starts_on=TODAY + timedelta(days=9)
    )

    end(later, amina)

    assert not Membership.objects.filter(pk=later.pk).unended(on=TODAY).exists()
    assert not later.user.memberships.active(on=later.starts_on).exists()


@pytest.mark.parametrize(
    ("by", "whom", "reason"),
    [
        ("amina", "amina", "Nobody gives, changes or ends their own"),
        ("amina", "dilys", "You do not look after access at Southmere"),
        ("rae", "aldo", "Only an administrator"),
        ("rae", "petra", "Only an administrator"),
        ("petra", "petra", "Nobody gives, changes or ends their own"),
        ("ben", "amina", "You do not look after access"),
    ],
)
def test_who_may_not_end_whom(request, by, whom, reason):
    member, target = (request.getfixturevalue(name) for name in (by, whom))

    for decide in (
        lambda: end(target, member),
        lambda: actions.attest_memberships([target], by=member, at=now()),
        lambda: actions.change_membership_end(
            target, ends_on=None, by=member, at=now()
        ),
    ):
        with pytest.raises(actions.Refused, match=reason):
            decide()


def test_the_last_administrator_of_the_regional_office_stays(petra, regional_office):
    second = make_membership("Quentin Ash", Role.ADMINISTRATOR, regional_office)
    tomorrow = TODAY + timedelta(days=1)
    actions.end_membership(second, on=tomorrow, by=petra, at=now())

    with pytest.raises(actions.Refused, match="last administrator"):
        actions.end_membership(petra, on=tomorrow, by=second, at=now())

    end(petra, second)
    with pytest.raises(actions.Refused, match="last administrator"):
        end(second, None)


@pytest.mark.parametrize(
    ("ends_on", "reason"),
    [
        (date(2019, 1, 1), "cannot end before it starts"),
        (TODAY - timedelta(days=1), "cannot be in the past"),
    ],
)
def test_change_membership_end_refuses(amina, ben, ends_on, reason):
    with pytest.raises(actions.Refused, match=reason):
        actions.change_membership_end(ben, ends_on=ends_on, by=amina, at=now())


def test_what_is_long_over_is_given_anew_and_not_reopened(amina, ben):
    actions.end_membership(ben, on=TODAY - timedelta(days=1), by=None, at=now())

    with pytest.raises(actions.Refused, match="Give the role again"):
        actions.change_membership_end(ben, ends_on=None, by=amina, at=now())


def test_the_last_day_is_set_and_undone(sign_in, amina, ben):
    client = sign_in(amina)
    address = reverse("membership_change_end", args=[ben.pk])
    last = TODAY + timedelta(days=3)

    page = client.post(address, {"ends_on": last.isoformat()}, follow=True)
    ben.refresh_from_db()
    assert ben.ends_on == last
    [message] = page.context["messages"]
    client.post(message.extra_tags)

    ben.refresh_from_db()
    assert ben.ends_on is None
    page = client.post(address, {"ends_on": "31/02/2026"})
    assert page.status_code == 422
    assert "Enter a day" in page.content.decode()


def test_a_further_role_is_given_but_never_to_oneself(sign_in, amina, ben):
    client = sign_in(amina)
    asked = {"role": "trust_finance", "starts_on": TODAY.isoformat()}

    client.post(reverse("membership_add", args=[ben.pk]), asked)
    page = client.post(reverse("membership_add", args=[amina.pk]), asked)

    assert ben.user.memberships.filter(role=Role.TRUST_FINANCE).exists()
    assert page.status_code == 422
    assert "Nobody gives" in page.content.decode()
    assert not amina.user.memberships.filter(role=Role.TRUST_FINANCE).exists()


def test_a_day_that_cannot_be_meant_is_refused_and_breaks_no_page(
    sign_in, amina, ben, northgate
):
    client = sign_in(amina)
    far = date.max.isoformat()
    last_day = reverse("membership_change_end", args=[ben.pk])
    reinstate = reverse("membership_reinstate", args=[ben.pk])
    asked = {"role": "trust_finance", "starts_on": far}

    for page in (
        client.post(reverse("membership_add", args=[ben.pk]), asked),
        client.post(last_day, {"ends_on": far}),
    ):
        assert page.status_code == 422
        assert "Give a day from 1 January 2000" in page.content.decode()
    assert client.post(f"{reinstate}?ends_on={far}").status_code == 400
    for change in (actions.change_membership_end, actions.end_membership):
        day = "ends_on" if change is actions.change_membership_end else "on"
        with pytest.raises(actions.Refused, match="Give a day from"):
            change(ben, by=None, at=now(), **{day: date.max})
    make_membership("Nadia Ferreira", Role.BUYER, northgate, starts_on=date.max)
    assert "Nadia" in client.get(reverse("person_list")).content.decode()


def test_who_has_no_role_here_today_is_invited_and_not_given_one(
    sign_in, amina, rae, northgate
):
    over = make_membership(
        "Rae Lindqvist", Role.BUYER, northgate, ends_on=date(2021, 1, 1)
    )
    client = sign_in(amina)
    asked = {"role": "buyer", "starts_on": TODAY.isoformat()}

    page = client.post(reverse("membership_add", args=[over.pk]), asked)

    assert page.status_code == 422
    assert "Invite them instead" in page.content.decode()
    assert not rae.user.memberships.filter(role=Role.BUYER).active(on=TODAY).exists()
    page = client.get(reverse("person_detail", args=[over.pk])).content.decode()
    assert "Give a further role" not in page


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

    [headings, row] = b"".join(answer).decode().splitlines()
    assert headings.endswith("second_step,last_confirmed")
    assert row.startswith("'=cmd Ely,")
    event = AuditEvent.objects.get(action="file_exported")
    assert event.detail["filters"] == {"role": "buyer"}


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


def test_closed_places_are_no_obstacle_to_ending(petra):
    closed = make_organisation("OLD", "Old Trust")
    member = make_membership("Olga Reed", Role.BUYER, closed)

    assert end(member, petra).is_over(on=TODAY)
