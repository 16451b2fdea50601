"""Handing in a score sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from procurement.evaluation import rules
from procurement.evaluation.models import Score, ScoreSheet, Trial, Verdict
from procurement.specifications.actions import locked
from procurement.specifications.models import (
    ConsideredProduct,
    Criterion,
    Seat,
    Version,
)
from trusts import audit
from trusts.models import Membership
from trusts.rules import Refused, refuse

type Said = Mapping[int, Mapping[str, Any]]


@transaction.atomic
def hand_in(
    considered: ConsideredProduct,
    seat: Seat,
    *,
    said: Said,
    token: UUID,
    trial: Trial | None = None,
    uses: int = 0,
    lot: str = "",
    setting: str = "",
    remarks: str = "",
    by: Membership,
    at: datetime,
) -> ScoreSheet:
    """Keep somebody's sheet of a product; `said` is, by number of the criterion,
    `verdict`, `value` and `comment`. The same sheet again, after a lost connection, is
    answered with what was kept; another one supersedes. `uses` are all that the person
    had of the product in the trial so far. Raises Refused."""
    # Held first: of two that come at once, the later finds the earlier.
    version = locked(considered.version)
    sheet = ScoreSheet(
        version=version,
        seat=seat,
        organisation=seat.organisation,
        considered=considered,
        trial=trial,
        token=token,
        uses=uses,
        lot=lot,
        setting=setting,
        remarks=remarks,
        supersedes=_last(considered, seat, trial),
        scored_at=at,
        scored_by=by,
    )
    if kept := _kept(sheet, said):
        return kept
    on = timezone.localdate(at)
    refuse(rules.why_not_score(version, seat, trial=trial, uses=uses, by=by, on=on))
    if trial and not trial.products.filter(considered=considered).exists():
        raise Refused("That product is not part of the trial.")
    criteria = _criteria(version, seat)
    if wrong := rules.why_not_said(criteria, said):
        raise Refused(next(iter(wrong.values())))
    sheet.save(force_insert=True)
    Score.objects.bulk_create(_scores(sheet, criteria, said))
    audit.record("sheet_handed_in", target=version, by=by, at=at, sheet=sheet.pk)
    return sheet


def _kept(sheet: ScoreSheet, said: Said) -> ScoreSheet | None:
    """The sheet that says the same already. What was changed after it had been sent
    under one token comes under a new one."""
    sent = ScoreSheet.objects.filter(token=sheet.token).first()
    if sent is not None:
        if (sent.seat_id, sent.considered_id) != (sheet.seat_id, sheet.considered_id):
            raise Refused("That was sent for something else. Load the page again.")
        sheet.token = uuid4()
    for kept in (sent, sheet.supersedes):
        if kept is not None and _says(kept, sheet, said):
            return kept
    return None


def _says(kept: ScoreSheet, sheet: ScoreSheet, said: Said) -> bool:
    """Whether the sheet that is kept says what the new one does."""
    names = ("trial_id", "uses", "lot", "setting", "remarks")
    if any(getattr(kept, name) != getattr(sheet, name) for name in names):
        return False
    scores = kept.scores.values_list("criterion", "verdict", "value", "comment")
    now = {
        (number, each["verdict"], each["value"], each.get("comment", ""))
        for number, each in said.items()
    }
    return set(scores) == now


def _criteria(version: Version, seat: Seat) -> dict[int, Criterion]:
    """Those that are for the person's profession, by number."""
    return {
        each.pk: each
        for each in version.criteria.all()
        if not rules.why_not_may_score(each, seat)
    }


def _scores(
    sheet: ScoreSheet, criteria: Mapping[int, Criterion], said: Said
) -> list[Score]:
    return [
        Score(
            sheet=sheet,
            criterion=criterion,
            verdict=said[number]["verdict"],
            value=(
                said[number]["value"]
                if said[number]["verdict"] == Verdict.SCORED
                else None
            ),
            comment=said[number].get("comment", ""),
        )
        for number, criterion in criteria.items()
    ]


def _last(
    considered: ConsideredProduct, seat: Seat, trial: Trial | None
) -> ScoreSheet | None:
    own = ScoreSheet.objects.filter(considered=considered, seat=seat, trial=trial)
    return own.standing().first()
