"""What figures of savings are answered as. Pure."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


class Pounds(NamedTuple):
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
    """A trust's pounds of a month in one stage, as Pounds has them; or, where `month`
    is None, the cash that twelve months of a part bring, and its stage."""

    organisation: int
    month: date | None
    participation: int | None
    stage: str
    cash_releasing: Decimal
    cost_avoidance: Decimal
    waiting: Decimal
    leakage: Decimal
