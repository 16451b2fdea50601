"""Reporting a problem, adding to it, and saying that it was a mistake."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from catalogue.products.models import Product
from procurement.problems import rules
from procurement.problems.actions.reviewing import hold, look_at_problem
from procurement.problems.models import (
    NoteKind,
    ProblemKind,
    ProblemNote,
    ProductProblem,
)
from procurement.specifications.actions import locked
from procurement.specifications.models import Version
from trusts import audit
from trusts.models import Membership
from trusts.rules import Refused, refuse


@dataclass(frozen=True, slots=True)
class References:
    """Of the systems in which an incident has its place."""

    incident_reference: str = ""
    lfpse_reference: str = ""
    yellow_card_reference: str = ""


NONE = References()


@transaction.atomic
def report_problem(
    version: Version,
    product: Product,
    *,
    kind: ProblemKind | str,
    what: str,
    happened_on: date,
    references: References = NONE,
    by: Membership,
    at: datetime,
) -> ProductProblem:
    """Write it down for the reporter's trust, and see whether the standard has to be
    looked at again. The same said twice is one problem, with the references that came
    with the second. Raises Refused."""
    held = hold(product, version, at=at)
    [version] = [each for each in held if each.pk == version.pk]
    refuse(rules.why_not_report(version, by=by, at=at))
    today = timezone.localdate(at)
    refuse(rules.why_not_about(version, product, happened_on=happened_on, today=today))
    said = {
        "version": version,
        "product": product,
        "organisation": by.organisation,
        "kind": ProblemKind(kind),
        "what": _said(what),
        "happened_on": happened_on,
        "reported_by": by,
    }
    if there := ProductProblem.objects.standing().filter(**said).first():
        _add_references(there, references, by=by, at=at)
        return there
    problem = ProductProblem.objects.create(
        **said, **asdict(references), reported_at=at
    )
    audit.record("problem_reported", target=problem, by=by, at=at, kind=problem.kind)
    for each in held:
        look_at_problem(each, problem, at=at)
    return problem


@transaction.atomic
def follow_up(
    problem: ProductProblem,
    *,
    text: str,
    references: References = NONE,
    by: Membership,
    at: datetime,
) -> ProblemNote:
    """Say what was done about it, or under which number it stands elsewhere. Raises
    Refused."""
    refuse(rules.why_not_follow_up(problem, by=by))
    note = ProblemNote.objects.create(
        problem=problem,
        organisation=by.organisation,
        kind=NoteKind.FOLLOW_UP,
        text=_said(text),
        **asdict(references),
        added_at=at,
        added_by=by,
    )
    audit.record("problem_followed_up", target=problem, by=by, at=at)
    return note


@transaction.atomic
def take_back(
    problem: ProductProblem, *, reason: str, by: Membership, at: datetime
) -> ProblemNote:
    """Say that it was reported by mistake: it stays to be read, and counts no more. A
    review that it led to goes on until its chair ends it. Raises Refused."""
    locked(problem.version)
    refuse(rules.why_not_take_back(problem, by=by))
    note = ProblemNote.objects.create(
        problem=problem,
        organisation=by.organisation,
        kind=NoteKind.MISTAKE,
        text=_said(reason),
        added_at=at,
        added_by=by,
    )
    audit.record("problem_taken_back", target=problem, by=by, at=at, why=note.text)
    return note


def _add_references(
    problem: ProductProblem, references: References, *, by: Membership, at: datetime
) -> None:
    """Write down as a follow-up those that stand with it nowhere yet."""
    rows: list[ProductProblem | ProblemNote] = [problem, *problem.notes.all()]
    new = {
        name: number
        for name, number in asdict(references).items()
        if number and all(getattr(each, name) != number for each in rows)
    }
    if new:
        text = "Sent again, with these numbers."
        follow_up(problem, text=text, references=References(**new), by=by, at=at)


def _said(text: str) -> str:
    if not text.strip():
        raise Refused("Say it in a sentence.")
    return text.strip()
