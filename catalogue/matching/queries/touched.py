"""What a run takes up, in tables of its session, and what it leaves: nothing."""

TABLES = """
SET LOCAL work_mem = '256MB';
CREATE TEMP TABLE touched (
    item_id bigint, import_id bigint, organisation_id bigint, is_live boolean,
    manufacturer_name text, manufacturer_key text, supplier_key text
) ON COMMIT DROP;
CREATE TEMP TABLE touched_code (kind text, key text) ON COMMIT DROP;
CREATE TEMP TABLE rematch (item_id bigint) ON COMMIT DROP;
CREATE TEMP TABLE universe (item_id bigint PRIMARY KEY) ON COMMIT DROP;
CREATE TEMP TABLE frontier (item_id bigint PRIMARY KEY) ON COMMIT DROP;
CREATE TEMP TABLE renamed (name_key text PRIMARY KEY) ON COMMIT DROP;
CREATE TEMP TABLE pack_text (
    unit_of_purchase text, pack_size text, unit_eaches integer, column_eaches integer,
    unit text
) ON COMMIT DROP;
CREATE TEMP TABLE pack_words (description text, eaches integer)
    ON COMMIT DROP;
"""

TAKE_TOUCHED = """
WITH taken AS (DELETE FROM purchases_touched_item RETURNING item_id, import_id)
INSERT INTO touched
SELECT t.item_id, t.import_id, i.organisation_id, i.is_live, i.manufacturer_name,
    i.manufacturer_key, i.supplier_key
FROM (SELECT item_id, max(import_id) AS import_id FROM taken GROUP BY item_id) AS t
JOIN purchases_item AS i ON i.id = t.item_id
"""

TAKE_TOUCHED_CODES = """
WITH taken AS (DELETE FROM products_touched_code RETURNING kind, key)
INSERT INTO touched_code SELECT DISTINCT kind, key FROM taken
"""

TAKE_REMATCH = """
WITH taken AS (DELETE FROM matching_rematch RETURNING item_id)
INSERT INTO rematch SELECT DISTINCT item_id FROM taken
"""

# In a test one transaction holds several runs, so ON COMMIT DROP is too late.
DROP_TABLES = """
DROP TABLE touched, touched_code, rematch, universe, frontier, renamed, pack_text,
    pack_words, merged_product, merged_manufacturer, said, newest, said_different,
    decided, code, joined, pack_decided, evidence, strange, link, shared_code, label,
    code_label, torn_label, item_group, adopted, fresh, pack, answer
"""
