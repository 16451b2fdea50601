"""Cannulae and syringes."""

from procurement.demonstration.papers.paper import Asks, Paper
from procurement.specifications.models import Domain, RiskTier

CANNULAE = Paper(
    name="Safety cannulae for veins of the arm",
    tier=RiskTier.MODERATE,
    noun="safety IV cannula",
    texts="""
Short cannulae for veins of the arm and hand, from 14 to 22 gauge, with and without a
port, for adults and older children.
--
The needle is covered by itself as it is drawn out. Nobody has to press or to slide
anything.
--
Blood is seen in the chamber at once, also in a slow vein. The tube does not crinkle
against tough skin.

The wings lie flat under a dressing.
--
Each blister has a code with identifier, lot and expiry date.
--
It can be used by left and right hand alike. The colours of the sizes are the usual
ones.
--
The blister opens without a shower of paper. Needle and tray go into one sharps box.
""",
    what_changes="The needle covers itself. You will feel a click when it is out.",
    criteria=(
        Asks(Domain.STAFF_SAFETY, "The needle is covered by itself.", True, 5),
        Asks(Domain.CLINICAL_USE, "The vein is reached at the first go.", weight=5),
        Asks(Domain.COMFORT, "It lies flat under the dressing.", weight=2),
        Asks(Domain.OPENING, "The blister opens with gloves on."),
    ),
)

SYRINGES = Paper(
    name="Syringes with a screw fitting",
    tier=RiskTier.LOW,
    noun="syringe",
    texts="""
Syringes for one use from 1 to 50 ml, with a screw fitting, for giving medicines into a
vein.

Syringes for feeding and for insulin are not covered: they must not fit here.
--
Sterile, free of latex, and tested with the pumps that the trusts own.
--
The plunger moves evenly and stops before it comes out. The marks do not rub off with
alcohol.
--
Each blister has lot and expiry date in a code.
--
The marks can be read in the light of a night shift. A 10 ml syringe can be held and
pushed with one hand.
--
Blister of paper and one film, which come apart for the bins.
""",
    what_changes="The marks are bolder, and the 20 ml one is a little longer.",
    criteria=(
        Asks(Domain.CLINICAL_USE, "The plunger moves evenly to the end.", True, 5),
        Asks(Domain.STAFF_SAFETY, "The marks are read at night.", weight=4),
        Asks(Domain.OPENING, "It comes out of the blister tip last.", weight=2),
    ),
)
