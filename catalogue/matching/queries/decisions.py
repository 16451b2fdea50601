"""What persons have said, as the run needs it: by item, and followed along merges."""

# As `Decision.is_in_force` has it.
IN_FORCE = "d.ended_at IS NULL AND (NOT d.needs_second OR d.seconded_at IS NOT NULL)"

# Seldom more than some thousands in a region; empty where nobody merged anything.
MERGED = """
CREATE TEMP TABLE merged_product ON COMMIT DROP AS
SELECT id, merged_into_id AS root_id FROM products_product
WHERE merged_into_id IS NOT NULL;
CREATE TEMP TABLE merged_manufacturer ON COMMIT DROP AS
SELECT id, merged_into_id AS root_id FROM products_manufacturer
WHERE merged_into_id IS NOT NULL;
ANALYZE merged_product; ANALYZE merged_manufacturer;
"""

# The newest decision speaks, whether it was about the item's codes or its words.
DECIDED = f"""
CREATE TEMP TABLE said ON COMMIT DROP AS
SELECT i.id AS item_id, d.id AS decision_id, d.verdict,
    coalesce(r.root_id, d.product_id) AS product_id
FROM universe AS u
JOIN purchases_item AS i ON i.id = u.item_id AND i.is_live
CROSS JOIN LATERAL (VALUES (i.subject), (item_words_subject(
    i.organisation_id, i.digest, i.local_code, i.description))) AS v (subject)
JOIN matching_matchsubject AS s ON s.subject = v.subject
JOIN matching_matchdecision AS d ON d.id = s.decision_id AND {IN_FORCE}
LEFT JOIN merged_product AS r ON r.id = d.product_id;
CREATE TEMP TABLE newest ON COMMIT DROP AS
SELECT DISTINCT ON (item_id, product_id) item_id, product_id, decision_id, verdict
FROM said ORDER BY item_id, product_id, decision_id DESC;
CREATE TEMP TABLE said_different ON COMMIT DROP AS
SELECT item_id, product_id FROM newest WHERE verdict = 'DIFFERENT';
CREATE TEMP TABLE decided ON COMMIT DROP AS
SELECT DISTINCT ON (item_id) item_id, product_id FROM newest WHERE verdict = 'SAME'
ORDER BY item_id, decision_id DESC;
ANALYZE said_different; ANALYZE decided;
"""

PACKS_DECIDED = f"""
CREATE TEMP TABLE pack_decided ON COMMIT DROP AS
SELECT DISTINCT ON (product_id, unit, says, organisation_id)
    coalesce(r.root_id, d.product_id) AS product_id, d.unit, d.says, d.organisation_id,
    d.eaches
FROM matching_packdecision AS d LEFT JOIN merged_product AS r ON r.id = d.product_id
WHERE {IN_FORCE}
ORDER BY product_id, unit, says, organisation_id, d.id DESC;
ANALYZE pack_decided;
"""
