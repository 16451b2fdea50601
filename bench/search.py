"""Measure 6: the search for products, page and statements, beside plain SQL.

The searches are made from the region's own products by a seeded generator: words in
another order, a slip of a letter, codes and parts of codes, and words
so common that they leave everything to the ranking. Besides, ILIKE over the same rows
for each word, which a trigram index serves too: it forgives no slip, knows no size or
code, and does not rank.
"""

import time
from pathlib import Path
from random import Random

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.filling import Region
from bench.pages import browsing, client_of, member_of
from bench.reporting import against, fact, heading, percentile, progress, ratio
from catalogue.products.models import Product
from catalogue.products.searching import find_products
from trusts.models import Organisation
from trusts.roles import Role

TIMES = 200
PAGE_FLOOR, STATEMENT_FLOOR = 0.100, 0.005  # seconds at p95
SEED = 20261123
PLAIN = "SELECT id FROM products_product WHERE {} ORDER BY id LIMIT 51"


def measure_search(region: Region, folder: Path) -> None:  # noqa: ARG001
    """Print p50 and p95 of each kind of search: the statements, and the page."""
    trust = Organisation.objects.get(code=region.trust(0).code)
    kinds = searches(Random(SEED))
    heading(f"Search over {Product.objects.count():,} products")
    with browsing():
        client = client_of(member_of(Role.TRUST_LEAD, trust))
        everything: dict[str, list[float]] = {"page": [], "sql": [], "plain": []}
        for kind, texts in kinds.items():
            progress(f"search: {kind}")
            seconds = _measure(texts, client)
            for name, values in seconds.items():
                everything[name] += values
            p50, p95 = (percentile(seconds["page"], share) for share in (0.5, 0.95))
            fact(
                kind,
                f"{p95 * 1000:,.1f} ms p95",
                f"page p50 {p50 * 1000:,.1f} ms; statements "
                f"p95 {percentile(seconds['sql'], 0.95) * 1000:,.1f} ms",
            )
    _conclude(everything)


def _conclude(seconds: dict[str, list[float]]) -> None:
    p95 = {name: percentile(values, 0.95) for name, values in seconds.items()}
    p50 = {name: percentile(values, 0.5) for name, values in seconds.items()}
    against(
        "page, p95 of all", p95["page"] * 1000, PAGE_FLOOR * 1000, unit="ms",
        is_least=False,
    )  # fmt: skip
    fact("page, p50 of all", f"{p50['page'] * 1000:,.1f} ms")
    against(
        "statements, p95 of all", p95["sql"] * 1000, STATEMENT_FLOOR * 1000, unit="ms",
        is_least=False,
    )  # fmt: skip
    fact("statements, p50 of all", f"{p50['sql'] * 1000:,.1f} ms")
    fact("plain ILIKE, p50 and p95", f"{p50['plain'] * 1000:,.1f} ms",
         f"{p95['plain'] * 1000:,.1f} ms")  # fmt: skip
    ratio("beside plain ILIKE, p50", p50["sql"], p50["plain"])


def _measure(texts: list[str], client: Client) -> dict[str, list[float]]:
    address = reverse("product_list")
    seconds: dict[str, list[float]] = {"page": [], "sql": [], "plain": []}
    find_products(texts[0], size=51)
    for text in texts:
        started = time.perf_counter()
        find_products(text, size=51)
        seconds["sql"].append(time.perf_counter() - started)
        started = time.perf_counter()
        _plainly(text)
        seconds["plain"].append(time.perf_counter() - started)
        started = time.perf_counter()
        client.get(address, {"q": text}, secure=True).content  # noqa: B018
        seconds["page"].append(time.perf_counter() - started)
    return seconds


def _plainly(text: str) -> None:
    words = [f"%{word}%" for word in text.upper().split()]
    condition = " AND ".join(["upper(description) LIKE %s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(PLAIN.format(condition), words)
        cursor.fetchall()


def searches(chance: Random) -> dict[str, list[str]]:
    """So many texts of each kind, from products taken at random."""
    last = Product.objects.order_by("-pk").values_list("pk", flat=True).first() or 1
    chosen = []
    while len(chosen) < TIMES:
        pks = {chance.randint(1, last) for _ in range(TIMES)}
        chosen += Product.objects.filter(pk__in=pks).select_related("manufacturer")
    kinds: dict[str, list[str]] = {
        "words swapped": [], "a wrong letter": [], "common words": [], "maker": [],
        "whole part code": [], "part of a code": [],
    }  # fmt: skip
    for place, product in enumerate(chosen[:TIMES]):
        words = product.description.split()
        maker = product.manufacturer.name if product.manufacturer else ""
        code = product.part_code or words[-1]
        kind = list(kinds)[place % len(kinds)]
        kinds[kind].append(
            {
                "words swapped": " ".join(reversed(words)),
                "a wrong letter": " ".join([_mistyped(words[0], chance), *words[1:]]),
                "common words": " ".join(words[:2]),
                "maker": f"{maker} {words[0]}",
                "whole part code": code,
                "part of a code": code[1:],
            }[kind]
        )
    return kinds


def _mistyped(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice("abcdefghij") + word[place + 1 :]
