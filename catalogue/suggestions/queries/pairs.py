"""Pairs of products that may be one."""

FORGET = """
DELETE FROM suggestions_productpair AS p USING touched_product AS t
WHERE t.product_id IN (p.low_id, p.high_id)
"""

STAND_ON_LITTLE = """(
    SELECT t.product_id FROM touched_product AS t
    JOIN products_product AS p ON p.id = t.product_id AND NOT p.is_declared
    WHERE p.part_key = '' OR (
        SELECT count(*) FROM (
            SELECT FROM matching_match WHERE product_id = p.id LIMIT 2) AS few) < 2
)"""

# What a person said is not the same stays so for whatever either is merged with.
REFUSED = """
SELECT DISTINCT least(l.root, h.root), greatest(l.root, h.root)
FROM products_saiddifferent AS s
JOIN (SELECT id, coalesce(merged_into_id, id) AS root FROM products_product) AS l
    ON l.id = s.low_id
JOIN (SELECT id, coalesce(merged_into_id, id) AS root FROM products_product) AS h
    ON h.id = s.high_id
WHERE s.kind = 'PRODUCT' AND s.ended_at IS NULL
"""

KEEP = """
COPY suggestions_productpair (low_id, high_id, points, reasons, made_at) FROM STDIN
"""
