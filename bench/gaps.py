"""Measure 3: gaps for everything, stored, beside DuckDB in memory on the same lines."""

import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

from django.conf import settings
from django.utils import timezone

from bench.clocks import StatementClock
from bench.duckdb_gaps import Peer, work_out_gaps
from bench.filling import Region
from bench.reporting import against, fact, heading, progress, ratio
from procurement.gaps.actions import refresh_gaps

RUNS = 3


def peers_gaps(*, on: date, runs: int, folder: Path) -> Peer:
    """DuckDB's, with the thresholds of the settings."""
    return work_out_gaps(
        on=on,
        runs=runs,
        folder=folder,
        least=int(settings.GAP_LEAST_VALUE),
        percent=int(100 * Decimal(settings.GAP_LEAST_PERCENT)),
    )


def measure_gaps(region: Region, folder: Path) -> None:
    on, clock, seconds = timezone.localdate(), StatementClock(), []
    progress("gaps for everything")
    for _ in range(RUNS):
        started = time.perf_counter()
        with clock.running():
            refreshed = refresh_gaps(on=on, at=timezone.now())
        seconds.append(time.perf_counter() - started)
    progress("the same by DuckDB")
    peer = peers_gaps(on=on, runs=RUNS, folder=folder)
    heading(f"Gaps for everything over {region.size.lines:,} lines, stored")
    against("seconds (median of three)", median(seconds), 10, unit="s", is_least=False)
    ratio("beside DuckDB in memory", median(seconds), median(peer.seconds))
    fact("DuckDB", f"{median(peer.seconds):.3f} s")
    same = (refreshed.listed, refreshed.gap_value) == (peer.listed, peer.gap_value)
    fact(
        "both find",
        "the same" if same else "DIFFERENT GAPS",
        f"{refreshed.listed:,} gaps worth £{refreshed.gap_value:,.2f}"
        + ("" if same else f"; DuckDB {peer.listed:,} worth £{peer.gap_value:,.2f}"),
    )
    fact("where the time goes (a run):", "")
    for name, taken in clock.slowest(7):
        fact(f"  {name}", f"{taken / RUNS:.3f} s")
