"""Loading a product master: the statements of `load_catalogue`, in order."""

TABLES = """
CREATE TEMP TABLE master (
    row_number integer, gtin text, unit text, manufacturer text, mpc text, npc text,
    description text, contains_gtin text, contains_quantity text,
    content text NOT NULL DEFAULT '', category text NOT NULL DEFAULT '',
    withdrawn_on text NOT NULL DEFAULT '', problem text
) ON COMMIT DROP
"""

# One row a row, with its keys; `problem` says what is wrong with those not taken.
READ = """
CREATE TEMP TABLE read_row ON COMMIT DROP AS
SELECT m.*, gtin_key(m.gtin) AS gtin_key,
    CASE WHEN m.contains_gtin = '' THEN ''
        ELSE coalesce(nullif(gtin_key(m.contains_gtin), ''), '-') END AS inner_key,
    n.key AS manufacturer_key,
    part_key(m.mpc) AS part_key, npc_key(m.npc) AS npc_key
FROM master AS m
JOIN (
    SELECT manufacturer, CASE WHEN manufacturer <> '' THEN name_key(manufacturer)
        ELSE '' END AS key
    FROM (SELECT DISTINCT manufacturer FROM master) AS d
) AS n USING (manufacturer);
CREATE INDEX ON read_row (gtin_key);
ANALYZE read_row;
UPDATE read_row AS r SET problem = p.problem
FROM (
    SELECT r.row_number, CASE
        WHEN r.problem IS NOT NULL THEN r.problem
        WHEN r.gtin_key = '' THEN 'the GTIN has no valid check digit'
        WHEN r.description = '' THEN 'the description is empty'
        WHEN (r.inner_key = '') <> (r.contains_quantity = '')
            THEN 'contains_gtin and contains_quantity go together'
        WHEN r.contains_quantity <> '' AND r.contains_quantity !~ '^[1-9][0-9]{0,5}$'
            THEN 'contains_quantity is not a whole number above 0'
        WHEN r.inner_key = r.gtin_key THEN 'the pack contains itself'
        WHEN row_number() OVER (PARTITION BY r.gtin_key ORDER BY r.row_number) > 1
            THEN 'the GTIN stands in an earlier row'
        WHEN r.inner_key <> '' AND i.gtin_key IS NULL
            THEN 'contains_gtin is neither in this file nor known'
        END AS problem
    FROM read_row AS r
    LEFT JOIN (
        SELECT gtin_key FROM read_row UNION SELECT gtin FROM products_pack
    ) AS i ON i.gtin_key = r.inner_key
) AS p
WHERE p.row_number = r.row_number AND p.problem IS NOT NULL;
ANALYZE read_row;
"""

MANUFACTURERS = """
INSERT INTO products_manufacturer (name, name_key)
SELECT DISTINCT ON (manufacturer_key) manufacturer, manufacturer_key FROM read_row
WHERE problem IS NULL AND manufacturer_key <> ''
ORDER BY manufacturer_key, row_number
ON CONFLICT (name_key) DO NOTHING
"""

# A product is found by its part code, else by its lowest pack; packs of one hierarchy
# are one product.
PRODUCTS = """
CREATE TEMP TABLE row_product ON COMMIT DROP AS
SELECT r.row_number, r.gtin_key, l.bottom, l.eaches::int AS eaches,
    m.id AS manufacturer_id, r.part_key,
    coalesce(q.product_id, known.product_id) AS product_id,
    first_value(r.row_number) OVER (
        PARTITION BY coalesce(q.product_id, known.product_id) IS NULL,
            coalesce(b.manufacturer_key || E'\\x1f' || nullif(b.part_key, ''), l.bottom)
        ORDER BY r.row_number) AS first_row
FROM read_row AS r
JOIN level AS l USING (gtin_key)
LEFT JOIN read_row AS b ON b.gtin_key = l.bottom AND b.problem IS NULL
LEFT JOIN products_manufacturer AS m ON m.name_key = r.manufacturer_key
LEFT JOIN products_pack AS known ON known.gtin = l.bottom
LEFT JOIN products_manufacturer AS bm ON bm.name_key = b.manufacturer_key
LEFT JOIN products_partcode AS q
    ON q.manufacturer_id = bm.id AND q.part_key = b.part_key AND b.part_key <> ''
WHERE r.problem IS NULL;
ANALYZE row_product;
CREATE TEMP TABLE fresh_product ON COMMIT DROP AS
SELECT first_row, nextval('products_product_id_seq') AS product_id
FROM row_product WHERE product_id IS NULL GROUP BY first_row;
INSERT INTO products_product
    (id, manufacturer_id, part_code, part_key, description, category, is_declared)
SELECT f.product_id, p.manufacturer_id, r.mpc, r.part_key, r.description, '', true
FROM fresh_product AS f
JOIN read_row AS r ON r.row_number = f.first_row
JOIN row_product AS p ON p.row_number = f.first_row;
UPDATE row_product AS p SET product_id = f.product_id
FROM fresh_product AS f WHERE f.first_row = p.first_row AND p.product_id IS NULL;
UPDATE products_product AS p SET description = r.description
FROM row_product AS w JOIN read_row AS r USING (row_number)
WHERE p.id = w.product_id AND w.gtin_key = w.bottom AND p.is_declared
    AND p.description <> r.description;
"""

CATEGORIES = """
UPDATE products_product AS p SET category = c.category
FROM (
    SELECT DISTINCT ON (w.product_id) w.product_id, r.category
    FROM row_product AS w JOIN read_row AS r USING (row_number)
    WHERE r.category <> '' ORDER BY w.product_id, w.row_number
) AS c
WHERE p.id = c.product_id AND p.is_declared AND p.category <> c.category
"""

