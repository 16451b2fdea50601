"""What pages show of problems, notices and reviews, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from procurement.problems import queries, rules
from procurement.problems.models import (
    NoteKind,
    ProblemNote,
    ProductProblem,
    ReviewCause,
    SafetyNotice,
)
from procurement.problems.queries import COUNTED_DAYS, causes_now, open_causes_before
from procurement.specifications.models import Specification, Version
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

YELLOW_CARD = "https://yellowcard.mhra.gov.uk"
COLOURS = {"HARM": "red", "NEAR_MISS": "orange", "DEFECT": "yellow"}


@dataclass(frozen=True, slots=True)
class Cause:
    """What called for a review, with the problems behind it that the member sees."""

    cause: ReviewCause
    problems: list[int]


@dataclass(frozen=True, slots=True)
class InShort:
    """What a specification's page says of problems; `version` is the one in force, or
    the newest that is used up; `earlier` are others with what was found since."""

    version: Version | None
    all: int
    lately: int
    notices: int
    causes: list[Cause]
    earlier: list[tuple[Version, list[Cause]]]
    may_report: bool
    days: int = COUNTED_DAYS

    @property
    def is_there(self) -> bool:
        return bool(self.version or self.all or self.notices)


def in_short(
    specification: Specification, *, member: Membership, at: datetime
) -> InShort:
    used = queries.in_use(at=at).filter(specification=specification)
    newest_first = list(used.order_by("-number"))
    version = newest_first[0] if newest_first else None
    since = at - timedelta(days=COUNTED_DAYS)
    problems = ProductProblem.objects.filter(version__specification=specification)
    found = problems.standing().aggregate(
        all=Count("pk"), lately=Count("pk", filter=Q(reported_at__gt=since))
    )
    return InShort(
        version=version,
        **found,
        notices=notices_of(specification).count(),
        causes=causes_of(version, member=member) if version else [],
        earlier=[
            (each, later)
            for each in newest_first[1:]
            if (later := since_it_left(each, member=member))
        ],
        may_report=may_report(version, member=member, at=at),
    )


def may_report(version: Version | None, *, member: Membership, at: datetime) -> bool:
    return version is not None and not rules.why_not_report(version, by=member, at=at)


def newest_in_use(versions: QuerySet[Version], *, at: datetime) -> list[Version]:
    """Of each specification the newest, by name: the one in force, if any is."""
    found = queries.in_use(at=at).filter(pk__in=versions.values("pk"))
    rows = found.select_related("specification__chair").order_by(
        "specification__name", "specification", "number"
    )
    return list({each.specification_id: each for each in rows}.values())


def since_it_left(version: Version, *, member: Membership) -> list[Cause]:
    """What was found with the products of a version after it left force."""
    return [
        each
        for each in causes_of(version, member=member)
        if each.cause.version_id == version.pk and not each.cause.was_in_force
    ]


def causes_of(version: Version, *, member: Membership) -> list[Cause]:
    """What has called for a review since the version was last said to stand; before it
    is adopted, what the versions before it are looked at for."""
    if version.steps.filter(state="ADOPTED").exists():
        causes = list(causes_now(version))
    else:
        causes = list(open_causes_before(version))
    numbers = {number for each in causes for number in each.problems}
    seen = set(
        ProductProblem.objects.visible_to(member)
        .filter(pk__in=numbers)
        .values_list("pk", flat=True)
    )
    return [
        Cause(each, [number for number in each.problems if number in seen])
        for each in causes
    ]


def notices_of(specification: Specification) -> QuerySet[SafetyNotice]:
    """Those about products of any of its versions."""
    considered = specification.versions.values("considered__product")
    merged = specification.versions.values("considered__product__merged_into")
    return SafetyNotice.objects.filter(
        Q(product__in=considered) | Q(product__in=merged)
    )


def narrow(
    problems: QuerySet[ProductProblem], asked: Mapping[str, Any], *, member: Membership
) -> QuerySet[ProductProblem]:
    """Those that meet every cleaned field of the filters, with what a row shows."""
    if asked["specification"]:
        problems = problems.filter(version__specification=asked["specification"])
    if asked["kind"]:
        problems = problems.filter(kind=asked["kind"])
    if asked["whose"]:
        problems = problems.filter(organisation=member.organisation_id)
    mistakes = ProblemNote.objects.filter(problem=OuterRef("pk"), kind=NoteKind.MISTAKE)
    return problems.select_related(
        "product", "organisation", "version__specification"
    ).annotate(is_mistake=Exists(mistakes))


def sees_who(organisation: Organisation, *, member: Membership) -> bool:
    """Whether the member is shown who wrote something for a trust: their own, or
    anybody's where they check the record."""
    return member.organisation_id == organisation.pk or member.may(
        Permission.RECORD_VIEW
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A note with its author, where the member is shown who it was."""

    note: ProblemNote
    who: str
    references: list[tuple[str, str]]


def page_of(problem: ProductProblem, *, member: Membership) -> dict[str, Any]:
    """Everything that the page of a problem shows."""
    notes = list(
        problem.notes.select_related("organisation", "added_by__user").order_by("pk")
    )
    return {
        "problem": problem,
        "colour": COLOURS.get(problem.kind, "grey"),
        "facts": facts_of(problem, member=member),
        "is_mistake": any(each.kind == NoteKind.MISTAKE for each in notes),
        "notes": [_said(each, member) for each in notes],
        "causes": problems_causes(problem).visible_to(member).order_by("noted_at"),
        "may_follow_up": not rules.why_not_follow_up(problem, by=member),
        "may_take_back": not rules.why_not_take_back(problem, by=member),
        "yellow_card": YELLOW_CARD,
    }


def problems_causes(problem: ProductProblem) -> Any:
    """The reviews that it led to, alone or with others."""
    return ReviewCause.objects.filter(problems__contains=[problem.pk]).select_related(
        "version__specification"
    )


def facts_of(problem: ProductProblem, *, member: Membership) -> list[tuple[str, str]]:
    facts = [("Product", str(problem.product)), ("Trust", problem.organisation.name)]
    if sees_who(problem.organisation, member=member):
        facts.append(("Reported by", str(problem.reported_by.user)))
    return facts + references_of(problem, member=member)


def references_of(
    row: ProductProblem | ProblemNote, *, member: Membership
) -> list[tuple[str, str]]:
    """Those that were given. The number in a trust's own system is for the trust."""
    found = [("LFPSE", row.lfpse_reference), ("Yellow Card", row.yellow_card_reference)]
    if sees_who(row.organisation, member=member):
        found.insert(0, ("Incident system", row.incident_reference))
    return [(name, number) for name, number in found if number]


def _said(note: ProblemNote, member: Membership) -> Said:
    who = note.organisation.name
    if sees_who(note.organisation, member=member):
        who = f"{note.added_by.user}, {who}"
    return Said(note, who, references_of(note, member=member))
