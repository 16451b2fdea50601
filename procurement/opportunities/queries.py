"""Keeping opportunities: what was bought when spend changed, the rest from listed gaps.

Every figure is worked out for each organisation and, by the same statement, for the
region. A row of a table with several keys is of one category or of one supplier.
"""

from procurement.suppliers.differences import keep

# Everything stands on what suppliers' figures were kept from.
PURCHASES_PRINT = """
SELECT concat((SELECT first_month FROM suppliers_kept), ' ',
    (SELECT md5(string_agg(of_rows, ' ' ORDER BY organisation_id))
     FROM suppliers_organisationprint), ' ',
    (SELECT sum(hash_record_extended(ROW(product_id, category), 0)::numeric)
     FROM suppliers_productcategory))
"""
GAPS_PRINT = """
SELECT concat((SELECT kept_at FROM suppliers_kept), ' ',
    (SELECT sum(hash_record_extended(ROW(id, is_live, end_month), 0)::numeric)
     FROM savings_claim), ' ',
    (SELECT sum(hash_record_extended(ROW(id, until_on, ended_at), 0)::numeric)
     FROM asks_agreedprice))
"""

_OF_PLACES = "GROUP BY GROUPING SETS ((organisation_id, {key}), ({key}))"

# A product's category, whatever stands on the line; else the line's own.
BOUGHT = """
CREATE TEMP TABLE opportunity_bought AS
WITH held AS (
    SELECT product_id, count(DISTINCT organisation_id) > 1 AS is_common
    FROM suppliers_bought WHERE product_id IS NOT NULL GROUP BY product_id
)
SELECT b.organisation_id, b.product_id, b.spend, b.spend - b.comparable AS left_out,
    coalesce(c.category, b.category) AS category,
    coalesce(h.is_common, false) AS is_common
FROM suppliers_bought AS b
LEFT JOIN suppliers_productcategory AS c USING (product_id)
LEFT JOIN held AS h USING (product_id)
"""
_PRODUCTS = """count(DISTINCT product_id) AS products,
    count(DISTINCT product_id) FILTER (WHERE is_common) AS common"""
BOUGHT_BY_CATEGORY = f"""
CREATE TEMP TABLE opportunity_purchases AS
SELECT organisation_id, 'CATEGORY' AS by, category, NULL::bigint AS supplier_id,
    sum(spend) AS spend, sum(left_out) AS left_out, {_PRODUCTS}
FROM opportunity_bought
{_OF_PLACES.format(key="category")}
"""
BOUGHT_BY_SUPPLIER = f"""
INSERT INTO opportunity_purchases
SELECT s.organisation_id, 'SUPPLIER', '', s.supplier_id, s.spend,
    s.spend - s.comparable, coalesce(p.products, 0), coalesce(p.common, 0)
FROM suppliers_supplierspend AS s
LEFT JOIN (
    SELECT organisation_id, supplier_id, {_PRODUCTS}
    FROM suppliers_supplierproduct AS s
    LEFT JOIN (SELECT DISTINCT product_id, is_common FROM opportunity_bought) AS b
        USING (product_id)
    {_OF_PLACES.format(key="supplier_id")}
) AS p ON p.supplier_id = s.supplier_id
    AND p.organisation_id IS NOT DISTINCT FROM s.organisation_id
"""

# Under one category and one supplier each, like the listed gaps of suppliers.
GAPS = """
CREATE TEMP TABLE opportunity_gap AS
SELECT g.organisation_id, coalesce(c.category, '') AS category, s.supplier_id,
    g.gap_value, EXISTS (
        SELECT FROM savings_claim AS k JOIN products_product AS p ON p.id = k.product_id
        WHERE k.is_live AND k.end_month > %(on)s
            AND k.organisation_id = g.organisation_id
            AND coalesce(p.merged_into_id, p.id) = g.product_id
    ) AS is_claimed
FROM gaps_gap AS g
LEFT JOIN suppliers_productcategory AS c ON c.product_id = g.product_id
LEFT JOIN suppliers_gapsupplier AS s ON s.gap_id = g.id
WHERE g.state <> 'GONE' AND g.stage <> 'ACCEPTED'
"""
# What a trust pays in a year at a price that is probably a wrong pack or match; under
# the supplier that it spends most with on the product.
SUSPECTS = """
CREATE TEMP TABLE opportunity_suspect AS
SELECT u.organisation_id, coalesce(c.category, '') AS category, s.supplier_id,
    u.price_each * u.units_12m AS suspect
FROM gaps_suspectprice AS u
LEFT JOIN suppliers_productcategory AS c ON c.product_id = u.product_id
LEFT JOIN LATERAL (
    SELECT supplier_id FROM suppliers_supplierproduct AS p
    WHERE p.organisation_id = u.organisation_id AND p.product_id = u.product_id
    ORDER BY p.spend DESC, p.last_order_on DESC, p.supplier_id LIMIT 1
) AS s ON true
"""

