"""In which stage each pound is: of a trust, a product and a month, exactly one.

A confirmed month is realised, as finance confirmed it. A month of an agreed part that
is not confirmed is agreed, a twelfth of the agreed full year. A month of a part not yet
agreed is identified, from the month under way on, a twelfth of what is aimed at. What
lapsed or was closed unconfirmed is in none. Gaps that no part has taken up are
identified too (`OPEN_GAPS`).
"""

# The newest confirmation of each claim and month.
CONFIRMED = """
    SELECT DISTINCT ON (claim_id, month) claim_id, month, cash_releasing,
        cost_avoidance, leakage, confirmed_at
    FROM savings_confirmedmonth
    WHERE %(organisations)s::bigint[] IS NULL
        OR organisation_id = ANY(%(organisations)s::bigint[])
    ORDER BY claim_id, month, id DESC"""

# `expected` is pounds a month: what is aimed at, or agreed, by the rule that months are
# worked out by. Cost avoidance is what stays below the documented rise; using less
# counts what is not bought. In a switch a product cheaper than the standard counts
# against it. Once a part has lapsed it is what it was that day.
CLAIMS = """
    SELECT c.id, c.organisation_id, c.product_id, c.participation_id, t.initiative_id,
        t.stage, i.kind, i.benefit, c.first_month, c.end_month, t.ended_at, c.is_live,
        coalesce(p.merged_into_id, c.product_id) AS root_id, h.closed_on,
        CASE WHEN t.stage = 'LAPSED' AND c.expected_lapsed IS NOT NULL
        THEN c.expected_lapsed ELSE round(CASE
            WHEN i.benefit = 'COST_AVOIDANCE' THEN greatest(
                f.before * (1 + f.percent / 100) - greatest(f.before, f.aim), 0)
                * f.coming
            WHEN i.kind = 'DEMAND' THEN f.before * f.bought - f.aim * f.coming
            WHEN t.agreed_at IS NULL AND i.kind <> 'SWITCH'
                THEN greatest(f.before - f.aim, 0) * f.coming
            ELSE (f.before - f.aim) * f.coming
        END / 12, 2) END AS expected
    FROM savings_claim AS c
    JOIN savings_participation AS t ON t.id = c.participation_id
    JOIN savings_initiative AS i ON i.id = t.initiative_id
    JOIN trusts_organisation AS h ON h.id = c.organisation_id
    LEFT JOIN products_product AS p ON p.id = c.product_id
        AND p.merged_into_id IS NOT NULL
    LEFT JOIN savings_baseline AS b ON b.claim_id = c.id AND b.ended_at IS NULL
    LEFT JOIN LATERAL (
        SELECT price_each * c.eaches_per_use AS price_each,
            units_12m / c.eaches_per_use AS units_12m FROM prices_pricepaid AS o
        WHERE b.id IS NULL AND o.organisation_id = c.organisation_id
            AND o.product_id = coalesce(p.merged_into_id, c.product_id) LIMIT 1
    ) AS paid ON true
    CROSS JOIN LATERAL (
        SELECT coalesce(b.price_each, paid.price_each) AS before,
            coalesce(b.units, paid.units_12m, 0) AS bought,
            coalesce(c.agreed_units, b.units, paid.units_12m, 0) AS coming,
            CASE WHEN t.agreed_at IS NULL THEN coalesce(c.target_price, c.agreed_price)
                ELSE c.agreed_price END AS aim,
            coalesce((SELECT u.percent FROM savings_uplift AS u
                WHERE u.claim_id = c.id AND u.ended_at IS NULL
                ORDER BY u.from_month DESC LIMIT 1), 0) AS percent
    ) AS f
    WHERE (%(organisations)s::bigint[] IS NULL
        OR c.organisation_id = ANY(%(organisations)s::bigint[])) {of_claims}"""

# The first day of the month under way. A plain timestamp: in no time zone is a month's
# day another's, and what does not depend on one is worked out once a statement.
THIS_MONTH = "date_trunc('month', %(on)s::date::timestamp)::date"
_STAGE = f"""
        CASE WHEN {{is_confirmed}} THEN 'REALISED'
            WHEN c.stage IN ('AGREED', 'REALISED') THEN 'AGREED'
            WHEN c.stage = 'IDENTIFIED' AND c.month >= {THIS_MONTH}
                THEN 'IDENTIFIED' END AS stage"""
_BROUGHT = f"""
        CASE WHEN {{is_confirmed}} THEN {{was}}cash_releasing
            WHEN c.benefit = 'CASH_RELEASING' THEN coalesce(c.expected, 0) ELSE 0 END
            AS cash_releasing,
        CASE WHEN {{is_confirmed}} THEN {{was}}cost_avoidance
            WHEN c.benefit = 'COST_AVOIDANCE' THEN coalesce(c.expected, 0) ELSE 0 END
            AS cost_avoidance,
        CASE WHEN NOT ({{is_confirmed}}) AND c.month < {THIS_MONTH}
            AND c.stage IN ('AGREED', 'REALISED')
            THEN coalesce({{now}}cash_releasing, 0) ELSE 0 END AS waiting,
        CASE WHEN {{is_confirmed}} THEN {{was}}leakage
            ELSE coalesce({{now}}leakage, 0) END AS leakage"""
