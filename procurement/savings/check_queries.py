"""The nightly check that no pound stands twice: each statement finds what must not be.

Each answers rows of (organisation_id, product_id, month, amount): where it is, and the
pounds in question.
"""

from procurement.savings.models import FIGURES
from procurement.savings.pound_queries import CLAIMS
from procurement.savings.queries import ROOT

# Two live claims on one trust, product and month: only a merge of products makes them.
CLAIMED_TWICE = f"""
SELECT DISTINCT c.organisation_id, c.product_id, greatest(c.first_month, o.first_month),
    NULL::numeric
FROM savings_claim AS c JOIN products_product AS p ON p.id = c.product_id
JOIN savings_claim AS o ON o.organisation_id = c.organisation_id AND o.id < c.id
    AND o.is_live AND o.first_month < c.end_month AND o.end_month > c.first_month
JOIN products_product AS q ON q.id = o.product_id
    AND coalesce(q.merged_into_id, q.id) = {ROOT}
WHERE c.is_live
"""

# A line in the months of two claims, or a month's rows that hold more than the trust
# paid for the product: shares of a line never above one.
PAID_MORE_THAN_SPENT = f"""
WITH held AS (
    SELECT m.organisation_id, {ROOT} AS root_id, min(m.product_id) AS product_id,
        m.month, sum(m.paid) AS paid
    FROM savings_claimmonth AS m JOIN products_product AS p ON p.id = m.product_id
    GROUP BY 1, 2, 4
)
SELECT h.organisation_id, h.product_id, h.month, h.paid
FROM held AS h
CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.net_value), 0) AS spent
    FROM matching_match AS m JOIN purchases_line AS l USING (item_id)
    WHERE m.product_id = h.root_id AND m.organisation_id = h.organisation_id
        AND m.eaches IS NOT NULL AND l.is_live AND l.kind IN ('O', 'C')
        AND l.quantity <> 0
        AND l.order_date >= h.month AND l.order_date < h.month + interval '1 month'
) AS s
WHERE h.paid <> s.spent
"""

CONFIRMED_WITHOUT_AGREEMENT = """
SELECT n.organisation_id, n.product_id, n.month, n.cash_releasing
FROM (SELECT DISTINCT ON (claim_id, month) * FROM savings_confirmedmonth
    ORDER BY claim_id, month, id DESC) AS n
JOIN savings_claim AS c ON c.id = n.claim_id
JOIN savings_participation AS t ON t.id = c.participation_id
WHERE t.agreed_at IS NULL OR n.month < c.first_month OR n.month >= c.end_month
    OR NOT c.is_live
"""

# More saved than the product cost in all the months before: a wrong pack, mostly.
SAVED_MORE_THAN_IT_COST = """
SELECT c.organisation_id, c.product_id, max(m.month), sum(m.cash_releasing)
FROM savings_claimmonth AS m JOIN savings_claim AS c ON c.id = m.claim_id
JOIN savings_baseline AS b ON b.claim_id = c.id AND b.ended_at IS NULL
GROUP BY c.id, b.price_each, b.units
HAVING sum(m.cash_releasing) > b.price_each * greatest(b.units, sum(m.units))
"""

# A confirmed month that the lines say something else of, and nobody has said so since.
ASKS_AGAIN = f"""
SELECT m.organisation_id, m.product_id, m.month, m.cash_releasing - n.cash_releasing
FROM savings_claimmonth AS m
JOIN (SELECT DISTINCT ON (claim_id, month) * FROM savings_confirmedmonth
    ORDER BY claim_id, month, id DESC) AS n USING (claim_id, month)
WHERE ({", ".join(f"m.{each}" for each in FIGURES)})
    IS DISTINCT FROM ({", ".join(f"n.{each}" for each in FIGURES)})
"""

