"""What each organisation pays per each, as at a day: one statement over the region.

First sums per item, which know nothing of matches, then over the items of a product.
"In the last n days" means 0 <= D - order_date < n.
"""

# What the lines of an item say, whatever it is matched to. A line that is an order
# (kind O) has a price and a value above 0 when it is stored. The two windows are kept
# apart, the last 90 days and the 90 before: the second only speaks where the first is
# empty, and each line is added once, which halves the work.
ITEM_SUMS = """
    SELECT item_id,
        sum(net_value) FILTER (WHERE kind = 'O' AND quantity > 0
            AND order_date > %(on)s - 90) AS value_90,
        sum(quantity) FILTER (WHERE kind = 'O' AND quantity > 0
            AND order_date > %(on)s - 90) AS packs_90,
        sum(net_value) FILTER (WHERE kind = 'O' AND quantity > 0
            AND order_date <= %(on)s - 90 AND order_date > %(on)s - 180) AS value_180,
        sum(quantity) FILTER (WHERE kind = 'O' AND quantity > 0
            AND order_date <= %(on)s - 90 AND order_date > %(on)s - 180) AS packs_180,
        sum(quantity) FILTER (WHERE kind <> 'G') AS packs_365,
        count(*) FILTER (WHERE kind = 'O' AND quantity > 0) AS lines_365,
        min(order_date) FILTER (WHERE kind = 'O' AND quantity > 0) AS first_on,
        max(order_date) FILTER (WHERE kind = 'O' AND quantity > 0) AS last_on
    FROM {lines}
    WHERE is_live AND order_date > %(on)s - 365 AND order_date <= %(on)s {of_items}
    GROUP BY item_id"""

# {matches} says which items are which product, {of_items} narrows the lines. Few items
# are corrected by persons: only their sums are made again, from `corrected_line`.
PRICES = f"""
CREATE TEMP TABLE price_now AS
WITH item_sums AS (
    SELECT * FROM ({ITEM_SUMS.replace("{lines}", "purchases_line")}
    ) AS plain
    WHERE NOT EXISTS (
        SELECT FROM corrected_item AS c WHERE c.item_id = plain.item_id)
    UNION ALL
    {ITEM_SUMS.replace("{lines}", "corrected_line").replace("{of_items}", "")}
), product_sums AS (
    SELECT m.product_id, m.organisation_id,
        sum(s.value_90) AS value_90, sum(s.packs_90 * m.eaches) AS eaches_90,
        sum(s.value_180) AS value_180, sum(s.packs_180 * m.eaches) AS eaches_180,
        greatest(sum(s.packs_365 * m.eaches), 0) AS units_12m,
        sum(s.lines_365)::int AS evidence_lines,
        min(s.first_on) AS first_evidence_on, max(s.last_on) AS last_evidence_on
    FROM item_sums AS s
    JOIN {{matches}} AS m ON m.item_id = s.item_id
    WHERE m.product_id IS NOT NULL AND m.eaches IS NOT NULL
    GROUP BY m.product_id, m.organisation_id
)
SELECT product_id, organisation_id,
    nullif(round(coalesce(value_90 / eaches_90, value_180 / eaches_180), 6), 0)
        AS price_each,
    CASE WHEN eaches_90 > 0 THEN 90 WHEN eaches_180 > 0 THEN 180 END::smallint
        AS window_days,
    coalesce(round(units_12m, 8), 0) AS units_12m, evidence_lines, first_evidence_on,
    last_evidence_on
FROM product_sums
"""

# A table, so that the planner knows how many items there are: few are looked up by
# their index, for many the lines of their organisations are read through.
TOUCHED_ITEMS = """
ANALYZE touched_price;
CREATE TEMP TABLE touched_item AS
SELECT m.item_id, m.product_id, m.organisation_id, m.eaches FROM matching_match AS m
JOIN touched_price AS t USING (product_id, organisation_id)
WHERE m.eaches IS NOT NULL;
ANALYZE touched_item;
"""
OF_TOUCHED_ITEMS = """AND item_id IN (SELECT item_id FROM touched_item)
        AND organisation_id = ANY (
            ARRAY(SELECT DISTINCT organisation_id FROM touched_item))"""

# For everything there are as many sums as items, a million in a region of full size:
# sorting the lines and adding up in order takes half as long as tables of a million
# sums, and reading the lines by their index is slower than reading them all.
FOR_EVERYTHING = """
SET LOCAL work_mem = '256MB';
SET LOCAL enable_hashagg = off;
SET LOCAL enable_indexscan = off;
"""
AS_USUAL = """
SET LOCAL enable_hashagg TO DEFAULT;
SET LOCAL enable_indexscan TO DEFAULT;
"""

# Readers see the old prices until the new ones are all there: no TRUNCATE, and only
# rows that differ are written.
DROP_GONE = """
DELETE FROM prices_pricepaid AS p {of_touched} NOT EXISTS (
    SELECT FROM price_now AS n
    WHERE n.product_id = p.product_id AND n.organisation_id = p.organisation_id)
"""

OF_EVERYTHING = "WHERE"
OF_TOUCHED = """USING touched_price AS t
WHERE p.product_id = t.product_id AND p.organisation_id = t.organisation_id AND"""

KEEP = """
INSERT INTO prices_pricepaid (product_id, organisation_id, price_each, window_days,
    units_12m, evidence_lines, first_evidence_on, last_evidence_on)
SELECT n.product_id, n.organisation_id, n.price_each, n.window_days, n.units_12m,
    n.evidence_lines, n.first_evidence_on, n.last_evidence_on
FROM price_now AS n
LEFT JOIN prices_pricepaid AS p USING (product_id, organisation_id)
WHERE p.id IS NULL OR (p.price_each, p.window_days, p.units_12m, p.evidence_lines,
        p.first_evidence_on, p.last_evidence_on)
    IS DISTINCT FROM (n.price_each, n.window_days, n.units_12m, n.evidence_lines,
        n.first_evidence_on, n.last_evidence_on)
ON CONFLICT (product_id, organisation_id) DO UPDATE
SET price_each = excluded.price_each, window_days = excluded.window_days,
    units_12m = excluded.units_12m, evidence_lines = excluded.evidence_lines,
    first_evidence_on = excluded.first_evidence_on,
    last_evidence_on = excluded.last_evidence_on
"""

# What the others pay for the touched products stands as it was worked out for that day.
ADD_UNTOUCHED = """
INSERT INTO price_now (product_id, organisation_id, price_each, window_days, units_12m,
    evidence_lines, first_evidence_on, last_evidence_on)
SELECT p.product_id, p.organisation_id, p.price_each, p.window_days, p.units_12m,
    p.evidence_lines, p.first_evidence_on, p.last_evidence_on
FROM prices_pricepaid AS p JOIN touched_product AS t USING (product_id)
WHERE NOT EXISTS (
    SELECT FROM touched_price AS o
    WHERE o.product_id = p.product_id AND o.organisation_id = p.organisation_id)
"""
