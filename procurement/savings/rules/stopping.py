"""What a switch does when its standard stands no longer, or not now."""

from procurement.savings.models import Initiative
from procurement.specifications.models import VersionState

# A suspended version is in force too, but nobody buys by it.
SWITCHED_TO = (VersionState.ADOPTED, VersionState.UNDER_REVIEW)
_STOPPED = {
    VersionState.SUSPENDED: "is suspended: nobody switches to it for now",
    VersionState.WITHDRAWN: "was withdrawn: nobody switches to it any more",
    VersionState.SUPERSEDED: "was superseded: trusts switch to the next version",
}


def why_stopped(initiative: Initiative) -> str:
    """Why no part of a switch is proposed or agreed; "" while trusts switch to its
    standard, and of what is no switch."""
    version = initiative.version
    if version is None or version.state in SWITCHED_TO:
        return ""
    said = _STOPPED.get(VersionState(version.state), "is not adopted")
    return f"The standard {said}."
