"""Why somebody may not comment or answer, or ""."""

from procurement.specifications.models import (
    Comment,
    Specification,
    Version,
    VersionState,
)
from procurement.specifications.rules.versions import why_not_chair
from trusts.models import Membership
from trusts.permissions import Permission

OPEN_TO_COMMENTS = (
    VersionState.CONSULTATION,
    VersionState.SCORING,
    VersionState.SIGN_OFF,
    VersionState.UNDER_REVIEW,
)


def why_not_comment(version: Version, *, by: Membership) -> str:
    """Why somebody may not comment on a version."""
    if not by.may(Permission.SPECIFICATIONS_COMMENT):
        return "Your role here may not comment on specifications."
    seen = Specification.objects.visible_to(by).filter(pk=version.specification_id)
    if not seen.exists():
        return "Your trust does not take part in it."
    if version.state not in OPEN_TO_COMMENTS:
        return f"Version {version.number} is not open to comments."
    return ""


def why_not_say_nothing_to_add(version: Version, *, by: Membership) -> str:
    """Why somebody may not say that they have read it and have nothing to add: who is
    asked may, under the role they are asked in, as long as it is consulted on."""
    if reason := why_not_comment(version, by=by):
        return reason
    if version.state != VersionState.CONSULTATION:
        return f"Version {version.number} is not in consultation."
    if not version.specification.seats.held().filter(membership=by).exists():
        return "You are not asked about it with the role that you use now."
    if version.comments.filter(said_by=by).exists():
        return "You have commented on it: that is your answer."
    return ""


def why_not_answer(comment: Comment, *, by: Membership) -> str:
    """Why somebody may not answer a comment: the chair and who drafted do."""
    return why_not_answer_on(comment.version, by=by)


def why_not_answer_on(version: Version, *, by: Membership) -> str:
    """Why somebody may not answer the comments on a version."""
    drafter = version.drafted_by
    if drafter is not None and drafter.user_id == by.user_id:
        return ""
    if why_not_chair(version.specification, by=by):
        return "Its drafter and its chair answer comments."
    return ""
