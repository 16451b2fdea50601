"""The statements that sum lines into spend: touched organisations' months, or all."""

TABLES = """
CREATE TEMP TABLE touched_month (
    organisation_id bigint, month date, PRIMARY KEY (organisation_id, month)
) ON COMMIT DROP;
CREATE TEMP TABLE moved_item (item_id bigint, organisation_id bigint) ON COMMIT DROP;
"""
# In a test one transaction holds several runs, so ON COMMIT DROP is too late.
DROP_TABLES = "DROP TABLE IF EXISTS touched_month, moved_item, spend_now"

TAKE_TOUCHED = """
WITH taken AS (DELETE FROM spend_touched_month RETURNING organisation_id, month)
INSERT INTO touched_month SELECT DISTINCT organisation_id, month FROM taken
"""

# An item's lines stand in months that were summed before or are touched. Where all of
# an organisation's are touched, as after its first import, nobody needs to look.
TAKE_MOVED = """
WITH taken AS (DELETE FROM spend_moved_item RETURNING item_id, organisation_id)
INSERT INTO moved_item
SELECT DISTINCT m.item_id, m.organisation_id FROM taken AS m
WHERE EXISTS (
    SELECT FROM spend_month AS s WHERE s.organisation_id = m.organisation_id
        AND (s.organisation_id, s.month) NOT IN (
            SELECT t.organisation_id, t.month FROM touched_month AS t))
"""

MONTHS_OF_MOVED = """
INSERT INTO touched_month
SELECT DISTINCT l.organisation_id, date_trunc('month', l.order_date)::date
FROM moved_item AS m JOIN purchases_line AS l USING (item_id)
WHERE l.is_live
ON CONFLICT DO NOTHING
"""

# Looking up so many items takes longer than summing what their organisations spent.
MOST_MOVED = 20_000
MONTHS_OF_MANY_MOVED = """
INSERT INTO touched_month
SELECT DISTINCT s.organisation_id, s.month FROM spend_month AS s
WHERE s.organisation_id IN (SELECT organisation_id FROM moved_item)
ON CONFLICT DO NOTHING
"""

TOUCHED = """
SELECT month, array_agg(organisation_id ORDER BY organisation_id)
FROM touched_month GROUP BY month ORDER BY month
"""

_LINES = """
SELECT l.organisation_id, i.supplier_id, l.order_date AS day, count(*)::int AS lines,
    sum(l.net_value) AS net_value,
    coalesce(sum(l.net_value) FILTER (
        WHERE m.product_id IS NOT NULL AND m.eaches IS NOT NULL), 0)
        AS comparable_value
FROM purchases_line AS l
JOIN purchases_item AS i ON i.id = l.item_id
LEFT JOIN matching_match AS m ON m.item_id = l.item_id
WHERE l.is_live AND l.kind <> 'G'{of_lines}
GROUP BY l.organisation_id, i.supplier_id, l.order_date
"""
SUM_EVERYTHING = "CREATE TEMP TABLE spend_now AS" + _LINES.format(of_lines="")
# Few months are read from their own partitions; of many the lines are read through.
MOST_MONTHS = 12
_OF_MONTH = """
    AND l.order_date >= %s AND l.order_date < %s AND l.organisation_id = ANY(%s)"""
SUM_MANY_MONTHS = "CREATE TEMP TABLE spend_now AS" + _LINES.format(
    of_lines=_OF_MONTH
    + """
    AND (l.organisation_id, date_trunc('month', l.order_date)::date) IN (
        SELECT organisation_id, month FROM touched_month)"""
)


def sum_months(count: int) -> str:
    """Sums so many months, each by its first day, the next's, and organisations."""
    each = _LINES.format(of_lines=_OF_MONTH)
    return "CREATE TEMP TABLE spend_now AS" + "UNION ALL".join([each] * count)


# Readers see the old sums until the new ones are all there, and only rows that differ
# are written. {of_touched} narrows what may go to what was summed.
KEEP_MONTHS = """
WITH now AS MATERIALIZED (
    SELECT organisation_id, date_trunc('month', day)::date AS month, supplier_id,
        sum(lines)::int AS lines, sum(net_value) AS net_value,
        sum(comparable_value) AS comparable_value, max(day) AS last_order_on
    FROM spend_now GROUP BY 1, 2, 3
), gone AS (
    DELETE FROM spend_month AS s WHERE {of_touched} NOT EXISTS (
        SELECT FROM now AS n WHERE n.organisation_id = s.organisation_id
            AND n.month = s.month AND coalesce(n.supplier_id, 0)
                = coalesce(s.supplier_id, 0))
)
INSERT INTO spend_month AS s (organisation_id, month, supplier_id, lines, net_value,
    comparable_value, last_order_on)
SELECT organisation_id, month, supplier_id, lines, net_value, comparable_value,
    last_order_on
FROM now
ON CONFLICT (organisation_id, month, supplier_id) DO UPDATE
SET lines = excluded.lines, net_value = excluded.net_value,
    comparable_value = excluded.comparable_value,
    last_order_on = excluded.last_order_on
WHERE (s.lines, s.net_value, s.comparable_value, s.last_order_on)
    IS DISTINCT FROM (excluded.lines, excluded.net_value, excluded.comparable_value,
        excluded.last_order_on)
"""
KEEP_DAYS = """
WITH now AS MATERIALIZED (
    SELECT organisation_id, day, sum(lines)::int AS lines, sum(net_value) AS net_value,
        sum(comparable_value) AS comparable_value
    FROM spend_now GROUP BY 1, 2
), gone AS (
    DELETE FROM spend_day AS s WHERE {of_touched} NOT EXISTS (
        SELECT FROM now AS n
        WHERE n.organisation_id = s.organisation_id AND n.day = s.day)
)
INSERT INTO spend_day AS s (organisation_id, day, lines, net_value, comparable_value)
SELECT organisation_id, day, lines, net_value, comparable_value FROM now
ON CONFLICT (organisation_id, day) DO UPDATE
SET lines = excluded.lines, net_value = excluded.net_value,
    comparable_value = excluded.comparable_value
WHERE (s.lines, s.net_value, s.comparable_value)
    IS DISTINCT FROM (excluded.lines, excluded.net_value, excluded.comparable_value)
"""
OF_TOUCHED = """(s.organisation_id, {month}) IN (
        SELECT organisation_id, month FROM touched_month) AND"""
OF_TOUCHED_MONTHS = OF_TOUCHED.format(month="s.month")
OF_TOUCHED_DAYS = OF_TOUCHED.format(month="date_trunc('month', s.day)::date")
