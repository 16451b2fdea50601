"""What can be done with prices: keep them up to date, correct and dispute them, and
keep them confidential."""

from catalogue.prices.actions.confidential import (
    end_confidential_prices,
    keep_confidential_when_parted,
    lift_confidential,
    make_confidential,
)
from catalogue.prices.actions.corrections import (
    Said,
    correct_price,
    end_correction,
    reopen_correction,
)
from catalogue.prices.actions.disputes import (
    open_dispute,
    settle_dispute,
    withdraw_dispute,
)
from catalogue.prices.actions.keeping import keep_prices, work_out_prices

__all__ = [
    "Said",
    "correct_price",
    "end_confidential_prices",
    "end_correction",
    "keep_confidential_when_parted",
    "keep_prices",
    "lift_confidential",
    "make_confidential",
    "open_dispute",
    "reopen_correction",
    "settle_dispute",
    "withdraw_dispute",
    "work_out_prices",
]
