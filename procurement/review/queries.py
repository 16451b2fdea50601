"""Which questions there are: the statements of `refresh_questions`, in order.

An item is open where it has no product or no known pack. Open items that one answer
would settle are one question: those with the same subject, or on the same product with
the same unit whose pack sources say the same. Worked out afresh for what was touched,
together with all that stands, or stood, in one question with it.
"""

DAYS = 365

_IS_OPEN = "(m.product_id IS NULL OR m.eaches IS NULL) AND m.reason <> 'CARRIAGE'"

TAKE_TOUCHED = """
CREATE TEMP TABLE touched_item ON COMMIT DROP AS
WITH taken AS (DELETE FROM matching_open_item RETURNING item_id)
SELECT DISTINCT item_id FROM taken;
CREATE TEMP TABLE reach (item_id bigint PRIMARY KEY) ON COMMIT DROP;
ANALYZE touched_item;
"""

REACH = f"""
INSERT INTO reach
SELECT item_id FROM touched_item
UNION
SELECT b.item_id FROM touched_item AS t
JOIN review_questionitem AS a ON a.item_id = t.item_id
JOIN review_questionitem AS b ON b.question_id = a.question_id
UNION
SELECT m.item_id FROM touched_item AS t
JOIN purchases_item AS a ON a.id = t.item_id
JOIN purchases_item AS b ON b.subject = a.subject
JOIN matching_match AS m ON m.item_id = b.id
WHERE {_IS_OPEN}
UNION
SELECT m.item_id FROM touched_item AS t
JOIN matching_match AS a ON a.item_id = t.item_id
JOIN matching_match AS m ON m.product_id = a.product_id
WHERE {_IS_OPEN}
"""

REACH_EVERYTHING = f"""
INSERT INTO reach
SELECT m.item_id FROM matching_match AS m WHERE {_IS_OPEN}
UNION
SELECT item_id FROM review_questionitem
"""

# Each open item with its question's key, and what was spent on it.
OPEN_ITEMS = f"""
ANALYZE reach;
CREATE TEMP TABLE open_item ON COMMIT DROP AS
SELECT m.item_id, m.organisation_id, m.product_id, m.tier, m.pack_evidence AS says,
    m.unit, i.subject, i.description, spent.value,
    CASE WHEN m.product_id IS NULL THEN 'M:' || i.subject
        ELSE concat_ws(':', 'P', m.product_id,
            md5(concat_ws(E'\\x1f', m.unit, m.pack_evidence))) END AS key
FROM reach AS r
JOIN matching_match AS m ON m.item_id = r.item_id
JOIN purchases_item AS i ON i.id = r.item_id AND i.is_live
CROSS JOIN LATERAL (
    SELECT round(coalesce(sum(l.net_value), 0), 2) AS value FROM purchases_line AS l
    WHERE l.item_id = r.item_id AND l.is_live AND l.kind <> 'G'
        AND l.order_date > %(on)s - {DAYS} AND l.order_date <= %(on)s
) AS spent
WHERE {_IS_OPEN};
ANALYZE open_item;
CREATE TEMP TABLE asked ON COMMIT DROP AS
SELECT o.key,
    CASE
        WHEN min(o.product_id) IS NOT NULL THEN CASE WHEN min(o.says) LIKE '%%;%%'
            THEN 'PACK_CONFLICT' ELSE 'PACK_UNKNOWN' END
        WHEN bool_or(o.tier = 'X') THEN 'CODES_CONFLICT'
        ELSE 'UNMATCHED'
    END AS kind,
    min(o.product_id) AS product_id, NULL::bigint AS other_product_id,
    CASE WHEN min(o.product_id) IS NULL
        THEN (array_agg(o.subject))[1] END AS subject,
    CASE WHEN min(o.product_id) IS NULL THEN '' ELSE min(o.unit) END AS unit,
    CASE WHEN min(o.product_id) IS NULL THEN '' ELSE min(o.says) END AS says,
    NULL::bigint AS organisation_id, sum(o.value) AS value, count(*)::int AS items,
    array_agg(DISTINCT o.organisation_id) AS organisations,
    (array_agg(o.description ORDER BY o.value DESC, o.item_id))[1] AS description,
    NULL::numeric AS price_each
FROM open_item AS o GROUP BY o.key HAVING sum(o.value) > 0;
"""

# A suspect price is asked about at the trust that pays it.
SUSPECTS = """
INSERT INTO asked
SELECT concat_ws(':', 'S', s.product_id, s.organisation_id), 'SUSPECT', s.product_id,
    NULL, NULL, '', '', s.organisation_id, round(s.price_each * s.units_12m, 2),
    (SELECT count(*) FROM matching_match AS m WHERE m.product_id = s.product_id
        AND m.organisation_id = s.organisation_id)::int,
    ARRAY[s.organisation_id], p.description, s.price_each
FROM gaps_suspectprice AS s JOIN products_product AS p ON p.id = s.product_id
WHERE round(s.price_each * s.units_12m, 2) > 0
"""

