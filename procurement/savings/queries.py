"""Baselines and months from order lines, set-based, exact: savings rules of the design.

A product that was merged into another has its lines there. Where two claims thereby
meet on one trust, product and month, the older one has the lines, and the nightly
check says so. Lines that count are orders and returns whose pack is known; carriage and
what was free of charge are in no saving.
"""

ROOT = "coalesce(p.merged_into_id, p.id)"

# Orders and returns of the claims in {claims}, per line: `units` are eaches, the price
# that of a use. It is rounded as every price is, so that a line at the agreed price is
# not a leak by a millionth.
LINES_OF = """
    SELECT c.id AS claim_id, l.id AS line_id, l.item_id, l.order_date, l.po_number,
        l.line_number, l.quantity, m.eaches, l.quantity * m.eaches AS units,
        l.net_value, l.kind,
        round(l.net_value * c.eaches_per_use / (l.quantity * m.eaches), 6) AS price_each
    FROM {claims} AS c
    JOIN products_product AS p ON p.id = c.product_id
    JOIN matching_match AS m ON m.product_id = coalesce(p.merged_into_id, p.id)
        AND m.organisation_id = c.organisation_id AND m.eaches IS NOT NULL
    JOIN purchases_line AS l ON l.item_id = m.item_id
        AND l.order_date >= c.from_on AND l.order_date < c.until_on
    WHERE l.is_live AND l.kind IN ('O', 'C') AND l.quantity <> 0"""

# Of every claim of one part: the baseline that its lines make now. One without an order
# line has none, but in a switch: there all claims are one group, so that what is bought
# after it costs what any of the products did before.
BASELINES = f"""
CREATE TEMP TABLE baseline_line AS
{
    LINES_OF.format(
        claims='''(SELECT id, organisation_id, product_id, eaches_per_use,
        %(from_on)s::date AS from_on, %(until_on)s::date AS until_on
        FROM savings_claim WHERE id = ANY(%(claims)s))'''
    )
};
"""

BASELINE_SUMS = """
WITH claim AS (
    SELECT c.id, c.eaches_per_use,
        CASE WHEN i.kind = 'SWITCH' THEN -t.id ELSE c.id END AS group_id
    FROM savings_claim AS c JOIN savings_participation AS t ON t.id = c.participation_id
    JOIN savings_initiative AS i ON i.id = t.initiative_id
    WHERE c.id = ANY(%(claims)s)
), priced AS (
    SELECT l.*, c.group_id, c.eaches_per_use, row_number() OVER (
        PARTITION BY c.group_id ORDER BY l.order_date DESC, l.line_id DESC) AS place
    FROM baseline_line AS l JOIN claim AS c ON c.id = l.claim_id
    WHERE l.kind = 'O' AND l.quantity > 0
), sums AS (
    SELECT claim_id, group_id, count(*) AS lines, sum(net_value) AS paid,
        sum(units) / eaches_per_use AS uses,
        max(price_each) FILTER (WHERE place = 1) AS last_price
    FROM priced GROUP BY claim_id, group_id, eaches_per_use
), grouped AS (
    SELECT group_id, sum(lines) AS lines, sum(paid) / sum(uses) AS average,
        max(last_price) AS last_price
    FROM sums GROUP BY group_id
)
SELECT c.id, coalesce(s.lines, 0), g.lines < 3 AS is_last_price,
    round(CASE WHEN g.lines < 3 THEN g.last_price ELSE g.average END, 6) AS price_each,
    round(greatest(coalesce((SELECT sum(b.units) FROM baseline_line AS b
        WHERE b.claim_id = c.id), 0), 0) / c.eaches_per_use, 8) AS units
FROM claim AS c JOIN grouped AS g USING (group_id)
LEFT JOIN sums AS s ON s.claim_id = c.id
ORDER BY c.id
"""

KEEP_BASELINE_LINES = """
INSERT INTO savings_baselineline (baseline_id, line_id, order_date, po_number,
    line_number, quantity, eaches, net_value)
SELECT b.id, l.line_id, l.order_date, l.po_number, l.line_number, l.quantity, l.eaches,
    l.net_value
FROM baseline_line AS l
JOIN savings_baseline AS b ON b.claim_id = l.claim_id AND b.ended_at IS NULL
WHERE b.id = ANY(%(baselines)s)
"""
# The kept rows of some baselines with their packs as known now; a row whose item is on
# no pack any more keeps its old one.
_RECOUNTED = """
    SELECT r.baseline_id, r.line_id, r.order_date, r.po_number, r.line_number,
        r.quantity, coalesce(m.eaches, r.eaches) AS eaches, r.net_value
    FROM savings_baselineline AS r
    LEFT JOIN purchases_line AS l ON l.id = r.line_id AND l.order_date = r.order_date
    LEFT JOIN matching_match AS m ON m.item_id = l.item_id
    WHERE r.baseline_id = ANY(%(baselines)s)"""
