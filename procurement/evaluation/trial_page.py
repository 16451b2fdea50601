"""A trial as it is planned and as it goes: uses, sites, steps. No scores."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from procurement.evaluation import rules
from procurement.evaluation.models import (
    TRIAL_MOVES,
    ScoreSheet,
    Trial,
    TrialState,
)
from procurement.evaluation.queries import to_report
from procurement.specifications.models import Version
from trusts.models import Membership, Organisation

COLOURS = {
    TrialState.LIVE: "green",
    TrialState.STOPPED: "red",
    TrialState.PLANNED: "blue",
}


@dataclass(slots=True)
class Site:
    """A trust with its wards; how often products were used there so far."""

    organisation: Organisation
    wards: list[str]
    sheets: int = 0
    uses: int = 0


def trial_detail(trial: Trial, *, member: Membership) -> dict[str, Any]:
    """What the page shows."""
    sites = sites_of(trial)
    planned = trial.state == TrialState.PLANNED
    return {
        "trial": trial,
        "version": trial.version,
        "colour": COLOURS.get(TrialState(trial.state), "grey"),
        "sites": sites,
        "products": list(trial.products.select_related("considered").order_by("pk")),
        "uses": sum(each.uses for each in sites),
        "sheets": sum(each.sheets for each in sites),
        "steps": list(trial.steps.select_related("by__user").order_by("pk")),
        "may_edit": planned and not rules.why_not_plan(trial.version, by=member),
        "may_move": bool(moves_of(trial))
        and not rules.why_not_run_trial(trial, by=member),
        "to_report": list(to_report(trial, member)),
    }


def sites_of(trial: Trial) -> list[Site]:
    """Trusts by name, each with its wards and what came in from it."""
    found: dict[int, Site] = {}
    wards = trial.sites.select_related("organisation")
    for each in wards.order_by("organisation__name", "ward"):
        site = found.setdefault(each.organisation_id, Site(each.organisation, []))
        if each.ward:
            site.wards.append(each.ward)
    came = ScoreSheet.objects.filter(trial=trial).standing().values("organisation")
    for row in came.annotate(sheets=Count("pk"), used=Sum("uses")):
        if row["organisation"] in found:
            site = found[row["organisation"]]
            site.sheets, site.uses = row["sheets"], row["used"]
    return list(found.values())


def moves_of(trial: Trial) -> list[TrialState]:
    """Where it can go from where it stands, in the order of their kinds."""
    stands = TRIAL_MOVES[TrialState(trial.state)]
    return [each for each in TrialState if each in stands]


def trials_of(version: Version) -> list[Trial]:
    """All of a version, the newest first."""
    return list(version.trials.order_by("-pk"))
