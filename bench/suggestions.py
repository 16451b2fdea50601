"""Measure 7: suggestions for descriptions without a code, beside PostgreSQL's trigrams.

3,000 disturbed descriptions of real devices against 250,000 products that are real ones
or differ from one in a number or a word. The points and limits of the suggestions were
set on descriptions made from seed 1; those measured here are made from another. What is
added to the region for it is taken away again.
"""

import time
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from bench import descriptions
from bench.filling import Region
from bench.reporting import against, fact, heading, progress, ratio
from catalogue.matching.models import Match, MatchReason, PackStatus
from catalogue.products.models import Manufacturer, Product
from catalogue.purchases.models import Import, ImportState, Item
from catalogue.suggestions.actions import suggest
from catalogue.suggestions.models import Suggestion
from trusts.models import Organisation
from trusts.roles import Kind

PRODUCTS, ASKED = 250_000, 3_000
BY_TRIGRAMS = 200  # of the asked, for trigrams take their time
FIRST = 5
RECALL_FLOOR, TIME_FLOOR = 0.95, 10  # share in the first five; ms a description
SEED = 20261127
TRIGRAMS = """
SELECT id FROM products_product WHERE upper(description) %% upper(%s)
ORDER BY similarity(upper(description), upper(%s)) DESC, id LIMIT 5
"""


def measure_suggestions(region: Region, folder: Path) -> None:  # noqa: ARG001
    """Print recall in the first five and time a description, and the peer's."""
    if not descriptions.MASTER.exists():
        heading("Suggestions")
        fact("not measured", "", "the device master is not beside this checkout")
        return
    chance = Random(SEED)
    real = descriptions.real_devices()
    with _taken_away_again():
        missing = max(0, PRODUCTS - Product.objects.count())
        devices = descriptions.with_near_ones(real, missing, chance)
        products = _add_products(devices)
        heading(f"Suggestions against {Product.objects.count():,} products")
        started = time.perf_counter()
        suggest(at=timezone.now(), everything=True)
        fact("index of all, once a night", f"{time.perf_counter() - started:,.1f} s")
        _measure(descriptions.can_be_told(devices), set(real), products, chance)


def _measure(
    told: list[descriptions.Device],
    real: set[descriptions.Device],
    products: dict[str, int],
    chance: Random,
) -> None:
    chosen = chance.sample([each for each in told if each in real], ASKED)
    asked = [
        (descriptions.disturbed(each.description, chance), products[each.description])
        for each in chosen
    ]
    ours, seconds = _suggested([text for text, _ in asked])
    recall = sum(product in ours[text][:FIRST] for text, product in asked) / len(asked)
    first = sum(product in ours[text][:1] for text, product in asked) / len(asked)
    against("right product in the first five", recall, RECALL_FLOOR, unit="",
            is_least=True)  # fmt: skip
    fact("right product first", f"{first:.3f}", f"seed {SEED}, held out")
    each = seconds / len(asked) * 1000
    against("time a description", each, TIME_FLOOR, unit="ms", is_least=False)
    _beside_trigrams(asked[:BY_TRIGRAMS], each)


def _beside_trigrams(asked: list[tuple[str, int]], ours: float) -> None:
    progress("suggestions: trigrams")
    started, right = time.perf_counter(), 0
    with connection.cursor() as cursor:
        for text, product in asked:
            cursor.execute(TRIGRAMS, [text, text])
            right += product in {number for (number,) in cursor.fetchall()}
    each = (time.perf_counter() - started) / len(asked) * 1000
    fact("PostgreSQL trigrams, in the first five", f"{right / len(asked):.3f}",
         f"{len(asked)} of the same descriptions")  # fmt: skip
    fact("PostgreSQL trigrams, a description", f"{each:,.1f} ms")
    ratio("our time beside trigrams'", ours, each)


@contextmanager
def _taken_away_again():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _add_products(devices: list[descriptions.Device]) -> dict[str, int]:
    progress(f"suggestions: {len(devices):,} products")
    names = {each.maker for each in devices}
    makers = Manufacturer.objects.bulk_create(
        [Manufacturer(name=name, name_key=f"BENCH {name.upper()}") for name in names],
        ignore_conflicts=True,
    )
    numbers = dict(
        Manufacturer.objects.filter(
            name_key__in=[maker.name_key for maker in makers]
        ).values_list("name_key", "pk")
    )
    made = Product.objects.bulk_create(
        [
            Product(
                description=each.description,
                manufacturer_id=numbers[f"BENCH {each.maker.upper()}"],
                is_declared=True,
            )
            for each in devices
        ],
        batch_size=5_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE products_product")
    return {each.description: each.pk for each in made}


def _suggested(texts: list[str]) -> tuple[dict[str, list[int]], float]:
    """The products suggested for each text, the best first, and the seconds."""
    progress(f"suggestions: {len(texts):,} descriptions")
    trust = Organisation.objects.create(
        code="SUGGEST", name="Suggest Hospitals", kind=Kind.ACUTE
    )
    items = _add_items(trust, texts)
    started = time.perf_counter()
    suggest(at=timezone.now())
    seconds = time.perf_counter() - started
    found: dict[str, list[int]] = {text: [] for text in texts}
    said = {item.subject: item.description for item in items}
    for each in Suggestion.objects.filter(subject__in=said).best_first():
        found[said[each.subject]].append(each.product_id)
    return found, seconds


def _add_items(trust: Organisation, texts: list[str]) -> list[Item]:
    of_import = Import.objects.create(
        organisation=trust, file_name="suggest.csv", sha256="0" * 64, size=0,
        state=ImportState.DONE, uploaded_at=timezone.now(),
    )  # fmt: skip
    names = (
        "supplier_name supplier_part manufacturer_name mpc npc gtin unit_of_purchase "
        "pack_size category supplier_key manufacturer_key part_key npc_key gtin_key"
    )
    empty = dict.fromkeys(names.split(), "")
    Item.objects.bulk_create(
        [
            Item(
                organisation=trust, digest=uuid4(), local_code=str(number),
                description=text, is_carriage=False, first_import=of_import, **empty,
            )
            for number, text in enumerate(texts)
        ]
    )  # fmt: skip
    items = list(Item.objects.filter(organisation=trust))
    Match.objects.bulk_create(
        [
            Match(
                item=item, organisation=trust, tier="", reason=MatchReason.NO_CODE,
                pack_status=PackStatus.UNKNOWN,
            )
            for item in items
        ]
    )  # fmt: skip
    return items
