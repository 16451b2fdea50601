"""Who is to be told that a version is looked at again, or is no longer what it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from procurement.problems.models import CauseKind, ReviewCause, Telling
from procurement.problems.queries import steps_to_tell
from procurement.signoff.actions.reminding import REVIEW_HAS_COME
from procurement.signoff.reminding import everybody, is_quiet
from procurement.specifications.models import Version, VersionState, VersionStep
from trusts.models import Membership

# For so long a mail that was not taken is tried again: longer than any holiday.
WITHIN = timedelta(days=7)
STEPS = (
    VersionState.UNDER_REVIEW,
    VersionState.SUSPENDED,
    VersionState.ADOPTED,  # said to stand, after a review
    VersionState.SUPERSEDED,
    VersionState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that is to go: of a cause, or of a step."""

    member: Membership
    cause: ReviewCause | None = None
    step: VersionStep | None = None

    @property
    def version(self) -> Version:
        about = self.cause or self.step
        assert about
        return about.version


def due_tellings(*, at: datetime) -> list[Due]:
    """The mails that have not gone yet, one for each person. At night and at weekends
    only what patients and staff are to be kept from."""
    quiet = is_quiet(at)
    found = [
        each
        for each in (*_of_causes(at), *_of_steps(at))
        if _is_urgent(each) or not quiet
    ]
    told = set(
        Telling.objects.filter(told_at__gt=at - 2 * WITHIN).values_list(
            "cause", "step", "member__user"
        )
    )
    return [each for each in found if _key(each) not in told]


def _key(due: Due) -> tuple[int | None, int | None, int]:
    return (
        due.cause.pk if due.cause else None,
        due.step.pk if due.step else None,
        due.member.user_id,
    )


def _is_urgent(due: Due) -> bool:
    if due.cause is not None:
        return due.cause.kind in (CauseKind.HARM, CauseKind.NOTICE)
    return due.step is not None and due.step.state == VersionState.SUSPENDED


def _of_causes(at: datetime) -> Iterator[Due]:
    causes = ReviewCause.objects.filter(noted_at__gt=at - WITHIN).order_by("pk")
    for cause in causes.select_related("version__specification__chair__user"):
        for member in _people(cause.version, at):
            yield Due(member, cause=cause)


def _of_steps(at: datetime) -> Iterator[Due]:
    steps = steps_to_tell(since=at - WITHIN).filter(state__in=STEPS)
    for step in steps.exclude(state=VersionState.UNDER_REVIEW, note=REVIEW_HAS_COME):
        for member in _people(step.version, at):
            if step.by is None or member.user_id != step.by.user_id:
                yield Due(member, step=step)


def _people(version: Version, at: datetime) -> list[Membership]:
    """Everybody of its specification, each once under whatever role."""
    found = {
        each.user_id: each for each in everybody(version, on=timezone.localdate(at))
    }
    return list(found.values())
