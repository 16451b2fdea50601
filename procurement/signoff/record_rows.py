"""The rows that a decision's record is made of, and the link of each in the chain."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from procurement.signoff.models import (
    Correction,
    CountOutcome,
    Decision,
    Declaration,
    Extension,
    InterestRuling,
    ObjectionStep,
    Round,
    RoundCount,
)
from procurement.signoff.private import KEPT
from procurement.signoff.rules.rounds import RUNNING
from procurement.specifications.models import (
    Answer,
    Comment,
    EvidenceFile,
    FrozenText,
    HandingOn,
    NothingToAdd,
    Version,
    VersionState,
    VersionStep,
    VersionWriter,
)
from trusts.models import Head, Membership, RecordLink


def _by(name: str) -> tuple[str, str]:
    return f"{name}__user", f"{name}__organisation"


@dataclass(slots=True)
class Rows:
    """All rows of one round's record, each list the oldest first."""

    versions: list[Version]
    steps: list[VersionStep]
    frozen: list[FrozenText]
    comments: list[Comment]
    answers: list[Answer]
    nothing_to_add: list[NothingToAdd]
    writers: list[VersionWriter]
    handings: list[HandingOn]
    evidence: list[EvidenceFile]
    declarations: list[Declaration]
    rulings: list[InterestRuling]
    decisions: list[Decision]
    objection_steps: list[ObjectionStep]
    corrections: list[Correction]
    extensions: list[Extension]
    counts: list[RoundCount]
    chair: Membership  # who chaired it last while anything could come of it
    links: dict[tuple[str, int], RecordLink] = field(default_factory=dict)
    is_full: bool = True

    def private(self, said: str) -> str:
        """The same in the full form; in the other that it is kept, where it is said."""
        return said if self.is_full or not said else KEPT

    def link(self, row: Model) -> dict[str, Any] | None:
        """The number and the hash of the row's link; None where it has none, which
        `verify_record` finds."""
        found = self.links.get((row._meta.db_table, row.pk))
        return {"number": found.number, "hash": found.hash} if found else None


def rows_of(round_: Round, *, is_full: bool) -> Rows:
    """Everything up to the round's version, and everything of the round."""
    versions = Version.objects.filter(
        specification=round_.version.specification_id,
        number__lte=round_.version.number,
    ).select_related("specification", "previous", *_by("drafted_by"))
    said, decided = _of_versions(round_, versions), _of_round(round_)
    ended_at = _ended_at(round_, decided["counts"], said["steps"])
    chairs = _of_chairs(round_, ended_at)
    rows = Rows(**said, **decided, **chairs, is_full=is_full)
    rows.links = _links(rows, round_)
    return rows


def _of_versions(round_: Round, versions: QuerySet[Version]) -> dict[str, Any]:
    numbers = versions.values("pk")
    return {
        "versions": list(versions.order_by("number")),
        "steps": _rows(VersionStep, _by("by"), version__in=numbers),
        "frozen": _rows(FrozenText, _by("frozen_by"), version__in=numbers),
        "comments": _rows(
            Comment,
            (*_by("said_by"), "organisation", "criterion"),
            version__in=numbers,
        ),
        "answers": _rows(Answer, _by("answered_by"), comment__version__in=numbers),
        "nothing_to_add": _rows(NothingToAdd, _by("said_by"), version__in=numbers),
        "writers": _rows(VersionWriter, _by("wrote_by"), version__in=numbers),
        "evidence": _evidence(round_, numbers),
    }


def _of_round(round_: Round) -> dict[str, Any]:
    seat = ("seat__user", "seat__organisation")
    return {
        "declarations": _rows(Declaration, seat, round=round_),
        "rulings": _rows(InterestRuling, _by("ruled_by"), declaration__round=round_),
        "decisions": _rows(
            Decision, ("organisation", "text", "declaration"), round=round_
        ),
        "objection_steps": _rows(
            ObjectionStep, (*_by("taken_by"), *_by("owner")), decision__round=round_
        ),
        "corrections": _rows(Correction, (*_by("ruled_by"), "text"), round=round_),
        "extensions": _rows(Extension, _by("extended_by"), round=round_),
        "counts": _rows(RoundCount, _by("counted_by"), round=round_),
    }


def _of_chairs(round_: Round, ended_at: datetime | None) -> dict[str, Any]:
    """Who chaired it, and each handing on from its opening until it was concluded: who
    takes the chair later has no part in it."""
    specification = round_.version.specification
    handings = _rows(
        HandingOn,
        (*_by("from_chair"), *_by("to_chair"), *_by("handed_by")),
        specification=specification,
        handed_at__gte=round_.opened_at,
    )
    if ended_at is None:
        return {"handings": handings, "chair": specification.chair}
    later = [each.from_chair for each in handings if each.handed_at > ended_at]
    return {
        "handings": [each for each in handings if each.handed_at <= ended_at],
        "chair": later[0] if later else specification.chair,
    }


def _ended_at(
    round_: Round, counts: list[RoundCount], steps: list[VersionStep]
) -> datetime | None:
    """When it was counted for the last time, or given up for a next version; None as
    long as something can come of it."""
    if round_.version.state in RUNNING:
        return None
    ends = [each.counted_at for each in counts if each.outcome != CountOutcome.OBJECTED]
    given_up = [
        each.at
        for each in steps
        if each.version_id == round_.version_id
        and each.state == VersionState.SUPERSEDED
    ]
    return next(iter([*ends[-1:], *given_up]), None)


def _rows[Row: Model](
    model: type[Row], related: tuple[str, ...], **narrowed: Any
) -> list[Row]:
    found = model._default_manager.filter(**narrowed).select_related(*related)
    return list(found.order_by("pk"))


def _evidence(round_: Round, versions: Any) -> list[EvidenceFile]:
    """The papers that one of the versions cites, without what is in them."""
    cited = Version.objects.filter(pk__in=versions).values("evidence__file")
    found = EvidenceFile.objects.filter(
        pk__in=cited, specification=round_.version.specification_id
    ).select_related(*_by("added_by"))
    return list(found.defer("content").order_by("pk"))


def _links(rows: Rows, round_: Round) -> dict[tuple[str, int], RecordLink]:
    """Links by table and row, in one question."""
    numbers: dict[str, list[int]] = {round_.rule._meta.db_table: [round_.rule_id]}
    for row in _chained(rows):
        numbers.setdefault(row._meta.db_table, []).append(row.pk)
    wanted = reduce(
        or_,
        (Q(table_name=name, row_number__in=pks) for name, pks in numbers.items()),
    )
    found = RecordLink.objects.filter(wanted).order_by("number")
    return {(each.table_name, each.row_number): each for each in found}


def _chained(rows: Rows) -> list[Model]:
    return [
        *rows.steps,
        *rows.frozen,
        *rows.comments,
        *rows.answers,
        *rows.nothing_to_add,
        *rows.writers,
        *rows.handings,
        *rows.evidence,
        *rows.declarations,
        *rows.rulings,
        *rows.decisions,
        *rows.objection_steps,
        *rows.corrections,
        *rows.extensions,
        *rows.counts,
    ]


def chain_head() -> Head | None:
    """The end of the whole chain as it is now."""
    return RecordLink.objects.head()
