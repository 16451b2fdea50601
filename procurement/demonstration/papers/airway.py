"""What helps people breathe."""

from procurement.demonstration.papers.paper import Asks, Paper
from procurement.specifications.models import Domain, RiskTier

OXYGEN_MASKS = Paper(
    name="Oxygen masks for adults",
    tier=RiskTier.MODERATE,
    noun="oxygen mask",
    texts="""
Masks for oxygen at medium and at high concentration, with tube, for adults on wards and
in ambulances.
--
Free of latex. The bag of the high concentration mask fills before the mask is put on,
and a valve shows that it does.
--
The tube does not come off when it is pulled, and can be stepped on without closing.
--
Lot and expiry date are on the bag that each mask comes in.
--
It is put on in the dark of an ambulance. A face with a beard or a broken nose is
fitted.
--
The mask is of one plastic, without the metal strip where that is safe.
""",
    what_changes="The nose strip is plastic, and the tube is marked where it joins.",
    criteria=(
        Asks(Domain.CLINICAL_USE, "The bag fills and stays filled.", True, 5),
        Asks(Domain.COMFORT, "It can be worn for a night.", weight=3),
        Asks(Domain.STAFF_SAFETY, "It is put on in poor light.", weight=3),
    ),
)

SUCTION_TUBING = Paper(
    name="Suction tubing for theatres",
    tier=RiskTier.MODERATE,
    noun="suction tubing",
    texts="""
Tubing for suction in theatres and in resuscitation, from 1.8 to 3.6 metres.
--
Sterile, double wrapped, and free of latex and of plasticisers that are on the list of
concern.
--
It does not fall in at full suction and does not kink round a table's edge.
--
The outer wrapping has identifier, lot and expiry date in a code.
--
Both ends fit the connectors that theatres have. It stays where it is laid.
--
It is thrown away with the liner, in one go.
""",
    what_changes="The tubing is ribbed and a little stiffer when it is cold.",
    criteria=(
        Asks(Domain.CLINICAL_USE, "It does not fall in at full suction.", True, 5),
        Asks(Domain.OPENING, "It uncoils without knots.", weight=2),
    ),
)

TRACHEAL_TUBES = Paper(
    name="Tracheal tubes with a cuff",
    tier=RiskTier.HIGH,
    noun="endotracheal tube cuffed",
    texts="""
Tubes with a cuff for adults, from 6.0 to 8.5 mm, through the mouth.
--
What a tube has to be tested for is being written with the safety officers.
--
The cuff keeps its pressure for a shift. The mark for the vocal cords is plain.
--
Identifier, lot and expiry date are in a code on each tube's wrapping.
--
The size is read on the tube while it is in place.
--
The maker says what may be thrown away with other plastic.
""",
    what_changes="",
    criteria=(Asks(Domain.CLINICAL_USE, "The cuff keeps its pressure.", True, 5),),
)
