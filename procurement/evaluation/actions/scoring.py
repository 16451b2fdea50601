"""Handing in a score sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from procurement.evaluation import rules
from procurement.evaluation.models import Score, ScoreSheet, Trial, Verdict
from procurement.evaluation.rules.scoring import why_not_said
from procurement.specifications.actions import locked
from procurement.specifications.models import ConsideredProduct, Seat
from trusts import audit
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def hand_in(
    considered: ConsideredProduct,
    seat: Seat,
    *,
    said: Mapping[int, Mapping[str, Any]],
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
    `verdict`, `value` and `comment`. A sheet that came before, with the same token, is
    answered with what was kept. A later one supersedes. Raises Refused."""
    if kept := ScoreSheet.objects.filter(token=token, seat=seat).first():
        return kept
    version = locked(considered.version)
    refuse(
        rules.why_not_score(
            version, seat, trial=trial, by=by, on=timezone.localdate(at)
        )
    )
    if considered.version_id != version.pk or (
        trial and not _is_tried(trial, considered)
    ):
        raise Refused("That product is not part of it.")
    criteria = {
        each.pk: each
        for each in version.criteria.all()
        if not rules.why_not_may_score(each, seat)
    }
    if wrong := why_not_said(criteria, said):
        raise Refused(next(iter(wrong.values())))
    sheet = ScoreSheet.objects.create(
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
    Score.objects.bulk_create(_scores(sheet, criteria, said))
    audit.record("sheet_handed_in", target=version, by=by, at=at, sheet=sheet.pk)
    return sheet


def _scores(
    sheet: ScoreSheet,
    criteria: Mapping[int, Any],
    said: Mapping[int, Mapping[str, Any]],
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


def _is_tried(trial: Trial, considered: ConsideredProduct) -> bool:
    return trial.products.filter(considered=considered).exists()
