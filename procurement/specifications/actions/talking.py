"""Comments, and the answers they get."""

from datetime import datetime

from django.db import transaction

from procurement.specifications import rules
from procurement.specifications.actions.stepping import locked
from procurement.specifications.differences import paragraphs
from procurement.specifications.models import (
    Answer,
    Comment,
    Criterion,
    Heading,
    NothingToAdd,
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
    # Its specification first, as who closes the round of its next version holds it and
    # then comes to this one: nobody waits for the other.
    version = locked(version)
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
def say_nothing_to_add(version: Version, *, by: Membership, at: datetime) -> None:
    """Say that one has read it in consultation and has nothing to add. The same again
    changes nothing; a comment stands in its place. Raises Refused."""
    version = locked(version)
    refuse(rules.why_not_say_nothing_to_add(version, by=by))
    _, is_new = NothingToAdd.objects.get_or_create(
        version=version,
        said_by=by,
        defaults={"organisation": by.organisation, "said_at": at},
    )
    if is_new:
        audit.record("nothing_to_add", target=version, by=by, at=at)


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
