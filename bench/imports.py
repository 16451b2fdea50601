"""Measures 1, 2 and 4: a file of 100,000 rows from bytes to gaps, the same file again,
and the gaps after a file of 10,000 rows."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.db import connection

from bench import import_peers, invented
from bench.filling import Region
from bench.reporting import against, fact, heading, progress, ratio
from catalogue.purchases.models import Import
from catalogue.spend import queries as spend

ROWS = 100_000
FEWER_ROWS = 10_000  # for django-import-export, which is slow
BUYER, SMALLER_BUYER = 2, 6  # trusts of middling size


def measure_imports(region: Region, folder: Path) -> None:
    path = later_month(region, folder, BUYER, ROWS)
    code = invented.codes()[BUYER]
    progress(f"importing {ROWS:,} rows")
    done = import_apart(path, code)
    again = import_apart(path, code)
    progress("the same rows by COPY and by django-import-export")
    copied = min(import_peers.copy_seconds(path) for _ in range(3))
    peer_rate = FEWER_ROWS / import_peers.import_export_seconds(path, FEWER_ROWS)
    seconds = sum(done["steps"].values())
    rate = done["rows"] / seconds

    heading(f"Import of {done['rows']:,} rows into {region.size.lines:,} lines")
    against("end to end", rate, 20_000, unit="rows/s", is_least=True)
    against("peak memory", done["peak_megabytes"], 400, unit="MB", is_least=False)
    ratio("beside COPY of the rows into a plain table", seconds, copied)
    fact("COPY", f"{ROWS / copied:,.0f} rows/s")
    fact(
        "beside django-import-export",
        f"{rate / peer_rate:.1f} x as fast",
        f"its fastest setting, {peer_rate:,.0f} rows/s over {FEWER_ROWS:,} rows",
    )
    _tell_steps(done)
    heading("The same file again")
    against("seconds", sum(again["steps"].values()), 2, unit="s", is_least=False)
    fact("written", "nothing" if not again["is_new"] else "SOMETHING")


def measure_touched(region: Region, folder: Path) -> None:
    path = later_month(region, folder, SMALLER_BUYER, FEWER_ROWS)
    progress(f"importing {FEWER_ROWS:,} rows")
    done = import_apart(path, invented.codes()[SMALLER_BUYER])
    heading(f"Gaps after an import of {done['rows']:,} rows, touched products only")
    against("gaps", done["steps"]["gaps"], 1, unit="s", is_least=False)
    fact("the whole import", f"{sum(done['steps'].values()):.3f} s")
    heading("Spend after the same import, touched months only")
    afresh = spend_of_everything_seconds()
    fact(
        "spend", f"{done['steps']['spend']:.3f} s", f"summing all lines {afresh:.3f} s"
    )
    ratio("beside summing all lines", done["steps"]["spend"], afresh)


def import_apart(path: Path, code: str) -> dict[str, Any]:
    """Import in a process of its own; raises CalledProcessError when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.one_import", str(path), code],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def spend_of_everything_seconds() -> float:
    """The plain sum over all lines, by organisation, supplier and day; kept nowhere."""
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(spend.SUM_EVERYTHING)
        seconds = time.perf_counter() - started
        cursor.execute("DROP TABLE spend_now")
    return seconds


def later_month(region: Region, folder: Path, place: int, rows: int) -> Path:
    """A file that the region has not seen, whatever was imported before."""
    run = Import.objects.count()
    lines = invented.month_lines(
        region.size, region.trust(place), place, rows=rows, run=run
    )
    return invented.write(folder / f"month{run}.csv", lines)


def _tell_steps(done: dict[str, Any]) -> None:
    steps, statements = done["steps"], done["statements"]
    fact("where the time goes:", "")
    fact("  keep the bytes", f"{steps['receive']:.3f} s")
    fact("  understand the layout (reads it all)", f"{steps['understand']:.3f} s")
    sql = sum(s for name, s in statements.items() if name.startswith("purchases."))
    fact("  read and stage", f"{steps['store'] - sql - statements['other']:.3f} s")
    for name, what in (
        ("JUDGE", "judge"),
        ("VERDICT", "new, unchanged or replaced"),
        ("NEW_ITEMS", "items"),
        ("NEW_LINES", "lines"),
        ("KEEP_KEYS", "keys of lines"),
    ):
        taken = statements.pop(f"purchases.{name}", 0)
        sql -= taken
        fact(f"  {what}", f"{taken:.3f} s")
    fact("  the rest of storing", f"{sql + statements['other']:.3f} s")
    fact("  match", f"{steps['match']:.3f} s")
    prices = sum(s for name, s in statements.items() if name.startswith("prices."))
    fact("  prices", f"{prices:.3f} s")
    fact("  gaps", f"{steps['gaps'] - prices:.3f} s")
    fact("  spend", f"{steps['spend']:.3f} s")
