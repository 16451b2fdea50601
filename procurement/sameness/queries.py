"""Names that are probably one company's, by the keys of their names.

Legal forms, (UK) and ledger numbers are no part of a key already. What is left are
names of which one begins the other, names that differ by a general word at the end or
by a space alone, and names that are spelt nearly alike. All are found by equal values,
so that the cost follows the number of names; those spelt nearly alike are only looked
for among names with the same first letter and about the same length.
"""

# Words at the end of a name that tell no two companies apart.
GENERAL = (
    "MEDICAL|HEALTHCARE|HEALTH|CARE|HOSPITAL|SURGICAL|EUROPE|EUROPEAN|INTERNATIONAL|"
    "GLOBAL|GROUP|HOLDINGS|TRADING|SUPPLIES|SUPPLY|SERVICES|PRODUCTS|SYSTEMS|"
    "SOLUTIONS|TECHNOLOGIES|DIAGNOSTICS|DISTRIBUTION|SALES|DIVISION|BRITAIN|GREAT|GB|"
    "UNITED|KINGDOM|ENGLAND|SCOTLAND|WALES|IRELAND|NORTH|SOUTH|EAST|WEST|LONDON|"
    "MANCHESTER|BIRMINGHAM|LEEDS|BRISTOL|TA|LP|SE|OF"
)

SPEND_OF_SUPPLIERS = """
SELECT supplier_id AS id, spend FROM suppliers_supplierspend
WHERE organisation_id IS NULL
"""
SPEND_OF_MANUFACTURERS = """
SELECT coalesce(m.merged_into_id, m.id) AS id, sum(s.spend) AS spend
FROM suppliers_supplierproduct AS s
JOIN products_product AS p ON p.id = s.product_id
JOIN products_manufacturer AS m ON m.id = p.manufacturer_id
GROUP BY 1
"""

# Each pair once, under the one that more is spent with. {firsts} says which names are
# looked at, {order} which of a pair comes first.
ALIKE = """
WITH spend AS MATERIALIZED ({spend}),
named AS MATERIALIZED (
    SELECT t.id, t.name_key, coalesce(s.spend, 0) AS spend, c.core,
        left(c.core, 1) AS letter, length(c.core) AS letters,
        replace(t.name_key, ' ', '') AS joined,
        regexp_replace(t.name_key, '[^0-9]+', ' ', 'g') AS numbers
    FROM {table} AS t LEFT JOIN spend AS s USING (id)
    CROSS JOIN LATERAL (
        SELECT regexp_replace(t.name_key, '( ({general}))+$', '') AS core) AS c
    WHERE t.merged_into_id IS NULL
), first AS MATERIALIZED (
    SELECT * FROM named WHERE {firsts}
    ORDER BY spend DESC, id DESC LIMIT %(most)s
), beginning AS (
    SELECT n.id, array_to_string(w.words[:k.k], ' ') AS words
    FROM named AS n
    CROSS JOIN LATERAL (SELECT string_to_array(n.name_key, ' ') AS words) AS w
    CROSS JOIN LATERAL generate_series(1, cardinality(w.words) - 1) AS k (k)
), likely AS (
    SELECT f.id, b.id AS other_id, 1 AS reason
    FROM first AS f JOIN beginning AS b ON b.words = f.name_key
    UNION ALL
    SELECT f.id, n.id, 1 FROM first AS f JOIN beginning AS b USING (id)
    JOIN named AS n ON n.name_key = b.words
    UNION ALL
    SELECT f.id, n.id, 2 FROM first AS f JOIN named AS n ON n.joined = f.joined
    UNION ALL
    SELECT f.id, n.id, 3 FROM first AS f JOIN named AS n ON n.core = f.core
    UNION ALL
    SELECT f.id, n.id, 4 FROM first AS f JOIN named AS n ON n.letter = f.letter
        AND n.letters BETWEEN f.letters - 3 AND f.letters + 3 AND n.numbers = f.numbers
    WHERE f.letters > 4 AND similarity(n.core, f.core) >= 0.5
), pair AS (
    SELECT id, other_id, min(reason) AS reason FROM likely WHERE id <> other_id
    GROUP BY id, other_id
)
SELECT p.id, p.other_id, p.reason, f.spend, o.spend AS other_spend
FROM pair AS p JOIN first AS f ON f.id = p.id JOIN named AS o ON o.id = p.other_id
WHERE {order} AND NOT EXISTS (
    SELECT FROM products_saiddifferent AS d
    JOIN {table} AS l ON l.id = d.low_id JOIN {table} AS h ON h.id = d.high_id
    WHERE d.kind = %(kind)s AND d.ended_at IS NULL
        AND coalesce(l.merged_into_id, l.id) IN (p.id, p.other_id)
        AND coalesce(h.merged_into_id, h.id) IN (p.id, p.other_id)
        AND coalesce(l.merged_into_id, l.id) <> coalesce(h.merged_into_id, h.id))
ORDER BY f.spend DESC, f.id DESC, p.reason, o.spend DESC, o.id DESC
"""
FIRSTS_FROM = "(spend, id) < (%(spend)s::numeric, %(id)s::bigint)"
FIRST_ALONE = "id = %(id)s"
LARGER_FIRST = "(o.spend, o.id) < (f.spend, f.id)"

# Where the look at the next names begins; nothing where these were the last.
LAST_LOOKED_AT = """
WITH spend AS MATERIALIZED ({spend})
SELECT coalesce(s.spend, 0), t.id FROM {table} AS t LEFT JOIN spend AS s USING (id)
WHERE t.merged_into_id IS NULL
    AND (coalesce(s.spend, 0), t.id) < (%(spend)s::numeric, %(id)s::bigint)
ORDER BY 1 DESC, 2 DESC OFFSET %(most)s - 1 LIMIT 1
"""

# Products whose part code is the other's, or begins it, whoever makes them; and those
# of the very same words.
NEAR_PRODUCTS = """
SELECT o.id FROM products_product AS p JOIN products_product AS o ON o.id <> p.id
    AND length(p.part_key) >= 5 AND o.part_key LIKE p.part_key || '%%'
    AND length(o.part_key) <= length(p.part_key) + 2
WHERE p.id = %(id)s AND o.merged_into_id IS NULL
UNION
SELECT o.id FROM products_product AS p JOIN products_product AS o ON o.id <> p.id
    AND o.part_key = ANY(ARRAY[left(p.part_key, -1), left(p.part_key, -2)])
    AND length(o.part_key) >= 5
WHERE p.id = %(id)s AND o.merged_into_id IS NULL
UNION
SELECT o.id FROM products_product AS p JOIN products_product AS o ON o.id <> p.id
    AND upper(o.description) = upper(p.description)
WHERE p.id = %(id)s AND o.merged_into_id IS NULL
LIMIT %(most)s
"""
