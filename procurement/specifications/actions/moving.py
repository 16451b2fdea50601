"""Taking a version from draft to the eve of sign-off, and out of force again."""

from datetime import datetime

from django.db import transaction

from procurement.specifications import rules
from procurement.specifications.actions.stepping import locked, need, step
from procurement.specifications.models import IN_FORCE, Version, VersionState
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def open_consultation(version: Version, *, by: Membership | None, at: datetime) -> None:
    """Put a draft before the people of the trusts that take part. Raises Refused."""
    version = locked(version)
    refuse(rules.why_not_chair(version.specification, by=by))
    step(version, VersionState.CONSULTATION, by=by, at=at)


@transaction.atomic
def open_scoring(version: Version, *, by: Membership | None, at: datetime) -> None:
    """Let products be scored, once every comment has its answer. Raises Refused."""
    version = locked(version)
    refuse(rules.why_not_chair(version.specification, by=by))
    refuse_open_comments(version)
    step(version, VersionState.SCORING, by=by, at=at)


@transaction.atomic
def withdraw(
    version: Version, *, reason: str, by: Membership | None, at: datetime
) -> None:
    """Give a version up, in the works or in force. Raises Refused."""
    _chaired(version, VersionState.WITHDRAWN, reason=reason, by=by, at=at)


@transaction.atomic
def suspend(
    version: Version, *, reason: str, by: Membership | None, at: datetime
) -> None:
    """Have trusts stop buying by an adopted one for the time being. Raises Refused."""
    _chaired(version, VersionState.SUSPENDED, reason=reason, by=by, at=at)


@transaction.atomic
def reaffirm(
    version: Version, *, reason: str, by: Membership | None, at: datetime
) -> None:
    """Say after a review, or a suspension, that it stands. Raises Refused."""
    if version.state not in IN_FORCE:
        raise Refused("Only what was adopted can be reaffirmed.")
    _chaired(version, VersionState.ADOPTED, reason=reason, by=by, at=at)


@transaction.atomic
def put_under_review(
    version: Version, *, reason: str, by: Membership | None, at: datetime
) -> None:
    """Look at an adopted one again; nobody has to ask: complaints, a safety notice and
    the review date do it by themselves. Raises Refused where it is not adopted."""
    version = locked(version)
    if by is not None:
        refuse(rules.why_not_chair(version.specification, by=by))
    need(reason)
    step(version, VersionState.UNDER_REVIEW, by=by, at=at, note=reason)


def refuse_open_comments(version: Version) -> None:
    """Raise Refused where a comment has no answer yet; one that is carried on has."""
    refuse(rules.why_not_score(version))


def _chaired(
    version: Version,
    to: VersionState,
    *,
    reason: str,
    by: Membership | None,
    at: datetime,
) -> None:
    version = locked(version)
    refuse(rules.why_not_chair(version.specification, by=by))
    need(reason)
    step(version, to, by=by, at=at, note=reason)
