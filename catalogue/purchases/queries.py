"""The statements that read, judge and store an extract, in the order they run.

An extract streams into `staged` by COPY; every later step is one statement over the
whole of it. `staged`, `date_read`, `judged`, `verdict` and `wording` live in the
session only.

Longer than 250 lines: the statements of one run are read in one piece.
"""

from catalogue.purchases.layouts import FIELDS

# The tables of one file are small: a sample of 3,000 rows tells the planner enough.
START = f"""
SET LOCAL default_statistics_target = 10;
SET LOCAL work_mem = '256MB';
DROP TABLE IF EXISTS staged, date_read, judged, verdict, wording;
CREATE TEMP TABLE staged (
    row_number integer,
    {", ".join(f"{field} text" for field in FIELDS)}
);
CREATE TEMP TABLE date_read (text text PRIMARY KEY, on_date date);
"""

FINISH = "DROP TABLE IF EXISTS staged, date_read, judged, verdict, wording"

COPY_STAGED = f"COPY staged (row_number, {', '.join(FIELDS)}) FROM STDIN"

DISTINCT_DATES = """
SELECT order_date FROM staged WHERE order_date <> ''
UNION
SELECT receipt_date FROM staged WHERE receipt_date <> ''
"""

MONTHS = """
SELECT DISTINCT date_trunc('month', on_date)::date FROM date_read
WHERE on_date BETWEEN %(earliest)s AND %(on)s
  AND text IN (SELECT order_date FROM staged)
"""


def _number(field: str) -> str:
    """SQL that reads a number: plain first, then with £ and thousands, then the
    patient function; NULL when it is none."""
    bare = f"translate({field}, '£, ', '')"
    return f"""CASE
        WHEN {field} = '' THEN NULL
        WHEN %(decimal_mark)s = '.' AND {field} ~ '^-?[0-9]{{1,12}}([.][0-9]{{1,10}})?$'
            THEN {field}::numeric
        WHEN %(decimal_mark)s = '.'
            AND {field} ~ '^£?-?[0-9]{{1,3}}(,[0-9]{{3}})*([.][0-9]{{1,10}})?$'
            THEN {bare}::numeric
        ELSE read_number({field}, %(decimal_mark)s)
    END"""


ITEM_DIGEST = """md5(concat_ws(E'\\x1f', s.local_code, s.description, s.supplier,
    s.supplier_part, s.manufacturer, s.mpc, s.npc, s.gtin, s.unit_of_purchase,
    s.pack_size, s.category))::uuid"""


def line_digest(line: str, item_digest: str) -> str:
    """SQL for the digest of everything an order line says, as it is stored."""
    return f"""md5(concat_ws(E'\\x1f', {line}.order_date::text,
        trim_scale({line}.quantity)::text, trim_scale({line}.unit_price)::text,
        trim_scale({line}.net_value)::text, {item_digest}::text,
        {line}.contract_reference, {line}.delivery_site,
        {line}.receipt_date::text))::uuid"""


# A row is carriage when its words speak of nothing else, whatever codes it has: a
# delivery pack is a product.
IS_CARRIAGE = """CASE
    WHEN s.description ~* ('\\m(carriage|delivery|postage|p ?& ?p|freight|shipping|'
        'courier)\\M')
    THEN s.description ~* ('^(\\W|\\d|\\m(carriage|delivery|deliveries|postage|packing|'
        'packaging|p|and|freight|shipping|courier|handling|charges?|costs?|fees?|'
        'surcharge|for|to|of|on|the|by|next|same|day|working|am|pm|standard|express|'
        'urgent|small|minimum|order|orders|fuel|ex|inc|excluding|including|vat|uk|only|'
        'total|goods|parcel|pallet)\\M)+$')
    ELSE false END"""

# Of these indexes are made, which hold texts of at most 2,704 bytes; the longest real
# ones have under 100. A line of a billion pounds, or units, is a slip of the pen.
_INDEXED = ("po_number", "line_number", "local_code", "supplier", "manufacturer", "mpc")
_TOO_LONG = "\n        ".join(
    f"WHEN octet_length(r.{field}) > 600 THEN '{field}:too_long'" for field in _INDEXED
)
_TOO_LARGE = "1e9"

