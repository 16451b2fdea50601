"""The pounds of `pound_queries` part by part, from what is kept of claims and months.

Each statement gives what POUNDS_OF_PRODUCTS gives, for less: it follows the parts and
their months. {of_claims} may narrow the claims.
"""

from procurement.savings.pound_queries import KEYS, MONTHS_OF, SUMS, pound

# Of claims with a month in the year, or, as at a day before its end, in a later one.
_NARROW = """AND c.is_live AND (c.first_month < %(end)s AND c.end_month > %(first)s
        OR c.first_month >= %(end)s AND %(on)s < %(end)s)"""
# What is expected of each is kept with it (see `Claim`).
KEPT = f"""
    SELECT c.id, c.organisation_id, c.participation_id, c.product_id, c.first_month,
        c.end_month, c.expected
    FROM savings_claim AS c
    WHERE (%(organisations)s::bigint[] IS NULL
            OR c.organisation_id = ANY(%(organisations)s::bigint[]))
        {_NARROW} {{of_claims}}"""

# All claims of a part have its months, so that what is expected of them can be added up
# before anything else is looked at.
_PARTS = f"""claim AS NOT MATERIALIZED ({KEPT}
), part AS MATERIALIZED (
    SELECT c.*, t.initiative_id, t.stage, i.kind, i.benefit, h.closed_on
    FROM (
        SELECT organisation_id, participation_id, first_month, end_month,
            count(*) AS claims, sum(expected) AS expected
        FROM claim
        GROUP BY organisation_id, participation_id, first_month, end_month
    ) AS c
    JOIN savings_participation AS t ON t.id = c.participation_id
    JOIN savings_initiative AS i ON i.id = t.initiative_id
    JOIN trusts_organisation AS h ON h.id = c.organisation_id
)"""

# Only a month of which some products are confirmed and others are not is looked at
# claim by claim. The sums are taken first: nobody can guess how many a part has.
_POUND = f"""sums AS MATERIALIZED (
    SELECT participation_id, month, is_cash_releasing, is_leakage, was_cash_releasing,
        was_cost_avoidance, was_leakage, confirmed
    FROM savings_partsum
    WHERE month >= %(first)s AND month < %(end)s
        AND (%(organisations)s::bigint[] IS NULL
            OR organisation_id = ANY(%(organisations)s::bigint[]))
), part_month AS MATERIALIZED (
    SELECT c.*, s.is_cash_releasing, s.is_leakage, s.was_cash_releasing,
        s.was_cost_avoidance, s.was_leakage, coalesce(s.confirmed, 0) AS confirmed
    FROM (SELECT c.*, m.month FROM part AS c{MONTHS_OF}
        WHERE c.closed_on IS NULL OR m.month < c.closed_on) AS c
    LEFT JOIN sums AS s USING (participation_id, month)
), mixed AS (
    SELECT q.organisation_id, q.participation_id, q.initiative_id, q.kind, q.stage,
        q.benefit, q.month, c.id, c.expected
    FROM part_month AS q
    JOIN claim AS c USING (participation_id, first_month, end_month)
    WHERE q.confirmed NOT IN (0, q.claims)
), pound AS (
    SELECT {KEYS},{pound("c.confirmed > 0", "c.was_", "c.is_")}
    FROM part_month AS c WHERE c.confirmed IN (0, c.claims)
    UNION ALL
    SELECT {KEYS},{pound("n.claim_id IS NOT NULL", "n.", "w.")}
    FROM mixed AS c
    LEFT JOIN LATERAL (
        SELECT * FROM savings_confirmedmonth AS n
        WHERE n.claim_id = c.id AND n.month = c.month
        ORDER BY n.id DESC LIMIT 1) AS n ON true
    LEFT JOIN savings_claimmonth AS w ON w.claim_id = c.id AND w.month = c.month
)"""

# A part's full year: what was agreed, or, once months are confirmed, twelve times what
# one of them brought. Of parts with a month in the year, and, as at a day before its
# end, of those that start later; what was never agreed and is over counts no more. At a
# trust that has closed nothing runs on: what goes on is bought, and claimed, by the one
# that carries its work on, so of it only what was confirmed counts.
_YEAR = """brought AS (
    SELECT participation_id, count(*) AS months,
        sum(was_cash_releasing) AS cash, sum(was_cost_avoidance) AS avoided
    FROM savings_partsum WHERE confirmed > 0
    GROUP BY participation_id
), told AS (
    SELECT c.participation_id, c.organisation_id, c.initiative_id, c.kind, c.stage,
        c.benefit, sum(c.expected) * 12 AS expected, coalesce(o.months, 0) AS months,
        o.cash, o.avoided, coalesce(c.closed_on <= %(on)s, false) AS is_closed
    FROM part AS c LEFT JOIN brought AS o USING (participation_id)
    WHERE (c.stage <> 'IDENTIFIED' OR c.end_month > %(on)s)
        AND (c.stage NOT IN ('IDENTIFIED', 'AGREED')
            OR c.closed_on IS NULL OR c.closed_on > %(on)s)
    GROUP BY c.participation_id, c.organisation_id, c.initiative_id, c.kind, c.stage,
        c.benefit, o.months, o.cash, o.avoided, c.closed_on
), year AS (
    SELECT *,
        CASE WHEN months > 0 THEN 'REALISED' ELSE stage END AS in_stage,
        CASE WHEN months > 0 AND is_closed THEN cash
            WHEN months > 0 THEN round(cash / months * 12, 2)
            WHEN benefit = 'CASH_RELEASING' THEN coalesce(expected, 0) ELSE 0 END
            AS cash_releasing,
        CASE WHEN months > 0 AND is_closed THEN avoided
            WHEN months > 0 THEN round(avoided / months * 12, 2)
            WHEN benefit = 'COST_AVOIDANCE' THEN coalesce(expected, 0) ELSE 0 END
            AS cost_avoidance
    FROM told
)"""
_COUNTS = "in_stage IN ('IDENTIFIED', 'AGREED', 'REALISED')"

POUNDS = f"WITH {_PARTS}, {_POUND}{SUMS}"

FULL_YEAR = f"""
WITH {_PARTS}, {_YEAR}
SELECT {{columns}}, in_stage, sum(cash_releasing), sum(cost_avoidance)
FROM year WHERE {_COUNTS}
GROUP BY {{columns}}, in_stage
ORDER BY {{columns}}, in_stage
"""

# By trust and month; then each part's full year, of no month: what a page about all
# parts needs, from one look at the claims.
TRUSTS_AND_MONTHS = f"""
WITH {_PARTS}, {_POUND}, {_YEAR}
SELECT organisation_id, month, NULL AS participation_id, stage, sum(cash_releasing),
    sum(cost_avoidance), sum(waiting), sum(leakage)
FROM pound WHERE stage IS NOT NULL
GROUP BY organisation_id, month, stage
UNION ALL
SELECT organisation_id, NULL, participation_id, in_stage, cash_releasing, 0, 0, 0
FROM year WHERE {_COUNTS}
"""
