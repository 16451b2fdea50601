"""Vouching that people still need their roles."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from trusts import audit, rules
from trusts.actions.memberships import end_membership_at_once
from trusts.models import Attestation, Membership


@transaction.atomic
def attest_memberships(
    memberships: Iterable[Membership], *, by: Membership | None, at: datetime
) -> list[Attestation]:
    """Record that these are still needed, all or none. Raises Refused."""
    return [_attest(each, by=by, at=at) for each in _in_order(memberships)]


@transaction.atomic
def end_memberships_at_once(
    memberships: Iterable[Membership], *, by: Membership | None, at: datetime
) -> list[Membership]:
    """End all of these now, or none. Raises Refused."""
    return [
        end_membership_at_once(each, by=by, at=at) for each in _in_order(memberships)
    ]


def _attest(
    membership: Membership, *, by: Membership | None, at: datetime
) -> Attestation:
    membership = Membership.objects.select_for_update(of=("self",)).get(
        pk=membership.pk
    )
    today = timezone.localdate(at)
    rules.refuse(rules.why_not_attest(membership, on=today, by=by))
    attestation = Attestation.objects.create(
        membership=membership, attested_at=at, attested_by=by
    )
    audit.record(
        "membership_attested",
        target=membership,
        by=by,
        at=at,
        organisation=membership.organisation,
        membership=membership.pk,
    )
    return attestation


def _in_order(memberships: Iterable[Membership]) -> list[Membership]:
    """Always locked in the same order, so that two people never wait for each other."""
    return sorted(memberships, key=lambda each: (each.organisation_id, each.pk))
