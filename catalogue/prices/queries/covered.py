"""Which order lines of the last 12 months corrections are about, and which products."""

from catalogue.prices.queries.corrected import IN_FORCE, ROOT

# Evidence lines of each correction in {corrections}, with the eaches of their items.
_LINES = """
    SELECT c.id, l.organisation_id, l.net_value, l.quantity * m.eaches AS eaches
    FROM {corrections} AS c
    JOIN purchases_line_key AS k USING (organisation_id, po_number, line_number)
    JOIN purchases_line AS l ON l.id = k.line_id AND l.order_date = k.order_date
    JOIN matching_match AS m ON m.item_id = l.item_id
    WHERE c.scope = 'LINE' AND {counts}
    UNION ALL
    SELECT c.id, l.organisation_id, l.net_value, l.quantity * m.eaches
    FROM {corrections} AS c JOIN matching_match AS m ON m.item_id = c.item_id
    JOIN purchases_line AS l ON l.item_id = m.item_id
    WHERE c.scope = 'ITEM' AND {counts}
    UNION ALL
    SELECT c.id, l.organisation_id, l.net_value, l.quantity * m.eaches
    FROM {corrections} AS c JOIN products_product AS p ON p.id = c.product_id
    JOIN matching_match AS m ON m.product_id = coalesce(p.merged_into_id, p.id)
        AND (c.organisation_id IS NULL OR m.organisation_id = c.organisation_id)
    JOIN purchases_line AS l ON l.item_id = m.item_id
    WHERE c.scope IN ('PRICE', 'PRODUCT') AND {counts}"""
_COUNTS = """l.is_live AND l.kind = 'O' AND l.quantity > 0 AND m.eaches IS NOT NULL
        AND l.order_date > %(on)s - 365 AND l.order_date <= %(on)s"""
_ASKED = """(SELECT 0 AS id, %(scope)s AS scope, %(organisation)s::bigint
        AS organisation_id, %(product)s::bigint AS product_id, %(item)s::bigint
        AS item_id, %(po_number)s AS po_number, %(line_number)s AS line_number)"""
_KEPT = "(SELECT * FROM prices_pricecorrection WHERE id = ANY(%(ids)s))"

# How many evidence lines something is about that no row says yet, and the least that
# one of them paid per each.
LEAST_PRICE = f"""
SELECT count(*), min(net_value / eaches)
FROM ({_LINES.format(corrections=_ASKED, counts=_COUNTS)}) AS line
"""

# The net value of each correction's lines at some organisation, or at all.
VALUES = f"""
SELECT id, sum(net_value)
FROM ({_LINES.format(corrections=_KEPT, counts=_COUNTS)}) AS line
WHERE %(organisation)s::bigint IS NULL OR organisation_id = %(organisation)s::bigint
GROUP BY id
"""

# What is in force on some products: corrections (C) and disputes (D), by their ids.
ON_PRODUCTS = f"""
SELECT 'C', c.id, {ROOT}
FROM prices_pricecorrection AS c JOIN products_product AS p ON p.id = c.product_id
WHERE {ROOT} = ANY(%(products)s) AND {IN_FORCE}
UNION ALL
SELECT 'C', c.id, m.product_id
FROM prices_pricecorrection AS c JOIN matching_match AS m USING (item_id)
WHERE m.product_id = ANY(%(products)s) AND {IN_FORCE}
UNION ALL
SELECT 'C', c.id, m.product_id FROM prices_pricecorrection AS c
JOIN purchases_line_key AS k USING (organisation_id, po_number, line_number)
JOIN purchases_line AS l ON l.id = k.line_id AND l.order_date = k.order_date
JOIN matching_match AS m ON m.item_id = l.item_id
WHERE c.scope = 'LINE' AND m.product_id = ANY(%(products)s) AND {IN_FORCE}
UNION ALL
SELECT 'D', d.id, {ROOT}
FROM prices_pricedispute AS d JOIN products_product AS p ON p.id = d.product_id
WHERE {ROOT} = ANY(%(products)s)
    AND d.opened_on <= %(on)s AND (d.settled_on IS NULL OR d.settled_on > %(on)s)
"""
