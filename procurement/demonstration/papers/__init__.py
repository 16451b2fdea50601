"""What the demonstration's specifications say: invented texts, criteria and papers."""

from procurement.demonstration.papers.airway import (
    OXYGEN_MASKS,
    SUCTION_TUBING,
    TRACHEAL_TUBES,
)
from procurement.demonstration.papers.injection import NEEDLES, SYRINGES
from procurement.demonstration.papers.protection import FACE_MASKS, GLOVES, WIPES
from procurement.demonstration.papers.urology import CATHETERS, DRAINAGE_BAGS
from procurement.demonstration.papers.wounds import DRESSINGS, STAPLERS

__all__ = [
    "NEEDLES",
    "CATHETERS",
    "DRAINAGE_BAGS",
    "DRESSINGS",
    "FACE_MASKS",
    "GLOVES",
    "OXYGEN_MASKS",
    "STAPLERS",
    "SUCTION_TUBING",
    "SYRINGES",
    "TRACHEAL_TUBES",
    "WIPES",
]