# One row a staged row. `problem` is the first rule that it breaks, as FIELD:CODE.
# OFFSET 0 keeps the planner from folding the levels into one, where it would read each
# number and work out each digest again at every place that names it.
JUDGE = f"""
CREATE TEMP TABLE judged AS
SELECT r.*,
    CASE
        WHEN r.po_number = '' THEN 'po_number:empty'
        WHEN r.line_number = '' THEN 'line_number:empty'
        WHEN r.order_date_text = '' THEN 'order_date:empty'
        WHEN r.description = '' THEN 'description:empty'
        WHEN r.quantity_text = '' THEN 'quantity:empty'
        WHEN r.unit_price_text = '' THEN 'unit_price:empty'
        {_TOO_LONG}
        WHEN r.organisation_id IS NULL THEN 'organisation:unknown'
        WHEN r.order_date IS NULL THEN 'order_date:no_date'
        WHEN r.order_date > %(on)s THEN 'order_date:future'
        WHEN r.order_date < %(earliest)s THEN 'order_date:early'
        WHEN r.quantity IS NULL THEN 'quantity:no_number'
        WHEN r.gross_price IS NULL THEN 'unit_price:no_number'
        WHEN r.line_value_text <> '' AND r.gross_value IS NULL
            THEN 'line_value:no_number'
        WHEN abs(r.quantity) >= {_TOO_LARGE} THEN 'quantity:too_large'
        WHEN abs(r.gross_price) >= {_TOO_LARGE} THEN 'unit_price:too_large'
        WHEN abs(r.net_value) >= {_TOO_LARGE} THEN 'line_value:too_large'
        WHEN abs(r.quantity * r.gross_price - r.gross_value) > 0.01
            AND abs(r.quantity * r.gross_price - r.gross_value)
                > 0.005 * abs(r.gross_value) THEN 'line_value:mismatch'
    END AS problem
FROM (
    SELECT n.*,
        round(n.gross_price / %(vat)s, 8) AS unit_price,
        round(coalesce(n.gross_value, n.quantity * n.gross_price) / %(vat)s, 8)
            AS net_value,
        {ITEM_DIGEST.replace("s.", "n.")} AS item_digest
    FROM (
        SELECT s.row_number, o.id AS organisation_id,
            s.po_number, s.line_number, s.description,
            s.order_date AS order_date_text, d.on_date AS order_date,
            s.quantity AS quantity_text, {_number("s.quantity")} AS quantity,
            s.unit_price AS unit_price_text, {_number("s.unit_price")} AS gross_price,
            s.line_value AS line_value_text, {_number("s.line_value")} AS gross_value,
            s.local_code, s.supplier, s.supplier_part, s.manufacturer, s.mpc, s.npc,
            s.gtin, s.unit_of_purchase, s.pack_size, s.category,
            s.contract_reference, s.delivery_site, e.on_date AS receipt_date,
            {IS_CARRIAGE} AS is_carriage
        FROM staged AS s
        LEFT JOIN date_read AS d ON d.text = s.order_date
        LEFT JOIN date_read AS e ON e.text = s.receipt_date
        LEFT JOIN trusts_organisation AS o ON o.code = CASE
                WHEN s.organisation = '' THEN (
                    SELECT code FROM trusts_organisation
                    WHERE id = %(organisation_id)s)
                ELSE upper(s.organisation) END
            AND o.id = coalesce(%(organisation_id)s, o.id)
        OFFSET 0
    ) AS n
    OFFSET 0
) AS r
"""

# The files of an organisation are stored one after the other: its lock is held.
PLACE = """
UPDATE purchases_import
SET place = coalesce(%(place)s, (SELECT coalesce(max(place), 0) + 1
    FROM purchases_import))
WHERE id = %(import_id)s
"""

# Of the rows in order: is it there already, and does it say the same? `is_overtaken`
# where a file stored later speaks of it, which only a file that returns can find.
VERDICT = f"""
CREATE TEMP TABLE verdict AS
SELECT j.row_number, j.organisation_id, j.po_number, j.line_number, j.digest,
    j.item_digest, j.order_date, j.net_value, j.is_repeat, false AS is_overtaken,
    k.line_id AS old_line_id, k.order_date AS old_order_date,
    CASE
        WHEN j.is_repeat THEN 'rejected'
        WHEN k.line_id IS NULL THEN 'accepted'
        WHEN k.digest = j.digest THEN 'unchanged'
        ELSE 'replaced'
    END AS says,
    CASE WHEN NOT j.is_repeat AND k.digest IS DISTINCT FROM j.digest
        THEN nextval('purchases_line_id_seq') END AS line_id
FROM (
    SELECT l.row_number, l.organisation_id, l.po_number, l.line_number, l.item_digest,
        l.order_date, l.net_value,
        {line_digest("l", "l.item_digest")} AS digest,
        row_number() OVER (
            PARTITION BY l.organisation_id, l.po_number, l.line_number
            ORDER BY l.row_number
        ) > 1 AS is_repeat
    FROM judged AS l
    WHERE l.problem IS NULL
) AS j
LEFT JOIN purchases_line_key AS k
    ON k.organisation_id = j.organisation_id
    AND k.po_number = j.po_number AND k.line_number = j.line_number
"""

