"""Invented names of trusts, makers and distributors. None of them exists.

No database, clock or request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Trust:
    """A trust of the region; `size` is its share of the region's order lines."""

    code: str
    name: str
    kind: str
    postcode: str
    size: float


NAMED_TRUSTS = (
    Trust("ALD", "Alderbrook University Hospitals", "acute", "ZZ11 1AA", 10),
    Trust("STM", "Stenmoor Royal Hospitals", "acute", "ZZ11 2AB", 8),
    Trust("WRN", "Wrenfield General", "acute", "ZZ12 1AD", 5),
    Trust("HBR", "Harbrook and Tillingdale Hospitals", "acute", "ZZ12 3AE", 5),
    Trust("OXM", "Oxmere Hospitals", "acute", "ZZ13 2BF", 4.5),
    Trust("CLF", "Cliffenham Infirmary", "acute", "ZZ13 4BG", 4),
    Trust("THB", "Thornbeck Valley Hospitals", "acute", "ZZ14 1BH", 4),
    Trust("MSG", "Mossgate and Overwold", "acute", "ZZ14 5BJ", 3.5),
    Trust("PLB", "Pellerby Hospitals", "acute", "ZZ15 2DL", 3),
    Trust("QRB", "Quarrenby Heart and Chest Centre", "specialist", "ZZ15 6DN", 2.5),
    Trust("LKH", "Larkhollow Children's", "specialist", "ZZ16 1DP", 2),
    Trust("FNM", "Fennimoor Mental Health", "mental_health", "ZZ16 3DQ", 1.2),
    Trust("RWS", "Rowanside Community", "community", "ZZ17 2ER", 1.5),
    Trust("BDW", "Brindlewater Ambulance", "ambulance", "ZZ17 4ES", 1),
)

_PLACE_STARTS = _words("Ash Bram Carl Dun Elm Fern Glen Hazel Ivel Kir Lang Marl")
_PLACE_ENDS = _words("wick stow combe thwaite holt mere ford dene hurst cross")

MAKERS = (
    "Avelino Medical", "Bexmoor Surgical", "Calverton Dressings", "Danforth Urology",
    "Ellerslea Vascular", "Fairhazel Healthcare", "Gantry Theatre Supplies",
    "Hawkridge Medical", "Isolde Respiratory", "Jarrowby Instruments",
    "Kelmscot Gloves", "Lindqvarn Medical A/S", "Merrowdown Continence",
    "Novarra Devices GmbH", "Oakhythe Sterile", "Penhallow & Sons",
    "Questmore Diagnostics", "Rothbury Lane Medical", "Silverwick Healthcare",
    "Tregarron Wound Care", "Ulverdale Orthopaedics", "Vantry Infusion",
    "Westerleigh Surgical", "Yelverstone Medical", "Arkendale Gloves",
    "Brockhythe Sutures", "Coldharrow Respiratory", "Dunnerby Wound Care",
    "Eskmoor Infection Prevention", "Farnhythe Urology", "Garsmere Diagnostics",
    "Holmhythe Infusion", "Inverstoke Theatre Supplies", "Kentwold Continence",
    "Lunesby Orthopaedics", "Marstonby Devices",
)  # fmt: skip
_MAKER_TRADES = ("Medical", "Surgical", "Healthcare", "Devices", "Sterile", "Clinical")

DISTRIBUTORS = (
    "Broadmere Medical Distribution Limited",
    "Clinistock Wholesale Ltd",
    "Northlight Ward Supplies",
    "Tidewell Health Logistics Ltd",
)

# Brands are put together like old field names, so that none is a real medical brand.
_WORD_STARTS = _words(
    "Aller Barrow Birch Brack Cinder Clove Cobble Copper Corn Dapple Drift Elder Ember "
    "Fallow Fennel Flax Gorse Harrow Heather Hollin Ivy Juni Kestle Lapwing Larch "
    "Linnet Madder Marram Meadow Merle Moss Nettle Oaken Osier Pebble Plover Quarry "
    "Reed Rowan Rushen Saffer Sedge Shale Sorrel Starling Tansy Tarn Teasel Thistle "
    "Umber Vetch Wagtail Weaver Willow Winter Woad Wren Yarrow"
)
_WORD_MIDDLES = _words("al en er ing ot is o a ley by")
_WORD_ENDS = _words(
    "beck by cote croft dale dene fold ford garth gate gill hay heath holm ing keld "
    "ley low mead mere mill ness rigg shaw side stead thorpe toft wath well wold "
    "worth wyke"
)


def trusts(count: int) -> list[Trust]:
    """The first `count` trusts: the named ones, then as many made-up ones as needed."""
    found = list(NAMED_TRUSTS[:count])
    taken = {trust.code for trust in found}
    places = (start + end for end, start in product(_PLACE_ENDS, _PLACE_STARTS))
    while len(found) < count:
        number = len(found)
        place = next(places, f"Newtown {number}")
        code = _free_code(place, taken)
        taken.add(code)
        postcode = f"ZZ{20 + number // 90} {number % 9 + 1}{_letters(number)[1:]}"
        found.append(Trust(code, f"{place} Hospitals", "acute", postcode, 3))
    return found


def _free_code(place: str, taken: set[str]) -> str:
    letters = place.upper().replace(" ", "")
    for second, third in product(letters[1:], letters[2:]):
        code = letters[0] + second + third
        if code.isalpha() and code not in taken:
            return code
    return next(code for n in range(26**3) if (code := _letters(n)) not in taken)


def _letters(number: int) -> str:
    """Three letters counting up from AAA."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (
        alphabet[number // 676 % 26]
        + alphabet[number // 26 % 26]
        + alphabet[number % 26]
    )


def makers(count: int, chance: Random) -> list[str]:
    """`count` makers' names, each beginning with a word no other begins with."""
    found = list(MAKERS[:count])
    taken = {name.split()[0].upper() for name in found}
    words = made_up_words(chance, taken)
    while len(found) < count:
        found.append(f"{next(words)} {chance.choice(_MAKER_TRADES)}")
    return found


def made_up_words(chance: Random, taken: set[str]) -> Iterator[str]:
    """Endless capitalised words such as "Tarnwell"; none twice, none in `taken`."""
    seen = set(taken)
    while True:
        # Two parts make about 2,000 words, each further part ten times as many; well
        # before they run out a part is added.
        middles = 0 if len(seen) < 1_000 else 1 if len(seen) < 10_000 else 2
        parts = [chance.choice(_WORD_STARTS)]
        parts += [chance.choice(_WORD_MIDDLES) for _ in range(middles)]
        word = "".join([*parts, chance.choice(_WORD_ENDS)])
        if word.upper() not in seen:
            seen.add(word.upper())
            yield word
