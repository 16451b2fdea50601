"""What was made of each item, and which products that touches."""

ANSWERS = """
CREATE TEMP TABLE answer ON COMMIT DROP AS
SELECT e.item_id, e.organisation_id, g.product_id, e.manufacturer_id,
    CASE
        WHEN g.product_id IS NULL THEN
            CASE WHEN e.problem IN ('CODES_DISAGREE', 'PEERS_DISAGREE',
                'CHAIN_DISAGREES') THEN 'X' ELSE '' END
        WHEN t.label IS NOT NULL AND e.by_code IS NULL THEN 'B'
        WHEN c.by_gtin OR c.by_npc OR e.part IS NULL THEN 'A'
        ELSE 'B'
    END AS tier,
    CASE
        WHEN g.product_id IS NULL THEN e.problem
        WHEN t.label IS NOT NULL AND e.by_code IS NULL THEN 'PART'
        WHEN c.by_gtin THEN 'GTIN'
        WHEN c.by_npc THEN 'NPC'
        WHEN e.part IS NOT NULL THEN 'PART'
        WHEN e.gtin IS NOT NULL THEN 'GTIN'
        ELSE 'NPC'
    END AS reason,
    CASE
        WHEN p.said > 0 AND p.least < p.most THEN 'conflict'
        WHEN coalesce(p.least, w.eaches) IS NULL THEN 'unknown'
        ELSE 'known'
    END AS pack_status,
    CASE WHEN p.said = 0 THEN w.eaches WHEN p.least = p.most THEN p.least END AS eaches,
    concat_ws('; ',
        'GTIN ' || p.by_gtin, 'national code ' || p.by_npc,
        'pack column ' || p.column_eaches, 'unit ' || p.unit_eaches,
        'description ' || w.eaches) AS pack_evidence
FROM evidence AS e
LEFT JOIN label AS l USING (item_id)
LEFT JOIN torn_label AS t USING (item_id)
LEFT JOIN item_group AS g ON g.label = l.label
CROSS JOIN LATERAL (
    SELECT e.by_gtin IS NOT NULL OR EXISTS (
            SELECT FROM shared_code AS s WHERE s.code = 'G' || e.gtin) AS by_gtin,
        e.by_npc IS NOT NULL OR EXISTS (
            SELECT FROM shared_code AS s WHERE s.code = 'N' || e.npc) AS by_npc
) AS c
JOIN pack AS p USING (item_id)
LEFT JOIN pack_words AS w ON w.description = p.description AND p.said = 0;
ANALYZE answer;
"""

# Products that lose or gain an item of an organisation, or an item's pack changed, or
# its lines did.
TOUCH_PRODUCTS = """
INSERT INTO matching_touched_product (product_id, organisation_id, import_id)
SELECT c.product_id, c.organisation_id, max(c.import_id) FROM (
    SELECT unnest(ARRAY[m.product_id, a.product_id]) AS product_id,
        coalesce(m.organisation_id, a.organisation_id) AS organisation_id,
        coalesce(t.import_id, 0) AS import_id
    FROM universe AS u
    LEFT JOIN answer AS a USING (item_id)
    LEFT JOIN matching_match AS m USING (item_id)
    LEFT JOIN touched AS t USING (item_id)
    WHERE m.product_id IS DISTINCT FROM a.product_id
        OR m.eaches IS DISTINCT FROM a.eaches
    UNION ALL
    SELECT coalesce(a.product_id, m.product_id),
        coalesce(a.organisation_id, m.organisation_id), t.import_id
    FROM touched AS t
    LEFT JOIN answer AS a USING (item_id)
    LEFT JOIN matching_match AS m USING (item_id)
) AS c
WHERE c.product_id IS NOT NULL
GROUP BY c.product_id, c.organisation_id
"""

KEEP_ANSWERS = """
DELETE FROM matching_match AS m USING universe AS u
WHERE m.item_id = u.item_id
    AND NOT EXISTS (SELECT FROM answer AS a WHERE a.item_id = m.item_id);
INSERT INTO matching_match AS m (item_id, organisation_id, product_id, manufacturer_id,
    tier, reason, pack_status, eaches, pack_evidence)
SELECT item_id, organisation_id, product_id, manufacturer_id, tier, reason, pack_status,
    eaches, pack_evidence
FROM answer
ON CONFLICT (item_id) DO UPDATE
SET product_id = excluded.product_id, manufacturer_id = excluded.manufacturer_id,
    tier = excluded.tier, reason = excluded.reason, pack_status = excluded.pack_status,
    eaches = excluded.eaches, pack_evidence = excluded.pack_evidence
WHERE (m.product_id, m.manufacturer_id, m.tier, m.reason, m.pack_status, m.eaches,
       m.pack_evidence)
    IS DISTINCT FROM (excluded.product_id, excluded.manufacturer_id, excluded.tier,
       excluded.reason, excluded.pack_status, excluded.eaches, excluded.pack_evidence);
"""

COUNTS = """
SELECT (SELECT count(*) FROM answer) AS items,
    (SELECT count(*) FROM answer WHERE product_id IS NOT NULL) AS matched,
    (SELECT count(*) FROM answer WHERE tier = 'X') AS conflicting,
    (SELECT count(*) FROM answer WHERE pack_status = 'known') AS packs_known
"""
