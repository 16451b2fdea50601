"""How many eaches each pack of a catalogue holds, along what it contains."""

# Follow each pack down to its smallest declared level; what never ends is a circle.
LEVELS = """
CREATE TEMP TABLE level ON COMMIT DROP AS
WITH RECURSIVE down AS (
    SELECT r.gtin_key, r.gtin_key AS at, 1::numeric AS eaches, 0 AS depth
    FROM read_row AS r WHERE r.problem IS NULL
    UNION ALL
    SELECT d.gtin_key, n.inner_key, d.eaches * n.quantity, d.depth + 1
    FROM down AS d JOIN LATERAL (
        SELECT r.inner_key, r.contains_quantity::int AS quantity FROM read_row AS r
        WHERE r.gtin_key = d.at AND r.problem IS NULL AND r.inner_key <> ''
        UNION ALL
        SELECT i.gtin, p.contains_quantity FROM products_pack AS p
        JOIN products_pack AS i ON i.id = p.contains_id
        WHERE p.gtin = d.at AND NOT EXISTS (
            SELECT FROM read_row AS r WHERE r.gtin_key = d.at AND r.problem IS NULL)
    ) AS n ON true
    WHERE d.depth < 12 AND d.eaches < 1000000
)
SELECT DISTINCT ON (gtin_key) gtin_key, at AS bottom, eaches, depth FROM down
ORDER BY gtin_key, depth DESC;
-- The lowest declared level may hold a number of eaches that have no code of their own.
UPDATE level AS l SET eaches = l.eaches * r.content::int FROM read_row AS r
WHERE r.gtin_key = l.bottom AND r.problem IS NULL AND r.content <> '';
UPDATE level AS l SET eaches = l.eaches * p.eaches FROM products_pack AS p
WHERE p.gtin = l.bottom AND p.eaches > 1 AND NOT EXISTS (
    SELECT FROM read_row AS r WHERE r.gtin_key = p.gtin AND r.problem IS NULL);
ANALYZE level;
UPDATE read_row AS r SET problem = format('it is said to hold %s units, and what it '
    'contains makes them %s', r.content, l.eaches)
FROM level AS l
WHERE l.gtin_key = r.gtin_key AND r.problem IS NULL AND r.inner_key <> ''
    AND r.content <> ''
    AND r.content::numeric NOT IN (l.eaches, r.contains_quantity::int);
UPDATE read_row AS r SET problem = 'the pack contains itself, or too much'
FROM level AS l
WHERE l.gtin_key = r.gtin_key AND r.problem IS NULL
    AND (l.depth >= 12 OR l.eaches >= 1000000);
"""
