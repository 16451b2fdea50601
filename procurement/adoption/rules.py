"""Why an adoption may not be planned, moved or exempted, in a sentence, or ""."""

from datetime import date, timedelta

from procurement.adoption.models import (
    GOES_ON,
    MOVES,
    ON_THE_WAY,
    Adoption,
    AdoptionState,
)
from procurement.adoption.queries import unbound, uncarried
from procurement.savings.models import Participation, SavingStage
from procurement.specifications.models import Version, VersionState
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.successions import day_in_words

LONGEST_EXEMPTION = timedelta(days=366)
_STOPPED = {
    VersionState.SUSPENDED: "is suspended: nobody goes on with it for now",
    VersionState.WITHDRAWN: "was withdrawn: nobody buys by it any more",
    VersionState.SUPERSEDED: "was superseded: trusts go on with the next version",
}

S = AdoptionState


def why_stopped(version: Version) -> str:
    """Why nothing moves at any trust; "" while trusts go over to the version."""
    if version.state in GOES_ON:
        return ""
    said = _STOPPED.get(VersionState(version.state), "is not adopted yet")
    return f"Version {version.number} {said}."


def why_not_bound(version: Version, organisation: Organisation, *, on: date) -> str:
    """Why a trust need not go over to the version."""
    if has_left(version, organisation):
        return f"{organisation} does not take part in it."
    reason = unbound([version.pk], on=on).get((version.pk, organisation.pk))
    return f"{organisation} is not bound by it. {reason.why}" if reason else ""


def has_left(version: Version, organisation: Organisation) -> bool:
    """Whether a trust takes no part, or none any more."""
    taking_part = version.specification.participating.filter(left_at=None)
    return not taking_part.filter(organisation=organisation).exists()


def why_not_work(organisation: Organisation, *, by: Membership | None) -> str:
    """Why somebody may not work on that trust's adoptions at all."""
    if by is None:
        return ""
    if not by.may(Permission.ADOPTIONS_WORK):
        return "Your role here may not work on adoptions."
    if by.organisation_id != organisation.pk:
        return f"Only people at {organisation} work on its adoption."
    return ""


def why_not_start(
    version: Version, organisation: Organisation, *, by: Membership | None, on: date
) -> str:
    """Why no plan may be made for a trust."""
    if reason := why_not_work(organisation, by=by) or why_stopped(version):
        return reason
    if version.adoptions.filter(organisation=organisation).exists():
        return f"{organisation} has a plan for it already."
    if reason := why_not_bound(version, organisation, on=on):
        return reason
    if (version.pk, organisation.pk) in uncarried([version]):
        return (
            f"{organisation} has a plan for the version before. It comes over to this "
            "one by itself within minutes: look again then."
        )
    return ""


def why_out(adoption: Adoption, *, on: date) -> str:
    """Why its trust goes no further: it left, or is not bound any more."""
    place = adoption.organisation
    if has_left(adoption.version, place):
        return f"{place} takes no part any more: it goes no further here."
    return why_not_bound(adoption.version, place, on=on)


def why_not_plan(adoption: Adoption, *, by: Membership | None, on: date) -> str:
    """Why the plan, or the training, may not be changed."""
    return (
        why_not_work(adoption.organisation, by=by)
        or why_stopped(adoption.version)
        or why_out(adoption, on=on)
    )


def why_not_go_live_on(adoption: Adoption, day: date | None) -> str:
    """Why the plan may not name that day."""
    if adoption.live_on and day != adoption.live_on:
        since = day_in_words(adoption.live_on)
        return f"It is live since {since}: that day stays."
    return ""


def why_not_own(adoption_at: Organisation, owner: Membership, *, on: date) -> str:
    """Why somebody may not look after a trust's adoption."""
    if owner.organisation_id != adoption_at.pk or not owner.is_active(on=on):
        return f"{owner.user} does not work at {adoption_at}."
    if not owner.may(Permission.ADOPTIONS_WORK):
        role = owner.get_role_display().lower()
        return f"{owner.user} works here as {role}, which is not for this work."
    return ""


def why_not_train(people: int, trained: int) -> str:
    """Why a group cannot be so."""
    if people < 1:
        return "Enter how many people there are, one at least."
    if trained > people:
        return f"{trained} of {people} cannot be: enter {people} at most."
    return ""


