"""What persons say of prices, as it is in force on a day, in tables of the session.

`corrected_item` are the items some of whose lines are adjusted or left out, and
`corrected_line` their lines as they count; `barred_now` are the prices that are no
reference: left out as such, or disputed. There are few of them beside millions of
lines, so they are worked out apart, and what they say is joined to nothing else.

Of adjustments with one reason the narrowest counts, the line's before the item's before
the price's; those of different reasons add up. A line whose value they bring down to 0
is no price evidence, as one that is left out (kind S).
"""

DROP_TABLES = (
    "DROP TABLE IF EXISTS corrected_item, corrected_line, barred_now, confidential_now"
)

# What is said of a product is said of the one that it was merged into.
ROOT = "coalesce(p.merged_into_id, p.id)"

# On a day before somebody said it, figures were shown without it: they stay so.
IN_FORCE = """c.starts_on <= %(on)s AND c.until_on > %(on)s
        AND (c.made_at AT TIME ZONE 'Europe/London')::date <= %(on)s"""

# Each item with every correction in force that its lines may be under. The line of a
# correction is the one that stands for that order line now.
SAID_OF = f"""
    SELECT c.id, c.scope, c.item_id, NULL::bigint AS line_id
    FROM prices_pricecorrection AS c WHERE c.scope = 'ITEM' AND {IN_FORCE}
    UNION ALL
    SELECT c.id, c.scope, l.item_id, l.id
    FROM prices_pricecorrection AS c
    JOIN purchases_line_key AS k USING (organisation_id, po_number, line_number)
    JOIN purchases_line AS l ON l.id = k.line_id AND l.order_date = k.order_date
    WHERE c.scope = 'LINE' AND {IN_FORCE}
    UNION ALL
    SELECT c.id, c.scope, m.item_id, NULL
    FROM prices_pricecorrection AS c JOIN products_product AS p ON p.id = c.product_id
    JOIN matching_match AS m ON m.product_id = {ROOT}
        AND m.organisation_id = c.organisation_id
    WHERE c.scope = 'PRICE' AND c.kind = 'ADJUSTMENT' AND {IN_FORCE}
    UNION ALL
    SELECT c.id, c.scope, m.item_id, NULL
    FROM prices_pricecorrection AS c JOIN products_product AS p ON p.id = c.product_id
    JOIN matching_match AS m ON m.product_id = {ROOT}
    WHERE c.scope = 'PRODUCT' AND {IN_FORCE}"""

# {{matches}} are the items in reach with their packs.
CORRECTED_ITEMS = f"""
CREATE TEMP TABLE corrected_item AS
SELECT s.id AS correction_id, s.scope, s.line_id, m.item_id, m.eaches
FROM ({SAID_OF}
) AS s JOIN {{matches}} AS m USING (item_id);
ANALYZE corrected_item;
"""

CORRECTED_LINES = """
CREATE TEMP TABLE corrected_line AS
WITH line AS MATERIALIZED (
    SELECT l.id, l.item_id, l.order_date, l.quantity, l.net_value, l.kind, l.is_live,
        i.eaches
    FROM (SELECT DISTINCT item_id, eaches FROM corrected_item) AS i
    JOIN purchases_line AS l USING (item_id)
    WHERE l.is_live AND l.order_date > %(on)s - 365 AND l.order_date <= %(on)s
), said AS (
    SELECT DISTINCT ON (l.id, c.kind, c.reason) l.id, c.kind,
        c.amount_each * l.quantity * l.eaches AS amount,
        c.percent * l.net_value * 0.01 AS share
    FROM line AS l
    JOIN corrected_item AS i ON i.item_id = l.item_id
        AND (i.line_id IS NULL OR i.line_id = l.id)
    JOIN prices_pricecorrection AS c ON c.id = i.correction_id
    ORDER BY l.id, c.kind, c.reason,
        array_position(ARRAY['LINE', 'ITEM', 'PRICE', 'PRODUCT'], c.scope::text), c.id
), sums AS (
    SELECT id, bool_or(kind = 'SUPPRESSION') AS is_left_out,
        coalesce(sum(amount), 0) + coalesce(sum(share), 0) AS added
    FROM said GROUP BY id
)
SELECT l.item_id, l.order_date, l.quantity, l.is_live,
    l.net_value + coalesce(s.added, 0) AS net_value,
    CASE WHEN l.kind = 'O' AND (s.is_left_out OR l.net_value + s.added <= 0)
        THEN 'S' ELSE l.kind END AS kind
FROM line AS l LEFT JOIN sums AS s USING (id);
ANALYZE corrected_line;
"""

BARRED = f"""
CREATE TEMP TABLE barred_now AS
SELECT {ROOT} AS product_id, c.organisation_id
FROM prices_pricecorrection AS c JOIN products_product AS p ON p.id = c.product_id
WHERE c.scope = 'PRICE' AND c.kind = 'SUPPRESSION' AND {IN_FORCE}
UNION
SELECT {ROOT}, d.organisation_id
FROM prices_pricedispute AS d JOIN products_product AS p ON p.id = d.product_id
WHERE d.opened_on <= %(on)s AND (d.settled_on IS NULL OR d.settled_on > %(on)s);
ANALYZE barred_now;
"""

# Prices that their trust keeps confidential now, whatever the day of the figures.
CONFIDENTIAL = f"""
CREATE TEMP TABLE confidential_now AS
SELECT DISTINCT {ROOT} AS product_id, c.organisation_id
FROM prices_confidentialprice AS c JOIN products_product AS p ON p.id = c.product_id
WHERE c.ended_at IS NULL
"""
