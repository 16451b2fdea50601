"""What can happen to the league table. Each function is one whole transaction."""

from procurement.league.actions.challenging import (
    answer_challenge,
    make_challenge,
    take_challenge_back,
)
from procurement.league.actions.releasing import (
    open_preview,
    prepare_release,
    release,
    take_disputed_prices_out,
    withdraw_release,
    work_out_again,
)
from procurement.league.actions.telling import tell_of_previews
from procurement.league.actions.weighing import definitions_now, set_weights
from procurement.league.actions.working import work_out

__all__ = [
    "answer_challenge",
    "definitions_now",
    "make_challenge",
    "open_preview",
    "prepare_release",
    "release",
    "set_weights",
    "take_challenge_back",
    "take_disputed_prices_out",
    "tell_of_previews",
    "withdraw_release",
    "work_out",
    "work_out_again",
]
