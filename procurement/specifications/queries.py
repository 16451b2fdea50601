"""What is asked of specifications, over many rows at once."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from procurement.specifications.models import (
    IN_FORCE,
    IN_THE_WORKS,
    Answer,
    Comment,
    ConsideredProduct,
    NothingToAdd,
    ParticipatingTrust,
    Seat,
    SeatKind,
    Specification,
    Version,
)
from trusts.models import Membership, Organisation
from trusts.permissions import Permission, allows
from trusts.roles import Role


def unanswered(version: Version) -> QuerySet[Comment]:
    """The version's comments that nobody has answered."""
    answers = Answer.objects.filter(comment=OuterRef("pk"))
    return Comment.objects.filter(~Exists(answers), version=version)


def silent_seats(specification: Any, version: Any) -> QuerySet[Seat]:
    """Who is asked, and has neither commented on a version nor said that they have
    nothing to add; of a seat and its deputy one is enough. Inside a question about
    versions both are references to it."""
    taking_part = ParticipatingTrust.objects.filter(
        specification=OuterRef("specification"),
        organisation=OuterRef("organisation"),
        left_at=None,
    )
    deputies = Seat.objects.held().filter(deputy_of=OuterRef(OuterRef("pk")))
    either = (
        Q(said_by__user=OuterRef("user"))
        | Q(said_by__user=OuterRef("deputy_of__user"))
        | Q(said_by__user__in=deputies.values("user"))
    )
    answers = (Comment.objects.all(), NothingToAdd.objects.all())
    return (
        Seat.objects.held()
        .filter(Exists(taking_part), specification=specification)
        .exclude(kind=SeatKind.CHAIR)
        .filter(*(~Exists(each.filter(either, version=version)) for each in answers))
    )


_WRITERS = """
WITH RECURSIVE lineage AS (
    SELECT id, previous_id, drafted_by_id FROM specifications_version WHERE id = %s
    UNION ALL
    SELECT v.id, v.previous_id, v.drafted_by_id
    FROM specifications_version AS v JOIN lineage AS n ON v.id = n.previous_id
)
SELECT user_id FROM trusts_membership WHERE id IN (
    SELECT drafted_by_id FROM lineage
    UNION SELECT w.wrote_by_id FROM specifications_versionwriter AS w
    JOIN lineage AS n ON n.id = w.version_id
)"""


def writers_of(version: Version) -> set[int]:
    """The users who drafted a version or wrote something of what it says, or of what
    the versions say that it was copied from. A chair's correction is no writing."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [version.pk])
        return {user for (user,) in cursor.fetchall()}


def written_by(user: int) -> set[int]:
    """The versions that have the user among their writers, by number."""
    wrote = Q(drafted_by__user=user) | Q(writers__wrote_by__user=user)
    theirs = Version.objects.filter(wrote)
    rows = Version.objects.filter(
        specification__in=theirs.values("specification")
    ).annotate(is_theirs=Exists(theirs.filter(pk=OuterRef("pk"))))
    found: set[int] = set()
    order = rows.order_by("specification", "number")
    for pk, previous, is_theirs in order.values_list("pk", "previous", "is_theirs"):
        if is_theirs or previous in found:
            found.add(pk)
    return found


def chairs(*, on: date) -> QuerySet[Membership]:
    """Who may run a specification on that day."""
    return _who_may(Permission.ROUNDS_RUN, on=on)


def is_run(specification: Specification, *, on: date) -> bool:
    """Whether who chairs it is a clinical chair that day."""
    return chairs(on=on).filter(user=specification.chair.user_id).exists()


def clinicians(organisation: Organisation, *, on: date) -> QuerySet[Membership]:
    """Who may be asked for a trust on that day."""
    return _who_may(Permission.SIGN_OFF, on=on).filter(organisation=organisation)


def who_gives_access(organisation: Organisation, *, on: date) -> QuerySet[Membership]:
    """Who may give a clinician access at a trust on that day."""
    return _who_may(Permission.PEOPLE_MANAGE, on=on).filter(organisation=organisation)


def joinable_trusts(member: Membership, *, on: date) -> QuerySet[Organisation]:
    """The trusts that the member may bring in: their own, or any for who runs it."""
    places = Organisation.objects.buying().open_on(on).by_name()
    if member.sees_region or member.may(Permission.ROUNDS_RUN):
        return places
    return places.filter(pk=member.organisation_id)


def in_state(rows: QuerySet[Specification], state: str) -> QuerySet[Specification]:
    """Those with a version that stands in it; see `standing_versions`."""
    there = Version.objects.filter(specification=OuterRef("pk"), state=state)
    if state in (*IN_THE_WORKS, *IN_FORCE):
        return rows.filter(Exists(there))
    newest = Version.objects.filter(specification=OuterRef("pk")).order_by("-number")
    return rows.annotate(_newest=Subquery(newest.values("state")[:1])).filter(
        _newest=state
    )


def theirs(
    rows: QuerySet[Specification], member: Membership
) -> QuerySet[Specification]:
    """Those that somebody is asked about, chairs, or wrote a draft of."""
    asked = Seat.objects.filter(
        specification=OuterRef("pk"), user=member.user_id
    ).held()
    drafted = Version.objects.filter(
        specification=OuterRef("pk"), drafted_by__user=member.user_id
    )
    return rows.filter(
        Q(chair__user=member.user_id) | Q(Exists(asked)) | Q(Exists(drafted))
    )


def standing_versions(specifications: list[int]) -> dict[int, list[Version]]:
    """Of each, newest first: the version in the works and the one in force; of one
    that has neither, the newest."""
    found: dict[int, list[Version]] = {pk: [] for pk in specifications}
    versions = Version.objects.filter(specification__in=specifications)
    for version in versions.order_by("-number"):
        kept = found[version.specification_id]
        if not kept or version.state in (*IN_THE_WORKS, *IN_FORCE):
            kept.append(version)
    return {pk: _without_ended(versions) for pk, versions in found.items()}


def versions_about(
    products: Collection[int], *, member: Membership
) -> list[ConsideredProduct]:
    """Where one of these products is considered in a version that stands and that the
    member sees: its standard first."""
    rows = ConsideredProduct.objects.visible_to(member).filter(
        product__in=products, version__state__in=(*IN_THE_WORKS, *IN_FORCE)
    )
    found = rows.select_related("version__specification")
    return list(found.order_by("-is_standard", "version__specification__name", "pk"))


def trusts_of(specifications: list[int]) -> QuerySet[ParticipatingTrust]:
    """Which trusts take part in each now, by name."""
    return (
        ParticipatingTrust.objects.filter(
            specification__in=specifications, left_at=None
        )
        .select_related("organisation")
        .order_by("organisation__name")
    )


def _without_ended(versions: list[Version]) -> list[Version]:
    standing = [each for each in versions if each.state in (*IN_THE_WORKS, *IN_FORCE)]
    return standing or versions[:1]


def _who_may(permission: Permission, *, on: date) -> QuerySet[Membership]:
    roles = [role for role in Role if allows(role, permission)]
    return (
        Membership.objects.active(on=on)
        .filter(role__in=roles, user__is_active=True)
        .select_related("user", "organisation")
        .order_by("user__full_name", "pk")
    )
