"""Which items a run has to look at: all that the touched ones reach."""

FIRST_FRONTIER = """
INSERT INTO frontier
SELECT t.item_id FROM touched AS t
LEFT JOIN matching_match AS m ON m.item_id = t.item_id
WHERE t.is_live = (m.item_id IS NULL)
UNION
SELECT i.id FROM renamed AS r JOIN purchases_item AS i
    ON i.manufacturer_key = r.name_key OR i.manufacturer_key = ''
    AND i.supplier_key = r.name_key
WHERE i.is_live AND i.part_key <> ''
UNION
SELECT i.id FROM touched_code AS c JOIN purchases_item AS i
    ON c.kind = 'G' AND i.gtin_key = c.key AND i.gtin_key <> ''
WHERE i.is_live
UNION
SELECT i.id FROM touched_code AS c JOIN purchases_item AS i
    ON c.kind = 'N' AND i.npc_key = c.key AND i.npc_key <> ''
WHERE i.is_live
UNION
SELECT i.id FROM touched_code AS c JOIN purchases_item AS i
    ON c.kind = 'P' AND i.part_key = c.key AND i.part_key <> ''
WHERE i.is_live
UNION
SELECT item_id FROM rematch
UNION
SELECT m.item_id FROM touched_code AS c JOIN matching_match AS m
    ON m.product_id = CASE c.kind WHEN 'D' THEN c.key::bigint END
UNION
SELECT m.item_id FROM touched_code AS c JOIN matching_match AS m
    ON m.code_product_id = CASE c.kind WHEN 'D' THEN c.key::bigint END
"""

EVERYTHING_FRONTIER = """
INSERT INTO frontier SELECT id FROM purchases_item WHERE is_live
UNION SELECT item_id FROM matching_match
"""

# Items that an item of the frontier shares a code or its product with. The codes stand
# in tables of their own so that the planner does not count the empty ones: it would
# expect millions of pairs and read every item.
NEXT_FRONTIER = """
WITH last AS (
    DELETE FROM frontier RETURNING item_id
), known AS (
    INSERT INTO universe SELECT item_id FROM last RETURNING item_id
), said AS MATERIALIZED (
    SELECT i.gtin_key, i.npc_key, i.part_key, m.product_id, m.code_product_id
    FROM known AS k JOIN purchases_item AS i ON i.id = k.item_id
    LEFT JOIN matching_match AS m ON m.item_id = k.item_id
), gtin AS MATERIALIZED (
    SELECT DISTINCT gtin_key AS key FROM said WHERE gtin_key <> ''
), npc AS MATERIALIZED (
    SELECT DISTINCT npc_key AS key FROM said WHERE npc_key <> ''
), part AS MATERIALIZED (
    SELECT DISTINCT part_key AS key FROM said WHERE part_key <> ''
), product AS MATERIALIZED (
    SELECT product_id FROM said WHERE product_id IS NOT NULL
    UNION SELECT code_product_id FROM said WHERE code_product_id IS NOT NULL
), near AS (
    SELECT o.id FROM gtin AS c JOIN purchases_item AS o ON o.gtin_key = c.key
    WHERE o.gtin_key <> '' AND o.is_live
    UNION
    SELECT o.id FROM npc AS c JOIN purchases_item AS o ON o.npc_key = c.key
    WHERE o.npc_key <> '' AND o.is_live
    UNION
    SELECT o.id FROM part AS c JOIN purchases_item AS o ON o.part_key = c.key
    WHERE o.part_key <> '' AND o.is_live
    UNION
    SELECT o.item_id FROM product AS p JOIN matching_match AS o USING (product_id)
    UNION
    SELECT o.item_id FROM product AS p
    JOIN matching_match AS o ON o.code_product_id = p.product_id
)
INSERT INTO frontier
SELECT n.id FROM near AS n
WHERE NOT EXISTS (SELECT FROM universe AS u WHERE u.item_id = n.id)
    AND NOT EXISTS (SELECT FROM known AS k WHERE k.item_id = n.id)
"""
