"""The gap rule, set-based: design section 5 over `price_now`, to the penny.

`price_now` holds prices as at one day, and `barred_now` those that are no reference
on that day (see the prices room). Every median is exact:
the mean of the middle one or two in order, in numeric. The plain slow version of the
same rule is the oracle in the tests.
"""

PRICES_JUDGED = """
CREATE TEMP TABLE priced AS
SELECT p.product_id, p.organisation_id, o.code, p.price_each AS price,
    p.units_12m AS units, p.last_evidence_on,
    p.evidence_lines >= 3 AND p.first_evidence_on < p.last_evidence_on AS is_regular,
    count(*) OVER (PARTITION BY p.product_id) AS trusts,
    row_number() OVER (PARTITION BY p.product_id ORDER BY p.price_each) AS place
FROM price_now AS p JOIN trusts_organisation AS o ON o.id = p.organisation_id
WHERE p.price_each IS NOT NULL;

-- Suspects: with two trusts both or neither; else those 3 times off the median; all
-- of them when the rest still spread by 3.
CREATE TEMP TABLE judged_price AS
WITH middle AS (
    SELECT *,
        avg(price) FILTER (WHERE place IN ((trusts + 1) / 2, trusts / 2 + 1))
            OVER (PARTITION BY product_id) AS median,
        min(price) OVER (PARTITION BY product_id) AS least,
        max(price) OVER (PARTITION BY product_id) AS most
    FROM priced WHERE trusts >= 2
), far AS (
    SELECT *, CASE WHEN trusts = 2 THEN most >= 3 * least
        ELSE price >= 3 * median OR 3 * price <= median END AS is_far
    FROM middle
)
SELECT *, is_far OR coalesce(
    max(price) FILTER (WHERE NOT is_far) OVER (PARTITION BY product_id)
    >= 3 * min(price) FILTER (WHERE NOT is_far) OVER (PARTITION BY product_id), false
    ) AS is_suspect
FROM far;
"""

# {seen} is empty, or tells the tables apart of what peers may see (seen_queries).
FINDINGS = """
CREATE TEMP TABLE finding{seen} AS
WITH kept AS (
    SELECT product_id, organisation_id, code, price, units, last_evidence_on,
        is_regular,
        count(*) OVER (PARTITION BY product_id) AS trusts,
        row_number() OVER (PARTITION BY product_id ORDER BY price) AS place,
        row_number() OVER (PARTITION BY product_id ORDER BY units) AS units_place
    FROM judged_price{seen} WHERE NOT is_suspect
), middle AS (
    SELECT *,
        avg(price) FILTER (WHERE place IN ((trusts + 1) / 2, trusts / 2 + 1))
            OVER (PARTITION BY product_id) AS median,
        is_regular OR 10 * units >= avg(units)
            FILTER (WHERE units_place IN ((trusts + 1) / 2, trusts / 2 + 1))
            OVER (PARTITION BY product_id) AS qualifies
    FROM kept WHERE trusts >= 2
), reference AS (
    SELECT product_id,
        (array_agg(price ORDER BY price, code))[1] AS lowest,
        (array_agg(organisation_id ORDER BY price, code))[1] AS lowest_id,
        (array_agg(last_evidence_on ORDER BY price, code))[1] AS lowest_on,
        (array_agg(price ORDER BY price, code))[2] AS second_lowest
    FROM middle AS m
    WHERE qualifies AND NOT EXISTS (
        SELECT FROM barred_now{seen} AS b
        WHERE b.product_id = m.product_id AND b.organisation_id = m.organisation_id)
    GROUP BY product_id
)
SELECT m.product_id, m.organisation_id, m.price AS price_each,
    r.lowest AS lowest_price, r.lowest_id AS lowest_organisation_id,
    r.second_lowest AS second_lowest_price, m.median AS median_price,
    m.units AS units_12m, round((m.price - r.lowest) * m.units, 2) AS gap_value,
    round((m.price - r.lowest) / m.price, 6) AS gap_percent,
    round(greatest(m.price - m.median, 0) * m.units, 2) AS median_gap_value,
    m.trusts, r.lowest_on AS lowest_last_order_on
FROM middle AS m JOIN reference AS r USING (product_id)
WHERE m.price > r.lowest
    AND m.price - r.lowest >= %(least_percent)s * m.price
    AND round((m.price - r.lowest) * m.units, 2) >= %(least_value)s;
ANALYZE finding{seen};
"""

