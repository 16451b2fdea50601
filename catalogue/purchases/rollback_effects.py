"""What taking an import back does to lines and items, in figures. The statements are
those of the rollback itself; whoever asks holds its locks."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from catalogue.purchases.rolling_back import LEAVING, RETURNING_LINES

GOING = """
SELECT count(*) FILTER (WHERE voucher IS NULL),
    coalesce(sum(net_value) FILTER (WHERE voucher IS NULL), 0)
FROM leaving
"""
COMING = """
SELECT count(*), coalesce(sum(l.net_value), 0)
FROM returning_line AS r
JOIN purchases_line AS l ON l.id = r.id AND l.order_date = r.order_date
"""

# Lines by the other import that they stay with, come from, or were replaced by.
STAYING = "SELECT voucher, count(*) FROM leaving WHERE voucher IS NOT NULL GROUP BY 1"
RETURNING_OF = """
SELECT CASE WHEN r.stands THEN l.of_import_id ELSE r.voucher END, count(*)
FROM returning_line AS r
JOIN purchases_line AS l ON l.id = r.id AND l.order_date = r.order_date GROUP BY 1
"""
REPLACED_BY = """
SELECT n.of_import_id, count(*)
FROM purchases_line AS l
JOIN purchases_line_key AS k USING (organisation_id, po_number, line_number)
JOIN purchases_line AS n ON n.id = k.line_id AND n.order_date = k.order_date
WHERE l.of_import_id = %(import_id)s AND NOT l.is_live
    AND n.of_import_id <> l.of_import_id
GROUP BY 1
"""
ITEMS_BEFORE = """
DROP TABLE IF EXISTS item_before;
CREATE TEMP TABLE item_before AS
SELECT id, is_live FROM purchases_item
WHERE id IN (SELECT item_id FROM leaving UNION SELECT item_id FROM returning_line)
"""
ITEMS = """
SELECT count(*) FILTER (WHERE b.is_live AND NOT i.is_live),
    count(*) FILTER (WHERE i.is_live AND NOT b.is_live)
FROM item_before AS b JOIN purchases_item AS i USING (id)
"""


@dataclass(frozen=True, slots=True)
class LineEffect:
    """Order lines that go and that stand again, in pounds ex VAT; and by import: those
    that stay with a later file, come from an earlier one, or are replaced already."""

    lines_go: int
    value_goes: Decimal
    lines_return: int
    value_returns: Decimal
    stay_with: dict[int, int]
    return_of: dict[int, int]
    replaced_by: dict[int, int]


def effect_on_lines(import_id: int) -> LineEffect:
    """What `take_back` will do; remembers the items as they are until then."""
    values = {"import_id": import_id}
    with connection.cursor() as cursor:

        def ask(statement: str) -> list[tuple]:
            cursor.execute(statement, values)
            return cursor.fetchall()

        cursor.execute(LEAVING, values)
        cursor.execute(RETURNING_LINES, values)
        [(lines_go, value_goes)], [(lines_return, value_returns)] = (
            ask(GOING),
            ask(COMING),
        )
        effect = LineEffect(
            lines_go,
            value_goes,
            lines_return,
            value_returns,
            stay_with=dict(ask(STAYING)),
            return_of=dict(ask(RETURNING_OF)),
            replaced_by=dict(ask(REPLACED_BY)),
        )
        cursor.execute(ITEMS_BEFORE)
        cursor.execute("DROP TABLE leaving, returning_line")
    return effect


def effect_on_items() -> tuple[int, int]:
    """After `take_back`: how many items have no order line any more, and how many have
    one again."""
    with connection.cursor() as cursor:
        cursor.execute(ITEMS)
        gone, back = cursor.fetchone()
        cursor.execute("DROP TABLE item_before")
    return gone, back
