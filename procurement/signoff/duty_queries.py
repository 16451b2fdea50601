"""The rows behind what waits for who runs or drafts specifications: one question for
each kind, whatever there is of them, and never more than `MOST`."""

from datetime import date
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
    OBJECTIONS,
    SETTLED,
    Decision,
    Declaration,
    InterestRuling,
    ObjectionAct,
    ObjectionStep,
)
from procurement.signoff.queries import undecided_of_each
from procurement.signoff.rules.rounds import RUNNING
from procurement.specifications.models import (
    IN_FORCE,
    IN_THE_WORKS,
    Answer,
    Comment,
    Criterion,
    Specification,
    Version,
    VersionState,
)
from procurement.specifications.queries import chairs, silent_seats, written_by
from trusts.models import Membership
from trusts.permissions import Permission

MOST = 50  # of a kind; who has more begins with these


def versions_of(member: Membership) -> list[Any]:
    """Versions that the member drafted or runs: those that still stand, and any with a
    comment without an answer. Each with `open` comments, the `oldest` of them, how
    many have not decided (`undecided`) or not answered in consultation (`silent`), and
    objections that hold it up (`blocking`)."""
    is_theirs = Q(drafted_by__user=member.user_id)
    if member.may(Permission.ROUNDS_RUN):
        is_theirs |= Q(specification__chair__user=member.user_id)
    unanswered = _unanswered()
    rows = (
        Version.objects.visible_to(member)
        .filter(is_theirs)
        .filter(Q(state__in=(*IN_THE_WORKS, *IN_FORCE)) | Exists(unanswered))
        .select_related("specification__chair", "round")
        .annotate(
            open=_count(unanswered, "version"),
            oldest=Subquery(
                unanswered.order_by()
                .values("version")
                .annotate(first=Min("said_at"))
                .values("first")
            ),
            undecided=_count(undecided_of_each(), "specification"),
            silent=_count(
                silent_seats(OuterRef("specification"), OuterRef(OuterRef("pk"))),
                "specification",
            ),
            blocking=_count(_blocking(), "round"),
            has_criteria=Exists(Criterion.objects.filter(version=OuterRef("pk"))),
            is_tried=Exists(
                Trial.objects.filter(version=OuterRef("pk"), state=TrialState.LIVE)
            ),
        )
    )
    return list(rows.order_by("moved_at", "pk")[:MOST])


def interests_for(member: Membership) -> list[Declaration]:
    """Interests that wait for the member's ruling: those of the rounds that they run,
    and other chairs' own, on which a chair from elsewhere rules."""
    if not member.may(Permission.ROUNDS_RUN):
        return []
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
    named = rows.select_related("round__version__specification", "seat__user")
    return list(named.order_by("declared_at", "pk")[:MOST])


def objections_for(member: Membership) -> list[Any]:
    """Objections that wait and that the member looks after, runs, or, appealed, may
    decide on. Each with its last act (`last_act`)."""
    version = "round__version"
    chair = f"{version}__specification__chair"
    owners = _steps(OuterRef("pk")).filter(act=ObjectionAct.OWNED)
    mine = Q(owner=member.user_id)
    if member.may(Permission.ROUNDS_RUN):
        mine |= Q(**{f"{chair}__user": member.user_id}) | _may_judge(member)
    rows = (
        Decision.objects.visible_to(member)
        .filter(
            kind__in=OBJECTIONS,
            superseded_by=None,
            **{f"{version}__state__in": RUNNING},
        )
        .annotate(
            last_act=Subquery(
                _steps(OuterRef("pk")).exclude(act=ObjectionAct.OWNED).values("act")[:1]
            ),
            owner=Subquery(owners.values("owner__user")[:1]),
        )
        .filter(mine, Q(last_act=None) | ~Q(last_act__in=SETTLED))
        .exclude(seat__user=member.user_id)
    )
    named = rows.select_related(f"{version}__specification__chair", "organisation")
    return list(
        named.prefetch_related("steps__owner__user").order_by("decided_at", "pk")[:MOST]
    )


def without_chair(member: Membership, *, on: date) -> list[Specification]:
    """Specifications that stand and that nobody runs: whoever chaired them works here
    as a chair no more. For who may hand them on."""
    if not (member.sees_region and member.may(Permission.SPECIFICATIONS_DRAFT)):
        return []
    running = chairs(on=on).filter(user=OuterRef("chair__user"))
    standing = Version.objects.filter(
        specification=OuterRef("pk"), state__in=(*IN_THE_WORKS, *IN_FORCE)
    )
    rows = Specification.objects.visible_to(member).filter(
        ~Exists(running), Exists(standing)
    )
    return list(rows.select_related("chair__user").order_by("name", "pk")[:MOST])


def _unanswered() -> QuerySet[Comment]:
    """Of `OuterRef("pk")`, a version, the comments that nobody has answered."""
    answers = Answer.objects.filter(comment=OuterRef("pk"))
    return Comment.objects.filter(~Exists(answers), version=OuterRef("pk"))


def _blocking() -> QuerySet[Decision]:
    """Of a version's round, the objections that hold it up and are not settled."""
    last = _steps(OuterRef("pk")).exclude(act=ObjectionAct.OWNED)
    return (
        Decision.objects.filter(
            round=OuterRef("round"), kind="OBJECT_BLOCKING", superseded_by=None
        )
        .annotate(last_act=Subquery(last.values("act")[:1]))
        .filter(Q(last_act=None) | ~Q(last_act__in=SETTLED))
    )


def _steps(decision: Any) -> QuerySet[ObjectionStep]:
    """What was done about an objection, the last thing first."""
    steps = ObjectionStep.objects.filter(decision=decision)
    return steps.order_by("-taken_at", "-pk")


def _may_judge(member: Membership) -> Q:
    """Appeals that are the member's to decide: of no part of it, nor of its trusts."""
    version = "round__version"
    asked = f"{version}__specification__seats__user"
    return Q(last_act=ObjectionAct.APPEALED) & ~(
        Q(organisation=member.organisation_id)
        | Q(**{f"{version}__specification__chair__user": member.user_id})
        | Q(
            **{
                f"{version}__specification__chair__organisation": (
                    member.organisation_id
                )
            }
        )
        | Q(**{f"{version}__in": written_by(member.user_id)})
        | Q(**{asked: member.user_id})
    )


def _count(rows: QuerySet[Any], of: str) -> Coalesce:
    """How many rows there are to the one outside, all of which have the same `of`."""
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