DROP_FINDINGS = """
DROP TABLE IF EXISTS priced, judged_price, finding, price_now, corrected_item,
    corrected_line, barred_now
"""

TOUCHED_TABLE = """
DROP TABLE IF EXISTS touched_product, touched_price;
CREATE TEMP TABLE touched_product (product_id bigint PRIMARY KEY);
CREATE TEMP TABLE touched_price (
    product_id bigint, organisation_id bigint, PRIMARY KEY (product_id, organisation_id)
)
"""

TAKE_TOUCHED = """
WITH taken AS (
    DELETE FROM matching_touched_product
    RETURNING product_id, organisation_id, import_id
), kept AS (
    INSERT INTO touched_product
    SELECT DISTINCT product_id FROM taken
), kept_prices AS (
    INSERT INTO touched_price
    SELECT product_id, organisation_id FROM taken WHERE organisation_id IS NOT NULL
    UNION
    SELECT t.product_id, o.id FROM taken AS t CROSS JOIN trusts_organisation AS o
    WHERE t.organisation_id IS NULL
)
SELECT coalesce(array_agg(DISTINCT import_id) FILTER (WHERE import_id > 0), '{}'),
    count(DISTINCT product_id)
FROM taken
"""

# What people do about gaps waits for the few statements that follow.
LOCK_GAPS = "LOCK TABLE gaps_gap IN EXCLUSIVE MODE"

# What this refresh says of each gap that is, or was, in reach: what becomes of the
# total of listed gaps (`kind`), and of the work on it (`step`). One that is accepted
# is in no total; it comes back when the prices, not their bands, have it grown by a
# quarter. One that is agreed is realised when it is not there and the trust pays less
# than it did in the gap; where only a peer's price went, it stays agreed.
COMPARE = """
CREATE TEMP TABLE compared AS
SELECT g.id AS gap_id, coalesce(f.product_id, g.product_id) AS product_id,
    coalesce(f.organisation_id, g.organisation_id) AS organisation_id,
    coalesce(f.gap_value, 0) AS value_now,
    CASE WHEN g.id IS NULL OR g.state = 'GONE' OR g.stage = 'ACCEPTED' THEN 0
        ELSE g.gap_value END AS value_before,
    g.stage AS stage_before,
    f.product_id IS NULL AND g.state <> 'GONE' AS goes,
    CASE
        WHEN g.id IS NULL THEN 'FOUND'
        WHEN g.stage = 'ACCEPTED' THEN CASE
            WHEN coalesce(e.gap_value, f.gap_value) >= %(grown)s * g.accepted_value
                THEN 'FOUND_AGAIN' END
        WHEN f.product_id IS NULL THEN CASE WHEN g.state <> 'GONE' THEN 'GONE' END
        WHEN g.state = 'GONE' THEN 'FOUND_AGAIN'
        WHEN f.gap_value > g.gap_value THEN 'GREW'
        WHEN f.gap_value < g.gap_value THEN 'SHRANK'
    END AS kind,
    CASE
        WHEN f.product_id IS NULL THEN CASE
            WHEN g.stage = 'AGREED' AND p.price_each < g.price_each THEN 'REALISED' END
        WHEN g.stage = 'REALISED' THEN 'CAME_BACK'
        WHEN g.stage = 'ACCEPTED'
            AND coalesce(e.gap_value, f.gap_value) >= %(grown)s * g.accepted_value
            THEN 'GREW_BACK'
    END AS step
FROM finding AS f
FULL JOIN (SELECT * FROM gaps_gap AS g {of_touched}) AS g
    ON g.product_id = f.product_id AND g.organisation_id = f.organisation_id
LEFT JOIN exact_finding AS e
    ON e.product_id = f.product_id AND e.organisation_id = f.organisation_id
LEFT JOIN price_now AS p
    ON p.product_id = g.product_id AND p.organisation_id = g.organisation_id
"""

OF_TOUCHED = "WHERE g.product_id IN (SELECT product_id FROM touched_product)"

COLUMNS = """price_each, lowest_price, lowest_organisation_id, second_lowest_price,
    median_price, units_12m, gap_value, gap_percent, median_gap_value, trusts,
    lowest_last_order_on"""
