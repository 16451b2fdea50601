"""The product of each group."""

GROUPS = """
CREATE TEMP TABLE item_group ON COMMIT DROP AS
SELECT l.label, min(coalesce(e.by_part, e.by_code)) AS declared_id,
    NULL::bigint AS product_id
FROM label AS l JOIN evidence AS e USING (item_id)
GROUP BY l.label;
UPDATE item_group SET product_id = declared_id;
"""

# Where a catalogue declares what items were on already, their product takes over what
# is declared, and keeps its number: its gaps and decisions go on.
ADOPT_DECLARED = """
CREATE TEMP TABLE adopted ON COMMIT DROP AS
SELECT DISTINCT ON (declared_id) declared_id, product_id FROM (
    SELECT DISTINCT ON (m.code_product_id) g.declared_id,
        m.code_product_id AS product_id, count(*) AS items
    FROM item_group AS g
    JOIN label AS l USING (label)
    JOIN matching_match AS m ON m.item_id = l.item_id
    JOIN products_product AS p ON p.id = m.code_product_id AND NOT p.is_declared
    WHERE NOT EXISTS (
        SELECT FROM matching_match AS o
        WHERE o.product_id = g.declared_id OR o.code_product_id = g.declared_id)
    AND NOT EXISTS (
        SELECT FROM matching_matchdecision AS d WHERE d.product_id = g.declared_id)
    AND NOT EXISTS (
        SELECT FROM products_merge AS d WHERE d.kind = 'PRODUCT'
            AND g.declared_id IN (d.from_id, d.into_id))
    GROUP BY m.code_product_id, g.declared_id
    ORDER BY m.code_product_id, count(*) DESC, g.declared_id
) AS claim
ORDER BY declared_id, items DESC, product_id;
UPDATE products_pack AS p SET product_id = a.product_id
FROM adopted AS a WHERE p.product_id = a.declared_id;
UPDATE products_nationalcode AS n SET product_id = a.product_id
FROM adopted AS a WHERE n.product_id = a.declared_id;
UPDATE products_partcode AS q SET product_id = a.product_id
FROM adopted AS a WHERE q.product_id = a.declared_id;
UPDATE products_product AS p
SET (manufacturer_id, part_code, part_key, description, category, is_declared) =
    (o.manufacturer_id, o.part_code, o.part_key, o.description, o.category,
     o.is_declared)
FROM (
    SELECT product_id AS id, declared_id AS other_id FROM adopted
    UNION ALL SELECT declared_id, product_id FROM adopted
) AS swap JOIN products_product AS o ON o.id = swap.other_id
WHERE p.id = swap.id;
UPDATE item_group AS g SET declared_id = a.product_id, product_id = a.product_id
FROM adopted AS a WHERE g.declared_id = a.declared_id;
"""

# A group keeps the product its items are on; a product goes to the group that has its
# maker and part code, else to the one that most of its items are in.
KEEP_PRODUCTS = """
WITH claim AS (
    SELECT l.label, m.code_product_id AS product_id, count(*) AS items,
        bool_or((p.manufacturer_id, p.part_key) = (e.own_manufacturer_id, e.part))
            IS TRUE AS is_its_own
    FROM label AS l
    JOIN item_group AS g ON g.label = l.label AND g.declared_id IS NULL
    JOIN evidence AS e ON e.item_id = l.item_id
    JOIN matching_match AS m ON m.item_id = l.item_id
    JOIN products_product AS p ON p.id = m.code_product_id AND NOT p.is_declared
    GROUP BY l.label, m.code_product_id
), won AS (
    SELECT DISTINCT ON (product_id) label, product_id, items, is_its_own FROM claim
    ORDER BY product_id, is_its_own DESC, items DESC, label
)
UPDATE item_group AS g SET product_id = w.product_id
FROM (SELECT DISTINCT ON (label) label, product_id FROM won
      ORDER BY label, is_its_own DESC, items DESC, product_id) AS w
WHERE w.label = g.label
"""

# A group that comes back after its import was rolled back is the product it was: what
# persons said of it still holds.
REVIVE_PRODUCTS = """
UPDATE item_group AS g SET product_id = r.product_id
FROM (
    SELECT DISTINCT ON (l.label) l.label, p.id AS product_id
    FROM item_group AS g
    JOIN label AS l USING (label)
    JOIN evidence AS e USING (item_id)
    JOIN products_product AS p ON p.manufacturer_id = e.own_manufacturer_id
        AND p.part_key = e.part AND NOT p.is_declared
    WHERE g.product_id IS NULL AND e.part IS NOT NULL
        AND NOT EXISTS (SELECT FROM matching_match AS m WHERE m.code_product_id = p.id)
    ORDER BY l.label, l.item_id, p.id
) AS r WHERE r.label = g.label
"""

# What a product that no catalogue declares is called: by the words of its first item
# (of those with its maker and part code, if there are any), worked out again with its
# group, so nothing of an import that was rolled back stays.
PRODUCTS = """
CREATE TEMP TABLE fresh ON COMMIT DROP AS
SELECT label, nextval('products_product_id_seq') AS product_id
FROM item_group WHERE product_id IS NULL;
UPDATE item_group AS g SET product_id = f.product_id
FROM fresh AS f WHERE f.label = g.label;
INSERT INTO products_product AS p
    (id, manufacturer_id, part_code, part_key, description, category, is_declared)
SELECT DISTINCT ON (l.label) g.product_id,
    CASE WHEN e.part IS NOT NULL THEN e.own_manufacturer_id END,
    CASE WHEN e.part IS NOT NULL THEN i.mpc ELSE '' END, coalesce(e.part, ''),
    i.description, '', false
FROM item_group AS g JOIN label AS l USING (label) JOIN evidence AS e USING (item_id)
JOIN purchases_item AS i ON i.id = l.item_id
LEFT JOIN products_product AS o ON o.id = g.product_id
WHERE g.declared_id IS NULL
ORDER BY l.label, (o.manufacturer_id, o.part_key)
    IS DISTINCT FROM (e.own_manufacturer_id, e.part), e.part IS NULL, l.item_id
ON CONFLICT (id) DO UPDATE
SET manufacturer_id = excluded.manufacturer_id, part_code = excluded.part_code,
    part_key = excluded.part_key, description = excluded.description
WHERE (p.manufacturer_id, p.part_code, p.part_key, p.description)
    IS DISTINCT FROM (excluded.manufacturer_id, excluded.part_code, excluded.part_key,
        excluded.description)
"""
