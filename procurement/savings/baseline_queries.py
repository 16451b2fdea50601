"""Baselines from order lines, set-based and exact, with the lines they are made of."""

from procurement.savings.queries import FIRST, LINES_OF, ROOT

# Of every claim of one part: the baseline that its lines make now, each line in one
# claim's, also where products have become one. One without an order line has none, but
# in a switch: there all claims are one group, so that what is bought after it costs
# what any of the products did before.
BASELINES = f"""
CREATE TEMP TABLE baseline_line AS
{
    LINES_OF.format(
        claims=f'''(SELECT DISTINCT ON (c.participation_id, {ROOT})
            c.id, c.organisation_id, c.product_id, c.eaches_per_use,
            %(from_on)s::date AS from_on, %(until_on)s::date AS until_on
        FROM savings_claim AS c JOIN products_product AS p ON p.id = c.product_id
        WHERE c.id = ANY(%(claims)s)
        ORDER BY c.participation_id, {ROOT}, {FIRST.format("c")})'''
    )
};
"""

BASELINE_SUMS = """
WITH claim AS (
    SELECT c.id, c.eaches_per_use,
        CASE WHEN i.kind = 'SWITCH' THEN -t.id ELSE c.id END AS group_id
    FROM savings_claim AS c JOIN savings_participation AS t ON t.id = c.participation_id
    JOIN savings_initiative AS i ON i.id = t.initiative_id
    WHERE c.id = ANY(%(claims)s)
), priced AS (
    SELECT l.*, c.group_id, c.eaches_per_use, row_number() OVER (
        PARTITION BY c.group_id ORDER BY l.order_date DESC, l.line_id DESC) AS place
    FROM baseline_line AS l JOIN claim AS c ON c.id = l.claim_id
    WHERE l.kind = 'O' AND l.quantity > 0
), sums AS (
    SELECT claim_id, group_id, count(*) AS lines, sum(net_value) AS paid,
        sum(units) / eaches_per_use AS uses,
        max(price_each) FILTER (WHERE place = 1) AS last_price
    FROM priced GROUP BY claim_id, group_id, eaches_per_use
), grouped AS (
    SELECT group_id, sum(lines) AS lines, sum(paid) / sum(uses) AS average,
        max(last_price) AS last_price
    FROM sums GROUP BY group_id
)
SELECT c.id, coalesce(s.lines, 0), g.lines < 3 AS is_last_price,
    round(CASE WHEN g.lines < 3 THEN g.last_price ELSE g.average END, 6) AS price_each,
    round(greatest(coalesce((SELECT sum(b.units) FROM baseline_line AS b
        WHERE b.claim_id = c.id), 0), 0) / c.eaches_per_use, 8) AS units
FROM claim AS c JOIN grouped AS g USING (group_id)
LEFT JOIN sums AS s ON s.claim_id = c.id
ORDER BY c.id
"""

KEEP_BASELINE_LINES = """
INSERT INTO savings_baselineline (baseline_id, line_id, order_date, po_number,
    line_number, quantity, eaches, net_value)
SELECT b.id, l.line_id, l.order_date, l.po_number, l.line_number, l.quantity, l.eaches,
    l.net_value
FROM baseline_line AS l
JOIN savings_baseline AS b ON b.claim_id = l.claim_id AND b.ended_at IS NULL
WHERE b.id = ANY(%(baselines)s)
"""
# The kept rows of some baselines with their packs as known now; a row whose item is on
# no pack any more keeps its old one.
_RECOUNTED = """
    SELECT r.baseline_id, r.line_id, r.order_date, r.po_number, r.line_number,
        r.quantity, coalesce(m.eaches, r.eaches) AS eaches, r.net_value
    FROM savings_baselineline AS r
    LEFT JOIN purchases_line AS l ON l.id = r.line_id AND l.order_date = r.order_date
    LEFT JOIN matching_match AS m ON m.item_id = l.item_id
    WHERE r.baseline_id = ANY(%(baselines)s)"""
# Of baselines that have one price: one alone, or all of a switch.
RECOUNT = f"""
WITH line AS ({_RECOUNTED}
), baseline AS (
    SELECT b.id, c.eaches_per_use
    FROM savings_baseline AS b JOIN savings_claim AS c ON c.id = b.claim_id
    WHERE b.id = ANY(%(baselines)s)
), priced AS (
    SELECT b.id, b.eaches_per_use, l.net_value, l.quantity * l.eaches AS units,
        row_number() OVER (ORDER BY l.order_date DESC, l.line_id DESC) AS place
    FROM line AS l JOIN baseline AS b ON b.id = l.baseline_id
    WHERE l.quantity > 0 AND l.net_value > 0
), sums AS (
    SELECT count(*) AS lines, sum(net_value) AS paid,
        sum(units) / eaches_per_use AS uses,
        max(net_value * eaches_per_use / units) FILTER (WHERE place = 1) AS last_price
    FROM priced GROUP BY id, eaches_per_use
)
SELECT b.id, (SELECT round(CASE WHEN sum(lines) < 3 THEN max(last_price)
        ELSE sum(paid) / sum(uses) END, 6) FROM sums),
    round(greatest(coalesce((SELECT sum(quantity * eaches) FROM line AS l
        WHERE l.baseline_id = b.id), 0), 0) / b.eaches_per_use, 8)
FROM baseline AS b
"""
COPY_BASELINE_LINES = f"""
INSERT INTO savings_baselineline (baseline_id, line_id, order_date, po_number,
    line_number, quantity, eaches, net_value)
SELECT %(new)s, line_id, order_date, po_number, line_number, quantity, eaches, net_value
FROM ({_RECOUNTED}) AS line
"""
DROP_BASELINE_LINES = "DROP TABLE IF EXISTS baseline_line"

# Which of some products an organisation has ordered since a day, in whatever pack.
BOUGHT = """
SELECT DISTINCT m.product_id
FROM matching_match AS m JOIN purchases_line AS l ON l.item_id = m.item_id
    AND l.order_date >= %(from_on)s
WHERE m.organisation_id = %(organisation)s AND m.product_id = ANY(%(products)s)
    AND l.is_live AND l.kind = 'O'
"""
