"""Groups of items that share codes."""

# What joins: the declared product where there is one, else the code itself.
LINKS = """
CREATE TEMP TABLE link ON COMMIT DROP AS
SELECT e.item_id, v.code, v.is_part
FROM evidence AS e
CROSS JOIN LATERAL (VALUES
    (coalesce('D' || e.by_gtin, 'G' || e.gtin), false),
    (coalesce('D' || e.by_npc, 'N' || e.npc), false),
    (coalesce('D' || e.by_part, 'P' || e.manufacturer_id || ':' || e.part), true)
) AS v (code, is_part)
WHERE e.problem = '' AND v.code IS NOT NULL;
CREATE TEMP TABLE label ON COMMIT DROP AS
SELECT item_id, item_id AS label FROM link GROUP BY item_id;
CREATE TEMP TABLE code_label ON COMMIT DROP AS
SELECT code, min(item_id) AS label FROM link GROUP BY code;
ANALYZE link; ANALYZE label; ANALYZE code_label;
"""

# A GTIN or NPC proves something where a catalogue declares it or another item has it.
SHARED_CODES = """
CREATE TEMP TABLE shared_code ON COMMIT DROP AS
SELECT code FROM link WHERE NOT is_part GROUP BY code HAVING count(*) > 1;
ANALYZE shared_code
"""

SPREAD_TO_ITEMS = """
UPDATE label AS l SET label = s.label
FROM (SELECT k.item_id, min(c.label) AS label
      FROM link AS k JOIN code_label AS c USING (code) GROUP BY k.item_id) AS s
WHERE s.item_id = l.item_id AND s.label < l.label
"""

SPREAD_TO_CODES = """
UPDATE code_label AS c SET label = s.label
FROM (SELECT k.code, min(l.label) AS label
      FROM link AS k JOIN label AS l USING (item_id) GROUP BY k.code) AS s
WHERE s.code = c.code AND s.label < c.label
"""

# A group that holds two declared products, or two part codes, contradicts itself: then
# only part codes and declared codes join in it.
TORN_GROUPS = """
CREATE TEMP TABLE torn_label ON COMMIT DROP AS
SELECT l.item_id, l.label FROM label AS l JOIN (
    SELECT l.label
    FROM label AS l
    JOIN evidence AS e USING (item_id)
    LEFT JOIN products_product AS p ON p.id = coalesce(e.by_part, e.by_code)
    GROUP BY l.label
    HAVING count(DISTINCT coalesce(e.by_part, e.by_code)) > 1
        OR count(DISTINCT coalesce(nullif(p.part_key, ''), e.part)) > 1
) AS t USING (label)
"""

MEND_TORN_GROUPS = """
UPDATE evidence AS e SET problem = 'CHAIN_DISAGREES'
FROM torn_label AS t
WHERE t.item_id = e.item_id AND e.part IS NULL AND e.by_code IS NULL;
DELETE FROM label AS l USING evidence AS e
WHERE e.item_id = l.item_id AND e.problem <> '';
UPDATE label AS l SET label = s.label
FROM (
    SELECT t.item_id, min(t.item_id) OVER (PARTITION BY t.label,
        coalesce('D' || coalesce(e.by_part, e.by_code),
                 'P' || e.manufacturer_id || ':' || e.part)) AS label
    FROM torn_label AS t JOIN evidence AS e USING (item_id) WHERE e.problem = ''
) AS s
WHERE s.item_id = l.item_id;
"""
