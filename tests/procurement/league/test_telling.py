"""Trusts hear of an open preview: on their first page, and once by mail."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from procurement.league import actions
from procurement.league.in_preview import open_preview_of
from procurement.league.models import PreviewNotice
from tests import region
from tests.factories import make_membership
from tests.procurement.league import world
from trusts.roles import Role

pytestmark = pytest.mark.django_db

DAY = world.PREVIEWED.date()
LATER = world.PREVIEWED + timedelta(hours=2)


@pytest.fixture
def people():
    """A lead, finance and a buyer at Northgate; Southmere has its lead alone."""
    trust = region.trust("NGT")
    return (
        make_membership("Amina Shah", Role.TRUST_LEAD, trust),
        make_membership("Femi Ade", Role.TRUST_FINANCE, trust),
        make_membership("Ben Okoro", Role.BUYER, trust),
        make_membership("Sam Lee", Role.TRUST_LEAD, region.trust("SMR")),
    )


@pytest.fixture
def preview(people):
    world.fill(with_ambulance=False)
    return world.preview()


def tell(at=world.PREVIEWED):
    return actions.tell_of_previews(on=timezone.localdate(at), at=at)


def test_each_trust_is_told_once_its_lead_and_finance_together(preview):
    told = tell()
    again = tell(LATER)

    assert sorted(told) == ["amina@example.org, femi@example.org", "sam@example.org"]
    assert again == []
    [of_northgate] = [each for each in mail.outbox if "amina@example.org" in each.to]
    assert of_northgate.subject == "League table in preview until 20 October 2026"
    assert "NGT Hospitals" in of_northgate.body
    assert "http" not in of_northgate.body
    assert "SMR" not in of_northgate.body
    # Those without anybody to read it stay noted.
    assert PreviewNotice.objects.filter(sent_at=None).count() == 3


def test_who_comes_later_is_told_while_it_lasts(preview):
    tell()
    make_membership("Pia Dunn", Role.TRUST_LEAD, region.trust("PND"))

    assert tell(LATER) == ["pia@example.org"]


def test_nobody_is_told_of_a_preview_that_is_over_or_withdrawn(preview):
    over = datetime.combine(world.LAST_OF_PREVIEW, time(12)) + timedelta(days=1)
    assert tell(timezone.make_aware(over)) == []
    actions.withdraw_release(preview, because="Wrong", by=None, at=world.PREVIEWED)

    assert tell(LATER) == []
    assert mail.outbox == []


def test_a_mail_that_does_not_go_is_tried_again_after_an_hour(preview, monkeypatch):
    monkeypatch.setattr("trusts.mails.send", lambda _message: "unreachable")
    assert tell() == []
    monkeypatch.undo()

    assert tell(world.PREVIEWED + timedelta(minutes=5)) == []
    assert len(tell(LATER)) == 2


def test_the_preview_is_shown_to_who_may_challenge_while_it_lasts(preview, people):
    lead, finance, buyer, _ = people
    elsewhere = make_membership("Ada Reed", Role.TRUST_LEAD, region.trust("NEW"))

    shown = [open_preview_of(each, on=DAY) for each in (lead, finance, buyer)]

    assert shown == [preview, preview, None]
    assert open_preview_of(elsewhere, on=DAY) is None  # no figure of theirs
    after = world.LAST_OF_PREVIEW + timedelta(days=1)
    assert open_preview_of(lead, on=world.LAST_OF_PREVIEW) == preview
    assert open_preview_of(lead, on=after) is None


def test_the_first_page_leads_to_the_own_figures(preview, people, sign_in):
    preview.preview_ends_on = timezone.localdate() + timedelta(days=3)
    preview.save(update_fields=["preview_ends_on"])
    lead, finance, buyer, _ = people

    pages = [sign_in(each).get("/").content.decode() for each in people[:3]]

    address = f"/league/{preview.pk}/NGT/"
    assert [address in page for page in pages] == [True, True, False]
    assert "League table in preview until" in pages[1]
    for member in (lead, finance):
        assert sign_in(member).get(address).status_code == 200
    assert buyer.role == Role.BUYER
