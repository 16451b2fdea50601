"""What a risk tier means, in words for who chooses one."""

from procurement.specifications.models import RiskTier

TIERS = {
    RiskTier.LOW: "a wrong product is a nuisance, such as couch rolls, wipes or "
    "cleaning",
    RiskTier.MODERATE: "a wrong product can harm, and it is noticed soon, such as "
    "gloves, dressings or syringes",
    RiskTier.HIGH: "a wrong product can harm badly, such as cannulae, catheters, "
    "implants or energy devices",
}