# Of baselines that have one price: one alone, or all of a switch.
RECOUNT = f"""
WITH line AS ({_RECOUNTED}
), baseline AS (
    SELECT b.id, c.eaches_per_use
    FROM savings_baseline AS b JOIN savings_claim AS c ON c.id = b.claim_id
    WHERE b.id = ANY(%(baselines)s)
), priced AS (
    SELECT b.id, b.eaches_per_use, l.net_value, l.quantity * l.eaches AS units,
        row_number() OVER (ORDER BY l.order_date DESC, l.line_id DESC) AS place
    FROM line AS l JOIN baseline AS b ON b.id = l.baseline_id
    WHERE l.quantity > 0 AND l.net_value > 0
), sums AS (
    SELECT count(*) AS lines, sum(net_value) AS paid,
        sum(units) / eaches_per_use AS uses,
        max(net_value * eaches_per_use / units) FILTER (WHERE place = 1) AS last_price
    FROM priced GROUP BY id, eaches_per_use
)
SELECT b.id, (SELECT round(CASE WHEN sum(lines) < 3 THEN max(last_price)
        ELSE sum(paid) / sum(uses) END, 6) FROM sums),
    round(greatest(coalesce((SELECT sum(quantity * eaches) FROM line AS l
        WHERE l.baseline_id = b.id), 0), 0) / b.eaches_per_use, 8)
FROM baseline AS b
"""
COPY_BASELINE_LINES = f"""
INSERT INTO savings_baselineline (baseline_id, line_id, order_date, po_number,
    line_number, quantity, eaches, net_value)
SELECT %(new)s, line_id, order_date, po_number, line_number, quantity, eaches, net_value
FROM ({_RECOUNTED}) AS line
"""
DROP_BASELINE_LINES = "DROP TABLE IF EXISTS baseline_line"

# Which of some products an organisation has ordered since a day, in whatever pack.
BOUGHT = """
SELECT DISTINCT m.product_id
FROM matching_match AS m JOIN purchases_line AS l ON l.item_id = m.item_id
    AND l.order_date >= %(from_on)s
WHERE m.organisation_id = %(organisation)s AND m.product_id = ANY(%(products)s)
    AND l.is_live AND l.kind = 'O'
"""

# A claim in force: its part is agreed or further, its baseline locked. Months up to the
# one under way.
IN_FORCE = """
    SELECT c.id, c.organisation_id, c.product_id, c.first_month AS from_on,
        greatest(c.first_month, least(c.end_month, (date_trunc('month', %(on)s::date)
            + interval '1 month')::date)) AS until_on,
        b.price_each AS baseline_price, b.units AS baseline_units, c.agreed_price,
        c.eaches_per_use, c.is_standard, i.kind = 'DEMAND' AS is_demand
    FROM savings_claim AS c
    JOIN savings_participation AS t ON t.id = c.participation_id
        AND t.stage IN ('AGREED', 'REALISED', 'CLOSED')
    JOIN savings_initiative AS i ON i.id = t.initiative_id
    JOIN savings_baseline AS b ON b.claim_id = c.id
        AND b.locked_at IS NOT NULL AND b.ended_at IS NULL
    WHERE c.is_live"""

