"""What has to happen next with a trust's part, and who does it."""

from procurement.savings.models import Participation, SavingStage


def next_step(part: Participation) -> str:
    """One sentence fit for a list."""
    if part.is_proposed:
        return "Its finance agrees, or sends it back."
    if part.stage == SavingStage.IDENTIFIED and part.sent_back_at:
        return "Finance sent it back: its lead changes it and proposes it again."
    return _BY_STAGE[SavingStage(part.stage)]


_BY_STAGE = {
    SavingStage.IDENTIFIED: "Its lead gets the prices in writing, then proposes it to "
    "finance.",
    SavingStage.AGREED: "It is bought at the agreed price; finance confirms the first "
    "month.",
    SavingStage.REALISED: "Finance confirms each month as its order lines come in.",
    SavingStage.CLOSED: "Nothing: it is closed.",
    SavingStage.LAPSED: "Nothing: it was given up.",
}
