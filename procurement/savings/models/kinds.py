"""What kind of saving an initiative is."""

from django.db import models


class InitiativeKind(models.TextChoices):
    NO_SWITCH = "NO_SWITCH", "Same product, lower price"
    SWITCH = "SWITCH", "Switch to the standard"
    DEMAND = "DEMAND", "Using less"


class Benefit(models.TextChoices):
    CASH_RELEASING = "CASH_RELEASING", "Cash-releasing"
    COST_AVOIDANCE = "COST_AVOIDANCE", "Cost avoidance"


class AlsoClaimed(models.TextChoices):
    """Where the same pounds are counted too, outside this programme."""

    NOBODY = "", "Nowhere else"
    SUPPLY_CHAIN = "SUPPLY_CHAIN", "NHS Supply Chain"
    SYSTEM = "SYSTEM", "The integrated care system"
    TRUST_PLAN = "TRUST_PLAN", "The trust’s own improvement plan"
