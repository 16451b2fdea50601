"""Making a trust's plan, changing it, and keeping count of who was trained."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from procurement.adoption import rules
from procurement.adoption.actions.carrying import carried
from procurement.adoption.actions.stepping import add_step, held, record
from procurement.adoption.days import why_not_days
from procurement.adoption.marking import PLAN, TICKS, mark_of
from procurement.adoption.models import Adoption, AdoptionState, Training
from procurement.specifications.actions import locked
from procurement.specifications.models import Version
from trusts.models import Membership
from trusts.rules import Refused, refuse


class PlanChanged(Refused):
    """Somebody changed the plan since its author was shown it."""


@transaction.atomic
def start_adoption(
    version: Version,
    *,
    owner: Membership | None = None,
    by: Membership,
    at: datetime,
    **plan: Any,
) -> Adoption:
    """Make the plan of the actor's trust, with what of PLAN is known; `owner` is the
    actor if nobody else. Where the trust has one of the version before, it is that one,
    carried over as it was. Raises Refused."""
    version, on = locked(version), timezone.localdate(at)
    refuse(rules.why_not_work(by.organisation, by=by) or rules.why_stopped(version))
    if there := carried(version, by.organisation, at=at):
        return there
    refuse(rules.why_not_start(version, by.organisation, by=by, on=on))
    refuse(rules.why_not_own(by.organisation, owner or by, on=on))
    refuse(why_not_days(version, plan, on=on))
    adoption = Adoption.objects.create(
        version=version,
        organisation=by.organisation,
        state=AdoptionState.PLANNED,
        owner=owner or by,
        started_at=at,
        started_by=by,
        moved_at=at,
        **{name: plan[name] for name in PLAN if name in plan},
    )
    _tick(adoption, plan, by=by, at=at)
    add_step(adoption, note="", by=by, at=at)
    return adoption


@transaction.atomic
def plan_adoption(
    adoption: Adoption,
    *,
    plan: Mapping[str, Any],
    owner: Membership | None = None,
    seen: str = "",
    by: Membership | None,
    at: datetime,
) -> None:
    """Change what is given of PLAN and TICKS; `seen` is the mark of the plan that its
    author was shown. Raises Refused, PlanChanged where it says something else now."""
    adoption, on = held(adoption), timezone.localdate(at)
    refuse(rules.why_not_plan(adoption, by=by, on=on))
    if seen and seen != mark_of(adoption):
        raise PlanChanged(
            "The plan was changed since you opened this page. It stands below as it is "
            "now. What you typed is still here: keep it if yours is right."
        )
    if "go_live_on" in plan:
        refuse(rules.why_not_go_live_on(adoption, plan["go_live_on"]))
    changed = [n for n in PLAN if n in plan and plan[n] != getattr(adoption, n)]
    said = {name: plan[name] for name in changed}
    refuse(why_not_days(adoption.version, said, on=on))
    if owner is not None and owner.pk != adoption.owner_id:
        refuse(rules.why_not_own(adoption.organisation, owner, on=on))
        adoption.owner = owner
    for name in changed:
        setattr(adoption, name, plan[name])
    adoption.save(update_fields=["owner", *changed])
    _tick(adoption, plan, by=by, at=at)
    record("adoption_planned_anew", adoption, by=by, at=at, changed=changed)


@transaction.atomic
def set_training(
    adoption: Adoption,
    *,
    group: str,
    people: int,
    trained: int = 0,
    due_on: date | None = None,
    training: Training | None = None,
    by: Membership | None,
    at: datetime,
) -> Training:
    """Add a group that has to be trained, or say how far one is. Raises Refused."""
    adoption, on = held(adoption), timezone.localdate(at)
    refuse(rules.why_not_plan(adoption, by=by, on=on))
    refuse(rules.why_not_train(people, trained))
    if training is None or due_on != training.due_on:
        refuse(why_not_days(adoption.version, {"due_on": due_on}, on=on))
    group = " ".join(group.split())
    others = adoption.training.all()
    if training is not None:
        others = others.exclude(pk=training.pk)
    if others.filter(group__iexact=group).exists():
        raise Refused(f"“{group}” is there already: change it instead.")
    row = training or Training(adoption=adoption)
    row.group, row.people, row.trained, row.due_on = group, people, trained, due_on
    row.changed_at, row.changed_by = at, by
    row.save()
    record(
        "adoption_training_set",
        adoption,
        by=by,
        at=at,
        group=group,
        people=people,
        trained=trained,
    )
    return row


@transaction.atomic
def drop_training(training: Training, *, by: Membership | None, at: datetime) -> None:
    """Take a group away that was entered by mistake. Raises Refused."""
    adoption = held(training.adoption)
    refuse(rules.why_not_plan(adoption, by=by, on=timezone.localdate(at)))
    training.delete()
    record("adoption_training_dropped", adoption, by=by, at=at, group=training.group)


def _tick(
    adoption: Adoption,
    plan: Mapping[str, Any],
    *,
    by: Membership | None,
    at: datetime,
) -> None:
    changed: list[str] = []
    for name in TICKS:
        was = getattr(adoption, f"{name}_at") is not None
        if plan.get(name, was) != was:
            setattr(adoption, f"{name}_at", None if was else at)
            setattr(adoption, f"{name}_by", None if was else by)
            changed += [f"{name}_at", f"{name}_by"]
    if changed:
        adoption.save(update_fields=changed)