# What waits behind two products that may be one is what is spent on the lesser: that
# much is compared with too few.
NEAR_DUPLICATES = """
INSERT INTO asked
SELECT concat_ws(':', 'D', d.low_id, d.high_id), 'NEAR_DUPLICATE', d.low_id, d.high_id,
    NULL, '', '', NULL, round(least(l.value, h.value), 2), (l.items + h.items)::int,
    ARRAY(SELECT DISTINCT unnest(l.places || h.places)), p.description, NULL
FROM suggestions_productpair AS d
JOIN products_product AS p ON p.id = d.low_id AND p.merged_into_id IS NULL
JOIN products_product AS q ON q.id = d.high_id AND q.merged_into_id IS NULL
CROSS JOIN LATERAL (
    SELECT sum(price_each * units_12m) AS value, count(*) AS items,
        array_agg(organisation_id) AS places
    FROM prices_pricepaid WHERE product_id = d.low_id AND price_each IS NOT NULL
) AS l
CROSS JOIN LATERAL (
    SELECT sum(price_each * units_12m) AS value, count(*) AS items,
        array_agg(organisation_id) AS places
    FROM prices_pricepaid WHERE product_id = d.high_id AND price_each IS NOT NULL
) AS h
WHERE round(least(l.value, h.value), 2) > 0
    AND NOT EXISTS (
        SELECT FROM products_saiddifferent AS s WHERE s.kind = 'PRODUCT'
            AND s.low_id = d.low_id AND s.high_id = d.high_id AND s.ended_at IS NULL)
"""

# A question that is there again is the one it was: an answer that stands settles it
# still, unless what the answer led to has been ended elsewhere. A suspect price is
# asked about again when it has moved by a quarter and is suspect still.
KEEP_QUESTIONS = """
INSERT INTO review_question AS q (key, kind, state, product_id, other_product_id,
    subject, unit, says, organisation_id, value, items, organisations, description,
    price_each, opened_at)
SELECT key, kind, 'OPEN', product_id, other_product_id, subject, unit, says,
    organisation_id, value, items, organisations, description, price_each, %(at)s
FROM asked
ON CONFLICT (key) DO UPDATE
SET kind = excluded.kind, value = excluded.value, items = excluded.items,
    organisations = excluded.organisations, description = excluded.description,
    price_each = excluded.price_each,
    state = CASE WHEN q.state = 'GONE' THEN 'OPEN' ELSE q.state END
WHERE (q.kind, q.value, q.items, q.organisations, q.description, q.price_each)
    IS DISTINCT FROM (excluded.kind, excluded.value, excluded.items,
        excluded.organisations, excluded.description, excluded.price_each)
    OR q.state = 'GONE';
UPDATE review_question AS q
SET state = CASE WHEN EXISTS (
    SELECT FROM review_answer AS a WHERE a.question_id = q.id AND a.undone_at IS NULL
        AND a.outcome NOT IN ('LATER', 'ASKED')
        AND (a.price_each IS NULL OR q.price_each IS NULL
            OR abs(q.price_each - a.price_each) * 4 < a.price_each)
        AND NOT EXISTS (
            SELECT FROM review_answer_match_decisions AS x
            JOIN matching_matchdecision AS d ON d.id = x.matchdecision_id
            WHERE x.answer_id = a.id AND d.ended_at IS NOT NULL)
        AND NOT EXISTS (
            SELECT FROM review_answer_pack_decisions AS x
            JOIN matching_packdecision AS d ON d.id = x.packdecision_id
            WHERE x.answer_id = a.id AND d.ended_at IS NOT NULL)
        AND NOT EXISTS (
            SELECT FROM products_merge AS d
            WHERE d.id = a.merge_id AND d.ended_at IS NOT NULL)
        AND NOT EXISTS (
            SELECT FROM products_saiddifferent AS d
            WHERE d.id = a.said_different_id AND d.ended_at IS NOT NULL)
    ) THEN 'SETTLED' ELSE 'OPEN' END
FROM asked AS k
WHERE k.key = q.key AND q.state IN ('OPEN', 'SETTLED');
"""

# What is no longer so goes, unless a person has answered it; of items only what was
# looked at, of suspects and pairs, which are looked at in whole, all.
QUESTIONS_GO = """
UPDATE review_question AS q SET state = 'GONE', later_until = NULL, asked_of_id = NULL
WHERE q.state IN ('OPEN', 'LATER', 'ASKED')
    AND NOT EXISTS (SELECT FROM asked AS k WHERE k.key = q.key)
    AND (q.kind IN ('SUSPECT', 'NEAR_DUPLICATE') OR q.id IN (
        SELECT i.question_id FROM review_questionitem AS i JOIN reach USING (item_id)))
"""

KEEP_ITEMS = """
DELETE FROM review_questionitem AS i USING reach AS r
WHERE r.item_id = i.item_id AND NOT EXISTS (
    SELECT FROM open_item AS o JOIN review_question AS q ON q.key = o.key
    WHERE o.item_id = i.item_id);
INSERT INTO review_questionitem AS i (question_id, item_id, value)
SELECT q.id, o.item_id, o.value
FROM open_item AS o JOIN review_question AS q ON q.key = o.key
ON CONFLICT (item_id) DO UPDATE
SET question_id = excluded.question_id, value = excluded.value
WHERE (i.question_id, i.value) IS DISTINCT FROM (excluded.question_id, excluded.value);
"""

DROP_TABLES = "DROP TABLE IF EXISTS touched_item, reach, open_item, asked"
