"""The rows behind what waits for who runs or drafts specifications, one question for
each kind."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from procurement.evaluation.models import Trial, TrialState
from procurement.signoff.models import (
    SETTLED,
    Decision,
    Declaration,
    InterestRuling,
    ObjectionAct,
)
from procurement.signoff.objection_queries import steps_about
from procurement.signoff.queries import undecided_of_each
from procurement.specifications.models import (
    IN_FORCE,
    IN_THE_WORKS,
    Answer,
    Comment,
    Criterion,
    Heading,
    Specification,
    Version,
    VersionState,
)
from procurement.specifications.queries import chairs, silent_seats
from trusts.models import Membership
from trusts.permissions import Permission

LONG_DAYS = 14  # in a state: as long as a round usually runs
AHEAD_DAYS = 30  # a review is prepared before its day

S = VersionState


def versions_of(member: Membership) -> QuerySet[Any]:
    """Versions that the member drafted or runs."""
    return _versions(member, _runs(member) | Q(drafted_by__user=member.user_id))


def chaired_by(member: Membership) -> QuerySet[Any]:
    return _versions(member, _runs(member))


def _runs(member: Membership) -> Q:
    if not member.may(Permission.ROUNDS_RUN):
        return Q(pk__in=())
    return Q(specification__chair__user=member.user_id)


def _versions(member: Membership, whose: Q) -> QuerySet[Any]:
    rows = Version.objects.visible_to(member).filter(whose)
    return rows.select_related("specification__chair", "round")


def to_close(member: Membership, *, at: datetime) -> QuerySet[Any]:
    """Rounds whose day has passed, or in which nobody is waited for; and those that
    ended with objections, of which none stands any more. With how many have not decided
    (`undecided`)."""
    rows = chaired_by(member).annotate(
        undecided=_count(undecided_of_each(), "specification"),
        blocking=_count(_blocking(), "round"),
    )
    over = Q(round__deadline_at__lte=at) | Q(undecided=0)
    return rows.filter(Q(state=S.RESOLUTION, blocking=0) | Q(state=S.SIGN_OFF) & over)


def to_answer(member: Membership) -> QuerySet[Any]:
    """Versions with comments without an answer: how many (`open`), and the `oldest`."""
    unanswered = _unanswered()
    first = unanswered.order_by().values("version").annotate(first=Min("said_at"))
    return (
        versions_of(member)
        .filter(Exists(unanswered))
        .annotate(
            open=_count(unanswered, "version"), oldest=Subquery(first.values("first"))
        )
    )


def to_move_on(member: Membership, *, at: datetime) -> QuerySet[Any]:
    """Versions that could come to their next state: a draft that says everything, one
    that everybody has answered, and one that has been before people as long as a round
    takes. With how many have not answered in consultation (`silent`)."""
    silent = silent_seats(OuterRef("specification"), OuterRef(OuterRef("pk")))
    trials = Trial.objects.filter(version=OuterRef("pk"), state=TrialState.LIVE)
    is_long = Q(moved_at__lte=at - timedelta(days=LONG_DAYS))
    is_written = Q(Exists(Criterion.objects.filter(version=OuterRef("pk"))))
    for heading in Heading:
        is_written &= ~Q(**{heading.value: ""})
    before_people = Q(state=S.CONSULTATION) & (is_long | Q(silent=0)) | (
        Q(state=S.SCORING) & is_long & ~Exists(trials)
    )
    rows = chaired_by(member).annotate(silent=_count(silent, "specification"))
    return rows.filter(
        Q(state=S.DRAFT) & is_written | ~Exists(_unanswered()) & before_people
    )


def to_review(member: Membership, *, on: date) -> QuerySet[Any]:
    """Versions that are looked at again, or will be soon."""
    soon = Q(state=S.ADOPTED, review_on__lte=on + timedelta(days=AHEAD_DAYS))
    return chaired_by(member).filter(Q(state__in=(S.UNDER_REVIEW, S.SUSPENDED)) | soon)


def interests_for(member: Membership) -> QuerySet[Declaration]:
    """Interests that wait for the member's ruling: those of the rounds that they run,
    and other chairs' own, on which a chair from elsewhere rules."""
    if not member.may(Permission.ROUNDS_RUN):
        return Declaration.objects.none()
    chair = "round__version__specification__chair"
    is_chairs_own = Q(seat__user=F(f"{chair}__user"))
    runs = Q(**{f"{chair}__user": member.user_id})
    elsewhere = is_chairs_own & ~Q(**{f"{chair}__organisation": member.organisation_id})
    rulings = InterestRuling.objects.filter(declaration=OuterRef("pk"))
    rows = Declaration.objects.visible_to(member).filter(
        runs & ~is_chairs_own | elsewhere & ~runs,
        ~Q(category=""),
        ~Exists(rulings),
        round__version__state=VersionState.SIGN_OFF,
        superseded_by=None,
    )
    return rows.select_related("round__version__specification", "seat__user")


def without_chair(member: Membership, *, on: date) -> QuerySet[Specification]:
    """Specifications that stand and that nobody runs: whoever chaired them works here
    as a chair no more. For who may hand them on."""
    if not (member.sees_region and member.may(Permission.SPECIFICATIONS_DRAFT)):
        return Specification.objects.none()
    running = chairs(on=on).filter(user=OuterRef("chair__user"))
    standing = Version.objects.filter(
        specification=OuterRef("pk"), state__in=(*IN_THE_WORKS, *IN_FORCE)
    )
    rows = Specification.objects.visible_to(member).filter(
        ~Exists(running), Exists(standing)
    )
    return rows.select_related("chair__user")


def _unanswered() -> QuerySet[Comment]:
    """Of `OuterRef("pk")`, a version, the comments that nobody has answered."""
    answers = Answer.objects.filter(comment=OuterRef("pk"))
    return Comment.objects.filter(~Exists(answers), version=OuterRef("pk"))


def _blocking() -> QuerySet[Decision]:
    """Of a version's round, the objections that hold it up and are not settled."""
    last = steps_about(OuterRef("pk")).exclude(act=ObjectionAct.OWNED)
    return (
        Decision.objects.filter(
            round=OuterRef("round"), kind="OBJECT_BLOCKING", superseded_by=None
        )
        .annotate(last_act=Subquery(last.values("act")[:1]))
        .filter(Q(last_act=None) | ~Q(last_act__in=SETTLED))
    )


def _count(rows: QuerySet[Any], of: str) -> Coalesce:
    """How many rows there are to the one outside, all of which have the same `of`."""
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
