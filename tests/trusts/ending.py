"""Access that ends, for tests of people and their access."""

from django.utils import timezone

from trusts import actions

TODAY = timezone.localdate()


def now():
    return timezone.now()


def end(membership, by):
    return actions.end_membership_at_once(membership, by=by, at=now())
