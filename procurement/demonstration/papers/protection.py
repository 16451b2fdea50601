"""Gloves, wipes and masks."""

from procurement.demonstration.papers.paper import Asks, Paper
from procurement.specifications.models import Domain, RiskTier

GLOVES = Paper(
    name="Nitrile examination gloves",
    tier=RiskTier.MODERATE,
    noun="examination glove nitrile",
    texts="""
Examination gloves for one use, not sterile, from extra small to extra large, for
wards, clinics and ambulances.

Long cuffs are covered for decontamination rooms and for handling of medicines that
harm the skin. Surgical gloves are not covered.
--
The gloves are made of nitrile without latex or powder. They are tested for tears and
for viruses, and the maker says against which medicines they protect, and for how long.
--
A glove can be put on with damp hands without tearing. At the fingertip it is thin
enough to find a vein.

The cuff covers the wrist when the arm is streched out.
--
The box shows a scannable code for lot and expiry date, also after it is opened.
--
One glove comes out of the box at a time. Sizes are told apart by colour from two
metres.

A box for the left-handed or for those with a skin complaint is kept in each store.
--
Boxes are flat, of recycled board, and hold enough that a ward opens fewer of them.
""",
    what_changes="The gloves come out one at a time, and the colour of the box says "
    "the size. Those who react to accelerators ask for the other box.",
    criteria=(
        Asks(Domain.STAFF_SAFETY, "It does not tear while it is put on.", True, 5),
        Asks(Domain.CLINICAL_USE, "A vein can be felt through it.", weight=4),
        Asks(Domain.PACKAGING, "One glove comes out at a time.", weight=2),
        Asks(Domain.DISPOSAL, "The empty box folds flat."),
    ),
)

WIPES = Paper(
    name="Disinfectant wipes for equipment",
    tier=RiskTier.LOW,
    noun="disinfectant wipe",
    texts="""
Wipes for hard surfaces and for equipment that does not enter the body. Wipes for skin
are not covered.
--
Tested against bacteria, yeasts and viruses in dirty conditions, with the contact time
stated on the front.
--
The surface stays wet for as long as the wipe has to work. It does not cloud screens or
crack plastic.
--
Each pack has a code for lot and expiry date; the safety sheet is a scan away.
--
The lid can be shut with a gloved elbow. The pack says in large letters what it is not
for.
--
The cloth is free of plastic. The pack can be squeezed flat.
""",
    what_changes="The pack with the green lid takes the place of three kinds of wipe.",
    criteria=(
        Asks(Domain.CLINICAL_USE, "The surface stays wet for a minute.", True, 5),
        Asks(Domain.STAFF_SAFETY, "It does not sting the skin or the nose.", weight=4),
        Asks(Domain.TRAINING, "What it is not for is plain at a glance."),
    ),
)

FACE_MASKS = Paper(
    name="Filtering face masks",
    tier=RiskTier.MODERATE,
    noun="face mask FFP3",
    texts="""
Close-fitting filtering masks for staff who look after people with an infection that is
carried by air.
--
The mask meets the standard for the highest class of filter, and the maker helps with
fit tests in every trust.
--
Two shapes and two sizes at least, so that most faces are fitted. It can be breathed
through for an hour of work.
--
Each mask has its lot on it, so that a mask can be found again after a fit test.
--
It can be put on right without a mirror. Speech is understood at two metres.
--
The maker takes back boxes and says what the mask is made of.
""",
    what_changes="There are two shapes; your fit test says which is yours.",
    criteria=(
        Asks(Domain.STAFF_SAFETY, "It seals when the head is turned.", True, 5),
        Asks(Domain.COMFORT, "It can be worn for an hour.", weight=3),
        Asks(Domain.CLINICAL_USE, "Speech is understood through it.", weight=3),
    ),
)