KEYS = """c.organisation_id, c.participation_id, c.initiative_id, c.kind, c.month"""


def pound(is_confirmed: str, was: str, now: str) -> str:
    """What is counted of a row `c`, which is of a month."""
    said = {"is_confirmed": is_confirmed, "was": was, "now": now}
    return f"{_STAGE.format(**said)},{_BROUGHT.format(**said)}"


# The months of the year that a row `c` has.
MONTHS_OF = """
    JOIN (SELECT generate_series(%(first)s::date::timestamp,
        %(end)s::date::timestamp - interval '1 day', interval '1 month')::date AS month
    ) AS m ON m.month >= c.first_month AND m.month < c.end_month"""
SUMS = """
SELECT {columns}, stage, sum(cash_releasing), sum(cost_avoidance), sum(waiting),
    sum(leakage)
FROM pound WHERE stage IS NOT NULL
GROUP BY {groups}
ORDER BY {columns}, stage
"""

# By product too: claim by claim and month by month. `waiting` is what the lines say of
# an agreed month that is over: finance has to confirm it. {of_claims} may narrow the
# claims. Nothing that is kept is in it but the months: it says what the others must.
POUNDS_OF_PRODUCTS = f"""
WITH confirmed AS ({CONFIRMED}
), claim AS ({CLAIMS}
), pound AS (
    SELECT {KEYS}, c.product_id,{pound("n.claim_id IS NOT NULL", "n.", "w.")}
    FROM (SELECT c.*, m.month FROM claim AS c{MONTHS_OF}
        WHERE c.is_live AND (c.closed_on IS NULL OR m.month < c.closed_on)) AS c
    LEFT JOIN confirmed AS n ON n.claim_id = c.id AND n.month = c.month
    LEFT JOIN savings_claimmonth AS w ON w.claim_id = c.id AND w.month = c.month
){SUMS}"""

# Listed gaps whose product no live part of the trust claims from now on: pounds a year.
OPEN_GAPS = """
SELECT {columns}, count(*), sum(g.gap_value)
FROM gaps_gap AS g
WHERE g.state <> 'GONE' AND g.stage <> 'ACCEPTED'
    AND (%(organisations)s::bigint[] IS NULL
        OR g.organisation_id = ANY(%(organisations)s::bigint[]))
    AND NOT EXISTS (
        SELECT FROM savings_claim AS c
        LEFT JOIN products_product AS p ON p.id = c.product_id
            AND p.merged_into_id IS NOT NULL
        WHERE c.is_live AND c.organisation_id = g.organisation_id
            AND coalesce(p.merged_into_id, c.product_id) = g.product_id
            AND c.end_month > %(on)s)
GROUP BY {columns}
ORDER BY {columns}
"""

# Given up in the year and taken up again by nobody: twelve times what a month was
# expected to bring in cash. What a gap or another part still stands for is not lost.
LAPSED = """
SELECT {columns}, sum(expected) * 12
FROM (
    SELECT c.organisation_id, c.participation_id, t.initiative_id, i.kind, c.expected
    FROM savings_claim AS c
    JOIN savings_participation AS t ON t.id = c.participation_id AND t.stage = 'LAPSED'
    JOIN savings_initiative AS i ON i.id = t.initiative_id
        AND i.benefit = 'CASH_RELEASING'
    JOIN products_product AS m ON m.id = c.product_id
    CROSS JOIN LATERAL (SELECT coalesce(m.merged_into_id, m.id) AS root_id) AS r
    WHERE (%(organisations)s::bigint[] IS NULL
            OR c.organisation_id = ANY(%(organisations)s::bigint[]))
        AND (t.ended_at AT TIME ZONE 'Europe/London')::date >= %(first)s
        AND (t.ended_at AT TIME ZONE 'Europe/London')::date < %(end)s
        AND NOT EXISTS (
            SELECT FROM gaps_gap AS g WHERE g.organisation_id = c.organisation_id
                AND g.product_id = r.root_id AND g.state <> 'GONE')
        AND NOT EXISTS (
            SELECT FROM (SELECT r.root_id AS id UNION ALL SELECT p.id
                FROM products_product AS p WHERE p.merged_into_id = r.root_id) AS p
            JOIN savings_claim AS o ON o.product_id = p.id
            WHERE o.is_live AND o.organisation_id = c.organisation_id
                AND o.end_month > c.first_month)
) AS lost
GROUP BY {columns}
ORDER BY {columns}
"""
