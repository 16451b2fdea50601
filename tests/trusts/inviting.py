"""Somebody invited, for tests of invitations."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from trusts import actions, invitation_links
from trusts.models import Invitation
from trusts.roles import Role

PASSWORD = "a long and lovely phrase"
NEW = {"full_name": "Nadia Ferreira", "email": "nadia@example.org"}


def invite(by, *, at=None, **changed):
    asked = {
        **NEW,
        "organisation": by.organisation,
        "role": Role.BUYER,
        "starts_on": timezone.localdate(),
        "ends_on": None,
        "site": "http://testserver",
    }
    return actions.invite(**asked | changed, by=by, at=at or timezone.now())


def page_of(invitation):
    token = invitation_links.token_of(invitation)
    return reverse("invitation_accept", args=[token])


def accept(client, invitation, **changed):
    answers = {"full_name": "Nadia Ferreira", "password": PASSWORD} | changed
    return client.post(page_of(invitation), answers)


def close_by_waiting(invitation, by):
    ended = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(link_ends_at=ended)
