"""The questions as a CSV file, row by row."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils import timezone

from procurement.review.models import Question
from trusts.exports import SPENDING, About, as_number, as_text
from trusts.models import Membership, Organisation

HEADINGS = (
    "Question",
    "What is asked",
    "State",
    "Description",
    "Product number",
    "Product",
    "Unit of purchase",
    "What the sources say of the pack",
    "Trusts",
    "Items",
    "Waits behind it (pounds in 12 months)",
    "Asked on",
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


def question_rows(
    questions: Iterable[Question], names: dict[int, str]
) -> Iterator[list[str]]:
    """Headings, then a row a question; `names` are the trusts' by their ids."""
    yield list(HEADINGS)
    for question in questions:
        product = question.product
        trusts = sorted(names.get(each, "") for each in question.organisations)
        yield [
            str(question.pk),
            question.get_kind_display(),
            question.get_state_display(),
            as_text(question.description),
            str(product.pk) if product else "",
            as_text(product.description) if product else "",
            as_text(question.unit),
            as_text(question.says),
            as_text("; ".join(trusts)),
            str(question.items),
            as_number(question.value),
            f"{timezone.localdate(question.opened_at)}",
        ]
