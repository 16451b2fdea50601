"""The questions as a CSV file, row by row."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from procurement.review.models import Question
from trusts.exports import as_number, as_text

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
