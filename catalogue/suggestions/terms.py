"""The terms by which a product is found: words, and codes marked by their kind.

Pure: no database, clock or request. Item and product are put into terms by the same
function, so what they share is found by one index.
"""

from catalogue.suggestions.codes import stem_of
from catalogue.suggestions.things import Thing
from catalogue.suggestions.words import SHORTEST_CODE

# Marks that no word begins with.
PART, GTIN, LEVEL, NPC, SUPPLIER_PART, STEM = "#", "=", "-", "!", "@", "~"

# A code says at once what many words say together.
CODE_WEIGHTS = {PART: 12.0, GTIN: 20.0, LEVEL: 15.0, NPC: 15.0, SUPPLIER_PART: 15.0,
                STEM: 12.0}  # fmt: skip
_LONGEST = 80


def terms_of(thing: Thing) -> set[str]:
    return words_of(thing) | codes_of(thing)


def words_of(thing: Thing) -> set[str]:
    return {
        word[:_LONGEST]
        for reading in thing.readings
        for word in reading.words
        if len(word) > 1
    }


def codes_of(thing: Thing) -> set[str]:
    """Its own codes, and those that stand among its words."""
    found = {PART + part for part in thing.parts if len(part) >= SHORTEST_CODE}
    found |= {PART + code for code in thing.hidden_codes}
    found |= {GTIN + gtin for gtin in thing.all_gtins}
    found |= {LEVEL + gtin[1:13] for gtin in thing.all_gtins}
    found |= {NPC + npc for npc in thing.npcs}
    for key in thing.supplier_parts:
        found.add(SUPPLIER_PART + "|".join(key))
        if stem := stem_of(key):
            found.add(STEM + "|".join(stem))
    return {term[:_LONGEST] for term in found}


def is_word(term: str) -> bool:
    return term[0].isalnum()
