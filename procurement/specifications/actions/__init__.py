"""What is done with specifications, from the first draft on."""

from procurement.specifications.actions.contents import (
    add_criterion,
    add_evidence,
    change_considered,
    change_criterion,
    consider,
    drop_considered,
    drop_criterion,
    drop_evidence,
    move_criterion,
)
from procurement.specifications.actions.moving import (
    open_consultation,
    open_scoring,
    put_under_review,
    reaffirm,
    refuse_open_comments,
    suspend,
    withdraw,
)
from procurement.specifications.actions.seats import (
    Asked,
    give_seat,
    give_up_seat,
    offer_seat,
    take_up_seats,
    tell_of_seat,
)
from procurement.specifications.actions.starting import (
    Overtaken,
    start_next_version,
    start_specification,
    write,
)
from procurement.specifications.actions.stepping import locked, need, step
from procurement.specifications.actions.taking_part import add_trust, leave_trust
from procurement.specifications.actions.talking import (
    answer,
    comment,
    say_nothing_to_add,
)

__all__ = [
    "Asked",
    "Overtaken",
    "add_criterion",
    "add_evidence",
    "add_trust",
    "answer",
    "change_considered",
    "change_criterion",
    "comment",
    "consider",
    "drop_considered",
    "drop_criterion",
    "drop_evidence",
    "give_seat",
    "give_up_seat",
    "leave_trust",
    "locked",
    "move_criterion",
    "need",
    "offer_seat",
    "open_consultation",
    "open_scoring",
    "put_under_review",
    "reaffirm",
    "refuse_open_comments",
    "say_nothing_to_add",
    "start_next_version",
    "start_specification",
    "step",
    "suspend",
    "take_up_seats",
    "tell_of_seat",
    "withdraw",
    "write",
]
