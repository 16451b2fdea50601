"""What kind of saving an initiative is."""

from typing import NamedTuple

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


class Unit(NamedTuple):
    """What a price is for, in words: “£2 an each”, “price each”, “40 eaches”."""

    a: str
    per: str
    several: str


EACH = Unit("an each", "each", "eaches")
USE = Unit("a use", "a use", "uses")  # of whichever product of a switch
