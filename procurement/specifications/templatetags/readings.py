"""Small things that the pages of a version say in one word."""

from typing import Any

from django import template

from procurement.specifications import talk
from procurement.specifications.models import Comment, Domain, EvidenceKind, Profession

register = template.Library()
register.filter("about", talk.about)
register.filter("place", talk.place_of)


@register.filter
def at(places: dict[str, list[Comment]], anchor: str) -> list[Comment]:
    """What was said at an anchor."""
    return places.get(anchor, [])


@register.filter
def domain_words(code: str) -> str:
    return Domain(code).label


@register.filter
def paper_words(code: str) -> str:
    return EvidenceKind(code).label


POSITIONS = {
    "APPROVES": "Approves",
    "OBJECTS": "Objects",
    "EXEMPT": "Is exempt",
    "WAITING": "Not decided yet",
}


@register.filter
def position_in_words(position: str) -> str:
    """Where a trust stands in a round of sign-off."""
    return POSITIONS[position]


@register.filter
def professions(codes: list[str]) -> list[str]:
    return [Profession(each).label for each in codes]


@register.filter
def newest(comment: Comment) -> Any:
    """The answer that counts, if there is one; the answers come newest first."""
    answers = list(comment.answers.all())
    return answers[0] if answers else None