PART_CODES = """
WITH kept AS (
    INSERT INTO products_partcode (manufacturer_id, part_key, product_id)
    SELECT DISTINCT ON (manufacturer_id, part_key) manufacturer_id, part_key, product_id
    FROM row_product WHERE part_key <> '' AND manufacturer_id IS NOT NULL
    ORDER BY manufacturer_id, part_key, row_number
    ON CONFLICT (manufacturer_id, part_key) DO NOTHING
    RETURNING part_key
)
INSERT INTO products_touched_code (kind, key) SELECT 'P', part_key FROM kept
"""

PACKS = """
WITH said AS (
    SELECT w.product_id, r.unit, w.gtin_key, w.eaches,
        nullif(r.contains_quantity, '')::int AS contains_quantity
    FROM row_product AS w JOIN read_row AS r USING (row_number)
), kept AS (
    INSERT INTO products_pack AS p (product_id, unit, gtin, eaches)
    SELECT product_id, unit, gtin_key, eaches FROM said
    ON CONFLICT (gtin) DO UPDATE
    SET product_id = excluded.product_id, unit = excluded.unit, eaches = excluded.eaches
    WHERE (p.product_id, p.unit, p.eaches)
        IS DISTINCT FROM (excluded.product_id, excluded.unit, excluded.eaches)
    RETURNING gtin
)
INSERT INTO products_touched_code (kind, key) SELECT 'G', gtin FROM kept
"""

HIERARCHY = """
UPDATE products_pack AS p
SET contains_id = i.id, contains_quantity = r.contains_quantity::int
FROM read_row AS r
LEFT JOIN products_pack AS i ON i.gtin = r.inner_key
WHERE p.gtin = r.gtin_key AND r.problem IS NULL AND r.inner_key <> ''
    AND (p.contains_id, p.contains_quantity)
        IS DISTINCT FROM (i.id, r.contains_quantity::int)
"""

# Only of a file that has the column: it says of each pack whether it is withdrawn.
WITHDRAWALS = """
UPDATE products_pack AS p SET withdrawn_on = nullif(r.withdrawn_on, '')::date
FROM read_row AS r
WHERE p.gtin = r.gtin_key AND r.problem IS NULL
    AND p.withdrawn_on IS DISTINCT FROM nullif(r.withdrawn_on, '')::date
"""

# A pack that this file does not speak of may hold one that it does.
OUTER_PACKS = """
WITH RECURSIVE outward AS (
    SELECT p.id, p.eaches FROM products_pack AS p
    JOIN row_product AS w ON w.gtin_key = p.gtin
    UNION ALL
    SELECT o.id, n.eaches * o.contains_quantity FROM outward AS n
    JOIN products_pack AS o ON o.contains_id = n.id
    WHERE NOT EXISTS (SELECT FROM row_product AS w WHERE w.gtin_key = o.gtin)
), grown AS (
    UPDATE products_pack AS p SET eaches = o.eaches
    FROM outward AS o WHERE o.id = p.id AND o.eaches <> p.eaches
    RETURNING p.gtin
)
INSERT INTO products_touched_code (kind, key) SELECT 'G', gtin FROM grown
"""

# A national code names a pack: items that carry it alone hear of that pack too.
CODES_OF_TOUCHED_PACKS = """
INSERT INTO products_touched_code (kind, key)
SELECT 'N', n.npc FROM products_nationalcode AS n
JOIN products_pack AS p ON p.id = n.pack_id
JOIN products_touched_code AS t ON t.kind = 'G' AND t.key = p.gtin
"""

NATIONAL_CODES = """
WITH said AS (
    SELECT r.npc_key, min(w.product_id) AS product_id,
        CASE WHEN count(*) = 1 THEN min(p.id) END AS pack_id
    FROM row_product AS w
    JOIN read_row AS r USING (row_number)
    JOIN products_pack AS p ON p.gtin = w.gtin_key
    WHERE r.npc_key <> '' GROUP BY r.npc_key
    HAVING count(DISTINCT w.product_id) = 1
), kept AS (
    INSERT INTO products_nationalcode AS n (npc, product_id, pack_id)
    SELECT npc_key, product_id, pack_id FROM said
    ON CONFLICT (npc) DO UPDATE
    SET product_id = excluded.product_id, pack_id = excluded.pack_id
    WHERE (n.product_id, n.pack_id)
        IS DISTINCT FROM (excluded.product_id, excluded.pack_id)
    RETURNING npc
)
INSERT INTO products_touched_code (kind, key) SELECT 'N', npc FROM kept
"""

TORN_NPCS = """
UPDATE read_row AS r SET problem = 'the NPC stands for two products in this file'
FROM (
    SELECT r.npc_key FROM row_product AS w JOIN read_row AS r USING (row_number)
    WHERE r.npc_key <> '' GROUP BY r.npc_key HAVING count(DISTINCT w.product_id) > 1
) AS t
WHERE t.npc_key = r.npc_key
"""

TOTALS = """
SELECT (SELECT count(*) FROM master),
    (SELECT count(*) FROM read_row WHERE problem IS NULL),
    (SELECT count(DISTINCT product_id) FROM row_product),
    (SELECT count(*) FROM read_row WHERE problem IS NULL AND withdrawn_on <> '')
"""

PROBLEMS = """
SELECT row_number, gtin, problem FROM read_row WHERE problem IS NOT NULL
ORDER BY row_number
"""

DROP_TABLES = "DROP TABLE master, read_row, level, row_product, fresh_product"