TAKE_TOUCHED = f"""
CREATE TEMP TABLE claim_now AS
WITH taken AS (
    DELETE FROM savings_touched_claim RETURNING product_id, organisation_id
), in_force AS ({IN_FORCE}
)
SELECT c.*, {ROOT} AS root_id FROM in_force AS c
JOIN products_product AS p ON p.id = c.product_id
WHERE EXISTS (
        SELECT FROM taken AS t WHERE t.product_id IN (p.id, p.merged_into_id)
            AND (t.organisation_id IS NULL OR t.organisation_id = c.organisation_id))
    OR (SELECT count(*) FROM savings_claimmonth AS m WHERE m.claim_id = c.id)
        < (extract(year FROM age(c.until_on, c.from_on)) * 12
            + extract(month FROM age(c.until_on, c.from_on)));
"""
TAKE_EVERYTHING = f"""
CREATE TEMP TABLE claim_now AS
WITH taken AS (DELETE FROM savings_touched_claim)
SELECT c.*, {ROOT} AS root_id FROM ({IN_FORCE}
) AS c JOIN products_product AS p ON p.id = c.product_id;
"""
# A month that an older claim has after a merge of products is that one's. Volume is
# set against the baseline's only once a month is over. What is summed in eaches is
# divided once, at the end: a use that takes 3 of them costs no penny of rounding.
MONTHS_NOW = f"""
CREATE TEMP TABLE month_now AS
WITH line AS MATERIALIZED ({LINES_OF.format(claims="claim_now")}
), month AS (
    SELECT c.*, m::date AS month, m < date_trunc('month', %(on)s::date) AS is_over
    FROM claim_now AS c,
        generate_series(c.from_on, c.until_on - 1, interval '1 month') AS m
), owned AS (
    SELECT m.*, NOT EXISTS (
        SELECT FROM savings_claim AS o
        JOIN savings_participation AS t ON t.id = o.participation_id
        JOIN products_product AS p ON p.id = o.product_id
        WHERE o.is_live AND t.stage IN ('AGREED', 'REALISED', 'CLOSED')
            AND o.id < m.id AND o.organisation_id = m.organisation_id
            AND {ROOT} = m.root_id
            AND o.first_month <= m.month AND o.end_month > m.month) AS is_owned
    FROM month AS m
)
SELECT m.id AS claim_id, m.organisation_id, m.product_id, m.month,
    count(l.line_id)::int AS lines,
    round(coalesce(sum(l.units), 0) / m.eaches_per_use, 8) AS units,
    round(coalesce(sum(l.units) FILTER (WHERE m.is_standard
        AND l.price_each <= m.agreed_price), 0) / m.eaches_per_use, 8)
        AS compliant_units,
    coalesce(sum(l.net_value), 0) AS paid,
    round(coalesce(sum(m.baseline_price * l.units) / m.eaches_per_use
            - sum(l.net_value), 0)
        + CASE WHEN m.is_demand AND m.is_owned AND m.is_over THEN m.baseline_price
            * (m.baseline_units - 12 * coalesce(sum(l.units), 0) / m.eaches_per_use)
            / 12 ELSE 0 END, 2) AS cash_releasing,
    round(coalesce(sum(greatest(m.baseline_price * (1 + coalesce(u.percent, 0) / 100)
        - greatest(m.baseline_price, l.price_each), 0) * l.units) / m.eaches_per_use,
        0), 2) AS cost_avoidance,
    round(coalesce(sum(greatest(l.price_each - m.agreed_price, 0) * l.units)
        / m.eaches_per_use, 0), 2) AS leakage,
    CASE WHEN m.is_owned AND m.is_over THEN round(m.baseline_price
        * (m.baseline_units - 12 * coalesce(sum(l.units), 0) / m.eaches_per_use) / 12,
        2) ELSE 0 END AS volume_effect
FROM owned AS m
LEFT JOIN line AS l ON m.is_owned AND l.claim_id = m.id
    AND date_trunc('month', l.order_date)::date = m.month
LEFT JOIN LATERAL (
    SELECT percent FROM savings_uplift AS u
    WHERE u.claim_id = m.id AND u.from_month <= m.month AND u.ended_at IS NULL
    ORDER BY u.from_month DESC LIMIT 1) AS u ON true
GROUP BY m.id, m.organisation_id, m.product_id, m.month, m.agreed_price,
    m.baseline_price, m.baseline_units, m.eaches_per_use, m.is_standard, m.is_demand,
    m.is_owned, m.is_over;
"""
_COLUMNS = """lines, units, compliant_units, paid, cash_releasing, cost_avoidance,
    leakage, volume_effect"""
_NEW = ", ".join(f"excluded.{each.strip()}" for each in _COLUMNS.split(","))
_OLD = ", ".join(f"m.{each.strip()}" for each in _COLUMNS.split(","))

DROP_MONTHS = """
DELETE FROM savings_claimmonth AS m USING claim_now AS c
WHERE m.claim_id = c.id AND NOT EXISTS (
    SELECT FROM month_now AS n WHERE n.claim_id = m.claim_id AND n.month = m.month)
"""
KEEP_MONTHS = f"""
WITH written AS (
    INSERT INTO savings_claimmonth AS m
        (claim_id, organisation_id, product_id, month, {_COLUMNS})
    SELECT claim_id, organisation_id, product_id, month, {_COLUMNS} FROM month_now
    ON CONFLICT (claim_id, month) DO UPDATE SET ({_COLUMNS}) = ({_NEW})
    WHERE ({_OLD}) IS DISTINCT FROM ({_NEW})
    RETURNING 1
)
SELECT count(*) FROM written
"""
DROP_TABLES = "DROP TABLE IF EXISTS claim_now, month_now"

IS_BEHIND = f"""
SELECT EXISTS (SELECT FROM savings_touched_claim) OR EXISTS (
    SELECT FROM ({IN_FORCE}
    ) AS c
    WHERE (SELECT count(*) FROM savings_claimmonth AS m WHERE m.claim_id = c.id)
        < (extract(year FROM age(c.until_on, c.from_on)) * 12
            + extract(month FROM age(c.until_on, c.from_on))))
"""
