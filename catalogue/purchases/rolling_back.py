"""Taking an import back: what it replaced stands again, what others vouch for stays.

A line that a later standing file repeated unchanged passes to that file. Every other
live line of the import goes, and the newest earlier version that a standing import
brought (or vouches for) is live again.
"""

from django.db import connection

from catalogue.purchases.queries import line_digest
from catalogue.purchases.storing import lock_organisations

# One rollback at a time: two of overlapping files would wait for each other's import.
_LOCK = 7_101

_VOUCHER = """(
    SELECT min(s.import_id) FROM purchases_line_seen AS s
    JOIN purchases_import AS i ON i.id = s.import_id AND i.state = 'DONE'
    WHERE s.line_id = {line}.id AND s.import_id <> %(import_id)s)"""

LEAVING = f"""
CREATE TEMP TABLE leaving ON COMMIT DROP AS
SELECT l.id, l.order_date, l.item_id, l.organisation_id, l.po_number, l.line_number,
    l.net_value, l.replaces_id, l.replaces_date,
    {_VOUCHER.format(line="l")} AS voucher
FROM purchases_line AS l
WHERE l.of_import_id = %(import_id)s AND l.is_live
"""


def _passed_on(lines: str, also: str) -> str:
    """SQL that gives `lines` to their vouchers, which then account for them as
    accepted. `lines` has id, order_date and voucher."""
    return f"""
WITH passed AS (
    UPDATE purchases_line AS l SET is_live = true, of_import_id = g.voucher,
        row_number = (SELECT s.row_number FROM purchases_line_seen AS s
            WHERE s.line_id = g.id AND s.import_id = g.voucher)
    FROM {lines} AS g
    WHERE l.id = g.id AND l.order_date = g.order_date AND g.voucher IS NOT NULL {also}
    RETURNING l.id, l.of_import_id, l.net_value
), dropped AS (
    DELETE FROM purchases_line_seen AS s USING passed AS p
    WHERE s.line_id = p.id AND s.import_id = p.of_import_id
), sums AS (
    SELECT of_import_id, count(*) AS lines, sum(net_value) AS net_value
    FROM passed GROUP BY of_import_id
)
UPDATE purchases_import AS i
SET accepted = i.accepted + s.lines, unchanged = i.unchanged - s.lines,
    net_value = i.net_value + s.net_value
FROM sums AS s WHERE i.id = s.of_import_id
"""


PASS_ON = _passed_on("leaving", "")

RETIRE = """
UPDATE purchases_line AS l SET is_live = false
FROM leaving AS g
WHERE l.id = g.id AND l.order_date = g.order_date AND g.voucher IS NULL
"""

# Walk back from each line that goes to the first version that may stand again.
RETURNING_LINES = f"""
CREATE TEMP TABLE returning_line ON COMMIT DROP AS
WITH RECURSIVE older AS (
    SELECT g.id AS leaving_id, p.id, p.order_date, p.item_id, p.replaces_id,
        p.replaces_date, p.of_import_id, {_VOUCHER.format(line="p")} AS voucher,
        i.state = 'DONE' AS stands
    FROM leaving AS g
    JOIN purchases_line AS p ON p.id = g.replaces_id AND p.order_date = g.replaces_date
    JOIN purchases_import AS i ON i.id = p.of_import_id
    WHERE g.voucher IS NULL
    UNION ALL
    SELECT o.leaving_id, p.id, p.order_date, p.item_id, p.replaces_id,
        p.replaces_date, p.of_import_id, {_VOUCHER.format(line="p")},
        i.state = 'DONE'
    FROM older AS o
    JOIN purchases_line AS p ON p.id = o.replaces_id AND p.order_date = o.replaces_date
    JOIN purchases_import AS i ON i.id = p.of_import_id
    WHERE NOT o.stands AND o.voucher IS NULL
)
SELECT leaving_id, id, order_date, item_id, stands, voucher FROM older
WHERE stands OR voucher IS NOT NULL
"""

RETURN = """
UPDATE purchases_line AS l SET is_live = true
FROM returning_line AS r
WHERE l.id = r.id AND l.order_date = r.order_date AND r.stands
"""

RETURN_TO_VOUCHER = _passed_on("returning_line", "AND NOT g.stands")

REVIVE_ITEMS = """
UPDATE purchases_item AS i SET is_live = true
FROM returning_line AS r WHERE i.id = r.item_id AND NOT i.is_live
"""

KEYS_RETURN = f"""
UPDATE purchases_line_key AS k
SET line_id = l.id, order_date = l.order_date,
    digest = {line_digest("l", "i.digest")}
FROM returning_line AS r
JOIN purchases_line AS l ON l.id = r.id AND l.order_date = r.order_date
JOIN purchases_item AS i ON i.id = l.item_id
WHERE k.organisation_id = l.organisation_id AND k.po_number = l.po_number
    AND k.line_number = l.line_number
"""

KEYS_GO = """
DELETE FROM purchases_line_key AS k
USING leaving AS g
WHERE g.voucher IS NULL
    AND NOT EXISTS (SELECT FROM returning_line AS r WHERE r.leaving_id = g.id)
    AND k.organisation_id = g.organisation_id AND k.po_number = g.po_number
    AND k.line_number = g.line_number
"""

RETIRE_ITEMS = """
UPDATE purchases_item AS i SET is_live = false
WHERE i.id IN (SELECT item_id FROM leaving WHERE voucher IS NULL)
    AND NOT EXISTS (
        SELECT FROM purchases_line AS l WHERE l.item_id = i.id AND l.is_live)
"""

TOUCH_ITEMS = """
INSERT INTO purchases_touched_item (item_id, import_id)
SELECT item_id, %(import_id)s FROM leaving WHERE voucher IS NULL
UNION
SELECT item_id, %(import_id)s FROM returning_line
"""

STATEMENTS = (
    LEAVING,
    PASS_ON,
    RETIRE,
    RETURNING_LINES,
    RETURN,
    RETURN_TO_VOUCHER,
    REVIVE_ITEMS,
    KEYS_RETURN,
    KEYS_GO,
    RETIRE_ITEMS,
    TOUCH_ITEMS,
    "DROP TABLE leaving, returning_line",
)


def wait_for_others() -> None:
    """Until the transaction ends, no other import is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def lock_its_organisations(import_id: int) -> None:
    """Until the transaction ends, no file of the organisations of an import's lines is
    stored."""
    with connection.cursor() as cursor:
        lock_organisations(
            cursor,
            "SELECT DISTINCT organisation_id FROM purchases_line"
            f" WHERE of_import_id = {import_id:d}",
        )


def take_back(import_id: int) -> None:
    """Take the lines of an import back; its state says already that it is undone."""
    lock_its_organisations(import_id)
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, {"import_id": import_id})
