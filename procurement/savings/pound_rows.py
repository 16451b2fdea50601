"""What figures of savings are answered as. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Pounds:
    """Pounds ex VAT of one stage, under the keys that were asked for.

    `waiting` is what order lines say of agreed months that are over and not confirmed,
    `leakage` what was paid above agreed prices.
    """

    key: tuple[Any, ...]
    stage: str
    cash_releasing: Decimal
    cost_avoidance: Decimal
    waiting: Decimal = Decimal()
    leakage: Decimal = Decimal()


class YearRow(NamedTuple):
    """A part's pounds of the year, or a month's of all parts: exactly one of the two is
    named. Cash first, then cost avoidance of each stage; `waiting` and `leakage` as
    Pounds has them. Or, where `full_stage` is not "", nothing but the cash of a part's
    full year, which is in that stage."""

    participation: int | None
    month: date | None
    realised: Decimal
    realised_avoided: Decimal
    agreed: Decimal
    agreed_avoided: Decimal
    identified: Decimal
    identified_avoided: Decimal
    waiting: Decimal
    leakage: Decimal
    full_stage: str
    full_year: Decimal


class Naming(NamedTuple):
    """What a trust's product is called, in SQL: a column, and joins that bring it by
    `c.organisation_id` and `c.root_id`, at most one row to each."""

    name: str
    joins: str