_NEW = ", ".join(f"excluded.{column.strip()}" for column in COLUMNS.split(","))
_OLD = ", ".join(f"g.{column.strip()}" for column in COLUMNS.split(","))

KEEP_GAPS = f"""
INSERT INTO gaps_gap AS g
    (product_id, organisation_id, {COLUMNS}, state, found_on, changed_on, stage,
     accept_reason)
SELECT product_id, organisation_id, {COLUMNS}, 'FOUND', %(on)s, %(on)s, '', ''
FROM finding
ON CONFLICT (organisation_id, product_id) DO UPDATE
SET ({COLUMNS}) = ({_NEW}),
    state = CASE WHEN g.state = 'GONE' THEN 'FOUND_AGAIN' ELSE g.state END,
    found_on = CASE WHEN g.state = 'GONE' THEN %(on)s ELSE g.found_on END,
    changed_on = %(on)s
WHERE ({_OLD}) IS DISTINCT FROM ({_NEW}) OR g.state = 'GONE'
"""

# Before KEEP_GAPS, which leaves alone what is there already.
GAPS_OPEN_AGAIN = """
UPDATE gaps_gap AS g
SET state = 'FOUND_AGAIN', found_on = %(on)s, changed_on = %(on)s,
    stage = CASE WHEN g.owner_id IS NULL THEN '' ELSE 'ASSIGNED' END,
    accept_reason = '', accepted_value = NULL, review_on = NULL
FROM compared AS c
WHERE c.gap_id = g.id AND c.step IN ('GREW_BACK', 'CAME_BACK')
"""

GAPS_GO = """
UPDATE gaps_gap AS g
SET state = 'GONE', changed_on = %(on)s,
    stage = coalesce(c.step, g.stage),
    due_on = CASE WHEN c.step IS NULL THEN g.due_on END
FROM compared AS c WHERE c.gap_id = g.id AND (c.goes OR c.step = 'REALISED')
"""

KEEP_CHANGES = """
INSERT INTO gaps_gapchange (gap_id, refresh_id, kind, gap_value, value_before)
SELECT g.id, %(refresh_id)s, c.kind, c.value_now, c.value_before
FROM compared AS c
JOIN gaps_gap AS g USING (product_id, organisation_id)
WHERE c.kind IS NOT NULL
"""

KEEP_STEPS = """
INSERT INTO gaps_gapstep (gap_id, act, at, by_id, what, stage_before, note, gap_value,
    stage, owner_id, due_on, snoozed_until, accept_reason, accepted_value, review_on)
SELECT g.id, %(act)s, %(at)s, NULL, c.step, c.stage_before, '',
    CASE WHEN c.step = 'REALISED' THEN g.gap_value ELSE c.value_now END,
    g.stage, g.owner_id, g.due_on, g.snoozed_until, g.accept_reason, g.accepted_value,
    g.review_on
FROM compared AS c JOIN gaps_gap AS g ON g.id = c.gap_id
WHERE c.step IS NOT NULL
"""

COUNT_CHANGES = """
SELECT count(*) FILTER (WHERE kind IN ('FOUND', 'FOUND_AGAIN')) AS found,
    count(*) FILTER (WHERE kind = 'GREW') AS grew,
    count(*) FILTER (WHERE kind = 'SHRANK') AS shrank,
    count(*) FILTER (WHERE kind = 'GONE') AS gone
FROM compared
"""

DROP_SUSPECTS = "DELETE FROM gaps_suspectprice AS g {of_touched}"

KEEP_SUSPECTS = """
INSERT INTO gaps_suspectprice
    (product_id, organisation_id, price_each, median_price, units_12m)
SELECT product_id, organisation_id, price, median, units FROM judged_price
WHERE is_suspect
"""

DROP_TABLES = "DROP TABLE IF EXISTS compared, touched_product, touched_price"

SNAPSHOT_SUSPECTS = """
INSERT INTO gaps_snapshotsuspect
    (snapshot_id, product_id, organisation_id, price_each, median_price, units_12m)
SELECT %(snapshot_id)s, product_id, organisation_id, price, median, units
FROM judged_price WHERE is_suspect
"""

FOUND = """
SELECT count(*), coalesce(sum(gap_value), 0),
    (SELECT count(*) FROM judged_price WHERE is_suspect)
FROM finding
"""