# Every different wording of the lines to be stored, and the item that it is; then the
# suppliers and items that the region has not met before.
NEW_SUPPLIERS = """
CREATE TEMP TABLE wording AS
SELECT f.organisation_id, f.item_digest, f.row_number, i.id AS item_id, i.is_live
FROM (
    SELECT organisation_id, item_digest, min(row_number) AS row_number
    FROM verdict WHERE line_id IS NOT NULL
    GROUP BY organisation_id, item_digest
) AS f
LEFT JOIN purchases_item AS i
    ON i.organisation_id = f.organisation_id AND i.digest = f.item_digest;
ANALYZE wording;
INSERT INTO products_supplier (name, name_key)
SELECT DISTINCT ON (n.name_key) n.name, n.name_key
FROM (
    SELECT s.name, name_key(s.name) AS name_key
    FROM (
        SELECT DISTINCT j.supplier AS name
        FROM wording AS w JOIN judged AS j USING (row_number)
        WHERE w.item_id IS NULL AND j.supplier <> ''
    ) AS s
    OFFSET 0
) AS n
WHERE NOT EXISTS (
    SELECT FROM products_supplier AS p WHERE p.name_key = n.name_key)
ORDER BY n.name_key, n.name
ON CONFLICT (name_key) DO NOTHING
"""

NEW_ITEMS = """
WITH new_item AS MATERIALIZED (
    SELECT j.* FROM wording AS w JOIN judged AS j USING (row_number)
    WHERE w.item_id IS NULL
), keyed AS MATERIALIZED (
    SELECT name, CASE WHEN name = '' THEN '' ELSE name_key(name) END AS key
    FROM (SELECT supplier AS name FROM new_item
          UNION SELECT manufacturer FROM new_item) AS n
), stored AS (
    INSERT INTO purchases_item (
        organisation_id, digest, local_code, description, supplier_name,
        supplier_part, manufacturer_name, mpc, npc, gtin, unit_of_purchase, pack_size,
        category, supplier_id, supplier_key, manufacturer_key, part_key, npc_key,
        gtin_key, is_carriage, is_live, first_import_id)
    SELECT n.organisation_id, n.item_digest, n.local_code, n.description, n.supplier,
        n.supplier_part, n.manufacturer, n.mpc, n.npc, n.gtin, n.unit_of_purchase,
        n.pack_size, n.category, p.id, s.key, m.key, part_key(n.mpc), npc_key(n.npc),
        gtin_key(n.gtin), n.is_carriage, true, %(import_id)s
    FROM new_item AS n
    JOIN keyed AS s ON s.name = n.supplier
    JOIN keyed AS m ON m.name = n.manufacturer
    LEFT JOIN products_supplier AS p ON p.name_key = s.key
    RETURNING id, organisation_id, digest
)
UPDATE wording AS w SET item_id = n.id, is_live = true
FROM stored AS n
WHERE n.organisation_id = w.organisation_id AND n.digest = w.item_digest;
ANALYZE wording;
"""

REVIVED_ITEMS = """
UPDATE purchases_item AS i SET is_live = true
FROM wording AS w WHERE i.id = w.item_id AND NOT w.is_live
"""

# A line that a later file replaces is kept, and no longer live.
RETIRE_REPLACED = """
WITH retired AS (
    UPDATE purchases_line AS l SET is_live = false
    FROM verdict AS v
    WHERE v.says = 'replaced' AND NOT v.is_overtaken AND l.id = v.old_line_id
        AND l.order_date = v.old_order_date
    RETURNING l.item_id
)
INSERT INTO purchases_touched_item (item_id, import_id)
SELECT DISTINCT item_id, %(import_id)s FROM retired
"""