def needs_reason(adoption: Adoption, to: AdoptionState) -> str:
    """What has to be explained before it may come to a state; "" for nothing."""
    stands = AdoptionState(adoption.state)
    if stands == S.EXEMPT:
        return "Say why the exemption is over before its day."
    if _place(to) < _place(stands):
        return "Say why it goes back a step."
    if (stands, to) == (S.STOCK_RUN_DOWN, S.LIVE):
        return _untrained(adoption)
    return ""


def why_not_move(
    adoption: Adoption, to: AdoptionState, *, note: str, by: Membership | None, on: date
) -> str:
    """Why an adoption may not come to that state now."""
    if reason := why_not_plan(adoption, by=by, on=on):
        return reason
    stands = AdoptionState(adoption.state)
    if to == S.EXEMPT or to not in MOVES[stands]:
        return (
            f"It is in “{stands.label.lower()}”: from there it cannot come to "
            f"“{to.label.lower()}”."
        )
    if (stands, to) == (S.STOCK_RUN_DOWN, S.LIVE) and (
        reason := _why_not_live(adoption, on=on)
    ):
        return reason
    return "" if note.strip() else needs_reason(adoption, to)


def why_not_save(adoption: Adoption, *, by: Membership | None, on: date) -> str:
    """Why its part in the savings may not be started."""
    if reason := why_not_plan(adoption, by=by, on=on):
        return reason
    if not adoption.is_running:
        return "Its part in the savings starts when it goes live."
    if adoption.participation and not was_given_up(adoption.participation):
        return "It has its part in the savings already."
    return ""


def why_not_count_from(adoption: Adoption, month: date | None) -> str:
    """Why its savings may not count from that month on."""
    if month and adoption.live_on and month < adoption.live_on.replace(day=1):
        return f"It is live since {day_in_words(adoption.live_on)}: not before that."
    return ""


def was_given_up(part: Participation) -> bool:
    """Whether a part in the savings can be started again."""
    return part.stage == SavingStage.LAPSED


def why_not_exempt(
    version: Version, organisation: Organisation, *, by: Membership | None, on: date
) -> str:
    """Why a trust may not be exempted."""
    if by is not None and not by.may(Permission.ADOPTIONS_EXEMPT):
        return "Only the trust’s lead or a clinical chair there can exempt it."
    if by is not None and by.organisation_id != organisation.pk:
        return f"Only people at {organisation} can exempt it."
    return why_stopped(version) or why_not_bound(version, organisation, on=on)


def why_not_until(until: date, *, on: date) -> str:
    """Why an exemption may not end on that day."""
    if until <= on:
        return f"Enter {day_in_words(on + timedelta(days=1))} or later."
    if until > on + LONGEST_EXEMPTION:
        return (
            "An exemption lasts 12 months at most: enter "
            f"{day_in_words(on + LONGEST_EXEMPTION)} or earlier. It can be given again."
        )
    return ""


def _why_not_live(adoption: Adoption, *, on: date) -> str:
    day = adoption.go_live_on
    if day is None:
        return "The plan names no day to go live. Enter it first."
    if day > on:
        return f"The plan is to go live on {day_in_words(day)}. Change it first."
    if not adoption.fallback.strip():
        return "Say in the plan which product is kept for exceptions first."
    return ""


def still_open(adoption: Adoption) -> list[str]:
    """What is to be done before a trust goes live, each in a sentence."""
    said = (
        (adoption.fallback.strip(), "The plan names no product for exceptions."),
        (adoption.catalogue_reference, "The plan names no change of your catalogue."),
        (adoption.old_lines_blocked_at, "The old products are not blocked there."),
        (adoption.told_everybody_at, "Not everybody concerned has been told."),
    )
    untrained, _ = _training(adoption)
    missing = [text for is_there, text in said if not is_there]
    return [untrained, *missing] if untrained else missing


def _untrained(adoption: Adoption) -> str:
    return " ".join(_training(adoption)).strip()


def _training(adoption: Adoption) -> tuple[str, str]:
    """What of the training is open, and what to say to go live all the same."""
    groups = list(adoption.training.order_by("pk"))
    if not groups:
        return "No training is entered.", "Say why none is needed."
    waiting = [each for each in groups if not each.is_complete]
    if not waiting:
        return "", ""
    said = ", ".join(f"{each.group} {each.percent}%" for each in waiting)
    return (
        f"Not everybody was trained ({said}).",
        "Say why it goes live all the same.",
    )


def _place(state: AdoptionState) -> int:
    return (*ON_THE_WAY, S.LIVE, S.EMBEDDED, S.EXEMPT).index(state)
