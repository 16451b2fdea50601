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
from procurement.specifications.actions.people import (
    add_trust,
    give_seat,
    give_up_seat,
    leave_trust,
)
from procurement.specifications.actions.starting import (
    start_next_version,
    start_specification,
    write,
)
from procurement.specifications.actions.stepping import locked, step
from procurement.specifications.actions.talking import answer, comment

__all__ = [
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
    "open_consultation",
    "open_scoring",
    "put_under_review",
    "reaffirm",
    "refuse_open_comments",
    "start_next_version",
    "start_specification",
    "step",
    "suspend",
    "withdraw",
    "write",
]
