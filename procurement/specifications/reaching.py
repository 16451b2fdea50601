"""Versions, comments and papers as a member reaches them: what they may not see is not
there."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from procurement.specifications.differences import paragraphs
from procurement.specifications.models import (
    Comment,
    Criterion,
    EvidenceFile,
    Heading,
    Version,
)
from trusts.http import TrustRequest


def version_or_404(request: TrustRequest, pk: int, number: int) -> Version:
    """One version of a specification, by its number."""
    return get_object_or_404(
        Version.objects.visible_to(request.member).select_related(
            "specification__chair__user", "previous", "drafted_by__user"
        ),
        specification=pk,
        number=number,
    )


def comment_or_404(request: TrustRequest, pk: int) -> Comment:
    return get_object_or_404(
        Comment.objects.visible_to(request.member).select_related(
            "version__specification__chair",
            "version__drafted_by",
            "said_by__user",
            "organisation",
            "criterion",
        ),
        pk=pk,
    )


def paper_or_404(request: TrustRequest, pk: int, sha256: str) -> EvidenceFile:
    return get_object_or_404(
        EvidenceFile.objects.visible_to(request.member),
        specification=pk,
        sha256=sha256,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """What a comment is about: a paragraph, a criterion, or with neither the whole."""

    label: str
    anchor: str
    quoted: str = ""
    heading: str = ""
    paragraph: int | None = None
    criterion: Criterion | None = None

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        return {
            "heading": self.heading,
            "paragraph": self.paragraph,
            "criterion": self.criterion,
        }


def place_or_404(version: Version, query: QueryDict) -> Place:
    """The place that the address names."""
    if heading := query.get("heading", ""):
        return _paragraph(version, heading, _number(query.get("paragraph", "")))
    if "criterion" in query:
        criterion = get_object_or_404(
            version.criteria, position=_number(query.get("criterion", ""))
        )
        position = criterion.position
        return Place(
            f"Criterion {position}",
            f"criteria-{position}",
            criterion.text,
            criterion=criterion,
        )
    return Place("The whole", "whole")


def _paragraph(version: Version, heading: str, number: int) -> Place:
    if heading not in Heading.values:
        raise Http404
    found = paragraphs(version.text_of(heading))
    if not 1 <= number <= len(found):
        raise Http404
    return Place(
        f"{Heading(heading).label}, paragraph {number}",
        f"{heading}-{number}",
        found[number - 1],
        heading=heading,
        paragraph=number,
    )


def _number(text: str) -> int:
    """A place in a list; 0, which no list has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
