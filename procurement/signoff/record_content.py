"""The record of a decision as one content, complete without the system.

The page, the PDF and the JSON file are all made of it. It says nothing of who takes it
or when, so the same decision has the same hash as long as nothing is added to it.
"""

import json
from typing import Any

from procurement.signoff.models import Decision, Declaration, Round
from procurement.signoff.record_decisions import decision_of, declarations_of
from procurement.signoff.record_rows import Rows, rows_of
from procurement.signoff.record_versions import moment, person, versions_of
from procurement.specifications.canonical import digest
from trusts.models import RecordLink

FORM = 2  # of the content below
_PRIVATE = {each._meta.db_table for each in (Decision, Declaration)}
# What anybody with the file and no system can work out again.
HOW_TO_CHECK = {
    "record": "sha256 is of record as JSON in UTF-8: keys in order, no blanks between, "
    "letters as they are and not as escapes.",
    "texts": "sha256 of each frozen text is of its text in UTF-8. text_sha256 of a "
    "decision is that of the text that was signed.",
    "chain": "hash of each link is the SHA-256 of these, a line each: previous_hash, "
    "number, at, table, row, payload.",
    "full": "where full is false, what interests are about, addresses and registration "
    "numbers are kept for the chair and auditors, and so are the payloads of "
    "declarations and decisions: the hashes of these links are checked by the full "
    "record, which is another record with another sha256.",
}


def record_of(round_: Round, *, is_full: bool) -> dict[str, Any]:
    """Everything that was put before people, said, decided and counted; what is private
    only in the full form."""
    rows = rows_of(round_, is_full=is_full)
    return {
        "form": FORM,
        "full": is_full,
        "specification": _specification(round_, rows),
        "round": _round(round_, rows),
        "chairs": _chairs(rows),
        "trusts": _trusts(round_),
        "versions": versions_of(rows),
        "evidence": _evidence(rows),
        "declarations": declarations_of(rows),
        "decisions": [decision_of(each, rows) for each in rows.decisions],
        "corrections": _corrections(rows),
        "extensions": _extensions(rows),
        "counts": _counts(rows),
        "chain": [_link(each, rows) for each in rows.links.values()],
    }


def hash_of(record: dict[str, Any]) -> str:
    """The SHA-256 of the record as JSON in UTF-8: keys in order, no blanks. Letters
    stay as they came, because the chain's hashes are of them."""
    return digest(
        json.dumps(
            record,
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
            allow_nan=False,
        )
    )


def _specification(round_: Round, rows: Rows) -> dict[str, Any]:
    specification = round_.version.specification
    return {
        "number": specification.pk,
        "name": specification.name,
        "tier": specification.tier,
        "tier_in_words": specification.get_tier_display(),
        "chair": person(rows.chair),
        "started": moment(specification.started_at),
    }


def _round(round_: Round, rows: Rows) -> dict[str, Any]:
    rule, version = round_.rule, round_.version
    return {
        "number": round_.pk,
        "version": version.number,
        "outcome": rows.counts[-1].outcome if rows.counts else "NOT_COUNTED",
        "outcome_in_words": rows.counts[-1].get_outcome_display()
        if rows.counts
        else "Closed without a count",
        "opened": moment(round_.opened_at),
        "opened_by": person(round_.opened_by),
        "deadline": moment(round_.deadline_at),
        "rule": {
            "name": str(rule),
            "required_seats": list(rule.required_seats),
            "trusts_share": rule.trusts_share,
            "least_professions": rule.least_professions,
            "threshold": rule.threshold,
            "is_strict": rule.is_strict,
            "needs_chair": rule.needs_chair,
            "link": rows.link(rule),
        },
    }


def _chairs(rows: Rows) -> list[dict[str, Any]]:
    """Each time that another chair took it on."""
    return [
        {
            "before": person(each.from_chair),
            "to": person(each.to_chair),
            "reason": each.reason,
            "handed": moment(each.handed_at),
            "handed_by": person(each.handed_by),
            "link": rows.link(each),
        }
        for each in rows.handings
    ]


def _trusts(round_: Round) -> list[dict[str, Any]]:
    taking_part = round_.version.specification.participating.select_related(
        "organisation"
    )
    return [
        {
            "code": each.organisation.code,
            "name": each.organisation.name,
            "joined": moment(each.joined_at),
            "left": moment(each.left_at) if each.left_at else None,
            "left_because": each.left_because,
        }
        for each in taking_part.order_by("organisation__name", "pk")
    ]


def _evidence(rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "sha256": each.sha256,
            "size": each.size,
            "added": moment(each.added_at),
            "added_by": person(each.added_by),
            "link": rows.link(each),
        }
        for each in rows.evidence
    ]


def _corrections(rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "field": each.field,
            "before": each.before,
            "after": each.after,
            "reason": each.reason,
            "text_sha256": each.text.sha256,
            "ruled": moment(each.ruled_at),
            "ruled_by": person(each.ruled_by),
            "link": rows.link(each),
        }
        for each in rows.corrections
    ]


def _extensions(rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "deadline": moment(each.deadline_at),
            "reason": each.reason,
            "extended": moment(each.extended_at),
            "extended_by": person(each.extended_by),
            "link": rows.link(each),
        }
        for each in rows.extensions
    ]


def _counts(rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "outcome": each.outcome,
            "in_words": each.get_outcome_display(),
            "note": each.note,
            "computation": each.record,
            "counted": moment(each.counted_at),
            "counted_by": person(each.counted_by),
            "link": rows.link(each),
        }
        for each in rows.counts
    ]


def _link(link: RecordLink, rows: Rows) -> dict[str, Any]:
    """All that its hash is of, so that anybody can make it again; a payload with what
    is private in it only in the full form."""
    is_private = link.table_name in _PRIVATE
    return {
        "number": link.number,
        "at": moment(link.at)["utc"],
        "table": link.table_name,
        "row": link.row_number,
        "payload": rows.private(link.payload) if is_private else link.payload,
        "previous_hash": link.previous_hash,
        "hash": link.hash,
    }
