"""What hospitals buy: kinds of product with their variants, sizes, packs and prices.

Prices are invented. No database, clock or request.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of product.

    `median_price` is pounds an each; `spread` the standard deviation of its logarithm.
    `boxes` are eaches in a box and `cases` boxes in a case, smallest first; a kind
    with neither is sold singly.
    """

    category: str
    noun: str
    variants: tuple[str, ...]
    sizes: tuple[str, ...]
    median_price: float
    spread: float
    boxes: tuple[int, ...]
    cases: tuple[int, ...]


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


GARMENT_SIZES = _split("Extra Small|Small|Medium|Large|Extra Large")
GLOVE_SIZES = _split("Size 6|Size 6.5|Size 7|Size 7.5|Size 8|Size 8.5|Size 9")
PAD_SIZES = _split(
    "5cm x 5cm|7.5cm x 7.5cm|10cm x 10cm|10cm x 20cm|15cm x 15cm|20cm x 20cm"
)
FRENCH_SIZES = _split("8Ch|10Ch|12Ch|14Ch|16Ch|18Ch|20Ch|22Ch")
CANNULA_GAUGES = _split("14G x 45mm|16G x 45mm|18G x 32mm|20G x 25mm|22G x 25mm")
NEEDLE_GAUGES = _split("18G x 40mm|21G x 25mm|21G x 38mm|23G x 25mm|25G x 16mm")
SUTURES = _split("2/0 26mm|3/0 19mm|3/0 26mm|4/0 19mm|5/0 13mm|0 36mm|1 40mm")

