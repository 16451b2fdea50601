"""How far the trusts are with confirming, and why a confirmed month asks again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from procurement.savings import month_queries as queries
from procurement.savings.month_reading import MonthState, PartMonth, seen_by
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class TrustMonth:
    """How far a trust is with one month: so many parts, of them confirmed and not
    complete; `open_value` is pounds not confirmed."""

    code: str
    name: str
    parts: int
    confirmed: int
    incomplete: int
    open_value: Decimal

    @property
    def is_done(self) -> bool:
        return self.confirmed == self.parts


def by_trust(member: Membership, month: date, *, on: date) -> list[TrustMonth]:
    """Who has confirmed the month and who has not; trusts with a part in it only."""
    values = seen_by(member, None, on=on)
    if values is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(queries.BY_TRUST, values | {"month": month})
        return [TrustMonth(*row) for row in cursor.fetchall()]


# What became of {lines} since finance confirmed, with the file where it is one.
_WORDS = {
    "late": ("{n} line came late", "{n} lines came late"),
    "replaced": (
        "{n} line replaced an earlier one",
        "{n} lines replaced earlier ones",
    ),
    "rolled back": ("{n} line was rolled back", "{n} lines were rolled back"),
    "rise": ("a documented rise was taken back", "{n} rises were taken back"),
    "baseline": ("the baseline was corrected", "{n} baselines were corrected"),
}
NO_LINE = "no line is new: a pack or a product of its lines was put right"


def why_again(months: Iterable[PartMonth]) -> dict[str, str]:
    """For each of the months whose lines changed since finance confirmed them, by key:
    what happened, in words. The caller has made sure that they may be seen."""
    asked = [
        (each.participation_id, each.month, each.confirmed_from)
        for each in months
        if each.was is not None and each.state != MonthState.CONFIRMED
    ]
    if not asked:
        return {}
    parts, firsts, since = map(list, zip(*asked, strict=True))
    with connection.cursor() as cursor:
        values = {"parts": parts, "months": firsts, "since": since}
        cursor.execute(queries.WHY_AGAIN, values)
        rows = cursor.fetchall()
    said: dict[str, list[str]] = defaultdict(list)
    for part, month, what, count, file_name in rows:
        one, many = _WORDS[what]
        words = (one if count == 1 else many).format(n=count)
        source = f" ({file_name[:80]})" if file_name and count == 1 else ""
        said[f"{part}_{month:%Y-%m}"].append(words + source)
    keys = (f"{part}_{month:%Y-%m}" for part, month, _ in asked)
    return {key: _sentence(said.get(key, [NO_LINE])) for key in keys}


def _sentence(reasons: list[str]) -> str:
    text = "; ".join(reasons)
    return f"{text[:1].upper()}{text[1:]}."
