"""Keeping suppliers' figures: the statements of `keep_suppliers`, in order.

Whether anything changed, imports, the last refresh of gaps and the last gap that a
person took out of the totals or put back tell; at whom, a number for each organisation
that any change of its spend or matches changes. Its own rows are made afresh from
twelve months of order lines; the region's are the sums of the organisations'. Rows that
stay as they are are not written.
"""

from procurement.suppliers import category_queries, gtin_queries
from procurement.suppliers.differences import CHANGED as _CHANGED
from procurement.suppliers.differences import IN_ALL as _IN_ALL
from procurement.suppliers.differences import keep

_PRINT = "sum(hash_record_extended(ROW({}), 0)::numeric)"
_OF_SPEND = _PRINT.format(
    "organisation_id, month, supplier_id, lines, net_value, comparable_value"
)
_OF_MATCHES = _PRINT.format("item_id, product_id")

LAST_REFRESH = "SELECT coalesce(max(id), 0) FROM gaps_refresh"
# Lines come and go with imports only, in the transaction of their state; they change
# their supplier where a person merges two or parts them. A gap that is accepted, or no
# longer, changes what the others come to.
SPEND_PRINT = f"""
SELECT concat(
    (SELECT {_PRINT.format("id, state")} FROM purchases_import
     WHERE state IN ('DONE', 'ROLLED_BACK')), ' ',
    (SELECT {_PRINT.format("id, ended_at")} FROM products_merge
     WHERE kind = 'SUPPLIER'), ' ',
    (SELECT max(id) FROM gaps_gapstep
     WHERE (stage = 'ACCEPTED' AND stage_before <> 'ACCEPTED')
        OR (stage <> 'ACCEPTED' AND stage_before = 'ACCEPTED')))
"""

PRINTS = f"""
CREATE TEMP TABLE kept_print AS
SELECT organisation_id, concat(s.print, ' ', m.print) AS of_rows
FROM (
    SELECT organisation_id, {_OF_SPEND} AS print FROM spend_month GROUP BY 1
) AS s
FULL JOIN (
    SELECT organisation_id, {_OF_MATCHES} AS print FROM matching_match GROUP BY 1
) AS m USING (organisation_id)
"""

CHANGED = """
SELECT organisation_id FROM kept_print
FULL JOIN suppliers_organisationprint AS k USING (organisation_id)
WHERE %(everything)s OR kept_print.of_rows IS DISTINCT FROM k.of_rows
"""

# Lines of one item are many, so they are summed before their items are looked up.
ITEMS = """
CREATE TEMP TABLE kept_item AS
SELECT item_id,
    coalesce(sum(net_value) FILTER (WHERE order_date < %(until)s), 0) AS spend,
    count(*) FILTER (WHERE order_date < %(until)s) AS lines,
    count(*) AS all_lines,
    max(order_date) AS last_order_on
FROM purchases_line
WHERE is_live AND kind <> 'G' AND order_date >= %(first)s
    AND organisation_id = ANY(%(changed)s)
GROUP BY item_id
"""

PRODUCTS = """
CREATE TEMP TABLE kept_product AS
SELECT i.supplier_id, i.organisation_id, m.product_id, sum(b.spend) AS spend,
    max(b.last_order_on) AS last_order_on
FROM kept_item AS b
JOIN purchases_item AS i ON i.id = b.item_id
LEFT JOIN matching_match AS m ON m.item_id = i.id
WHERE i.supplier_id IS NOT NULL
GROUP BY i.supplier_id, i.organisation_id, m.product_id
"""

NAMES = """
CREATE TEMP TABLE kept_name AS
SELECT DISTINCT supplier_id, organisation_id, supplier_name AS name
FROM purchases_item
WHERE is_live AND supplier_id IS NOT NULL AND organisation_id = ANY(%(changed)s)
"""

OWN_NAMES = """
CREATE TEMP TABLE kept_own_name AS
SELECT s.id AS supplier_id, NULL::bigint AS organisation_id, s.name
FROM products_supplier AS s
WHERE EXISTS (
    SELECT FROM suppliers_suppliername AS n
    WHERE n.supplier_id = s.id AND n.organisation_id IS NOT NULL)
"""

CATEGORIES = """
CREATE TEMP TABLE kept_category AS
SELECT DISTINCT supplier_id, organisation_id, category
FROM purchases_item
WHERE is_live AND supplier_id IS NOT NULL AND category <> ''
    AND organisation_id = ANY(%(changed)s)
"""

SPENDS = """
CREATE TEMP TABLE kept_spend AS
SELECT organisation_id, supplier_id,
    coalesce(sum(net_value) FILTER (WHERE {in_year}), 0) AS spend,
    coalesce(sum(comparable_value) FILTER (WHERE {in_year}), 0) AS comparable,
    coalesce(sum(lines) FILTER (WHERE {in_year}), 0) AS lines,
    max(last_order_on) AS last_order_on
FROM spend_month
WHERE supplier_id IS NOT NULL AND organisation_id = ANY(%(changed)s)
GROUP BY organisation_id, supplier_id
""".format(in_year="month >= %(first)s AND month < %(until)s")

