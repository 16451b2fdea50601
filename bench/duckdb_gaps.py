"""The same gaps from the same lines by DuckDB, in memory: what the gap statements stand
beside. Whole numbers throughout (pence, millionths of a pound), so it is exact too."""

import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
from django.db import connection

LINES = """
SELECT item_id, order_date, quantity::bigint, (net_value * 100000000)::bigint,
    kind = 'O' AND quantity > 0 AND net_value > 0 AND unit_price > 0, kind <> 'G'
FROM purchases_line WHERE is_live
"""
MATCHES = """
SELECT item_id, product_id, organisation_id, eaches FROM matching_match
WHERE product_id IS NOT NULL AND eaches IS NOT NULL
"""
TABLES = """
CREATE TABLE line (item_id INTEGER, order_date DATE, quantity BIGINT, net_value BIGINT,
    is_evidence BOOLEAN, is_volume BOOLEAN);
CREATE TABLE match (item_id INTEGER, product_id INTEGER, organisation_id INTEGER,
    eaches BIGINT);
CREATE TABLE organisation (id INTEGER, code TEXT)
"""

GAPS = """
CREATE OR REPLACE TABLE gap AS
WITH item AS (
    SELECT item_id,
        sum(net_value) FILTER (is_evidence AND order_date > $on - 90) AS value_90,
        sum(quantity) FILTER (is_evidence AND order_date > $on - 90) AS packs_90,
        sum(net_value) FILTER (is_evidence AND order_date > $on - 180) AS value_180,
        sum(quantity) FILTER (is_evidence AND order_date > $on - 180) AS packs_180,
        sum(quantity) FILTER (is_volume) AS packs_365,
        count(*) FILTER (is_evidence) AS lines,
        min(order_date) FILTER (is_evidence) AS first_on,
        max(order_date) FILTER (is_evidence) AS last_on
    FROM line WHERE order_date > $on - 365 AND order_date <= $on GROUP BY item_id
), product AS (
    SELECT product_id, organisation_id,
        sum(value_90) AS value_90, sum(packs_90 * eaches) AS eaches_90,
        sum(value_180) AS value_180, sum(packs_180 * eaches) AS eaches_180,
        greatest(sum(packs_365 * eaches), 0) AS units, sum(lines) AS lines,
        min(first_on) AS first_on, max(last_on) AS last_on
    FROM item JOIN match USING (item_id) GROUP BY product_id, organisation_id
), priced AS (
    SELECT product_id, organisation_id, code, coalesce(units, 0) AS units,
        lines >= 3 AND first_on < last_on AS is_regular,
        CASE WHEN eaches_90 > 0
            THEN (2 * value_90 + 100 * eaches_90) // (200 * eaches_90)
            ELSE (2 * value_180 + 100 * eaches_180) // (200 * eaches_180)
        END AS price
    FROM product JOIN organisation ON id = organisation_id
    WHERE eaches_90 > 0 OR eaches_180 > 0
), ordered AS (
    SELECT *, count(*) OVER w AS trusts,
        row_number() OVER (PARTITION BY product_id ORDER BY price) AS place,
        min(price) OVER w AS least, max(price) OVER w AS most
    FROM priced WHERE price > 0 WINDOW w AS (PARTITION BY product_id)
), middle AS (
    SELECT *, sum(price) FILTER (place = (trusts + 1) // 2) OVER w
        + sum(price) FILTER (place = trusts // 2 + 1) OVER w AS twice_median
    FROM ordered WHERE trusts >= 2 WINDOW w AS (PARTITION BY product_id)
), far AS (
    SELECT *, CASE WHEN trusts = 2 THEN most >= 3 * least
        ELSE 2 * price >= 3 * twice_median OR 6 * price <= twice_median END AS is_far
    FROM middle
), judged AS (
    SELECT *, is_far OR coalesce(max(price) FILTER (NOT is_far) OVER w
        >= 3 * min(price) FILTER (NOT is_far) OVER w, false) AS is_suspect
    FROM far WINDOW w AS (PARTITION BY product_id)
), kept AS (
    SELECT product_id, code, price, units, is_regular, count(*) OVER w AS left_over,
        row_number() OVER (PARTITION BY product_id ORDER BY units) AS place
    FROM judged WHERE NOT is_suspect WINDOW w AS (PARTITION BY product_id)
), qualified AS (
    SELECT *, is_regular OR 20 * units >=
        sum(units) FILTER (place = (left_over + 1) // 2) OVER w
        + sum(units) FILTER (place = left_over // 2 + 1) OVER w AS qualifies
    FROM kept WHERE left_over >= 2 WINDOW w AS (PARTITION BY product_id)
), lowest AS (
    SELECT *, min(price) FILTER (qualifies) OVER (PARTITION BY product_id) AS lowest
    FROM qualified
)
SELECT product_id, code, price, lowest,
    ((price - lowest) * units + 5000) // 10000 AS pence
FROM lowest
WHERE price > lowest AND 100 * (price - lowest) >= $percent * price
    AND ((price - lowest) * units + 5000) // 10000 >= $least
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """DuckDB's seconds, and the number and yearly value of gaps that it found."""

    seconds: list[float]
    listed: int
    gap_value: Decimal


def work_out_gaps(
    *, on: date, runs: int, folder: Path, least: int, percent: int
) -> Peer:
    """Hand the lines over once, then work the gaps out `runs` times on two threads.

    `least` is pounds a year, `percent` a whole number.
    """
    peer = duckdb.connect()
    peer.execute("SET threads = 2")
    peer.execute(TABLES)
    _hand_over(peer, LINES, "line", folder)
    _hand_over(peer, MATCHES, "match", folder)
    _hand_over(peer, "SELECT id, code FROM trusts_organisation", "organisation", folder)
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        peer.execute(GAPS, {"on": on, "percent": percent, "least": least * 100})
        seconds.append(time.perf_counter() - started)
    listed, pence = peer.execute("SELECT count(*), sum(pence) FROM gap").fetchone()
    return Peer(seconds, listed, Decimal(int(pence or 0)) / 100)


def _hand_over(
    peer: duckdb.DuckDBPyConnection, statement: str, table: str, folder: Path
) -> None:
    path = folder / f"{table}.csv"
    with (
        path.open("wb") as handle,
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)") as copy,
    ):
        for block in copy:
            handle.write(block)
    peer.execute(f"COPY {table} FROM '{path}' (FORMAT csv, HEADER false)")
    path.unlink()
