"""Who is told what was done about an objection, and in which words."""

from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.signoff.models import Decision, ObjectionAct, ObjectionStep
from procurement.signoff.objections import Clock, clock_now, steps_of
from trusts.models import Membership, User
from trusts.roles import Role


def objection_mails(decision: Decision, *, site: str) -> list[EmailMessage]:
    """One for each person who is concerned by the last step, and not who took it;
    `site` is scheme and host."""
    steps = steps_of(decision)
    step, clock = steps[-1], clock_now(decision, steps)
    told = {each.pk: each for each in _concerned(decision, steps)}
    if step.taken_by is not None:
        told.pop(step.taken_by.user_id, None)
    return [_mail(decision, step, clock, user, site=site) for user in told.values()]


def _concerned(decision: Decision, steps: list[ObjectionStep]) -> Iterator[User]:
    """The objector, the chair, who looks after it; of an appeal who may decide it."""
    chair = decision.round.version.specification.chair
    yield decision.seat.user
    yield chair.user
    owners = [each.owner for each in steps if each.owner is not None]
    yield from (each.user for each in owners[-1:])
    step = steps[-1]
    if step.act == ObjectionAct.APPEALED:
        others = Membership.objects.filter(role=Role.CLINICAL_CHAIR).exclude(
            organisation__in=[decision.organisation_id, chair.organisation_id]
        )
        working = others.active(on=step.taken_at.date()).exclude(user=chair.user_id)
        yield from (each.user for each in working.select_related("user"))


def _mail(
    decision: Decision, step: ObjectionStep, clock: Clock, user: User, *, site: str
) -> EmailMessage:
    version = decision.round.version
    text = render_to_string(
        "signoff/mail/objection.txt",
        {
            "user": user,
            "decision": decision,
            "step": step,
            "clock": clock,
            "version": version,
            "link": f"{site}{reverse('objection_detail', args=[decision.pk])}",
            "site_name": settings.SITE_NAME,
        },
    )
    subject = f"Objection to {version.specification.name}: {step.get_act_display()}"
    return EmailMessage(" ".join(subject.split()), text, to=[user.email])
