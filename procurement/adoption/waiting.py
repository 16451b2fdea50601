"""What of a trust's adoptions waits for somebody there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from procurement.adoption.models import GOES_ON, ON_THE_WAY, Adoption, AdoptionState
from procurement.adoption.queries import bought_lately, unbound, uncarried
from procurement.savings.years import months_after
from procurement.specifications.models import Version
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.successions import day_in_words

SOON = timedelta(days=30)
MONTHS_LIVE = 3
LEAST_SHARE = Decimal("0.80")


@dataclass(frozen=True, slots=True)
class ToDo:
    """A version at the member's trust, and what waits, as a sentence. Without a plan
    there is no adoption yet."""

    version: Version
    adoption: Adoption | None
    sentence: str


def to_do(member: Membership, *, on: date) -> list[ToDo]:
    """By name of the specification; nothing for who does not work on adoptions."""
    if not member.may(Permission.ADOPTIONS_WORK):
        return []
    taking_part = Version.objects.visible_to(member).filter(
        state__in=GOES_ON,
        specification__participating__organisation=member.organisation_id,
        specification__participating__left_at=None,
    )
    ordered = taking_part.select_related("specification").order_by(
        "specification__name", "pk"
    )
    versions = list(ordered)
    if not versions:
        return []
    own = Adoption.objects.filter(
        version__in=versions, organisation=member.organisation_id
    ).select_related("participation")
    adoptions = {each.version_id: each for each in own}
    return list(_waiting(versions, adoptions, member, on=on))


def to_close(member: Membership) -> list[Adoption]:
    """Those of the member's trust that are not live, while their part in the savings
    goes on: its finance confirms the months before, and closes it."""
    if not member.may(Permission.SAVINGS_CONFIRM):
        return []
    own = Adoption.objects.saving_all_the_same().filter(
        organisation=member.organisation_id
    )
    ordered = own.select_related("version__specification", "participation")
    return list(ordered.order_by("version__specification__name", "pk"))


def _waiting(
    versions: list[Version],
    adoptions: dict[int, Adoption],
    member: Membership,
    *,
    on: date,
) -> Iterator[ToDo]:
    planless = [each for each in versions if each.pk not in adoptions]
    out = _with_nothing_to_plan(planless, on=on) if planless else set()
    months_ago = months_after(on.replace(day=1), -MONTHS_LIVE)
    settled = [
        each
        for each in adoptions.values()
        if each.live_on and each.live_on <= months_ago
    ]
    lately = bought_lately(settled, on=on)
    for version in versions:
        adoption = adoptions.get(version.pk)
        if adoption is None:
            if (version.pk, member.organisation_id) not in out:
                yield ToDo(version, None, "It is adopted, and nobody made a plan yet.")
            continue
        bought = lately.get(adoption.pk)
        sentence = (
            _of_plan(adoption, on=on)
            or _of_savings(adoption, member)
            or _of_share(bought.share if bought else None)
        )
        if sentence:
            yield ToDo(version, adoption, sentence)


def _with_nothing_to_plan(versions: list[Version], *, on: date) -> set[tuple[int, int]]:
    """Versions and trusts that need no plan: who is not bound, and who goes on with
    that of the version before."""
    bound_not = unbound([each.pk for each in versions], on=on)
    return {*bound_not, *uncarried(versions)}


def _of_plan(adoption: Adoption, *, on: date) -> str:
    day, until = adoption.go_live_on, adoption.exempt_until
    if adoption.state in ON_THE_WAY and day is not None and day < on:
        return f"It was to go live on {day_in_words(day)}."
    if adoption.state == AdoptionState.EXEMPT and until and until <= on + SOON:
        return f"The exemption ends on {day_in_words(until)}."
    return ""


def _of_savings(adoption: Adoption, member: Membership) -> str:
    if not member.may(Permission.SAVINGS_PROPOSE):
        return ""
    if adoption.saves_all_the_same:
        return "It is not live, and its part in the savings still runs."
    if adoption.participation_id or not adoption.savings_refused:
        return ""
    return "It is live, without a part in the savings." if adoption.is_running else ""


def _of_share(share: Decimal | None) -> str:
    if share is None or share >= LEAST_SHARE:
        return ""
    percent = int(share * 100)
    if percent < 1:
        return "Next to nothing of what is bought is on the standard."
    return f"Only {percent}% of what is bought is on the standard."
