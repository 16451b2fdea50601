"""The questions as a file, row by row."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from procurement.review.models import Question
from trusts.exports import COUNT, DAY, POUNDS, SPENDING, About, Cell, Column, Sheet
from trusts.models import Membership, Organisation

COLUMNS = (
    Column("Question", width=10),
    Column("What is asked", width=24),
    Column("State"),
    Column("Description", width=48),
    Column("Product number", width=10),
    Column("Product", width=48),
    Column("Unit of purchase", width=10),
    Column("What the sources say of the pack", width=40),
    Column("Trusts", width=40),
    Column("Items", COUNT, 8),
    Column("Waits behind it (pounds in 12 months)", POUNDS),
    Column("Asked on", DAY),
)
DEFINITIONS = (
    ("Question", "Open items that one answer would settle, from whichever trusts."),
    ("Product, unit, pack", "What the question is about, and what each source says "
     "of how many eaches are in it."),
    ("Waits behind it", "Net value of the items’ order lines of 365 days, without VAT: "
     "in no figure until somebody answers."),
)  # fmt: skip


def about(
    *,
    by: Membership,
    at: datetime,
    organisation: Organisation | None,
    filters: Mapping[str, str],
) -> About:
    """What the file says of itself."""
    return About(
        "Questions of the review desk",
        why="To answer what is in doubt about packs and matches, or to share it out.",
        by=by,
        at=at,
        organisation=organisation,
        filters=filters,
        definitions=DEFINITIONS,
        confidentiality=SPENDING,
    )


def question_sheet(questions: Iterable[Question], names: dict[int, str]) -> Sheet:
    """A row a question; `names` are the trusts' by their ids."""
    return Sheet("Questions", COLUMNS, (_cells(each, names) for each in questions))


def _cells(question: Question, names: dict[int, str]) -> list[Cell]:
    product = question.product
    trusts = sorted(names.get(each, "") for each in question.organisations)
    return [
        question.pk,
        question.get_kind_display(),
        question.get_state_display(),
        question.description,
        product.pk if product else None,
        product.description if product else "",
        question.unit,
        question.says,
        "; ".join(trusts),
        question.items,
        question.value,
        timezone.localdate(question.opened_at),
    ]
