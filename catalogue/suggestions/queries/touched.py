"""What a run takes up."""

LOCK = "SELECT pg_advisory_xact_lock(7501)"  # this room's alone

TABLES = """
SET LOCAL work_mem = '256MB';
CREATE TEMP TABLE touched_product (product_id bigint PRIMARY KEY) ON COMMIT DROP;
CREATE TEMP TABLE touched_subject (subject uuid PRIMARY KEY) ON COMMIT DROP;
CREATE TEMP TABLE fresh_posting (term text COLLATE "C", product_id bigint,
    words smallint) ON COMMIT DROP;
"""

DROP_TABLES = """
DROP TABLE touched_product, touched_subject, fresh_posting
"""

# What was touched by rows that are gone again is looked up in vain.
TAKE = """
WITH taken AS (DELETE FROM suggestions_touched RETURNING product_id, item_id),
products AS (
    INSERT INTO touched_product SELECT DISTINCT product_id FROM taken
    WHERE product_id IS NOT NULL
)
INSERT INTO touched_subject
SELECT DISTINCT i.subject FROM taken AS t JOIN purchases_item AS i ON i.id = t.item_id
"""

TAKE_EVERYTHING = """
DELETE FROM suggestions_touched;
INSERT INTO touched_product SELECT id FROM products_product;
INSERT INTO touched_subject
SELECT DISTINCT i.subject
FROM matching_match AS m JOIN purchases_item AS i ON i.id = m.item_id
WHERE m.tier IN ('', 'X')
UNION SELECT subject FROM suggestions_question;
"""