SPENDS_IN_ALL = """
CREATE TEMP TABLE kept_spend_in_all AS
SELECT NULL::bigint AS organisation_id, supplier_id, sum(spend) AS spend,
    sum(comparable) AS comparable, sum(lines) AS lines,
    max(last_order_on) AS last_order_on
FROM suppliers_supplierspend WHERE organisation_id IS NOT NULL
GROUP BY supplier_id
"""

# A gap counts under the supplier that most was spent with on its product in the year;
# on a tie the one ordered from last.
COUNTED = """
CREATE TEMP TABLE kept_counted AS
SELECT gap_id, supplier_id, suppliers
FROM (
    SELECT g.id AS gap_id, p.supplier_id,
        count(*) OVER (PARTITION BY g.id) AS suppliers,
        row_number() OVER (
            PARTITION BY g.id ORDER BY p.spend DESC, p.last_order_on DESC, p.supplier_id
        ) AS place
    FROM gaps_gap AS g
    JOIN suppliers_supplierproduct AS p
        ON p.organisation_id = g.organisation_id AND p.product_id = g.product_id
    WHERE g.state <> 'GONE'
) AS c
WHERE place = 1
"""

GAPS = """
CREATE TEMP TABLE kept_gaps AS
WITH worth AS (
    SELECT g.organisation_id, c.supplier_id, count(*) AS gaps,
        sum(g.gap_value) AS gap_value
    FROM suppliers_gapsupplier AS c JOIN gaps_gap AS g ON g.id = c.gap_id
    WHERE g.state <> 'GONE' AND g.stage <> 'ACCEPTED'
    GROUP BY GROUPING SETS ((g.organisation_id, c.supplier_id), (c.supplier_id))
)
SELECT s.organisation_id, s.supplier_id, coalesce(w.gaps, 0) AS gaps,
    coalesce(w.gap_value, 0) AS gap_value
FROM suppliers_supplierspend AS s
LEFT JOIN worth AS w ON w.supplier_id = s.supplier_id
    AND coalesce(w.organisation_id, 0) = coalesce(s.organisation_id, 0)
"""

_TABLES = """item product name own_name category spend spend_in_all counted gaps print
gtin gtin_in_all unread bought product_category"""
DROP_TABLES = "DROP TABLE IF EXISTS " + ", ".join(
    f"kept_{table}" for table in _TABLES.split()
)

KEEP_PRINTS = """
DELETE FROM suppliers_organisationprint;
INSERT INTO suppliers_organisationprint (organisation_id, of_rows)
SELECT organisation_id, of_rows FROM kept_print
"""


_SPEND = ("organisation_id supplier_id", "spend comparable lines last_order_on")

OF_ORGANISATIONS = (
    ITEMS,
    "ANALYZE kept_item",
    PRODUCTS,
    "ANALYZE kept_product",
    *keep(
        "suppliers_supplierproduct",
        "kept_product",
        "supplier_id organisation_id product_id",
        "spend last_order_on",
        scope=_CHANGED,
    ),
    NAMES,
    "ANALYZE kept_name",
    *keep(
        "suppliers_suppliername",
        "kept_name",
        "supplier_id organisation_id name",
        scope=_CHANGED,
    ),
    CATEGORIES,
    *keep(
        "suppliers_suppliercategory",
        "kept_category",
        "supplier_id organisation_id category",
        scope=_CHANGED,
    ),
    SPENDS,
    "ANALYZE kept_spend",
    *keep("suppliers_supplierspend", "kept_spend", *_SPEND, scope=_CHANGED),
    *gtin_queries.OF_ORGANISATIONS,
    *category_queries.OF_ORGANISATIONS,
)

OF_THE_REGION = (
    OWN_NAMES,
    *keep(
        "suppliers_suppliername",
        "kept_own_name",
        "supplier_id organisation_id name",
        scope=_IN_ALL,
    ),
    SPENDS_IN_ALL,
    "ANALYZE kept_spend_in_all",
    *keep("suppliers_supplierspend", "kept_spend_in_all", *_SPEND, scope=_IN_ALL),
    *gtin_queries.OF_THE_REGION,
    *category_queries.OF_THE_REGION,
    COUNTED,
    "ANALYZE kept_counted",
    *keep("suppliers_gapsupplier", "kept_counted", "gap_id", "supplier_id suppliers"),
    GAPS,
    "ANALYZE kept_gaps",
    *keep(
        "suppliers_suppliergaps",
        "kept_gaps",
        "organisation_id supplier_id",
        "gaps gap_value",
    ),
)
