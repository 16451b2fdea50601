"""Giving and ending access, and what a leaver still sees."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories import make_membership, make_organisation
from tests.trusts.ending import TODAY, end, now
from trusts import actions, rules
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db


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


def test_closed_places_are_no_obstacle_to_ending(petra):
    closed = make_organisation("OLD", "Old Trust")
    member = make_membership("Olga Reed", Role.BUYER, closed)

    assert end(member, petra).is_over(on=TODAY)
