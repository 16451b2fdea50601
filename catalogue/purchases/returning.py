"""A file that was rolled back and is imported again takes its old place: what files
stored after it say of the same order lines still stands.

`versions` holds, for each of its rows that has an order line already, the versions of
that line, the live one at depth 1, each with the place of the last standing file that
says so (NULL where none does) and the digest of what it says.
"""

from catalogue.purchases.queries import line_digest

VERSIONS = f"""
CREATE TEMP TABLE versions ON COMMIT DROP AS
WITH RECURSIVE version AS (
    SELECT v.row_number, 1 AS depth, l.id, l.order_date, l.replaces_id,
        l.replaces_date, l.of_import_id
    FROM verdict AS v
    JOIN purchases_line AS l
        ON l.id = v.old_line_id AND l.order_date = v.old_order_date
    WHERE NOT v.is_repeat
    UNION ALL
    SELECT n.row_number, n.depth + 1, l.id, l.order_date, l.replaces_id,
        l.replaces_date, l.of_import_id
    FROM version AS n
    JOIN purchases_line AS l ON l.id = n.replaces_id AND l.order_date = n.replaces_date
)
SELECT n.row_number, n.depth, n.id, n.order_date, n.replaces_id, n.replaces_date,
    {line_digest("l", "i.digest")} AS digest,
    (SELECT max(f.place) FROM purchases_import AS f
     WHERE f.state = 'DONE' AND (f.id = n.of_import_id OR f.id IN (
        SELECT s.import_id FROM purchases_line_seen AS s WHERE s.line_id = n.id))
    ) AS last_place
FROM version AS n
JOIN purchases_line AS l ON l.id = n.id AND l.order_date = n.order_date
JOIN purchases_item AS i ON i.id = l.item_id
"""

# Of the rows that a file stored later has spoken of: the version just above their
# place, and the standing one just below.
OVERTAKEN = """
CREATE TEMP TABLE overtaken ON COMMIT DROP AS
SELECT a.row_number, a.id, a.order_date, a.replaces_id, a.replaces_date, a.digest,
    b.id AS below_id, b.order_date AS below_date, b.digest AS below_digest
FROM (
    SELECT DISTINCT ON (row_number) * FROM versions
    WHERE last_place > %(place)s ORDER BY row_number, depth DESC
) AS a
LEFT JOIN LATERAL (
    SELECT * FROM versions AS b
    WHERE b.row_number = a.row_number AND b.depth > a.depth
        AND b.last_place IS NOT NULL
    ORDER BY b.depth LIMIT 1
) AS b ON true
"""

# A version beside its place says the same: the file vouches for it. Else its own is
# stored between the two, not live.
TAKE_PLACE = """
UPDATE verdict AS v
SET says = CASE
        WHEN v.digest IN (o.digest, o.below_digest) THEN 'unchanged'
        WHEN o.below_id IS NULL THEN 'accepted'
        ELSE 'replaced' END,
    is_overtaken = v.digest NOT IN (o.digest, coalesce(o.below_digest, o.digest)),
    old_line_id = CASE v.digest WHEN o.digest THEN o.id
        WHEN o.below_digest THEN o.below_id ELSE o.replaces_id END,
    old_order_date = CASE v.digest WHEN o.digest THEN o.order_date
        WHEN o.below_digest THEN o.below_date ELSE o.replaces_date END,
    line_id = CASE WHEN v.digest NOT IN (o.digest, coalesce(o.below_digest, o.digest))
        THEN coalesce(v.line_id, nextval('purchases_line_id_seq')) END
FROM overtaken AS o
WHERE o.row_number = v.row_number
"""

LINK = """
UPDATE purchases_line AS l SET replaces_id = v.line_id, replaces_date = v.order_date
FROM overtaken AS o JOIN verdict AS v USING (row_number)
WHERE v.is_overtaken AND l.id = o.id AND l.order_date = o.order_date
"""

RETIRE_ITEMS = """
UPDATE purchases_item AS i SET is_live = false
FROM verdict AS v
JOIN wording AS w
    ON w.organisation_id = v.organisation_id AND w.item_digest = v.item_digest
WHERE v.is_overtaken AND i.id = w.item_id AND i.is_live AND NOT EXISTS (
    SELECT FROM purchases_line AS l WHERE l.item_id = i.id AND l.is_live)
"""

BEFORE_STORING = (VERSIONS, OVERTAKEN, TAKE_PLACE)
AFTER_STORING = (LINK, RETIRE_ITEMS, "DROP TABLE versions, overtaken")
