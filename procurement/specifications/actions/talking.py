"""Comments, and the answers they get."""

from datetime import datetime

from django.db import transaction

from procurement.specifications import rules
from procurement.specifications.differences import paragraphs
from procurement.specifications.models import (
    Answer,
    Comment,
    Criterion,
    Heading,
    Outcome,
    Version,
)
from trusts import audit
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def comment(
    version: Version,
    *,
    text: str,
    heading: str = "",
    paragraph: int | None = None,
    criterion: Criterion | None = None,
    by: Membership,
    at: datetime,
) -> Comment:
    """Say something about a paragraph, a criterion, or the whole. Raises Refused."""
    # As it stands now, and until it is said: nobody moves it on meanwhile.
    version = (
        Version.objects.select_for_update(of=("self",), no_key=True)
        .select_related("specification__chair")
        .get(pk=version.pk)
    )
    refuse(rules.why_not_comment(version, by=by))
    if not text.strip():
        raise Refused("Write what you want to say.")
    if criterion is not None and criterion.version_id != version.pk:
        raise Refused("That criterion belongs to another version.")
    said = Comment.objects.create(
        version=version,
        organisation=by.organisation,
        heading=heading,
        paragraph=paragraph if heading else None,
        criterion=criterion,
        quoted=_quoted(version, heading, paragraph, criterion),
        text=text.strip(),
        said_at=at,
        said_by=by,
    )
    audit.record("comment_made", target=version, by=by, at=at, comment=said.pk)
    return said


@transaction.atomic
def answer(
    said: Comment, *, outcome: Outcome, text: str, by: Membership, at: datetime
) -> Answer:
    """Answer a comment by name; a later answer stands in place of this one. Raises
    Refused."""
    refuse(rules.why_not_answer(said, by=by))
    if not text.strip():
        raise Refused("Write the answer: its author will read it.")
    audit.record("comment_answered", target=said.version, by=by, at=at, comment=said.pk)
    return Answer.objects.create(
        comment=said,
        outcome=outcome,
        text=text.strip(),
        answered_at=at,
        answered_by=by,
    )


def _quoted(
    version: Version, heading: str, paragraph: int | None, criterion: Criterion | None
) -> str:
    """The words that a comment is about, as they stand."""
    if criterion is not None:
        return criterion.text
    if not heading:
        return ""
    found = paragraphs(version.text_of(Heading(heading)))
    if paragraph is None or not 1 <= paragraph <= len(found):
        raise Refused("There is no such paragraph.")
    return found[paragraph - 1]
