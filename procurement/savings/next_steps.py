"""What has to happen next with a trust's part, and who does it."""

from procurement.savings.models import Participation, SavingStage
from procurement.savings.rules import why_stopped


def next_step(part: Participation) -> str:
    """A sentence or two, fit for a list."""
    if part.ended_at is None and (stopped := why_stopped(part.initiative)):
        return f"{stopped} {_stopped_at(part)}"
    if part.is_proposed:
        return "Its finance agrees, or sends it back."
    if part.stage == SavingStage.IDENTIFIED and part.sent_back_at:
        return "Finance sent it back: its lead changes it and proposes it again."
    return _BY_STAGE[SavingStage(part.stage)]


def _stopped_at(part: Participation) -> str:
    if part.stage != SavingStage.IDENTIFIED:
        return "Finance confirms what was bought by it, and can close the part then."
    if part.is_proposed:
        return (
            "Nothing is agreed: its finance sends it back, or its lead takes it back."
        )
    return "Nothing is proposed: its lead waits until it stands again, or gives it up."


_BY_STAGE = {
    SavingStage.IDENTIFIED: "Its lead gets the prices in writing, then proposes it to "
    "finance.",
    SavingStage.AGREED: "It is bought at the agreed price; finance confirms the first "
    "month.",
    SavingStage.REALISED: "Finance confirms each month as its order lines come in.",
    SavingStage.CLOSED: "Nothing: it is closed.",
    SavingStage.LAPSED: "Nothing: it was given up.",
}
