"""What the dashboard asks beyond the figures of savings. Never over order lines."""

from procurement.savings.models import FIGURES
from procurement.savings.month_queries import NEWEST
from procurement.savings.rules.finance import LAST_DAYS

_IS, _WAS = (", ".join(f"{of}.{each}" for each in FIGURES) for of in "wn")

# By trust, of months that are over, of whichever year: those that finance has not
# confirmed as their lines are now, and the last one in any case. Complete are those
# whose order lines are there, so that finance can confirm them.
WAITING = f"""
WITH newest AS ({NEWEST}
), newest_line AS (
    SELECT organisation_id, max(day) AS data_to FROM spend_day
    WHERE %(organisation)s::bigint IS NULL
        OR organisation_id = %(organisation)s::bigint
    GROUP BY organisation_id
)
SELECT w.organisation_id, w.month,
    bool_and(n.id IS NOT NULL AND ({_IS}) IS NOT DISTINCT FROM ({_WAS})) AS is_done,
    coalesce(l.data_to >= (w.month + interval '1 month')::date - {LAST_DAYS}, false)
        AS is_complete,
    (SELECT max(r.reminded_at) FROM dashboard_reminder AS r
     WHERE r.organisation_id = w.organisation_id AND r.failure = '') AS reminded_at
FROM savings_claimmonth AS w
LEFT JOIN newest AS n ON n.claim_id = w.claim_id AND n.month = w.month
LEFT JOIN newest_line AS l ON l.organisation_id = w.organisation_id
WHERE w.month <= %(last)s
    AND (%(organisation)s::bigint IS NULL
        OR w.organisation_id = %(organisation)s::bigint)
GROUP BY w.organisation_id, w.month, l.data_to
HAVING w.month = %(last)s
    OR bool_or(n.id IS NULL OR ({_IS}) IS DISTINCT FROM ({_WAS}))
ORDER BY w.organisation_id, w.month
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
