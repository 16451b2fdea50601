"""Whose gaps are, and which of them somebody asks for by the work on them."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from procurement.gaps.models import GapQuerySet, GapStage, GapWatch
from trusts.models import Membership
from trusts.permissions import Permission, allows
from trusts.roles import Role

WORKING_ROLES = [role for role in Role if allows(role, Permission.GAPS_WORK)]
SOON_DAYS = 7

ACCEPTED, REVIEW, UNTOUCHED = "ACCEPTED", "review", "OPEN"
MINE, NOBODYS, LEFT, WATCHED = "me", "nobody", "left", "watched"


def workers(member: Membership, *, on: date) -> QuerySet[Membership]:
    """Who works on gaps at the member's own trust on a day, by name."""
    return (
        Membership.objects.visible_to(member)
        .filter(organisation=member.organisation_id, role__in=WORKING_ROLES)
        .active(on=on)
        .select_related("user", "organisation")
        .order_by("user__full_name", "pk")
    )


def left_behind(gaps: GapQuerySet, *, on: date) -> GapQuerySet:
    """Those whose owner has no access any more with which to work on them."""
    return gaps.filter(is_left_behind(on=on))


def is_left_behind(*, on: date) -> Q:
    """The same as a condition of a gap."""
    has_gone = owner_has_gone(on=on, roles=WORKING_ROLES)
    return has_gone & ~Q(stage=GapStage.REALISED)


def owner_has_gone(*, on: date, roles: Collection[Role]) -> Q:
    """That a row's `owner` holds none of these roles any more at its `organisation`."""
    at_work = Membership.objects.active(on=on).filter(
        user=OuterRef("owner__user"),
        organisation=OuterRef("organisation"),
        role__in=roles,
    )
    return Q(owner__isnull=False) & ~Q(Exists(at_work))


def put_off(gaps: GapQuerySet, *, on: date) -> GapQuerySet:
    return gaps.filter(snoozed_until__gt=on)


def awake(gaps: GapQuerySet, *, on: date) -> GapQuerySet:
    """Those that are not put off."""
    return gaps.exclude(snoozed_until__gt=on)


def narrow_by_work(
    gaps: GapQuerySet, asked: dict[str, Any], *, member: Membership
) -> GapQuerySet:
    """The gaps that meet what is asked of the work on them. Those that are accepted
    are asked for by name, or they are in no list."""
    on = asked["today"]
    asks_accepted = asked["stage"] == ACCEPTED or asked["due"] == REVIEW
    gaps = gaps.accepted() if asks_accepted else gaps.listed()
    if asked["stage"] and not asks_accepted:
        stage = "" if asked["stage"] == UNTOUCHED else asked["stage"]
        gaps = gaps.filter(stage=stage)
    gaps = _of_owner(gaps, asked["owner"], member=member, on=on)
    if asked["due"]:
        gaps = gaps.filter(_due(asked["due"], on=on))
    if asked["snoozed"]:
        gaps = (put_off if asked["snoozed"] == "yes" else awake)(gaps, on=on)
    return gaps


def _of_owner(
    gaps: GapQuerySet, owner: str, *, member: Membership, on: date
) -> GapQuerySet:
    if not owner:
        return gaps
    if owner == LEFT:
        return left_behind(gaps, on=on)
    if owner == NOBODYS:
        return gaps.filter(owner=None)
    if owner == WATCHED:
        watches = GapWatch.objects.filter(member__user=member.user_id)
        return gaps.filter(pk__in=watches.values("gap"))
    return gaps.filter(owner__user=member.user_id if owner == MINE else int(owner))


def _due(asked: str, *, on: date) -> Q:
    return {
        "overdue": Q(due_on__lt=on),
        "soon": Q(due_on__range=(on, on + timedelta(days=SOON_DAYS))),
        "dated": Q(due_on__isnull=False),
        "undated": Q(due_on=None),
        REVIEW: Q(review_on__lte=on),
    }[asked]
