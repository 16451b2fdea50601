"""What the pages of people show: who may come in, as what, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from trusts import rules
from trusts.exports import DAY, Cell, Column, Sheet
from trusts.models import AuditEvent, Membership
from trusts.models.membership import MembershipQuerySet
from trusts.paging import Order, Page, page_of, read_words
from trusts.permissions import Permission
from trusts.record_words import events_in_words
from trusts.roles import Role

SOON = timedelta(days=30)  # an end this near is shown as one
OVERDUE = timedelta(days=30)  # past due for longer than this is shown as such
MOST_EVENTS = 50

# Ways of signing in that count as a second step.
_SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

COLUMNS = (
    Column("name", width=24),
    Column("email", width=32),
    Column("organisation_code", width=8),
    Column("organisation", width=32),
    Column("role", width=24),
    Column("access"),
    Column("first_day", DAY),
    Column("last_day", DAY),
    Column("given_by", width=24),
    Column("last_sign_in"),
    Column("second_step", width=8),
    Column("last_confirmed"),
)
DEFINITIONS = (
    ("access", "Whether the role works today, from a day on, or has ended."),
    ("second_step", "Whether a code is asked for beside the password."),
    ("last_confirmed", "When somebody last said that the access is still needed."),
)

BY_NAME = Order("person_name", False, read_words)
BY_DUE = Order("due_on", False, date.fromisoformat)


@dataclass(frozen=True, slots=True)
class Row:
    """A membership as the lists show it: what it is at, in words, with a colour."""

    membership: Membership
    standing: str
    colour: str
    why_not: str
    can_take_back: bool  # it was ended at once, today

    @property
    def role(self) -> Role:
        return Role(self.membership.role)


def with_people(memberships: MembershipQuerySet) -> MembershipQuerySet:
    """Adds who, where, when last vouched for, and whether there is a second step."""
    steps = Authenticator.objects.filter(
        user=OuterRef("user_id"), type__in=_SECOND_STEPS
    )
    return (
        memberships.select_related("user", "organisation", "granted_by__user")
        .with_vouched()
        .annotate(person_name=F("user__full_name"), has_second_step=Exists(steps))
    )


def by_name(memberships: MembershipQuerySet) -> MembershipQuerySet:
    """All of them in the order of the list, with what a row shows."""
    return with_people(memberships).order_by("user__full_name", "pk")


def narrow(
    memberships: MembershipQuerySet, asked: Mapping[str, Any], *, on: date
) -> MembershipQuerySet:
    """Those that were asked for."""
    for word in asked["search"].split():
        memberships = memberships.filter(
            Q(user__full_name__icontains=word) | Q(user__email__icontains=word)
        )
    if asked.get("organisation"):
        memberships = memberships.filter(organisation=asked["organisation"])
    if asked["role"]:
        memberships = memberships.filter(role=asked["role"])
    return _of_standing(memberships, asked["standing"], on=on)


def _of_standing(
    memberships: MembershipQuerySet, standing: str, *, on: date
) -> MembershipQuerySet:
    if standing == "all":
        return memberships
    if standing == "ended":
        return memberships.exclude(pk__in=memberships.unended(on=on).values("pk"))
    if standing == "active":
        return memberships.active(on=on)
    if standing == "ending":
        return memberships.active(on=on).filter(ends_on__lte=on + SOON)
    if standing == "due":
        return memberships.attestation_due(on=on)
    return memberships.unended(on=on)


def person_page(
    memberships: MembershipQuerySet, query: Mapping[str, str], *, order: Order
) -> Page:
    return page_of(
        with_people(memberships),
        order,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )


def rows_of(
    memberships: Iterable[Membership], *, on: date, by: Membership
) -> list[Row]:
    return [_row(each, on=on, by=by) for each in memberships]


def person_detail(
    memberships: list[Membership], *, on: date, by: Membership
) -> dict[str, Any]:
    """One person: each of their memberships, what it allows, and its history."""
    events = AuditEvent.objects.about(memberships).newest_first()[:MOST_EVENTS]
    person = memberships[0].user
    is_own = person.pk == by.user_id
    return {
        "person": person,
        "has_second_step": memberships[0].has_second_step,  # type: ignore[attr-defined]
        "rows": rows_of(memberships, on=on, by=by),
        "is_own": is_own,
        "why_not_factor": rules.OWN if is_own else "",
        "why_not_more": rules.OWN
        if is_own
        else rules.why_not_add(person, on=on, by=by),
        "handed_over": [each.pk for each in memberships if hands_over(each, by=by)],
        "events": events_in_words(events, without="membership"),
        "on": on,
    }


def hands_over(membership: Membership, *, by: Membership) -> bool:
    """Whether somebody may give the work of a membership to a colleague: who does the
    same work at the same organisation."""
    is_colleague = membership.organisation_id == by.organisation_id
    working = (membership.may(Permission.ASKS_MAKE), by.may(Permission.ASKS_MAKE))
    return is_colleague and all(working)


def due_rows(
    memberships: Iterable[Membership], *, on: date, by: Membership
) -> list[dict[str, Any]]:
    """Those to be confirmed, with whether that is long overdue."""
    return [
        {"row": _row(each, on=on, by=by), "is_overdue": each.due_on + OVERDUE < on}  # type: ignore[attr-defined]
        for each in memberships
    ]


def person_sheet(memberships: Iterable[Membership], *, on: date) -> Sheet:
    """A row a membership."""
    cells = (_cells(each, on=on) for each in memberships)
    return Sheet("People", COLUMNS, cells)


def _cells(membership: Membership, *, on: date) -> list[Cell]:
    standing, _ = _standing(membership, on=on)
    person, giver = membership.user, membership.granted_by
    return [
        person.full_name,
        person.email,
        membership.organisation.code,
        membership.organisation.name,
        membership.get_role_display(),
        standing,
        membership.starts_on,
        membership.ends_on,
        str(giver.user) if giver else "",
        _moment(person.last_login),
        "yes" if membership.has_second_step else "no",  # type: ignore[attr-defined]
        _moment(membership.vouched_at),  # type: ignore[attr-defined]
    ]


def _row(membership: Membership, *, on: date, by: Membership) -> Row:
    standing, colour = _standing(membership, on=on)
    return Row(
        membership,
        standing,
        colour,
        why_not=rules.why_not_change(membership, by=by),
        can_take_back=membership.is_over(on=on)
        and not rules.why_not_reopen(membership, on=on, by=by),
    )


def _standing(membership: Membership, *, on: date) -> tuple[str, str]:
    """What a membership is at on a day, in words, and the colour of its tag."""
    if membership.is_over(on=on):
        return "Ended", "grey"
    if membership.starts_on > on:
        return "Not started", "blue"
    if membership.ends_on and membership.ends_on <= on + SOON:
        return "Ends soon", "yellow"
    if membership.due_on <= on:  # type: ignore[attr-defined]
        return "To be confirmed", "orange"
    return "Works", "green"


def _moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(" ", "minutes") if moment else ""
