"""The codes of each item, and where they contradict each other."""

# Where a catalogue's codes lead, each followed to what its product or maker stands
# under now: what persons have merged is one. Of a merged maker's part codes those of
# all its names count; where two of them are different products the code leads to
# neither.
CODES = """
CREATE TEMP TABLE code ON COMMIT DROP AS
SELECT i.id AS item_id, i.organisation_id,
    coalesce(w.root_id, n.manufacturer_id) AS manufacturer_id,
    n.manufacturer_id AS own_manufacturer_id,
    nullif(i.gtin_key, '') AS gtin, nullif(i.npc_key, '') AS npc, i.part_key,
    i.is_carriage,
    coalesce(pr.root_id, p.product_id) AS by_gtin,
    coalesce(cr.root_id, c.product_id) AS by_npc,
    coalesce(qr.root_id, q.product_id) AS by_part, false AS is_torn
FROM universe AS u
JOIN purchases_item AS i ON i.id = u.item_id AND i.is_live
LEFT JOIN products_manufacturername AS n ON n.name_key =
    CASE WHEN i.manufacturer_key <> '' THEN i.manufacturer_key ELSE i.supplier_key END
LEFT JOIN merged_manufacturer AS w ON w.id = n.manufacturer_id
LEFT JOIN products_pack AS p ON p.gtin = i.gtin_key
LEFT JOIN merged_product AS pr ON pr.id = p.product_id
LEFT JOIN products_nationalcode AS c ON c.npc = i.npc_key
LEFT JOIN merged_product AS cr ON cr.id = c.product_id
LEFT JOIN products_partcode AS q
    ON q.part_key = i.part_key AND q.manufacturer_id = n.manufacturer_id
LEFT JOIN merged_product AS qr ON qr.id = q.product_id;
UPDATE code AS c SET by_part = CASE WHEN q.products = 1 THEN q.product_id END,
    is_torn = q.products > 1
FROM (
    SELECT c.item_id, min(coalesce(r.root_id, q.product_id)) AS product_id,
        count(DISTINCT coalesce(r.root_id, q.product_id)) AS products
    FROM code AS c
    JOIN (SELECT root_id, id FROM merged_manufacturer
          UNION SELECT root_id, root_id FROM merged_manufacturer) AS w
        ON w.root_id = c.manufacturer_id
    JOIN products_partcode AS q ON q.manufacturer_id = w.id AND q.part_key = c.part_key
    LEFT JOIN merged_product AS r ON r.id = q.product_id
    WHERE c.part_key <> '' GROUP BY c.item_id
) AS q WHERE q.item_id = c.item_id;
"""

# `decided` is the product that a person has put the item on: then its codes join it
# to nothing else.
EVIDENCE = """
CREATE TEMP TABLE evidence ON COMMIT DROP AS
SELECT c.item_id, c.organisation_id, c.manufacturer_id, c.own_manufacturer_id, c.gtin,
    c.npc,
    -- under four characters is too little to go by, unless a catalogue says so
    CASE WHEN c.by_part IS NOT NULL OR c.manufacturer_id IS NOT NULL
        AND length(c.part_key) >= 4 THEN c.part_key END AS part,
    c.by_gtin, c.by_npc, c.by_part, coalesce(c.by_gtin, c.by_npc) AS by_code,
    d.product_id AS decided,
    CASE
        WHEN d.product_id IS NOT NULL THEN 'PERSON'
        WHEN c.is_carriage THEN 'CARRIAGE'
        WHEN EXISTS (SELECT FROM said_different AS s WHERE s.item_id = c.item_id
            AND s.product_id IN (c.by_gtin, c.by_npc, c.by_part)) THEN 'SAID_DIFFERENT'
        WHEN c.is_torn OR c.by_gtin <> c.by_npc OR c.by_gtin <> c.by_part
            OR c.by_npc <> c.by_part THEN 'CODES_DISAGREE'
        WHEN c.gtin IS NULL AND c.npc IS NULL AND c.by_part IS NULL
            AND length(c.part_key) < 4 THEN 'NO_CODE'
        WHEN c.gtin IS NULL AND c.npc IS NULL AND c.manufacturer_id IS NULL
            THEN 'NO_MANUFACTURER'
        ELSE ''
    END AS problem
FROM code AS c LEFT JOIN decided AS d USING (item_id);
CREATE INDEX ON evidence (part, manufacturer_id);
ANALYZE evidence;
"""

# Codes that no catalogue declares lead to a product through the other items that carry
# them: who was said to be different from that product does not join it by them.
APART = """
UPDATE evidence AS e SET problem = 'SAID_DIFFERENT'
FROM said_different AS s
WHERE s.item_id = e.item_id AND e.problem = '' AND EXISTS (
    SELECT FROM matching_match AS m
    LEFT JOIN merged_product AS r ON r.id = m.code_product_id
    LEFT JOIN evidence AS o ON o.item_id = m.item_id
    WHERE coalesce(r.root_id, m.code_product_id) = s.product_id
        AND (m.item_id = e.item_id OR o.gtin = e.gtin OR o.npc = e.npc
            OR o.part = e.part AND o.manufacturer_id = e.manufacturer_id))
"""

# A declared GTIN or NPC beside a part code that is not its product's: where others use
# that part code by itself, the two disagree; where nobody does, it says nothing.
STRANGE_PARTS = """
CREATE TEMP TABLE strange ON COMMIT DROP AS
SELECT e.item_id, EXISTS (
    SELECT FROM evidence AS o WHERE o.part = e.part
        AND o.manufacturer_id = e.manufacturer_id
        AND o.by_code IS DISTINCT FROM e.by_code AND o.decided IS NULL
) AS is_known_elsewhere
FROM evidence AS e
WHERE e.problem = '' AND e.by_code IS NOT NULL AND e.part IS NOT NULL
    AND e.by_part IS NULL
    AND EXISTS (SELECT FROM products_partcode AS q WHERE q.product_id = e.by_code)
    AND NOT EXISTS (SELECT FROM products_partcode AS q
        WHERE q.product_id = e.by_code AND q.part_key = e.part);
UPDATE evidence AS e
SET problem = CASE WHEN s.is_known_elsewhere THEN 'CODES_DISAGREE' ELSE '' END,
    part = CASE WHEN s.is_known_elsewhere THEN e.part END
FROM strange AS s WHERE s.item_id = e.item_id;
"""


def peers_disagree(code: str, declared: str) -> str:
    """A code no catalogue declares belongs to the part code most organisations pair it
    with; on a tie to none."""
    return f"""
WITH pairing AS (
    SELECT {code} AS code, part, count(DISTINCT organisation_id) AS organisations
    FROM evidence
    WHERE problem = '' AND {code} IS NOT NULL AND part IS NOT NULL
        AND {declared} IS NULL
    GROUP BY {code}, part
), ranked AS (
    SELECT code, part,
        organisations > coalesce(max(organisations) OVER (
            PARTITION BY code ROWS BETWEEN UNBOUNDED PRECEDING
            AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW), 0) AS wins
    FROM pairing
), torn AS (
    SELECT code FROM ranked GROUP BY code HAVING count(*) > 1
)
UPDATE evidence AS e SET problem = 'PEERS_DISAGREE'
FROM torn AS t
WHERE e.{code} = t.code AND e.problem = '' AND (
    e.part IS NOT NULL AND NOT EXISTS (
        SELECT FROM ranked AS r
        WHERE r.code = e.{code} AND r.part = e.part AND r.wins)
    OR e.part IS NULL AND NOT EXISTS (
        SELECT FROM ranked AS r WHERE r.code = e.{code} AND r.wins))
"""