NEW_LINES = """
INSERT INTO purchases_line (
    id, order_date, organisation_id, item_id, of_import_id, row_number, po_number,
    line_number, quantity, unit_price, net_value, kind, is_live, replaces_id,
    replaces_date, contract_reference, delivery_site, receipt_date)
SELECT v.line_id, j.order_date, v.organisation_id, w.item_id, %(import_id)s,
    v.row_number, v.po_number, v.line_number, j.quantity, j.unit_price, j.net_value,
    CASE
        WHEN j.is_carriage THEN 'G'
        WHEN j.quantity < 0 OR j.unit_price < 0 OR j.net_value < 0 THEN 'C'
        WHEN j.quantity = 0 OR j.unit_price = 0 OR j.net_value = 0 THEN 'F'
        ELSE 'O'
    END,
    NOT v.is_overtaken, v.old_line_id, v.old_order_date, j.contract_reference,
    j.delivery_site, j.receipt_date
FROM verdict AS v
JOIN judged AS j USING (row_number)
JOIN wording AS w
    ON w.organisation_id = v.organisation_id AND w.item_digest = v.item_digest
WHERE v.line_id IS NOT NULL
"""

# An item that the replaced lines were the last of is live no longer.
RETIRE_ITEMS = """
UPDATE purchases_item AS i SET is_live = false
FROM (
    SELECT DISTINCT l.item_id FROM verdict AS v
    JOIN purchases_line AS l ON l.id = v.old_line_id AND l.order_date = v.old_order_date
    WHERE v.says = 'replaced' AND NOT v.is_overtaken
) AS r
WHERE i.id = r.item_id AND NOT EXISTS (
    SELECT FROM purchases_line AS l WHERE l.item_id = i.id AND l.is_live)
"""

# The organisations are locked, so what VERDICT saw of the keys still holds.
KEEP_KEYS = """
UPDATE purchases_line_key AS k
SET line_id = v.line_id, order_date = v.order_date, digest = v.digest
FROM verdict AS v
WHERE v.says = 'replaced' AND NOT v.is_overtaken
    AND k.organisation_id = v.organisation_id
    AND k.po_number = v.po_number AND k.line_number = v.line_number;
INSERT INTO purchases_line_key
    (organisation_id, po_number, line_number, line_id, order_date, digest)
SELECT organisation_id, po_number, line_number, line_id, order_date, digest
FROM verdict WHERE says = 'accepted' AND NOT is_overtaken
"""

VOUCH_FOR_UNCHANGED = """
INSERT INTO purchases_line_seen (line_id, order_date, import_id, row_number)
SELECT old_line_id, old_order_date, %(import_id)s, row_number
FROM verdict WHERE says = 'unchanged'
"""

TOUCH_ITEMS = """
INSERT INTO purchases_touched_item (item_id, import_id)
SELECT item_id, %(import_id)s FROM wording
"""

_WORDS = " ".join(f"WHEN '{field}' THEN s.{field}" for field in _INDEXED)
KEEP_REJECTIONS = f"""
INSERT INTO purchases_rejection (of_import_id, row_number, field, text, reason)
SELECT %(import_id)s, j.row_number, split_part(j.problem, ':', 1),
    left(CASE split_part(j.problem, ':', 1)
        WHEN 'order_date' THEN j.order_date_text
        WHEN 'quantity' THEN j.quantity_text
        WHEN 'unit_price' THEN j.unit_price_text
        WHEN 'line_value' THEN j.line_value_text
        WHEN 'organisation' THEN s.organisation
        {_WORDS}
        ELSE '' END, 200),
    split_part(j.problem, ':', 2)
FROM judged AS j JOIN staged AS s USING (row_number)
WHERE j.problem IS NOT NULL
UNION ALL
SELECT %(import_id)s, v.row_number, 'line_number',
    left(v.po_number || ' / ' || v.line_number, 200), 'repeated'
FROM verdict AS v WHERE v.is_repeat
"""

TOTALS = """
SELECT (SELECT count(*) FROM staged) AS rows,
    count(*) FILTER (WHERE v.says = 'accepted') AS accepted,
    count(*) FILTER (WHERE v.says = 'unchanged') AS unchanged,
    count(*) FILTER (WHERE v.says = 'replaced') AS replaced,
    (SELECT count(*) FROM judged WHERE problem IS NOT NULL)
        + count(*) FILTER (WHERE v.is_repeat) AS rejected,
    coalesce(sum(v.net_value) FILTER (WHERE v.says = 'accepted'), 0) AS net_value,
    min(v.order_date) FILTER (WHERE NOT v.is_repeat) AS first_order_date,
    max(v.order_date) FILTER (WHERE NOT v.is_repeat) AS last_order_date
FROM verdict AS v
"""
