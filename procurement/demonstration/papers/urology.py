"""Urinary catheters, which are read on two pages, and drainage bags."""

from procurement.demonstration.papers.paper import Asks, Paper
from procurement.specifications.models import Domain, RiskTier

CATHETERS = Paper(
    name="Urinary catheters for long-term use",
    tier=RiskTier.HIGH,
    noun="Foley catheter all silicone",
    texts="""
This specification is for indwelling catheters that stay in for up to twelve weeks, in
hospital, in care homes and at home. It covers the standard and the female length,
from 12 to 18 Ch, with a 10 ml balloon.

It does not cover short-term catheters for theatre, catheters for children, three-way
catheters for irrigation, or suprapubic sets. Those stay as they are in each trust.

The catheter comes with a prefilled syringe of sterile water for the balloon and with
two labels to peel off for the notes. One box holds ten at most, so that a community
nurse can carry it.
--
The catheter carries the UK or the CE mark for a device that stays in the body for up
to ninety days. The maker names a responsible person in this country and answers a
safety question within two working days.

The material is silicone throughout. There is no latex in the catheter, the valve or
the inner wrapping, and the outer label says so where a hurried reader finds it.

The maker says for how long the catheter may stay in, in days, and on what evidence.
A general statement such as “long term” is not enough.

A trust that meets a balloon which will not go down reports it in its own incident
system and on a Yellow Card. The chair looks at every such report before the next
review.
--
The outer diameter is within a third of a millimetre of what is printed, and the channel
is as wide as its size allows. Both eyes are smooth to the gloved finger.

The balloon holds its volume for twenty-eight days at least, and goes down within
thirty seconds. After going down it leaves no cuff that catches on the way out.

The funnel is firm enough to hold a leg bag or a valve through a night's sleep, and soft
enough to be clamped. It is coloured by size in the usual colours.

The tip is firm enough to pass a narrow bladder neck and yet bends. Nurses in the trial
said what they felt; what they said is among the evidence.
--
Each catheter has its own two-dimensional code with the device identifier, lot and
expiry date. The code is on the label that is peeled off, and can be scanned when the
label is in the notes.

The maker gives the identifiers of all sizes and of every pack as a table, and tells the
trusts thirty days before one of them changes.

Lot and date can be read in dim light, at arm's length, without opening the wrapping.
--
A nurse working alone can open the inner wrapping without touching the catheter, with
the patient's legs in the way and one hand busy.

The peel tabs can be found with gloves on. The order in which things come out of the
pack is the order in which they are needed.

The instructions have pictures, fit on one side of a page, and name the balloon volume
first. A short film shows a change at home and can be watched on a phone.

The names of the sizes on the box are those that are printed on the funnel. Two boxes on
a shelf cannot be mistaken for each other.
--
The packs have no layer that is not needed to keep the catheter sterile or whole. The
outer box is of recycled board and says how each part is thrown away.

The maker says how much carbon is in a catheter, worked out by a method that others can
follow, and what it will do to have less of it.

Fewer sizes on the shelf mean fewer catheters that pass their date. Each trust counts
what it throws away unused, before the change and a year after it.
""",
    what_changes="You will find one make of catheter in the cupboard instead of five. "
    "The box is smaller, the balloon syringe is already filled, and the label peels "
    "off in two parts. The funnel is firmer than you are used to.",
    criteria=(
        Asks(
            Domain.CLINICAL_USE,
            "The balloon fills without force, and goes down within thirty seconds.",
            is_mandatory=True,
            weight=5,
            anchors=(
                "Would not go down, or burst",
                "Went down, slowly or in part",
                "Went down within thirty seconds",
                "Went down at once, no cuff left",
            ),
        ),
        Asks(
            Domain.COMFORT,
            "The patient bears putting in and taking out.",
            weight=4,
            anchors=(
                "Had to be given up",
                "Pain that was not expected",
                "As usual",
                "Better than what we use now",
            ),
        ),
        Asks(
            Domain.OPENING,
            "One person alone opens the pack without touching the catheter.",
            is_mandatory=True,
            weight=4,
            anchors=(
                "The catheter was touched",
                "Possible with a second person",
                "Possible alone",
                "Possible alone, one hand busy",
            ),
        ),
        Asks(Domain.TRACEABILITY, "The label in the notes can be scanned.", weight=3),
        Asks(Domain.PACKAGING, "Size and length are told apart on the shelf."),
        Asks(Domain.DISPOSAL, "What is thrown away fits one small bag."),
    ),
)

DRAINAGE_BAGS = Paper(
    name="Urine leg bags",
    tier=RiskTier.LOW,
    noun="urine drainage bag",
    texts="""
Leg bags of 350, 500 and 750 ml, with a short or a long tube, for people who are up and
about.
--
Sterile, free of latex, and marked for seven days of use.
--
The tap can be opened with one hand and does not drip. The tube does not kink when the
knee is bent.
--
Lot and expiry date are on each bag, not on the box alone.
--
Somebody with weak hands can empty it. The straps leave no mark after a day.
--
The wrapping is a single film. The bag says how it is thrown away.
""",
    what_changes="One leg bag in three volumes takes the place of nine.",
    criteria=(
        Asks(Domain.CLINICAL_USE, "The tap stays shut until it is opened.", True, 5),
        Asks(Domain.COMFORT, "The straps hold and do not cut in.", weight=3),
    ),
)
