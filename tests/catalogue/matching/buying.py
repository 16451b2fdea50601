"""Items that trusts buy, and what became of them."""

from catalogue.matching.models import Match
from catalogue.products.actions import load_catalogue
from tests.extracts import extract, import_bytes, row
from tests.region import trust

GTIN_EACH, GTIN_BOX, GTIN_OTHER = "09520000000028", "19520000000025", "09520000000042"


CATALOGUE = f"""\
gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity
{GTIN_EACH},EA,Harlow Gloves,HG-4417/M,ABC12345,Nitrile gloves medium,,
{GTIN_BOX},BX,Harlow Gloves,HG-4417/M,ABC12345,Nitrile gloves medium,{GTIN_EACH},100
{GTIN_OTHER},EA,Harlow Gloves,HG-9000,ABC99999,Gown,,
"""


def buy(code, number="1", **said):
    """One order line of one trust; the item is told by its order number."""
    plain = {"unit_of_purchase": "EACH", "local_code": number, "manufacturer": ""}
    return import_bytes(
        extract(row(po_number=f"{code}{number}", **(plain | said))), trust(code)
    )


def load(text=CATALOGUE):
    return load_catalogue(text.splitlines())


def matches():
    """(trust, local code) -> (product, tier)."""
    return {
        (match.organisation.code, match.item.local_code): (match.product_id, match.tier)
        for match in Match.objects.select_related("item", "organisation")
    }


def partition():
    """The items put on one product, whatever it is called: sets of (trust, code)."""
    groups = {}
    for key, (product, _) in matches().items():
        groups.setdefault(product or key, set()).add(key)
    return sorted(sorted(group) for group in groups.values())
