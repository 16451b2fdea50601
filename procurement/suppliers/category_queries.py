"""Keeping what is bought by product and category: from the sums by item that suppliers'
figures stand on, so that the order lines are read once for both."""

from procurement.suppliers.differences import CHANGED, keep

BOUGHT = """
CREATE TEMP TABLE kept_bought AS
SELECT i.organisation_id, m.product_id, i.category, sum(b.spend) AS spend,
    coalesce(sum(b.spend) FILTER (
        WHERE m.product_id IS NOT NULL AND m.eaches IS NOT NULL), 0) AS comparable,
    sum(b.all_lines)::int AS lines
FROM kept_item AS b
JOIN purchases_item AS i ON i.id = b.item_id
LEFT JOIN matching_match AS m ON m.item_id = i.id
GROUP BY i.organisation_id, m.product_id, i.category
"""

# Only products that a changed organisation buys can have another category by lines. On
# a tie the first in the alphabet.
CATEGORIES_OF_CHANGED = """
CREATE TEMP TABLE kept_product_category AS
SELECT p.id AS product_id, coalesce(
    CASE WHEN p.is_declared THEN nullif(p.category, '') END, c.category, ''
) AS category
FROM (SELECT DISTINCT product_id FROM kept_bought) AS b
JOIN products_product AS p ON p.id = b.product_id
LEFT JOIN (
    SELECT DISTINCT ON (product_id) product_id, category
    FROM suppliers_bought
    WHERE product_id IN (SELECT product_id FROM kept_bought) AND category <> ''
    GROUP BY product_id, category
    ORDER BY product_id, sum(lines) DESC, category
) AS c ON c.product_id = p.id
"""
KEEP_CATEGORIES = """
INSERT INTO suppliers_productcategory AS t (product_id, category)
SELECT product_id, category FROM kept_product_category
ON CONFLICT (product_id) DO UPDATE SET category = excluded.category
WHERE t.category <> excluded.category
"""

# A catalogue says another category without any order line changing.
CATALOGUED = """
UPDATE suppliers_productcategory AS t SET category = p.category
FROM products_product AS p
WHERE p.id = t.product_id AND p.is_declared AND p.category <> ''
    AND p.category <> t.category
"""

OF_ORGANISATIONS = (
    BOUGHT,
    "ANALYZE kept_bought",
    *keep(
        "suppliers_bought",
        "kept_bought",
        "organisation_id product_id category",
        "spend comparable lines",
        scope=CHANGED,
    ),
    CATEGORIES_OF_CHANGED,
    KEEP_CATEGORIES,
)
OF_THE_REGION = (CATALOGUED,)
