"""What a plan is made of, and a short mark of it: another once somebody changed it."""

from hashlib import sha256

from procurement.adoption.models import Adoption

PLAN = (
    *("go_live_on", "stock_weeks", "catalogue_reference", "super_users"),
    *("fallback", "review_on"),
)
# Each said to be done with one tick; when and by whom is kept.
TICKS = ("old_lines_blocked", "told_everybody")


def mark_of(adoption: Adoption) -> str:
    names = (*PLAN, *(f"{name}_at" for name in TICKS), "owner_id")
    said = [str(getattr(adoption, name)) for name in names]
    return sha256(repr(said).encode()).hexdigest()[:32]
