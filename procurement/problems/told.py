"""Who is to be told that a version is looked at again, or is no longer what it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q
from django.utils import timezone

from procurement.problems.models import CauseKind, ReviewCause, Telling
from procurement.problems.queries import steps_to_tell
from procurement.signoff.actions.reminding import REVIEW_HAS_COME
from procurement.signoff.reminding import everybody, is_at_work, is_quiet
from procurement.specifications.models import Version, VersionState, VersionStep
from trusts.models import Membership
from trusts.roles import Role

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
    has_chair: bool = True

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
        has_chair = _has_chair(cause.version, at)
        for member in _people(cause.version, at):
            yield Due(member, cause=cause, has_chair=has_chair)


def _of_steps(at: datetime) -> Iterator[Due]:
    """Of what is true still: but that it was suspended is told also afterwards."""
    later = VersionStep.objects.filter(
        version=OuterRef("version"), pk__gt=OuterRef("pk")
    )
    steps = steps_to_tell(since=at - WITHIN).filter(
        Q(state=VersionState.SUSPENDED) | ~Exists(later), state__in=STEPS
    )
    for step in steps.exclude(state=VersionState.UNDER_REVIEW, note=REVIEW_HAS_COME):
        has_chair, newcomers = _has_chair(step.version, at), _Newcomers(step)
        for member in _people(step.version, at):
            is_author = step.by is not None and member.user_id == step.by.user_id
            if not is_author and member not in newcomers:
                yield Due(member, step=step, has_chair=has_chair)


class _Newcomers:
    """Who came to a specification after a step: it is no news to them."""

    def __init__(self, step: VersionStep) -> None:
        specification, self.since = step.version.specification, step.at
        seated = specification.seats.values("user").annotate(first=Min("invited_at"))
        joined = specification.participating.filter(left_at=None, joined_at__gt=step.at)
        self.seated = set(
            seated.filter(first__gt=step.at).values_list("user", flat=True)
        )
        self.trusts = set(joined.values_list("organisation", flat=True))

    def __contains__(self, member: Membership) -> bool:
        if member.starts_on > timezone.localdate(self.since):
            return True
        if member.organisation_id in self.trusts:
            return True
        return member.role != Role.TRUST_LEAD and member.user_id in self.seated


def _has_chair(version: Version, at: datetime) -> bool:
    return is_at_work(version.specification.chair, on=timezone.localdate(at))


def _people(version: Version, at: datetime) -> list[Membership]:
    """Everybody of its specification, each once under whatever role."""
    members = everybody(version.specification, on=timezone.localdate(at))
    return list({each.user_id: each for each in members}.values())
