"""What the dashboard asks beyond the figures of savings. Never over order lines."""

# Months of the year that are over and agreed: how many claims each has at a trust, and
# how many of them finance has confirmed.
WAITING = """
WITH confirmed AS (
    SELECT DISTINCT claim_id, month FROM savings_confirmedmonth
    WHERE month >= %(first)s AND month < %(end)s
)
SELECT c.organisation_id, m::date AS month, count(*) AS claims,
    count(n.claim_id) AS confirmed,
    (SELECT max(r.reminded_at) FROM dashboard_reminder AS r
     WHERE r.organisation_id = c.organisation_id AND r.failure = '') AS reminded_at
FROM savings_claim AS c
JOIN savings_participation AS t ON t.id = c.participation_id
CROSS JOIN LATERAL generate_series(greatest(c.first_month, %(first)s::date),
    least(c.end_month, %(end)s::date, date_trunc('month', %(on)s::date)::date) - 1,
    interval '1 month') AS m
LEFT JOIN confirmed AS n ON n.claim_id = c.id AND n.month = m::date
WHERE c.is_live AND t.stage IN ('AGREED', 'REALISED')
    AND (%(organisation)s::bigint IS NULL
        OR c.organisation_id = %(organisation)s::bigint)
GROUP BY c.organisation_id, m
ORDER BY c.organisation_id, m
"""

# By part: what confirmations since a day brought beyond what had been confirmed before,
# and what the month before leaked.
CHANGES = """
WITH newest AS (
    SELECT DISTINCT ON (claim_id, month) claim_id, month, cash_releasing, confirmed_at
    FROM savings_confirmedmonth
    WHERE %(organisation)s::bigint IS NULL
        OR organisation_id = %(organisation)s::bigint
    ORDER BY claim_id, month, id DESC
), before AS (
    SELECT DISTINCT ON (claim_id, month) claim_id, month, cash_releasing
    FROM savings_confirmedmonth WHERE confirmed_at < %(since)s
    ORDER BY claim_id, month, id DESC
)
SELECT 'REALISED' AS what, c.participation_id,
    sum(n.cash_releasing - coalesce(b.cash_releasing, 0)) AS amount,
    count(b.claim_id) > 0 AS is_corrected
FROM newest AS n
LEFT JOIN before AS b USING (claim_id, month)
JOIN savings_claim AS c ON c.id = n.claim_id
WHERE n.confirmed_at >= %(since)s
GROUP BY c.participation_id
UNION ALL
SELECT 'LEAKED', c.participation_id, -sum(m.leakage), false
FROM savings_claimmonth AS m JOIN savings_claim AS c ON c.id = m.claim_id
WHERE m.month = %(month)s AND m.leakage > 0 AND c.is_live
    AND (%(organisation)s::bigint IS NULL
        OR m.organisation_id = %(organisation)s::bigint)
GROUP BY c.participation_id
"""

# Under which supplier a claimed product counts: the one its trust spent most with.
SUPPLIERS = """
SELECT DISTINCT ON (organisation_id, product_id) organisation_id, product_id, s.name
FROM suppliers_supplierproduct AS p JOIN products_supplier AS s ON s.id = p.supplier_id
WHERE product_id = ANY(%(products)s)
ORDER BY organisation_id, product_id, spend DESC, last_order_on DESC, supplier_id
"""
