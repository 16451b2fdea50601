"""What other pages say of problems: those of rooms below, which know nothing of it."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from procurement.problems import showing
from procurement.problems.models import FEW_WORDS
from procurement.specifications.models import (
    IN_FORCE,
    IN_THE_WORKS,
    Specification,
    Version,
)
from trusts.models import Membership

register = template.Library()


@register.inclusion_tag("problems/in_short.html")
def problems_in_short(
    specification: Specification, member: Membership
) -> dict[str, Any]:
    """How many problems and notices there are, and what led to a review."""
    now: datetime = timezone.now()
    return {
        "short": showing.in_short(specification, member=member, at=now),
        "specification": specification,
    }


@register.inclusion_tag("problems/here.html")
def problems_here(version: Version, member: Membership) -> dict[str, Any]:
    """The way to report a problem with a version in use, and what led to a review
    of it, or of the one that a version in the works is to replace."""
    is_open = version.state in (*IN_FORCE, *IN_THE_WORKS)
    shown = showing.causes_of if is_open else showing.since_it_left
    return {
        "version": version,
        "may_report": showing.may_report(version, member=member, at=timezone.now()),
        "causes": shown(version, member=member),
    }


@register.inclusion_tag("problems/causes.html")
def review_causes(version: Version, member: Membership) -> dict[str, Any]:
    """What led to a review of a version in force."""
    causes = showing.causes_of(version, member=member)
    return {"version": version, "causes": causes if version.state in IN_FORCE else []}


@register.filter
def few_words(kind: str) -> str:
    return FEW_WORDS[kind]


@register.filter
def colour_of(kind: str) -> str:
    return showing.COLOURS.get(kind, "grey")
