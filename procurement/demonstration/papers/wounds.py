"""Dressings, and what closes the skin."""

from procurement.demonstration.papers.paper import Asks, Paper
from procurement.specifications.models import Domain, RiskTier

DRESSINGS = Paper(
    name="Foam dressings",
    tier=RiskTier.MODERATE,
    noun="foam dressing silicone border",
    texts="""
Foam dressings with and without a sticky border, in six sizes, and shapes for heel and
sacrum.
--
Marked for broken skin. The maker shows what the border does to frail skin.
--
It takes up what a moderate wound gives off in three days, also under a bandage. It can
be lifted and laid down again.
--
Each dressing has its size, lot and expiry date on the wrapping.
--
The top side is told from the wound side without reading. It can be put on by people who
look after themselves.
--
No tray, no second leaflet. Wrapping and foam go into the usual bag.
""",
    what_changes="The border is silicone: lift it to look, and lay it down again.",
    criteria=(
        Asks(Domain.CLINICAL_USE, "It holds for three days.", True, 5),
        Asks(Domain.COMFORT, "It comes off without hurting.", weight=5),
        Asks(Domain.OPENING, "It can be put on by one person.", weight=2),
    ),
)

STAPLERS = Paper(
    name="Skin staplers",
    tier=RiskTier.MODERATE,
    noun="skin stapler",
    texts="""
Staplers for one use to close the skin, with 15 to 35 staples.
--
Sterile; the staples may stay in during a scan, and the maker says in which machines.
--
A staple closes square, without turning. The last five are counted down.
--
A label with the identifier peels off for the theatre record.
--
It fits a small hand. It can be seen where the next staple goes.
--
A handle that is kept and a head that is thrown away are looked at where they exist.
""",
    what_changes="One stapler, with a head that turns, takes the place of two.",
    criteria=(
        Asks(Domain.CLINICAL_USE, "Staples close square.", True, 5),
        Asks(Domain.STAFF_SAFETY, "It fits a small hand.", weight=3),
    ),
)
