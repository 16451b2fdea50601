"""Needles and syringes."""

from procurement.demonstration.papers.paper import Asks, Paper
from procurement.specifications.models import Domain, RiskTier

NEEDLES = Paper(
    name="Safety needles for injection",
    tier=RiskTier.MODERATE,
    noun="hypodermic needle safety",
    texts="""
Needles for one use, from 18 to 25 gauge, that are covered after an injection into skin
or muscle.
--
The needle is covered with one hand and stays covered. A click is heard and felt.
--
The needle does not bend in firm skin. The cover does not hide the tip while it is put
in.

It fits every syringe with a slip or a screw fitting.
--
Each blister has a code with identifier, lot and expiry date.
--
It can be used by left and right hand alike. The colours of the sizes are the usual
ones.
--
The blister opens without a shower of paper. Needle and cover go into one sharps box.
""",
    what_changes="The cover is pushed over with the thumb. You will feel a click.",
    criteria=(
        Asks(Domain.STAFF_SAFETY, "The needle stays covered.", True, 5),
        Asks(Domain.CLINICAL_USE, "The tip is seen while it is put in.", weight=5),
        Asks(Domain.COMFORT, "The patient feels no more than usual.", weight=2),
        Asks(Domain.OPENING, "The blister opens with gloves on."),
    ),
)

SYRINGES = Paper(
    name="Syringes with a screw fitting",
    tier=RiskTier.MODERATE,
    noun="syringe Luer lock",
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
