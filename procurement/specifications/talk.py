"""What was said about a version, in its place, with its answer."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from procurement.specifications.models import Answer, Comment, Heading, Version
from trusts.models import Membership


def place_of(comment: Comment) -> str:
    """The anchor on the page of what a comment is about; "whole" for all of it."""
    if comment.heading:
        return f"{comment.heading}-{comment.paragraph}"
    if comment.criterion is not None:
        return f"criteria-{comment.criterion.position}"
    return "whole"


def about(comment: Comment) -> str:
    """What a comment is about, in words."""
    if comment.heading:
        return f"{Heading(comment.heading).label}, paragraph {comment.paragraph}"
    if comment.criterion is not None:
        return f"Criterion {comment.criterion.position}"
    return "The whole"


def with_answers(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Each with all its answers, the newest first, and who said what."""
    answers = Answer.objects.select_related("answered_by__user").order_by(
        "-answered_at", "-pk"
    )
    return comments.select_related(
        "criterion", "said_by__user", "organisation", "version"
    ).prefetch_related(Prefetch("answers", answers))


def own_comments(version: Version, member: Membership) -> list[Comment]:
    """What a person said about any version of the specification, under whatever role,
    the newest first."""
    said = Comment.objects.filter(
        version__specification=version.specification_id, said_by__user=member.user_id
    )
    return list(with_answers(said).order_by("-said_at", "-pk"))


def in_their_places(comments: Iterable[Comment]) -> dict[str, list[Comment]]:
    """Comments by the anchor of what they are about, the oldest first."""
    found: dict[str, list[Comment]] = {}
    for each in sorted(comments, key=lambda comment: comment.pk):
        found.setdefault(place_of(each), []).append(each)
    return found


def shown_of(version: Version, shown: str, *, member: Membership) -> QuerySet[Comment]:
    """The comments on a version: those that are "open", "answered", or "all"."""
    answers = Answer.objects.filter(comment=OuterRef("pk"))
    said = Comment.objects.visible_to(member).filter(version=version)
    if shown == "all":
        return said
    is_answered = Exists(answers)
    return said.filter(is_answered if shown == "answered" else ~is_answered)


def figures_of(version: Version) -> dict[str, int]:
    """How many comments there are on a version, and how many nobody has answered."""
    answers = Answer.objects.filter(comment=OuterRef("pk"))
    figures = (
        Comment.objects.filter(version=version)
        .annotate(is_answered=Exists(answers))
        .aggregate(all=Count("pk"), answered=Count("pk", filter=Q(is_answered=True)))
    )
    return {**figures, "open": figures["all"] - figures["answered"]}
