"""Starting initiatives: who takes part, on which products, at what price."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from procurement.savings import rules
from procurement.savings.actions.stepping import hold, locked, step
from procurement.savings.models import (
    Benefit,
    Initiative,
    InitiativeKind,
    Participation,
    SavingStage,
)
from procurement.savings.years import MONTHS_A_YEAR, months_after
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import Refused, refuse


@transaction.atomic
def start_initiative(
    name: str,
    *,
    kind: InitiativeKind,
    benefit: Benefit,
    is_recurrent: bool,
    organisations: Iterable[Organisation],
    start_month: date,
    by: Membership | None,
    at: datetime,
    also_claimed_in: str = "",
) -> Initiative:
    """Start one, with a part for each trust. Raises Refused, as for a switch, which is
    started by joining it."""
    places = list(organisations)
    refuse(rules.why_not_start(places, by=by))
    refuse(rules.why_not_kind(kind))
    initiative = Initiative.objects.create(
        name=name,
        kind=kind,
        benefit=benefit,
        is_recurrent=is_recurrent,
        also_claimed_in=also_claimed_in,
        started_at=at,
        started_by=by,
    )
    audit.record("initiative_started", target=initiative, by=by, at=at)
    for place in places:
        add_participation(initiative, place, start_month=start_month, by=by, at=at)
    return initiative


@transaction.atomic
def rename_initiative(
    initiative: Initiative, *, name: str, by: Membership | None, at: datetime
) -> None:
    """Give it another name. Raises Refused."""
    places = [
        each.organisation
        for each in initiative.participations.select_related("organisation")
    ]
    refuse(rules.why_not_start(places, by=by))
    audit.record("initiative_renamed", target=initiative, by=by, at=at, name_now=name)
    initiative.name = name
    initiative.save(update_fields=["name"])


@transaction.atomic
def add_participation(
    initiative: Initiative,
    organisation: Organisation,
    *,
    start_month: date,
    by: Membership | None,
    at: datetime,
) -> Participation:
    """A trust takes part, from that month on for twelve. Raises Refused."""
    refuse(rules.why_not_start([organisation], by=by))
    refuse(rules.why_not_kind(initiative.kind))
    refuse(rules.why_not_month(start_month, today=timezone.localdate(at)))
    there = initiative.participations.select_for_update().filter(
        organisation=organisation, ended_at=None
    )
    if there.exists():
        raise Refused(f"{organisation} takes part already.")
    is_own = by is not None and by.organisation_id == organisation.pk
    return make_part(
        initiative,
        organisation,
        owner=by if is_own else None,
        start_month=start_month,
        by=by,
        at=at,
    )


def make_part(
    initiative: Initiative,
    organisation: Organisation,
    *,
    owner: Membership | None,
    start_month: date,
    by: Membership | None,
    at: datetime,
) -> Participation:
    """A trust's part as it starts, without products."""
    participation = Participation.objects.create(
        initiative=initiative,
        organisation=organisation,
        stage=SavingStage.IDENTIFIED,
        owner=owner,
        start_month=start_month,
        end_month=months_after(start_month, MONTHS_A_YEAR),
        added_at=at,
        added_by=by,
        moved_at=at,
    )
    step(participation, "participation_added", "Takes part", by=by, at=at)
    return participation


@transaction.atomic
def change_participation(
    participation: Participation,
    *,
    start_month: date,
    one_off_cost: Decimal,
    evidence: str,
    by: Membership | None,
    at: datetime,
) -> None:
    """Say when it starts, what it costs once and where its prices are written. Raises
    Refused, as where another initiative has one of the months."""
    participation = locked(participation)
    refuse(rules.why_not_change(participation, by=by))
    refuse(rules.why_not_other_month(participation, start_month))
    refuse(rules.why_not_month(start_month, today=timezone.localdate(at)))
    end_month = months_after(start_month, MONTHS_A_YEAR)
    claims = participation.claims.filter(is_live=True).select_related("product")
    for claim in claims:
        hold(participation.organisation_id, claim.product)
        refuse(
            rules.why_not_claim(
                participation.organisation,
                claim.product,
                first_month=start_month,
                apart_from=participation,
            )
        )
    claims.update(first_month=start_month, end_month=end_month)
    participation.start_month, participation.end_month = start_month, end_month
    participation.one_off_cost, participation.evidence = one_off_cost, evidence
    participation.save(
        update_fields=["start_month", "end_month", "one_off_cost", "evidence"]
    )
    done = f"Starts in {start_month:%B %Y}; costs £{one_off_cost:,} once"
    step(participation, "participation_changed", done, by=by, at=at, evidence=evidence)
