"""Months from order lines, set-based, exact: savings rules of the design.

A product that was merged into another has its lines there. Where two claims thereby
meet on one trust, product and month, one of them has the lines (`FIRST`), and the
nightly check says so. Lines that count are orders and returns whose pack is known;
carriage and what was free of charge are in no saving.
"""

ROOT = "coalesce(p.merged_into_id, p.id)"

# Of several claims with one root, the one that comes first has the lines: that of the
# older part; in one part that of the standard, so that what is bought of it complies.
FIRST = "({0}.participation_id, NOT {0}.is_standard, {0}.id)"

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

# A claim in force: its part is agreed or further, its baseline locked. Months up to the
# one under way.
IN_FORCE = """
    SELECT c.id, c.organisation_id, c.product_id, c.first_month AS from_on,
        greatest(c.first_month, least(c.end_month, (date_trunc('month', %(on)s::date)
            + interval '1 month')::date)) AS until_on,
        b.price_each AS baseline_price, b.units AS baseline_units, c.agreed_price,
        c.eaches_per_use, c.is_standard, c.participation_id,
        i.kind = 'DEMAND' AS is_demand
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
# A month that another claim has first after a merge of products is that one's. Volume
# is set against the baseline's only once a month is over. What is summed in eaches is
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
            AND {FIRST.format("o")} < {FIRST.format("m")}
            AND o.organisation_id = m.organisation_id
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
