"""A second step for signing in: who needs one, how it is set up, used and lost."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_membership, make_organisation
from tests.trusts.signing_in import (
    code_of,
    confirmed,
    give_password,
    newest_mail,
    sign_in_with_password,
    with_app,
)
from trusts.actions import Refused
from trusts.actions.second_factors import remove_second_factors
from trusts.models import AuditEvent
from trusts.permissions import needs_second_factor, sees_prices
from trusts.roles import Role
from trusts.second_factors import has_second_factor

pytestmark = pytest.mark.django_db

PLACES = reverse("organisation_list")


def test_an_authenticator_app_is_asked_for_once_it_is_set_up(amina):
    client = confirmed(amina)
    page = client.get(reverse("mfa_activate_totp"))
    assert "img-src 'self' data:" in page["Content-Security-Policy"]

    secret, answer = with_app(client)
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"]).context["unused_codes"]
    assert codes[3] in client.get(reverse("mfa_download_recovery_codes")).text

    client, answer = sign_in_with_password(amina)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(PLACES).status_code == 302
    answer = client.post(answer["Location"], {"code": code_of(secret, 1)})
    assert answer["Location"] == "/"
    assert client.get(PLACES).status_code == 200

    client, answer = sign_in_with_password(amina)
    client.post(answer["Location"], {"code": codes[0]})
    assert client.get(PLACES).status_code == 200


def test_a_wrong_code_lets_nobody_in(amina):
    with_app(confirmed(amina))

    client, answer = sign_in_with_password(amina)
    page = client.post(answer["Location"], {"code": "000000"})

    assert "That code is not right" in page.text
    assert client.get(PLACES).status_code == 302


def test_who_sees_prices_or_gives_access_needs_a_second_factor():
    free = {Role.CLINICAL_REVIEWER, Role.CLINICAL_CHAIR, Role.COUNCIL_OFFICER}

    assert {role for role in Role if not needs_second_factor(role)} == free
    assert {role for role in Role if not sees_prices(role)} == free | {
        Role.ADMINISTRATOR
    }


def test_where_it_is_required_pages_parts_and_files_lead_to_setting_one_up(
    sign_in, amina, carys, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in(amina)

    for address in ("/", reverse("gap_list"), reverse("gap_export")):
        assert client.get(address)["Location"] == reverse("mfa_index")
    part = client.get(reverse("gap_list"), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == reverse("mfa_index")
    assert part.content == b""
    assert sign_in(carys).get(PLACES).status_code == 200


def test_after_setting_it_up_one_goes_on_to_the_page_one_wanted(amina, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = confirmed(amina)
    wanted = f"{PLACES}?kind=acute"
    assert client.get(wanted)["Location"] == reverse("mfa_index")

    _, answer = with_app(client)

    assert f'href="{wanted}"' in client.get(answer["Location"]).text
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize(
    "left",
    ["//elsewhere.example/", "https://elsewhere.example", "http://[elsewhere/"],
)
def test_the_page_that_waits_is_never_on_another_site(sign_in, amina, settings, left):
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in(amina)

    client.get(PLACES, headers={"HX-Request": "true", "HX-Current-URL": left})

    assert "elsewhere" not in client.session.get("page_after_second_factor", "")


def test_the_role_without_prices_works_without_it(sign_in, amina, southmere, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    reviewer = make_membership("Amina Shah", Role.CLINICAL_REVIEWER, southmere)

    assert sign_in(reviewer).get(PLACES).status_code == 200
    assert sign_in(amina).get(PLACES).status_code == 302


def test_who_has_lost_everything_is_helped_by_who_looks_after_access(
    ben, amina, sign_in, django_capture_on_commit_callbacks
):
    with_app(confirmed(ben))
    elsewhere, answer = sign_in_with_password(ben)
    page = reverse("person_second_factor_remove", args=[ben.pk])
    asked = sign_in(amina).get(page)
    assert "an authenticator app" in asked.text

    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in(amina).post(page)

    assert answer["Location"] == reverse("person_detail", args=[ben.pk])
    assert not has_second_factor(ben.user)
    assert "Amina Shah took away the second step" in newest_mail().body
    assert newest_mail().to == ["ben@example.org"]
    assert AuditEvent.objects.filter(action="second_factors_removed").count() == 1
    _, answer = sign_in_with_password(ben)
    assert answer["Location"] == "/"


def test_taking_it_away_signs_the_person_out(
    ben, amina, django_capture_on_commit_callbacks
):
    client = confirmed(ben)
    with_app(client)

    with django_capture_on_commit_callbacks(execute=True):
        remove_second_factors(ben.user, by=amina, at=timezone.now())

    assert client.get(PLACES).status_code == 302


def test_nobody_takes_away_their_own_or_that_of_people_they_do_not_look_after(
    amina, ben, dilys, northgate
):
    auditor = make_membership("Aldo Ricci", Role.AUDITOR, northgate)
    for member in (amina, ben, dilys, auditor):
        with_app(confirmed(member))
    mail.outbox.clear()

    for member, by in ((amina, amina), (dilys, amina), (auditor, amina), (ben, ben)):
        with pytest.raises(Refused):
            remove_second_factors(member.user, by=by, at=timezone.now())

    assert has_second_factor(dilys.user)
    assert mail.outbox == []


def test_the_page_is_not_found_for_people_of_another_trust(sign_in, amina, dilys):
    page = reverse("person_second_factor_remove", args=[dilys.pk])

    assert sign_in(amina).get(page).status_code == 404


def test_a_page_that_cannot_be_undone_says_why_not(sign_in, amina, ben):
    page = reverse("person_second_factor_remove", args=[ben.pk])

    answer = sign_in(amina).post(page)

    assert answer.status_code == 409
    assert "has no second step" in answer.text


def test_a_role_that_has_ended_gives_no_say(ben, amina):
    elsewhere = make_organisation("HLT", "Holt Moor Hospitals")
    lead = make_membership("Hana Lee", Role.TRUST_LEAD, elsewhere)
    make_membership("Ben Okoro", Role.BUYER, elsewhere, ends_on=ben.starts_on)
    with_app(confirmed(ben))

    with pytest.raises(Refused):
        remove_second_factors(ben.user, by=lead, at=timezone.now())


def test_who_also_works_elsewhere_is_helped_by_the_administrator_of_the_region(
    rae, amina, petra, northgate
):
    make_membership("Rae Lindqvist", Role.BUYER, northgate)
    with_app(confirmed(rae))

    with pytest.raises(Refused, match="the region's administrator"):
        remove_second_factors(rae.user, by=amina, at=timezone.now())
    remove_second_factors(rae.user, by=petra, at=timezone.now())

    assert not has_second_factor(rae.user)


def test_recovery_codes_alone_are_no_second_factor(amina):
    client = confirmed(amina)
    with_app(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not has_second_factor(amina.user)
    assert (
        sign_in_with_password(give_password(amina), client=Client())[1]["Location"]
        == "/"
    )
