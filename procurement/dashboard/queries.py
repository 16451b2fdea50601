"""What the dashboard asks beyond the figures of savings. Never over order lines."""

from procurement.savings.rules.finance import LAST_DAYS

# By trust, of months that are over, of whichever year: those that finance has not
# confirmed as their lines are now, and the last one in any case. Complete are those
# whose order lines are there, so that finance can confirm them.
WAITING = f"""
WITH waits AS MATERIALIZED (
    SELECT organisation_id, month, bool_and(NOT differs) AS is_done
    FROM savings_partsum
    WHERE (month = %(last)s OR month < %(last)s AND differs)
        AND (%(organisation)s::bigint IS NULL
            OR organisation_id = %(organisation)s::bigint)
    GROUP BY organisation_id, month
), trust AS MATERIALIZED (
    SELECT o.id AS organisation_id,
        (SELECT max(day) FROM spend_day AS d WHERE d.organisation_id = o.id) AS data_to,
        (SELECT max(r.reminded_at) FROM dashboard_reminder AS r
         WHERE r.organisation_id = o.id AND r.failure = '') AS reminded_at
    FROM (SELECT DISTINCT organisation_id AS id FROM waits) AS o
)
SELECT organisation_id, month, is_done,
    coalesce(data_to >= (month + interval '1 month')::date - {LAST_DAYS}, false)
        AS is_complete,
    reminded_at
FROM waits JOIN trust USING (organisation_id)
ORDER BY organisation_id, month
"""

# By part: what confirmations since a day brought beyond what had been confirmed before,
# and what the month before leaked.
CHANGES = """
WITH newest AS (
    SELECT DISTINCT ON (claim_id, month) claim_id, month, cash_releasing
    FROM savings_confirmedmonth
    WHERE confirmed_at >= %(since)s
        AND (%(organisation)s::bigint IS NULL
            OR organisation_id = %(organisation)s::bigint)
    ORDER BY claim_id, month, id DESC
), moved AS (
    SELECT 'REALISED' AS what, c.participation_id,
        sum(n.cash_releasing - coalesce(b.cash_releasing, 0)) AS amount,
        count(b.claim_id) > 0 AS is_corrected
    FROM newest AS n
    LEFT JOIN LATERAL (
        SELECT claim_id, cash_releasing FROM savings_confirmedmonth AS b
        WHERE b.claim_id = n.claim_id AND b.month = n.month
            AND b.confirmed_at < %(since)s
        ORDER BY b.id DESC LIMIT 1) AS b ON true
    JOIN savings_claim AS c ON c.id = n.claim_id
    GROUP BY c.participation_id
    UNION ALL
    SELECT 'LEAKED', c.participation_id, -sum(m.leakage), false
    FROM savings_claimmonth AS m JOIN savings_claim AS c ON c.id = m.claim_id
    WHERE m.month = %(month)s AND m.leakage > 0 AND c.is_live
        AND (%(organisation)s::bigint IS NULL
            OR m.organisation_id = %(organisation)s::bigint)
    GROUP BY c.participation_id
)
SELECT what, amount, is_corrected, t.id, t.organisation_id, i.name
FROM moved AS m JOIN savings_participation AS t ON t.id = m.participation_id
JOIN savings_initiative AS i ON i.id = t.initiative_id
WHERE amount <> 0
ORDER BY abs(amount) DESC, t.id LIMIT %(most)s
"""
