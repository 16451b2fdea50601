"""Loading a UBL catalogue: what stands before and after the statements of a product
master, into whose staging table the lines that declare something go."""

TABLES = """
CREATE TEMP TABLE said (
    row_number integer, line_id text, is_gone boolean, gtin text, seller_id text,
    unit text, manufacturer text, mpc text, npc text, description text, category text,
    component text, quantity text, content text, withdrawn_on date, problem text
) ON COMMIT DROP
"""

# What a seller's code means: the line of this file with it, else what this catalogue
# called so before. A code on two lines means neither.
SELLERS_CODES = """
ANALYZE said;
CREATE TEMP TABLE seller_code ON COMMIT DROP AS
SELECT seller_id, min(gtin_key(gtin)) AS gtin FROM said
WHERE seller_id <> '' AND NOT is_gone AND gtin_key(gtin) <> ''
GROUP BY seller_id HAVING count(DISTINCT gtin_key(gtin)) = 1;
INSERT INTO seller_code
SELECT k.seller_id, min(p.gtin) FROM products_cataloguedpack AS k
JOIN products_pack AS p ON p.id = k.pack_id
WHERE k.catalogue_id = %(catalogue)s AND k.seller_id <> ''
    AND NOT EXISTS (SELECT FROM said AS s WHERE s.seller_id = k.seller_id
        AND NOT s.is_gone)
GROUP BY k.seller_id HAVING count(*) = 1;
ANALYZE seller_code;
"""

DECLARED = """
INSERT INTO master (row_number, gtin, unit, manufacturer, mpc, npc, description,
    contains_gtin, contains_quantity, content, category, problem)
SELECT s.row_number, s.gtin, s.unit, s.manufacturer, s.mpc, s.npc, s.description,
    c.gtin, CASE WHEN c.gtin = '' THEN '' ELSE s.quantity END, s.content, s.category,
    s.problem
FROM said AS s LEFT JOIN seller_code AS n ON n.seller_id = s.component
CROSS JOIN LATERAL (SELECT CASE WHEN s.component = '' OR s.quantity = '' THEN ''
    ELSE coalesce(n.gtin, gtin_key(s.component)) END AS gtin) AS c
WHERE NOT s.is_gone
"""

# A line that says nothing of what is in a pack leaves what is known of it.
KEEP_KNOWN = """
UPDATE master AS m
SET contains_gtin = coalesce(i.gtin, ''),
    contains_quantity = coalesce(p.contains_quantity::text, ''),
    content = CASE WHEN m.content = '' AND i.id IS NULL AND p.eaches > 1
        THEN p.eaches::text ELSE m.content END
FROM products_pack AS p LEFT JOIN products_pack AS i ON i.id = p.contains_id
WHERE p.gtin = gtin_key(m.gtin) AND m.contains_gtin = ''
"""

CATALOGUED = """
INSERT INTO products_cataloguedpack AS k
    (catalogue_id, pack_id, seller_id, withdrawn_on)
SELECT %(catalogue)s, p.id, s.seller_id, s.withdrawn_on
FROM row_product AS w JOIN said AS s USING (row_number)
JOIN products_pack AS p ON p.gtin = w.gtin_key
ON CONFLICT (catalogue_id, pack_id) DO UPDATE
SET seller_id = excluded.seller_id, withdrawn_on = excluded.withdrawn_on
WHERE (k.seller_id, k.withdrawn_on)
    IS DISTINCT FROM (excluded.seller_id, excluded.withdrawn_on)
"""

GONE = """
CREATE TEMP TABLE gone ON COMMIT DROP AS
SELECT s.row_number, p.id AS pack_id, s.seller_id,
    coalesce(s.withdrawn_on, %(issued)s) AS withdrawn_on, CASE
    WHEN s.problem IS NOT NULL THEN s.problem
    WHEN p.id IS NULL THEN 'nothing is known by this code, so nothing can be withdrawn'
    WHEN EXISTS (SELECT FROM master AS m WHERE gtin_key(m.gtin) = p.gtin)
        THEN 'another line of this file declares the same pack'
    END AS problem
FROM said AS s
LEFT JOIN seller_code AS n ON n.seller_id = s.seller_id AND s.gtin = ''
LEFT JOIN products_pack AS p ON p.gtin = coalesce(nullif(gtin_key(s.gtin), ''), n.gtin)
WHERE s.is_gone;
INSERT INTO products_cataloguedpack AS k
    (catalogue_id, pack_id, seller_id, withdrawn_on)
SELECT DISTINCT ON (pack_id) %(catalogue)s, pack_id, seller_id, withdrawn_on
FROM gone WHERE problem IS NULL ORDER BY pack_id, withdrawn_on
ON CONFLICT (catalogue_id, pack_id) DO UPDATE
SET withdrawn_on = least(k.withdrawn_on, excluded.withdrawn_on)
WHERE k.withdrawn_on IS DISTINCT FROM least(k.withdrawn_on, excluded.withdrawn_on);
"""

# In a whole new version, what the one before it had and this one does not name.
MISSING = """
UPDATE products_cataloguedpack AS k SET withdrawn_on = %(issued)s
WHERE k.catalogue_id = %(catalogue)s
    AND (k.withdrawn_on IS NULL OR k.withdrawn_on > %(issued)s)
    AND NOT EXISTS (SELECT FROM read_row AS r JOIN products_pack AS p
        ON p.gtin = r.gtin_key WHERE p.id = k.pack_id)
    AND NOT EXISTS (SELECT FROM gone AS g WHERE g.pack_id = k.pack_id)
"""

# A pack is withdrawn when no catalogue offers it any longer.
WITHDRAWALS = """
UPDATE products_pack AS p SET withdrawn_on = d.withdrawn_on
FROM (
    SELECT k.pack_id, CASE WHEN bool_or(k.withdrawn_on IS NULL) THEN NULL
        ELSE max(k.withdrawn_on) END AS withdrawn_on
    FROM products_cataloguedpack AS k
    WHERE k.pack_id IN (SELECT c.pack_id FROM products_cataloguedpack AS c
        WHERE c.catalogue_id = %(catalogue)s)
    GROUP BY k.pack_id
) AS d
WHERE p.id = d.pack_id AND p.withdrawn_on IS DISTINCT FROM d.withdrawn_on
"""

PROBLEMS = """
SELECT s.row_number, concat_ws(', ', nullif(s.line_id, ''), nullif(s.gtin, '')),
    coalesce(r.problem, g.problem)
FROM said AS s
LEFT JOIN read_row AS r USING (row_number) LEFT JOIN gone AS g USING (row_number)
WHERE coalesce(r.problem, g.problem) IS NOT NULL ORDER BY s.row_number
"""

NOTES = """
SELECT s.row_number, s.line_id, format('its component %s is not in this catalogue and '
    'is no GTIN, so what the pack holds is not read from it', s.component)
FROM said AS s JOIN master AS m USING (row_number)
LEFT JOIN seller_code AS n ON n.seller_id = s.component
WHERE s.problem IS NULL AND s.component <> '' AND n.gtin IS NULL
    AND gtin_key(s.component) = '' ORDER BY s.row_number
"""

TOTALS = """
SELECT (SELECT count(*) FROM said),
    (SELECT count(*) FROM read_row WHERE problem IS NULL),
    (SELECT count(DISTINCT product_id) FROM row_product),
    (SELECT count(*) FROM gone WHERE problem IS NULL)
"""

DROP_TABLES = "DROP TABLE said, seller_code, gone"