# fmt: off
KINDS = (
    Kind("Gloves", "examination glove",
         _split("nitrile powder free|nitrile long cuff|vinyl powder free|latex free"),
         GARMENT_SIZES, 0.055, 0.25, (100, 200), (10,)),
    Kind("Gloves", "surgical glove",
         _split("latex powder free|polyisoprene|neoprene|indicator underglove"),
         GLOVE_SIZES, 0.95, 0.3, (25, 40, 50), (4, 6)),
    Kind("Wound care", "foam dressing",
         _split("adhesive|non adhesive|silicone border|sacral|heel"),
         PAD_SIZES, 2.9, 0.5, (5, 10), (10, 12)),
    Kind("Wound care", "gauze swab",
         _split("sterile 8 ply|non sterile 12 ply|X-ray detectable 16 ply|non woven"),
         PAD_SIZES[:4], 0.045, 0.4, (100, 200), (12, 20)),
    Kind("Wound care", "film dressing",
         _split("transparent|with absorbent pad|IV securement|post operative"),
         PAD_SIZES, 0.62, 0.45, (50, 100), (4, 6)),
    Kind("Wound care", "retention bandage",
         _split("conforming|cohesive|crepe|tubular"),
         _split("5cm x 4m|7.5cm x 4m|10cm x 4m|15cm x 4m"),
         0.55, 0.5, (12, 20), (6, 10)),
    Kind("Urology", "Foley catheter",
         _split("all silicone|hydrogel coated|PTFE coated|female length|silver"),
         FRENCH_SIZES, 3.9, 0.5, (5, 10), (10,)),
    Kind("Urology", "intermittent catheter",
         _split("hydrophilic male|hydrophilic female|compact|nelaton"),
         FRENCH_SIZES[:6], 1.35, 0.35, (25, 30), (4,)),
    Kind("Urology", "urine drainage bag",
         _split("leg bag short tube|leg bag long tube|night bag|with urimeter"),
         _split("350ml|500ml|750ml|2 litre"), 0.85, 0.5, (10, 20), (5, 10)),
    Kind("Vascular access", "safety IV cannula",
         _split("ported|non ported|winged|with filter cap"),
         CANNULA_GAUGES, 0.88, 0.25, (50,), (4, 10)),
    Kind("Vascular access", "PICC kit",
         _split("single lumen|double lumen|triple lumen|power injectable"),
         _split("4Fr 55cm|5Fr 55cm|5Fr 60cm|6Fr 60cm"), 74.0, 0.3, (5,), ()),
    Kind("Vascular access", "IV administration set",
         _split("gravity|pump|with burette|needle free|light protective"),
         _split("150cm|180cm|220cm|270cm"), 1.7, 0.55, (25, 50), (4,)),
    Kind("Injection", "syringe",
         _split("Luer slip|Luer lock|eccentric|catheter tip|low dead space"),
         _split("1ml|2ml|5ml|10ml|20ml|50ml"), 0.075, 0.5, (50, 100), (8, 10)),
    Kind("Injection", "hypodermic needle",
         _split("regular bevel|short bevel|safety|blunt fill"),
         NEEDLE_GAUGES, 0.032, 0.6, (100,), (10, 20)),
    Kind("Theatre", "procedure drape",
         _split("laparotomy|universal|hip|arthroscopy|adhesive U|ophthalmic"),
         _split("75cm x 90cm|150cm x 180cm|200cm x 260cm|240cm x 320cm"),
         6.4, 0.6, (10, 12), (2, 4)),
    Kind("Theatre", "surgical gown",
         _split("standard|reinforced|impervious|breathable"),
         GARMENT_SIZES[1:], 3.1, 0.35, (20, 28), (2,)),
    Kind("Theatre", "suction tubing",
         _split("ribbed|smooth bore|with control tip|non conductive"),
         _split("1.8m 7mm|2.1m 7mm|3.0m 7mm|3.6m 9mm"), 1.25, 0.4, (20, 25), (4,)),
    Kind("Wound closure", "absorbable suture",
         _split("braided undyed|braided violet|monofilament|barbed|rapid"),
         SUTURES, 4.3, 0.55, (12, 24, 36), ()),
    Kind("Wound closure", "skin stapler",
         _split("regular|wide|rotating head"),
         _split("15 staples|25 staples|35 staples"), 7.8, 0.35, (6, 12), (6,)),
    Kind("Wound closure", "endoscopic stapler reload",
         _split("vascular thin|medium|thick|articulating"),
         _split("30mm|45mm|60mm"), 168.0, 0.3, (6, 12), ()),
    Kind("Respiratory", "oxygen mask",
         _split("medium concentration|high concentration|venturi|paediatric|nebuliser"),
         _split("1.8m tube|2.1m tube|3.0m tube"), 1.05, 0.4, (25, 30, 50), (4,)),
    Kind("Respiratory", "endotracheal tube",
         _split("cuffed oral|uncuffed|reinforced|subglottic suction"),
         _split("6.0mm|6.5mm|7.0mm|7.5mm|8.0mm|8.5mm"), 3.4, 0.7, (10,), (10,)),
    Kind("Respiratory", "breathing circuit",
         _split("adult dual limb|adult heated wire|paediatric|coaxial"),
         _split("1.6m|1.8m|2.4m"), 14.5, 0.5, (10, 15, 20), ()),
    Kind("Infection prevention", "disinfectant wipe",
         _split("alcohol free|sporicidal|70% alcohol|detergent"),
         _split("20cm x 20cm|20cm x 30cm|13cm x 19cm"),
         0.028, 0.4, (100, 200), (6, 12)),
    Kind("Infection prevention", "face mask",
         _split("type IIR tie on|type IIR ear loop|FFP3 valved|FFP3 unvalved"),
         _split("standard|small|large"), 0.12, 0.9, (20, 50), (12, 20)),
    Kind("Infection prevention", "disposable apron",
         _split("white on a roll|blue flat pack|green flat pack|heavy duty"),
         _split("69cm x 107cm|71cm x 117cm|69cm x 125cm"),
         0.034, 0.3, (100, 200), (5, 10)),
    Kind("Continence", "shaped pad",
         _split("regular|plus|extra|super|night"),
         GARMENT_SIZES[1:], 0.29, 0.35, (20, 28, 30), (4, 6)),
    Kind("Continence", "bed pad",
         _split("disposable|with wings|washable"),
         _split("40cm x 60cm|60cm x 60cm|60cm x 90cm"), 0.24, 0.6, (25, 30, 35), (4,)),
    Kind("Orthopaedics", "cannulated screw",
         _split("titanium full thread|titanium partial thread|stainless"),
         _split("3.5mm x 30mm|3.5mm x 40mm|4.5mm x 50mm|6.5mm x 70mm|7.3mm x 90mm"),
         88.0, 0.35, (), ()),
    Kind("Orthopaedics", "fibreglass cast tape",
         _split("rigid white|rigid blue|semi rigid"),
         _split("5cm x 3.6m|7.5cm x 3.6m|10cm x 3.6m|12.5cm x 3.6m"),
         4.1, 0.3, (10,), (6,)),
    Kind("Diagnostics", "ECG electrode",
         _split("foam wet gel|solid gel|radiotranslucent|neonatal"),
         _split("36mm|45mm|50mm|57mm"), 0.085, 0.4, (50, 100), (10, 20)),
    Kind("Diagnostics", "blood collection tube",
         _split("EDTA purple|serum gel gold|citrate blue|lithium heparin green"),
         _split("2ml|3.5ml|4.5ml|6ml"), 0.11, 0.4, (50, 100), (10,)),
)
# fmt: on

# What a maker makes whose name has the word in it.
TRADES = {
    "Dressings": {"Wound care"},
    "Wound Care": {"Wound care"},
    "Urology": {"Urology"},
    "Gloves": {"Gloves"},
    "Continence": {"Continence", "Urology"},
    "Orthopaedics": {"Orthopaedics"},
    "Respiratory": {"Respiratory"},
    "Diagnostics": {"Diagnostics"},
    "Infusion": {"Vascular access", "Injection"},
    "Vascular": {"Vascular access"},
    "Sutures": {"Wound closure"},
    "Infection Prevention": {"Infection prevention"},
    "Theatre": {"Theatre"},
    "Instruments": {"Wound closure", "Theatre"},
    "Surgical": {"Theatre", "Wound closure", "Gloves"},
    "Sterile": {"Theatre", "Injection", "Wound care"},
}
