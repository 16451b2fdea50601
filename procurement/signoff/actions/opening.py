"""Opening a round, giving it more time, and correcting slips of the pen in it."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from procurement.evaluation.queries import results_content
from procurement.signoff import counting, rules
from procurement.signoff.actions.holding import freeze, held, record
from procurement.signoff.models import Correction, Extension, QuorumRule, Round
from procurement.signoff.slips import why_material
from procurement.specifications.actions import (
    locked,
    need,
    refuse_open_comments,
    step,
)
from procurement.specifications.content import content_of
from procurement.specifications.models import (
    FrozenText,
    Profession,
    Seat,
    SeatKind,
    Version,
    VersionState,
)
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def open_round(
    version: Version, *, deadline_at: datetime, by: Membership, at: datetime
) -> Round:
    """Freeze what the version says and have it signed until the deadline, counted by
    the rule of its tier as it is now. Raises Refused."""
    version = locked(version)
    refuse(rules.why_not_open(version, deadline_at=deadline_at, by=by, at=at))
    refuse_open_comments(version)
    freeze(version, shown(version), by=by, at=at)
    round_ = Round.objects.create(
        version=version,
        rule=_rule(version.specification.tier, at=at),
        opened_at=at,
        opened_by=by,
        deadline_at=deadline_at,
    )
    seat_chair(version, by=by, at=at)
    step(version, VersionState.SIGN_OFF, by=by, at=at)
    return round_


@transaction.atomic
def extend_round(
    round_: Round, *, deadline_at: datetime, reason: str, by: Membership, at: datetime
) -> None:
    """Give people more time. Raises Refused."""
    round_ = held(round_)
    refuse(rules.why_not_extend(round_, deadline_at=deadline_at, by=by))
    need(reason)
    Extension.objects.create(
        round=round_,
        deadline_at=deadline_at,
        reason=reason,
        extended_at=at,
        extended_by=by,
    )
    round_.deadline_at = deadline_at
    round_.save(update_fields=["deadline_at"])
    record("round_extended", round_, by=by, at=at, until=deadline_at.isoformat())


@transaction.atomic
def correct_text(
    round_: Round,
    *,
    field: str,
    before: str,
    after: str,
    reason: str,
    by: Membership,
    at: datetime,
) -> Correction:
    """Correct a slip of the pen that the chair rules to change nothing that matters.

    `field` is a heading's, or "what_changes"; `before` stands in it once. Signatures
    stand, each bound to the text its signer saw. Raises Refused.
    """
    round_ = held(round_)
    refuse(rules.why_not_correct(round_, by=by))
    need(reason)
    content = corrected(round_.text, field, before, after)
    text = freeze(round_.version, content, by=by, at=at)
    correction = Correction.objects.create(
        round=round_,
        field=field,
        before=before,
        after=after,
        reason=reason,
        text=text,
        ruled_at=at,
        ruled_by=by,
    )
    record("text_corrected", round_, by=by, at=at, field=field, reason=reason[:500])
    return correction


def shown(version: Version) -> dict[str, Any]:
    """What is put before people: the version, and how its products were scored."""
    return {**content_of(version), "results": results_content(version)}


def corrected(text: FrozenText, field: str, before: str, after: str) -> dict[str, Any]:
    """The content with the words put right. Raises Refused where they do not stand
    there exactly once."""
    content = json.loads(text.content)
    holder = content if field == "what_changes" else content["texts"]
    if field not in holder:
        raise Refused("Only the text can be corrected. The rest needs a next version.")
    if not before or holder[field].count(before) != 1:
        raise Refused("Quote words that stand there exactly once.")
    refuse(why_material(before, after))
    holder[field] = holder[field].replace(before, after)
    return content


def seat_chair(version: Version, *, by: Membership, at: datetime) -> None:
    """The chair decides too, for no trust, unless they have a seat for one."""
    chair = version.specification.chair
    seats = version.specification.seats.held()
    if not seats.filter(user=chair.user_id).exists():
        Seat.objects.create(
            specification=version.specification,
            organisation=chair.organisation,
            membership=chair,
            user=chair.user,
            kind=SeatKind.CHAIR,
            profession=Profession.OTHER,
            invited_at=at,
            invited_by=by,
        )


def _rule(tier: str, *, at: datetime) -> QuorumRule:
    """The rule in force, put down when it is first used."""
    usual = {**counting.usual_rule(tier), "set_at": at}
    QuorumRule.objects.get_or_create(tier=tier, number=1, defaults=usual)
    return QuorumRule.objects.newest(tier)
