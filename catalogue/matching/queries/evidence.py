"""The codes of each item, and where they contradict each other."""

EVIDENCE = """
CREATE TEMP TABLE evidence ON COMMIT DROP AS
SELECT i.id AS item_id, i.organisation_id, n.manufacturer_id,
    nullif(i.gtin_key, '') AS gtin, nullif(i.npc_key, '') AS npc,
    -- under four characters is too little to go by, unless a catalogue says so
    CASE WHEN q.product_id IS NOT NULL OR n.manufacturer_id IS NOT NULL
        AND length(i.part_key) >= 4 THEN i.part_key END AS part,
    p.product_id AS by_gtin, c.product_id AS by_npc, q.product_id AS by_part,
    coalesce(p.product_id, c.product_id) AS by_code,
    CASE
        WHEN i.is_carriage THEN 'CARRIAGE'
        WHEN p.product_id <> c.product_id OR p.product_id <> q.product_id
            OR c.product_id <> q.product_id THEN 'CODES_DISAGREE'
        WHEN i.gtin_key = '' AND i.npc_key = '' AND q.product_id IS NULL
            AND length(i.part_key) < 4 THEN 'NO_CODE'
        WHEN i.gtin_key = '' AND i.npc_key = '' AND n.manufacturer_id IS NULL
            THEN 'NO_MANUFACTURER'
        ELSE ''
    END AS problem
FROM universe AS u
JOIN purchases_item AS i ON i.id = u.item_id AND i.is_live
LEFT JOIN products_manufacturername AS n ON n.name_key =
    CASE WHEN i.manufacturer_key <> '' THEN i.manufacturer_key ELSE i.supplier_key END
LEFT JOIN products_pack AS p ON p.gtin = i.gtin_key
LEFT JOIN products_nationalcode AS c ON c.npc = i.npc_key
LEFT JOIN products_partcode AS q
    ON q.part_key = i.part_key AND q.manufacturer_id = n.manufacturer_id;
CREATE INDEX ON evidence (part, manufacturer_id);
ANALYZE evidence;
"""

# A declared GTIN or NPC beside a part code that is not its product's: where others use
# that part code by itself, the two disagree; where nobody does, it says nothing.
STRANGE_PARTS = """
CREATE TEMP TABLE strange ON COMMIT DROP AS
SELECT e.item_id, EXISTS (
    SELECT FROM evidence AS o WHERE o.part = e.part
        AND o.manufacturer_id = e.manufacturer_id
        AND o.by_code IS DISTINCT FROM e.by_code
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
