"""What was made of each item, and which products that touches."""

# The product by codes, then what persons say: their decision, what is merged, and last
# what was said to be different, by whatever way an item came there.
JOINED = """
CREATE TEMP TABLE joined ON COMMIT DROP AS
SELECT j.item_id, CASE WHEN d.product_id IS NULL THEN j.code_product_id END
        AS code_product_id,
    CASE WHEN d.product_id IS NULL THEN j.would_be END AS product_id,
    d.product_id IS NOT NULL AS is_apart
FROM (
    SELECT e.item_id, g.product_id AS code_product_id,
        coalesce(e.decided, r.root_id, g.product_id) AS would_be
    FROM evidence AS e
    LEFT JOIN label AS l USING (item_id)
    LEFT JOIN item_group AS g ON g.label = l.label
    LEFT JOIN merged_product AS r ON r.id = g.product_id
) AS j
LEFT JOIN said_different AS d ON d.item_id = j.item_id AND d.product_id = j.would_be
    AND NOT EXISTS (SELECT FROM decided AS k WHERE k.item_id = j.item_id);
ANALYZE joined;
"""

ANSWERS = """
CREATE TEMP TABLE answer ON COMMIT DROP AS
SELECT a.item_id, a.organisation_id, a.product_id, a.code_product_id,
    a.manufacturer_id, a.tier, a.reason,
    CASE
        WHEN coalesce(o.eaches, d.eaches) IS NOT NULL THEN 'known'
        ELSE a.pack_status
    END AS pack_status,
    coalesce(o.eaches, d.eaches, a.eaches) AS eaches, a.unit, a.pack_evidence,
    coalesce(o.eaches, d.eaches) IS NOT NULL AS pack_confirmed
FROM (
    SELECT e.item_id, e.organisation_id, j.product_id, j.code_product_id,
        e.manufacturer_id,
        CASE
            WHEN j.product_id IS NULL THEN
                CASE WHEN e.problem IN ('CODES_DISAGREE', 'PEERS_DISAGREE',
                    'CHAIN_DISAGREES') THEN 'X' ELSE '' END
            WHEN e.decided IS NOT NULL THEN 'B'
            WHEN t.label IS NOT NULL AND e.by_code IS NULL THEN 'B'
            WHEN c.by_gtin OR c.by_npc OR e.part IS NULL THEN 'A'
            ELSE 'B'
        END AS tier,
        CASE
            WHEN j.is_apart THEN 'SAID_DIFFERENT'
            WHEN j.product_id IS NULL THEN e.problem
            WHEN e.decided IS NOT NULL THEN 'PERSON'
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
        CASE WHEN p.said = 0 THEN w.eaches WHEN p.least = p.most THEN p.least END
            AS eaches,
        p.unit,
        concat_ws('; ',
            'GTIN ' || p.by_gtin, 'national code ' || p.by_npc,
            'pack column ' || p.column_eaches, 'unit ' || p.unit_eaches,
            'description ' || w.eaches) AS pack_evidence
    FROM evidence AS e
    JOIN joined AS j USING (item_id)
    LEFT JOIN torn_label AS t USING (item_id)
    CROSS JOIN LATERAL (
        SELECT e.by_gtin IS NOT NULL OR EXISTS (
                SELECT FROM shared_code AS s WHERE s.code = 'G' || e.gtin) AS by_gtin,
            e.by_npc IS NOT NULL OR EXISTS (
                SELECT FROM shared_code AS s WHERE s.code = 'N' || e.npc) AS by_npc
    ) AS c
    JOIN pack AS p USING (item_id)
    LEFT JOIN pack_words AS w ON w.description = p.description AND p.said = 0
) AS a
LEFT JOIN pack_decided AS o ON o.product_id = a.product_id AND o.unit = a.unit
    AND o.says = a.pack_evidence AND o.organisation_id = a.organisation_id
LEFT JOIN pack_decided AS d ON d.product_id = a.product_id AND d.unit = a.unit
    AND d.says = a.pack_evidence AND d.organisation_id IS NULL;
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

# Without a product or a known pack: before, or now.
_IS_OPEN = """({0}.product_id IS NULL OR {0}.eaches IS NULL)
    AND {0}.reason <> 'CARRIAGE'"""
OPEN_ITEMS = f"""
INSERT INTO matching_open_item (item_id)
SELECT a.item_id FROM answer AS a WHERE {_IS_OPEN.format("a")}
UNION
SELECT m.item_id FROM universe AS u JOIN matching_match AS m USING (item_id)
WHERE {_IS_OPEN.format("m")}
UNION
SELECT m.item_id FROM touched AS t JOIN matching_match AS m USING (item_id)
WHERE {_IS_OPEN.format("m")}
"""

_NAMES = (
    "product_id", "code_product_id", "manufacturer_id", "tier", "reason",
    "pack_status", "eaches", "unit", "pack_evidence", "pack_confirmed",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_NEW = ", ".join(f"excluded.{name}" for name in _NAMES)
_OLD = ", ".join(f"m.{name}" for name in _NAMES)

KEEP_ANSWERS = f"""
DELETE FROM matching_match AS m USING universe AS u
WHERE m.item_id = u.item_id
    AND NOT EXISTS (SELECT FROM answer AS a WHERE a.item_id = m.item_id);
INSERT INTO matching_match AS m (item_id, organisation_id, {_COLUMNS})
SELECT item_id, organisation_id, {_COLUMNS} FROM answer
ON CONFLICT (item_id) DO UPDATE SET ({_COLUMNS}) = ({_NEW})
WHERE ({_OLD}) IS DISTINCT FROM ({_NEW});
"""

COUNTS = """
SELECT (SELECT count(*) FROM answer) AS items,
    (SELECT count(*) FROM answer WHERE product_id IS NOT NULL) AS matched,
    (SELECT count(*) FROM answer WHERE tier = 'X') AS conflicting,
    (SELECT count(*) FROM answer WHERE pack_status = 'known') AS packs_known
"""
