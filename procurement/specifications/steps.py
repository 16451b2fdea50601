"""Where a version stands on its way, in words: its step, and who takes the next one."""

from procurement.specifications.models import Specification, VersionState

S = VersionState

# The way of a version that is adopted. Objections are settled within sign-off.
WAY = (S.DRAFT, S.CONSULTATION, S.SCORING, S.SIGN_OFF, S.ADOPTED)
_WITHIN = {
    S.OBJECTED: S.SIGN_OFF,
    S.RESOLUTION: S.SIGN_OFF,
    S.UNDER_REVIEW: S.ADOPTED,
    S.SUSPENDED: S.ADOPTED,
}
_NEXT = {
    S.DRAFT: "The text, the criteria and the products are written. {chair} then opens "
    "consultation.",
    S.CONSULTATION: "People comment, and each comment gets an answer. {chair} then "
    "opens scoring.",
    S.SCORING: "Clinicians score the products. {chair} then opens sign-off.",
    S.SIGN_OFF: "Everybody who is asked signs or objects. {chair} then closes the "
    "round.",
    S.OBJECTED: "Who looks after each objection answers it.",
    S.RESOLUTION: "Objections are settled one by one. {chair} then counts again, "
    "unless a next version is started.",
    S.ADOPTED: "Each trust puts it to use.",
    S.UNDER_REVIEW: "{chair} says whether it stands, is suspended or is withdrawn, "
    "unless a next version is started.",
    S.SUSPENDED: "Trusts do not buy by it now. {chair} says whether it stands again "
    "or is withdrawn, unless a next version is started.",
    S.REJECTED: "Nothing, unless a next version is started.",
    S.SUPERSEDED: "Nothing: a later version stands in its place.",
    S.WITHDRAWN: "Nothing, unless a next version is started.",
}
COLOURS = {
    S.DRAFT: "grey",
    S.ADOPTED: "green",
    S.OBJECTED: "orange",
    S.RESOLUTION: "orange",
    S.UNDER_REVIEW: "orange",
    S.SUSPENDED: "red",
    S.REJECTED: "red",
    S.SUPERSEDED: "white",
    S.WITHDRAWN: "white",
}


def step_in_words(state: str) -> str:
    """Such as "Step 2 of 5: consultation"; of one that is at an end, only that."""
    stands = VersionState(state)
    label = stands.label.lower()
    on_way = _WITHIN.get(stands, stands)
    if on_way not in WAY:
        return stands.label
    return f"Step {WAY.index(on_way) + 1} of {len(WAY)}: {label}"


def next_step(specification: Specification, state: str) -> str:
    """What happens next with a version, and who does it."""
    return _NEXT[VersionState(state)].format(chair=specification.chair.user)


def colour_of(state: str) -> str:
    """Of the label that names the state."""
    return COLOURS.get(VersionState(state), "blue")
