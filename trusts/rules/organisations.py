"""Why something may not be done with an organisation, or ""."""

from datetime import date

from trusts.models import Membership, Organisation, Succession
from trusts.roles import Kind, why_not_held
from trusts.successions import WHOLE, day_in_words, leads_to

# Before any organisation there is: what is earlier was typed wrongly.
FIRST_DAY = date(1900, 1, 1)


def why_not_manage(member: Membership | None) -> str:
    """An administrator of one trust gives access there and changes no organisation."""
    if member is None or member.manages_everybody:
        return ""
    return "Only an administrator of the regional office may change organisations."


def why_not_add(code: str) -> str:
    there = Organisation.objects.filter(code=code).first()
    return f"{code} is the code of {there.name} already." if there else ""


def why_not_correct(
    organisation: Organisation, *, kind: str, opened_on: date | None
) -> str:
    closed_on = organisation.closed_on
    if opened_on and closed_on and opened_on > closed_on:
        return f"It closed on {day_in_words(closed_on)}, before that day."
    if kind == organisation.kind:
        return ""
    if organisation.kind == Kind.REGIONAL_OFFICE:
        return "The regional office stays one: its people's rights rest on it."
    for member in organisation.memberships.select_related("user"):
        if reason := why_not_held(member.role, kind):
            return f"{member.user} is or was {_role(member)} there. {reason}"
    return ""


def why_not_rename(
    organisation: Organisation, name: str, on: date, *, today: date
) -> str:
    if not name.strip():
        return "A name is needed."
    return _why_not_from(organisation, on, today=today) or _why_not_before_later(
        organisation, "names", "a name", on
    )


def why_not_move(organisation: Organisation, on: date, *, today: date) -> str:
    return _why_not_from(organisation, on, today=today) or _why_not_before_later(
        organisation, "addresses", "a postcode", on
    )


def why_not_succeed(
    predecessor: Organisation, successor: Organisation, kind: str, on: date
) -> str:
    if predecessor == successor:
        return "An organisation cannot succeed itself."
    if predecessor.successions.filter(successor=successor).exists():
        return f"It is already recorded that {successor} follows {predecessor}."
    if successor.successions.filter(successor=predecessor).exists():
        return f"{predecessor} is recorded as following {successor}, not the other way."
    pairs = Succession.objects.values_list("predecessor__code", "successor__code")
    if leads_to(successor.code, predecessor.code, pairs):
        return (
            f"{predecessor} is recorded as following {successor} by way of others: "
            "successions cannot lead in a circle."
        )
    return _why_not_on(predecessor, successor, kind, on)


def why_not_close(
    organisation: Organisation, on: date, *, by: Membership | None
) -> str:
    if organisation.closed_on:
        return f"It is already closed, since {day_in_words(organisation.closed_on)}."
    if organisation.opened_on and on <= organisation.opened_on:
        return f"It opened on {day_in_words(organisation.opened_on)}, not before."
    if by and by.organisation_id == organisation.pk:
        return "You work here yourself: nobody closes their own organisation."
    return ""


def why_not_leave_people(people: list[Membership], *, expected: int | None) -> str:
    """`expected` is how many people's access was asked to be ended with the closing;
    None where nobody's was."""
    if expected is None and people:
        names = ", ".join(str(each.user) for each in people[:5])
        return (
            f"{_people(len(people))} access there beyond that day: {names}"
            f"{' and others' if len(people) > 5 else ''}. End it in the same step."
        )
    if expected is not None and expected != len(people):
        return f"{_people(len(people))} access there now, not {expected}. Look again."
    return ""


def why_not_outlast(organisation: Organisation, ends_on: date | None) -> str:
    """Why access at a place may not have that last day, or none."""
    closed_on = organisation.closed_on
    if closed_on is None or (ends_on and ends_on < closed_on):
        return ""
    return (
        f"{organisation} is closed from {day_in_words(closed_on)}: access there has to "
        "end before that day."
    )


def why_not_take_back_name(organisation: Organisation) -> str:
    return _why_not_take_back(organisation, "names", "No change of name")


def why_not_take_back_postcode(organisation: Organisation) -> str:
    return _why_not_take_back(organisation, "addresses", "No move")


def why_not_reopen(organisation: Organisation) -> str:
    if organisation.closed_on is None:
        return "It is not closed."
    whole = organisation.successions.filter(kind__in=WHOLE).first()
    if whole:
        how = whole.get_kind_display()
        return f"It closed because it {how} {whole.successor}: take that back."
    return ""


def _why_not_on(
    predecessor: Organisation, successor: Organisation, kind: str, on: date
) -> str:
    """Why nothing can pass between the two on that day."""
    for each in (predecessor, successor):
        if each.opened_on and on < each.opened_on:
            return f"{each} opened on {day_in_words(each.opened_on)}, after that day."
    if successor.is_closed(on=on) and successor.closed_on:
        return f"{successor} closed on {day_in_words(successor.closed_on)} itself."
    if kind == Succession.Kind.SPLIT:
        return _why_not_part(predecessor, on)
    return _why_not_whole(predecessor, on)


def _why_not_part(predecessor: Organisation, on: date) -> str:
    closed_on = predecessor.closed_on
    if closed_on and on > closed_on:
        return f"{predecessor} closed on {day_in_words(closed_on)}, before that day."
    return ""


def _why_not_whole(predecessor: Organisation, on: date) -> str:
    whole = predecessor.successions.filter(kind__in=WHOLE).first()
    if whole:
        return (
            f"{predecessor} {whole.get_kind_display()} {whole.successor} already: "
            "only a part can have gone elsewhere."
        )
    late = predecessor.successions.filter(on__gt=on).order_by("-on").first()
    if late:
        return (
            f"A part of it went to {late.successor} on {day_in_words(late.on)}, when "
            "it would have been closed."
        )
    closed_on = predecessor.closed_on
    if closed_on and on != closed_on:
        return (
            f"{predecessor} closed on {day_in_words(closed_on)}: as a whole it can "
            "only pass on that day."
        )
    return ""


def _why_not_from(organisation: Organisation, on: date, *, today: date) -> str:
    """Why nothing about the organisation can begin on a day."""
    if on > today:
        return f"{day_in_words(on)} is still to come: record it on that day or later."
    if on < FIRST_DAY:
        return f"Give a day from {day_in_words(FIRST_DAY)} on."
    if organisation.opened_on and on < organisation.opened_on:
        return f"It opened on {day_in_words(organisation.opened_on)}, after that day."
    if organisation.closed_on and on >= organisation.closed_on:
        return f"It closed on {day_in_words(organisation.closed_on)}, not later."
    return ""


def _why_not_before_later(
    organisation: Organisation, rows: str, what: str, on: date
) -> str:
    later = getattr(organisation, rows).filter(from_date__gt=on)
    first = later.order_by("from_date").first()
    if first is None:
        return ""
    return (
        f"{organisation.code} already has {what} from a later day, "
        f"{day_in_words(first.from_date)}."
    )


def _why_not_take_back(organisation: Organisation, rows: str, what: str) -> str:
    dated = getattr(organisation, rows).filter(until_date=None)
    if dated.exclude(from_date=None).exists():
        return ""
    return f"{what} is on record."


def _people(count: int) -> str:
    return "1 person has" if count == 1 else f"{count} people have"


def _role(member: Membership) -> str:
    return member.get_role_display().lower()
