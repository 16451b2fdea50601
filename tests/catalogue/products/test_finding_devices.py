"""27,383 real devices: what a person types who knows what they want finds it.

Of 200 searches by a seeded typist, 40 of each kind, the wanted product is among the
first five for at least 95 in 100. Where several products have the same maker and the
same description word for word, a search by words may find any of them.
"""

from collections import Counter

import pytest

from catalogue.products.actions import load_catalogue
from catalogue.products.models import Pack, Product
from catalogue.products.searching import find_products
from tests.catalogue.products import device_master

pytestmark = pytest.mark.django_db

EACH, FIRST, LEAST = 40, 5, 0.95

if not device_master.FOLDER.exists():
    pytest.skip(
        "the device master is not beside this checkout", allow_module_level=True
    )


def test_the_wanted_product_is_among_the_first_five():
    rows = device_master.rows()
    load_catalogue(device_master.as_catalogue(rows))
    product_of = dict(Pack.objects.values_list("gtin", "product"))
    known = [row for row in rows if row["gtin"] in product_of]
    typist = device_master.Typist(known, seed=20261123)
    texts = dict(Product.objects.values_list("pk", "description"))

    found, missed = Counter(), []
    for kind, typed in device_master.KINDS.items():
        for _ in range(EACH):
            row, query = typed(typist)
            wanted = product_of[row["gtin"]]
            hits = find_products(query, size=FIRST).products
            by_words = "code" not in kind
            if wanted in hits or (
                by_words and texts[wanted] in {texts[hit] for hit in hits}
            ):
                found[kind] += 1
            else:
                missed.append(f"{kind}: {query!r} for {texts[wanted][:80]!r}")

    shares = {kind: found[kind] / EACH for kind in device_master.KINDS}
    print(shares, *missed, sep="\n")
    assert found.total() / (EACH * len(shares)) >= LEAST, (shares, missed)