# Prices that suppliers agreed to and that end within half a year.
ENDING = """
CREATE TEMP TABLE opportunity_ending AS
SELECT a.organisation_id, coalesce(c.category, '') AS category, a.supplier_id,
    a.until_on
FROM asks_agreedprice AS a
LEFT JOIN suppliers_productcategory AS c ON c.product_id = a.product_id
WHERE a.ended_at IS NULL AND a.until_on > %(on)s
    AND a.until_on <= %(on)s + interval '6 months'
"""

_FIGURES = (
    "gaps", "gap_value", "trusts", "claimed", "claimed_value", "free_value", "suspect",
    "spend", "left_out", "products", "common", "ending",
)  # fmt: skip


def _part(by: str, key: str, source: str, **figures: str) -> str:
    """Rows of some figures, by category or by supplier; the other figures are none."""
    named = {"category": "''", "supplier_id": "NULL::bigint"} | {key: key}
    columns = (
        ", ".join(f"{figures.get(name, '0')} AS {name}" for name in _FIGURES)
        + f", {figures.get('ends_on', 'NULL::date')} AS ends_on"
    )
    return f"""
SELECT organisation_id, '{by}' AS by, {named["category"]} AS category,
    {named["supplier_id"]} AS supplier_id, {columns}
FROM {source} {_OF_PLACES.format(key=key)}"""


_OF_GAPS = {
    "gaps": "count(*)",
    "gap_value": "sum(gap_value)",
    "trusts": "count(DISTINCT organisation_id)",
    "claimed": "count(*) FILTER (WHERE is_claimed)",
    "claimed_value": "coalesce(sum(gap_value) FILTER (WHERE is_claimed), 0)",
    "free_value": "coalesce(sum(gap_value) FILTER (WHERE NOT is_claimed), 0)",
}
_PURCHASED = ", ".join(
    name if name in ("spend", "left_out", "products", "common") else "0"
    for name in _FIGURES
)
_PARTS = [
    part
    for by, key in (("CATEGORY", "category"), ("SUPPLIER", "supplier_id"))
    for part in (
        _part(by, key, "opportunity_gap", **_OF_GAPS),
        _part(by, key, "opportunity_suspect", suspect="sum(suspect)"),
        _part(
            by, key, "opportunity_ending", ending="count(*)", ends_on="min(until_on)"
        ),
    )
]
NOW = f"""
CREATE TEMP TABLE opportunity_now AS
SELECT organisation_id, by, category, supplier_id, min(ends_on) AS ends_on,
    {", ".join(f"sum({name}) AS {name}" for name in _FIGURES)}
FROM ({" UNION ALL ".join(_PARTS)}
UNION ALL
SELECT organisation_id, by, category, supplier_id, {_PURCHASED}, NULL
FROM opportunities_purchases) AS p
GROUP BY organisation_id, by, category, supplier_id
HAVING sum(gaps) > 0 OR sum(spend) <> 0 OR sum(suspect) > 0 OR sum(ending) > 0
"""

_TABLES = "bought purchases gap suspect ending now"
DROP_TABLES = "DROP TABLE IF EXISTS " + ", ".join(
    f"opportunity_{table}" for table in _TABLES.split()
)

_KEY = "organisation_id by category supplier_id"
KEEP_PURCHASES = (
    BOUGHT,
    "ANALYZE opportunity_bought",
    BOUGHT_BY_CATEGORY,
    BOUGHT_BY_SUPPLIER,
    *keep(
        "opportunities_purchases",
        "opportunity_purchases",
        _KEY,
        "spend left_out products common",
    ),
)
KEEP_OPPORTUNITIES = (
    GAPS,
    SUSPECTS,
    ENDING,
    NOW,
    "ANALYZE opportunity_now",
    *keep(
        "opportunities_opportunity",
        "opportunity_now",
        _KEY,
        " ".join(_FIGURES) + " ends_on",
    ),
)
