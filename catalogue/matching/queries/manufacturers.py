"""Who is the manufacturer: what each spelling of a name means."""

NEW_MANUFACTURERS = """
WITH fresh AS (
    INSERT INTO products_manufacturer (name, name_key)
    SELECT DISTINCT ON (t.manufacturer_key) t.manufacturer_name, t.manufacturer_key
    FROM touched AS t
    WHERE t.manufacturer_key <> '' AND t.is_live AND NOT EXISTS (
        SELECT FROM products_manufacturer AS m WHERE m.name_key = t.manufacturer_key)
    ORDER BY t.manufacturer_key, t.manufacturer_name
    ON CONFLICT (name_key) DO NOTHING
    RETURNING name_key
)
INSERT INTO renamed SELECT name_key FROM fresh
"""

# A name's first word alone means the one manufacturer whose name begins with it, as
# long as there is only one that a catalogue or a live item names: one that came with an
# import which was rolled back is none. Worked out again for every word that is touched.
NAME_MEANINGS = """
WITH missing AS (
    SELECT m.name_key FROM products_manufacturer AS m
    WHERE NOT EXISTS (
        SELECT FROM products_manufacturername AS n WHERE n.name_key = m.name_key)
    UNION
    SELECT m.name_key FROM touched_code AS c JOIN products_manufacturer AS m
        ON m.id = CASE c.kind WHEN 'M' THEN c.key::bigint END
    UNION
    SELECT coalesce(nullif(manufacturer_key, ''), supplier_key) FROM touched
    WHERE manufacturer_key <> '' OR supplier_key <> ''
), word AS (
    SELECT DISTINCT split_part(name_key, ' ', 1) AS word FROM missing
), name AS (
    SELECT m.name_key, split_part(m.name_key, ' ', 1) AS word, m.id
    FROM products_manufacturer AS m
    UNION ALL
    SELECT s.name_key, s.name_key, NULL FROM products_supplier AS s
    WHERE position(' ' in s.name_key) = 0 AND NOT EXISTS (
        SELECT FROM products_manufacturer AS m WHERE m.name_key = s.name_key)
), longer AS (
    SELECT w.word, min(m.id) AS id FROM word AS w
    JOIN products_manufacturer AS m
        ON split_part(m.name_key, ' ', 1) = w.word AND m.name_key <> w.word
    WHERE EXISTS (SELECT FROM purchases_item AS i
            WHERE i.manufacturer_key = m.name_key AND i.is_live)
        OR EXISTS (SELECT FROM products_product AS p
            WHERE p.manufacturer_id = m.id AND p.is_declared)
    GROUP BY w.word HAVING count(DISTINCT coalesce(m.merged_into_id, m.id)) = 1
), meaning AS (
    SELECT n.name_key,
        CASE WHEN n.name_key = n.word THEN coalesce(l.id, n.id) ELSE n.id END AS id
    FROM name AS n JOIN word AS w USING (word) LEFT JOIN longer AS l USING (word)
), gone AS (
    DELETE FROM products_manufacturername AS n USING meaning AS m
    WHERE n.name_key = m.name_key AND m.id IS NULL
    RETURNING n.name_key
), kept AS (
    INSERT INTO products_manufacturername AS n (name_key, manufacturer_id)
    SELECT name_key, id FROM meaning WHERE id IS NOT NULL
    ON CONFLICT (name_key) DO UPDATE SET manufacturer_id = excluded.manufacturer_id
    WHERE n.manufacturer_id <> excluded.manufacturer_id
    RETURNING n.name_key
)
INSERT INTO renamed SELECT name_key FROM kept UNION SELECT name_key FROM gone
ON CONFLICT DO NOTHING
"""

# A person merged or parted manufacturers: items that carry any of their names are
# looked at again.
RENAMED_BY_PERSONS = """
INSERT INTO renamed
SELECT n.name_key FROM touched_code AS c
JOIN products_manufacturername AS n
    ON n.manufacturer_id = CASE c.kind WHEN 'M' THEN c.key::bigint END
ON CONFLICT DO NOTHING
"""

# Items stand under the supplier that theirs is merged into: those whose supplier a
# person merged or parted, and any that an import brought meanwhile.
KEEP_SUPPLIERS = """
UPDATE purchases_item AS i SET supplier_id = coalesce(s.merged_into_id, s.id)
FROM (
    SELECT t.item_id FROM touched AS t
    UNION
    SELECT o.id FROM touched_code AS c JOIN purchases_item AS o
        ON o.supplier_id = CASE c.kind WHEN 'S' THEN c.key::bigint END
) AS n
JOIN purchases_item AS o ON o.id = n.item_id
JOIN products_supplier AS s ON s.name_key = o.supplier_key
WHERE i.id = n.item_id AND i.supplier_id <> coalesce(s.merged_into_id, s.id)
"""
