"""Planning a trial, and running it to its end."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from procurement.evaluation import rules
from procurement.evaluation.models import (
    Trial,
    TrialProduct,
    TrialSite,
    TrialState,
    TrialStep,
)
from procurement.specifications.actions import locked
from procurement.specifications.models import ConsideredProduct, Version
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import Refused, refuse

type Sites = Iterable[tuple[Organisation, str]]  # each with its ward
type Products = Iterable[tuple[ConsideredProduct, str]]  # each with its lots


@transaction.atomic
def plan_trial(
    version: Version,
    *,
    sites: Sites,
    products: Products,
    by: Membership | None,
    at: datetime,
    **plan: Any,
) -> Trial:
    """Plan one: `objective`, `starts_on`, `ends_on`, `uses_planned`, `stop_rule`,
    `incident_route`, `training_given`, `indemnity`. Raises Refused."""
    version = locked(version)
    refuse(rules.why_not_plan(version, by=by))
    trial = Trial.objects.create(
        version=version,
        state=TrialState.PLANNED,
        planned_at=at,
        planned_by=by,
        **plan,
    )
    _set(trial, sites, products)
    _step(trial, TrialState.PLANNED, by=by, at=at)
    return trial


@transaction.atomic
def set_trial(
    trial: Trial,
    *,
    sites: Sites,
    products: Products,
    plan: Mapping[str, Any],
    by: Membership | None,
    at: datetime,
) -> None:
    """Change what is planned, as long as it has not started. Raises Refused."""
    trial.version = locked(trial.version)
    trial.refresh_from_db(fields=["state"])
    refuse(rules.why_not_change_trial(trial, by=by))
    for name, value in plan.items():
        setattr(trial, name, value)
    trial.save(update_fields=list(plan))
    trial.sites.all().delete()
    trial.products.all().delete()
    _set(trial, sites, products)
    _record(trial, "trial_planned", by=by, at=at)


@transaction.atomic
def move_trial(
    trial: Trial,
    to: TrialState,
    *,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> None:
    """Start, stop or close it, or give it up. Raises Refused."""
    trial.version = locked(trial.version)
    trial.refresh_from_db(fields=["state"])
    refuse(rules.why_not_run_trial(trial, by=by))
    refuse(rules.why_not_move_trial(trial, to, on=timezone.localdate(at)))
    # From PLANNED it starts as it was planned; whatever else happens has a reason.
    if not note.strip() and (trial.state, to) != (TrialState.PLANNED, TrialState.LIVE):
        raise Refused("Say why.")
    trial.state = to
    trial.save(update_fields=["state"])
    _step(trial, to, by=by, at=at, note=note)


def _set(trial: Trial, sites: Sites, products: Products) -> None:
    wards, chosen = list(sites), list(products)
    if any(each.version_id != trial.version_id for each, _ in chosen):
        raise Refused("That product is not part of this version.")
    specification = trial.version.specification
    there = set(
        specification.participating.filter(left_at=None).values_list(
            "organisation", flat=True
        )
    )
    for place, _ in wards:
        if place.pk not in there:
            raise Refused(f"{place} does not take part.")
    TrialSite.objects.bulk_create(
        TrialSite(trial=trial, organisation=place, ward=ward) for place, ward in wards
    )
    TrialProduct.objects.bulk_create(
        TrialProduct(trial=trial, considered=each, lots=lots) for each, lots in chosen
    )


def _step(
    trial: Trial,
    state: TrialState,
    *,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> None:
    TrialStep.objects.create(trial=trial, state=state, note=note, at=at, by=by)
    _record(trial, f"trial_{state.lower()}", by=by, at=at, note=note[:500])


def _record(
    trial: Trial, action: str, *, by: Membership | None, at: datetime, **detail: Any
) -> None:
    audit.record(action, target=trial.version, by=by, at=at, trial=trial.pk, **detail)