CLOSED_TRUST = """
SELECT c.organisation_id, c.product_id, c.first_month, NULL::numeric
FROM savings_claim AS c JOIN savings_participation AS t ON t.id = c.participation_id
JOIN trusts_organisation AS o ON o.id = c.organisation_id
WHERE c.is_live AND t.ended_at IS NULL AND o.closed_on <= %(on)s
"""

# The same order line at a trust and at the one that carries its work on, as where old
# orders were taken over into the new one's system, in the months of a claim of each.
LINE_AT_SUCCESSOR = f"""
WITH pair AS (
    SELECT s.predecessor_id, c.organisation_id, c.product_id, {ROOT} AS root_id,
        greatest(c.first_month, o.first_month) AS from_on,
        least(c.end_month, o.end_month) AS until_on
    FROM trusts_succession AS s
    JOIN savings_claim AS c ON c.organisation_id = s.successor_id AND c.is_live
    JOIN products_product AS p ON p.id = c.product_id
    JOIN savings_claim AS o ON o.organisation_id = s.predecessor_id AND o.is_live
        AND o.first_month < c.end_month AND o.end_month > c.first_month
    JOIN products_product AS q ON q.id = o.product_id
        AND coalesce(q.merged_into_id, q.id) = {ROOT}
)
SELECT c.organisation_id, c.product_id, date_trunc('month', l.order_date)::date,
    sum(l.net_value)
FROM pair AS c
JOIN matching_match AS m ON m.product_id = c.root_id
    AND m.organisation_id = c.organisation_id AND m.eaches IS NOT NULL
JOIN purchases_line AS l ON l.item_id = m.item_id AND l.is_live
    AND l.kind IN ('O', 'C') AND l.order_date >= c.from_on AND l.order_date < c.until_on
WHERE EXISTS (
    SELECT FROM matching_match AS n JOIN purchases_line AS d ON d.item_id = n.item_id
    WHERE n.product_id = c.root_id AND n.organisation_id = c.predecessor_id
        AND d.is_live AND d.order_date = l.order_date
        AND d.po_number = l.po_number AND d.line_number = l.line_number)
GROUP BY 1, 2, 3
"""

# What is kept of a claim beside what its papers say: the database keeps it, and every
# sum of the region is made of it.
_PLAIN = CLAIMS.replace("%(organisations)s", "NULL").replace("{of_claims}", "")
KEPT_OTHERWISE = f"""
SELECT c.organisation_id, c.product_id, c.first_month, c.expected - p.expected
FROM savings_claim AS c JOIN ({_PLAIN}
) AS p USING (id)
WHERE c.expected IS DISTINCT FROM p.expected
"""

RULES = {
    "claimed_twice": (
        "Two initiatives claim the same product: the older one has the months.",
        CLAIMED_TWICE,
    ),
    "paid_more_than_spent": (
        "The months of claims do not hold what the trust paid for the product.",
        PAID_MORE_THAN_SPENT,
    ),
    "confirmed_without_agreement": (
        "A month is confirmed outside what finance agreed.",
        CONFIRMED_WITHOUT_AGREEMENT,
    ),
    "saved_more_than_it_cost": (
        "More is said to be saved than the product cost: probably a wrong pack.",
        SAVED_MORE_THAN_IT_COST,
    ),
    "asks_again": (
        "The lines of a confirmed month have changed: finance is asked again.",
        ASKS_AGAIN,
    ),
    "line_at_successor": (
        "The same order lines stand at a trust and at the one that carries its work "
        "on, and both claim them: roll one of the two imports back.",
        LINE_AT_SUCCESSOR,
    ),
    "kept_otherwise": (
        "What a product is expected to save is kept otherwise than its baseline, price "
        "and rise say: tell who runs the platform.",
        KEPT_OTHERWISE,
    ),
    "closed_trust": (
        "A trust that has closed still has a running part. Its own finance can close "
        "it; where nobody is left there, it ends by itself 90 days after.",
        CLOSED_TRUST,
    ),
}
