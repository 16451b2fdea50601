"""The versions of a decision's record: their text, what differs, what was said."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from procurement.signoff.record_rows import Rows
from procurement.specifications.content import content_of
from procurement.specifications.differences import Piece, pieces
from procurement.specifications.models import Comment, Version
from procurement.specifications.reading import CHANGED, Row, reading_of
from procurement.specifications.talk import about
from procurement.ui.figures import date_long
from trusts.models import Membership


def moment(at: datetime) -> dict[str, str]:
    """A time in UTC, to the microsecond, and as a clock in London shows it."""
    local = timezone.localtime(at)
    return {
        "utc": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        "london": f"{date_long(local.date())}, {local:%H:%M:%S} {local.tzname()}",
    }


def day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def person(member: Membership | None) -> dict[str, str]:
    """Who did it, as they are known now; where it was nobody, the system."""
    if member is None:
        return {"name": "The system", "role": "", "organisation": ""}
    return {
        "name": str(member.user),
        "role": member.get_role_display(),
        "organisation": member.organisation.name,
    }


def versions_of(rows: Rows) -> list[dict[str, Any]]:
    """Each version with its text, its way, what differs from the one before, and the
    comments on it with all their answers."""
    found, before = [], None
    for version in rows.versions:
        content = _content(version, rows)
        found.append(
            {
                "number": version.number,
                "drafted": moment(version.drafted_at),
                "drafted_by": person(version.drafted_by),
                "content": content,
                "differences": list(differences(content, before)),
                "frozen": _frozen(version, rows),
                "steps": _steps(version, rows),
                "written_by": _writers(version, rows),
                "nothing_to_add": _nothing_to_add(version, rows),
                "comments": _comments(version, rows),
            }
        )
        before = content
    return found


def differences(
    content: dict[str, Any], before: dict[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """What is not as in the version before, word by word where it is text."""
    if before is None:
        return
    reading = reading_of(content, before)
    if reading.what_changed:
        yield _difference("What changes for the ward", CHANGED, reading.what_changed)
    for section in reading.sections:
        for each in section.paragraphs:
            if each.how:
                yield _difference(section.label, each.how, each.pieces)
    for name, rows in (
        ("Criterion", reading.criteria),
        ("Product", reading.products),
        ("Paper", reading.evidence),
    ):
        yield from (_of_row(name, each) for each in rows if each.how)
    if before["review_on"] != content["review_on"]:
        words = pieces(before["review_on"] or "", content["review_on"] or "")
        yield _difference("Looked at again on", CHANGED, words)


def _of_row(name: str, row: Row) -> dict[str, Any]:
    title = row.said.get("text") or row.said.get("description") or row.said["name"]
    return _difference(name, row.how, row.pieces or [Piece(title)]) | {
        "before": row.before or None,
        "after": row.said,
    }


def _difference(where: str, how: str, words: list[Piece]) -> dict[str, Any]:
    said = [{"how": each.how, "text": each.text} for each in words]
    return {"where": where, "how": how, "pieces": said}


def _content(version: Version, rows: Rows) -> dict[str, Any]:
    """As it was frozen last; of one that was never put to sign-off what it says."""
    frozen = [each for each in rows.frozen if each.version_id == version.pk]
    found = json.loads(frozen[-1].content) if frozen else content_of(version)
    said: dict[str, Any] = found
    return said


def _frozen(version: Version, rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number,
            "sha256": each.sha256,
            "text": each.content,
            "frozen": moment(each.frozen_at),
            "frozen_by": person(each.frozen_by),
            "link": rows.link(each),
        }
        for each in rows.frozen
        if each.version_id == version.pk
    ]


def _steps(version: Version, rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "state": each.state,
            "in_words": each.get_state_display(),
            "note": each.note,
            "at": moment(each.at),
            "by": person(each.by),
            "link": rows.link(each),
        }
        for each in rows.steps
        if each.version_id == version.pk
    ]


def _writers(version: Version, rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "who": person(each.wrote_by),
            "wrote": moment(each.wrote_at),
            "link": rows.link(each),
        }
        for each in rows.writers
        if each.version_id == version.pk
    ]


def _nothing_to_add(version: Version, rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "said_by": person(each.said_by),
            "said": moment(each.said_at),
            "link": rows.link(each),
        }
        for each in rows.nothing_to_add
        if each.version_id == version.pk
    ]


def _comments(version: Version, rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "about": about(each),
            "quoted": each.quoted,
            "text": each.text,
            "said": moment(each.said_at),
            "said_by": person(each.said_by),
            "answers": _answers(each, rows),
            "link": rows.link(each),
        }
        for each in rows.comments
        if each.version_id == version.pk
    ]


def _answers(comment: Comment, rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "outcome": each.outcome,
            "in_words": each.get_outcome_display(),
            "text": each.text,
            "answered": moment(each.answered_at),
            "answered_by": person(each.answered_by),
            "link": rows.link(each),
        }
        for each in rows.answers
        if each.comment_id == comment.pk
    ]
