"""Objections that wait, under who has the ball."""

from datetime import date
from typing import Any

from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from procurement.signoff.models import (
    OBJECTIONS,
    SETTLED,
    Decision,
    ObjectionAct,
    ObjectionStep,
)
from procurement.signoff.rules.rounds import RUNNING
from procurement.specifications.queries import written_by
from trusts.models import Membership
from trusts.permissions import Permission

A = ObjectionAct
_VERSION = "round__version"


def objections_for(member: Membership, *, on: date) -> QuerySet[Any]:
    """Objections whose next step is the member's: to answer for who looks after it, to
    settle for its chair too, to reply for its author, to judge an appeal for a chair
    from elsewhere. One whose day has passed is also its chair's. Each with its last act
    (`last_act`) and the steps taken."""
    acts = steps_about(OuterRef("pk")).exclude(act=A.OWNED)
    owners = steps_about(OuterRef("pk")).filter(act=A.OWNED)
    rows = (
        Decision.objects.visible_to(member)
        .filter(
            kind__in=OBJECTIONS,
            superseded_by=None,
            **{f"{_VERSION}__state__in": RUNNING},
        )
        .annotate(
            last_act=Subquery(acts.values("act")[:1]),
            owner=Subquery(owners.values("owner__user")[:1]),
            due_on=Case(
                When(last_act=None, then=Subquery(owners.values("due_on")[:1])),
                default=Subquery(acts.values("due_on")[:1]),
            ),
        )
        .filter(Q(last_act=None) | ~Q(last_act__in=SETTLED))
        .filter(_has_the_ball(member, on=on))
    )
    steps = ObjectionStep.objects.select_related("owner__user")
    return rows.select_related(
        f"{_VERSION}__specification__chair", "organisation", "seat"
    ).prefetch_related(Prefetch("steps", steps.order_by("taken_at", "pk")))


def _has_the_ball(member: Membership, *, on: date) -> Q:
    others = ~Q(seat__user=member.user_id)
    ball = Q(last_act=None, owner=member.user_id) & others
    ball |= Q(last_act__in=(A.NOT_ACCEPTED, A.UPHELD), owner=member.user_id) & others
    ball |= Q(last_act=A.ANSWERED, seat__membership=member)
    if member.may(Permission.ROUNDS_RUN):
        runs = Q(**{f"{_VERSION}__specification__chair__user": member.user_id})
        own = Q(last_act=None, due_on=None) | Q(due_on__lt=on)
        own |= Q(last_act__in=(A.NOT_ACCEPTED, A.UPHELD))
        ball |= runs & own & others
        ball |= _may_judge(member)
    return ball


def _may_judge(member: Membership) -> Q:
    """Appeals that are the member's to decide: of no part of it, nor of its trusts."""
    specification = f"{_VERSION}__specification"
    place = member.organisation_id
    return Q(last_act=A.APPEALED) & ~(
        Q(organisation=place)
        | Q(**{f"{specification}__chair__user": member.user_id})
        | Q(**{f"{specification}__chair__organisation": place})
        | Q(**{f"{_VERSION}__in": written_by(member.user_id)})
        | Q(**{f"{specification}__seats__user": member.user_id})
    )


def steps_about(decision: Any) -> QuerySet[ObjectionStep]:
    """What was done about an objection, the last thing first."""
    steps = ObjectionStep.objects.filter(decision=decision)
    return steps.order_by("-taken_at", "-pk")
