"""Fill the region that is measured in, through the doors everybody uses."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench import invented
from bench.one_import import import_file
from catalogue.matching.actions import match_items
from catalogue.products.actions import load_catalogue
from catalogue.spend.actions import keep_spend
from procurement.gaps.actions import refresh_gaps
from trusts.models import Organisation
from trusts.roles import Kind


@dataclass(frozen=True, slots=True)
class Region:
    """The region in the tables, and what is needed to invent more of it."""

    size: invented.Size
    products: list[invented.Product]

    def trust(self, place: int) -> invented.Trust:
        return invented.make_trust(self.size, place, self.products)


def fill(size: invented.Size, folder: Path, tell: Callable[[str], None]) -> Region:
    """Load organisations and catalogue, import every trust's extract, match, compare.

    A region that is there already is taken as it is.
    """
    region = Region(size, invented.make_products(size))
    if Organisation.objects.filter(code=invented.codes()[0]).exists():
        tell("The region is there already.")
        return region
    for code in invented.codes():
        Organisation.objects.create(
            code=code, name=f"{code} Hospitals", kind=Kind.ACUTE
        )
    load_catalogue(invented.catalogue_lines(region.products))
    lines = 0
    for place, code in enumerate(invented.codes()):
        trust = region.trust(place)
        path = invented.write(
            folder / f"{code}.csv", invented.extract_lines(size, trust, place)
        )
        started = time.perf_counter()
        import_file(path, code)
        seconds = time.perf_counter() - started
        path.unlink()
        tell(
            f"{code}: {trust.lines:,} rows into {lines:,} lines in {seconds:.1f} s, "
            f"{trust.lines / seconds:,.0f} rows/s"
        )
        lines += trust.lines
    match_items()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    refresh_gaps(on=timezone.localdate(), at=timezone.now())
    keep_spend(everything=True)
    return region
