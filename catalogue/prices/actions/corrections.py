"""A price is adjusted or left out for a time; what ended can be taken up again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from catalogue.prices import rules
from catalogue.prices.covering import touch
from catalogue.prices.models import CorrectionKind, PriceCorrection
from catalogue.prices.targets import Target, target_of
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse

# One at a time, so that two of the same are refused in words and not by the database.
_LOCK = 7_211


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a price. An adjustment has an amount, in pounds per each,
    or a percentage of the net value; what is left out has neither."""

    kind: CorrectionKind
    reason: str
    note: str
    evidence: str
    starts_on: date
    ends_on: date
    amount_each: Decimal | None = None
    percent: Decimal | None = None


@transaction.atomic
def correct_price(
    target: Target, said: Said, *, by: Membership | None, at: datetime
) -> PriceCorrection:
    """Adjust a price, or leave it out, for a time; figures follow within seconds.

    Raises Refused.
    """
    _one_at_a_time()
    today, until_on = timezone.localdate(at), said.ends_on + timedelta(days=1)
    refuse(rules.why_not_meddle(target.organisation, by=by))
    refuse(rules.why_not_days(said.starts_on, said.ends_on, today=today))
    refuse(
        rules.why_not_once_more(
            target, said.kind, said.reason, said.starts_on, until_on
        )
    )
    refuse(rules.why_not_change_lines(target, amount_each=said.amount_each, on=today))
    correction = PriceCorrection.objects.create(
        **target.fields,
        kind=said.kind,
        reason=said.reason,
        amount_each=said.amount_each,
        percent=said.percent,
        note=said.note,
        evidence=said.evidence,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        until_on=until_on,
        made_at=at,
        made_by=by,
    )
    touch(target)
    done = "price_adjusted" if correction.is_adjustment else "price_left_out"
    _record(done, correction, by=by, at=at)
    return correction


@transaction.atomic
def end_correction(
    correction: PriceCorrection, *, by: Membership | None, at: datetime
) -> PriceCorrection:
    """End it from today on. Raises Refused."""
    correction = _locked(correction)
    today = timezone.localdate(at)
    refuse(rules.why_not_end(correction, by=by, today=today))
    correction.until_on = max(correction.starts_on, today)
    return _moved("price_correction_ended", correction, ended_at=at, by=by, at=at)


@transaction.atomic
def reopen_correction(
    correction: PriceCorrection, *, by: Membership | None, at: datetime
) -> PriceCorrection:
    """Take back that it was ended; the days since then stay as they were, so after
    the day of its end it is said anew, from today on. Raises Refused."""
    _one_at_a_time()
    correction, today = _locked(correction), timezone.localdate(at)
    refuse(rules.why_not_reopen(correction, by=by, today=today))
    if correction.until_on < today:
        correction.pk, correction.starts_on = None, today
        correction.made_at, correction.made_by = at, by
    correction.until_on = correction.ends_on + timedelta(days=1)
    return _moved("price_correction_taken_up", correction, ended_at=None, by=by, at=at)


def _moved(
    done: str,
    correction: PriceCorrection,
    *,
    ended_at: datetime | None,
    by: Membership | None,
    at: datetime,
) -> PriceCorrection:
    correction.ended_at, correction.ended_by = ended_at, by if ended_at else None
    correction.save()
    touch(target_of(correction))
    _record(done, correction, by=by, at=at)
    return correction


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _locked(correction: PriceCorrection) -> PriceCorrection:
    return PriceCorrection.objects.select_for_update().get(pk=correction.pk)


def _record(
    done: str, correction: PriceCorrection, *, by: Membership | None, at: datetime
) -> None:
    audit.record(
        done,
        target=_about(correction),
        by=by,
        at=at,
        organisation=correction.organisation,
        correction=correction.pk,
        reason=correction.get_reason_display(),
        amount_each=correction.amount_each,
        percent=correction.percent,
        starts_on=correction.starts_on,
        ends_on=correction.ends_on,
        evidence=correction.evidence[:500],
    )


def _about(correction: PriceCorrection) -> str:
    if correction.po_number:
        return f"Order {correction.po_number}, line {correction.line_number}"
    return str(correction.item or correction.product)
