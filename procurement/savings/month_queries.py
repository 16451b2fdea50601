"""Parts' months with what stands in them, the order lines behind, and why one changed.

A part's month is the sum of its claims' months. `was_` is what finance confirmed last,
`is_` what the lines say now.
"""

from procurement.savings.models import FIGURES
from procurement.savings.queries import FIRST, LINES_OF, ROOT
from procurement.savings.rules.finance import LAST_DAYS

SUMS = ("cash_releasing", "cost_avoidance", "leakage", "volume_effect")
_IS = ", ".join(f"w.{each}" for each in FIGURES)
_WAS = ", ".join(f"n.{each}" for each in FIGURES)

_SUMS = (
    *("lines", "units", "compliant_units"),
    *(f"{of}_{each}" for of in ("is", "was") for each in SUMS),
)
_KEPT = (
    *("organisation_id", "products", *_SUMS),
    *("confirmed", "confirmed_from", "confirmed_at", "confirmed_by_id", "differs"),
)
_COLUMNS = ", ".join(_KEPT)

# One row a part and month, kept up to date by who changes a month. A month is confirmed
# only once all its products are. {of_parts} narrows the claims.
KEEP_SUMS = f"""
WITH now AS (
    SELECT c.participation_id, w.month, w.organisation_id, count(*) AS products,
        sum(w.lines) AS lines, sum(w.units) AS units,
        sum(w.compliant_units) AS compliant_units,
        {", ".join(f"sum(w.{each}) AS is_{each}" for each in SUMS)},
        {", ".join(f"sum(n.{each}) AS was_{each}" for each in SUMS)},
        count(n.id) AS confirmed, min(n.confirmed_at) AS confirmed_from,
        max(n.confirmed_at) AS confirmed_at,
        (array_agg(n.confirmed_by_id ORDER BY n.id DESC NULLS LAST))[1]
            AS confirmed_by_id,
        bool_or(n.id IS NULL OR ({_IS}) IS DISTINCT FROM ({_WAS})) AS differs
    FROM savings_claim AS c JOIN savings_claimmonth AS w ON w.claim_id = c.id
    LEFT JOIN LATERAL (
        SELECT * FROM savings_confirmedmonth AS n
        WHERE n.claim_id = w.claim_id AND n.month = w.month
        ORDER BY n.id DESC LIMIT 1) AS n ON true
    WHERE {{of_parts}}
    GROUP BY c.participation_id, w.organisation_id, w.month
), gone AS (
    DELETE FROM savings_partsum AS c WHERE {{of_parts}} AND NOT EXISTS (
        SELECT FROM now AS n
        WHERE n.participation_id = c.participation_id AND n.month = c.month)
)
INSERT INTO savings_partsum AS s (participation_id, month, {_COLUMNS})
SELECT participation_id, month, {_COLUMNS} FROM now
ON CONFLICT (participation_id, month)
DO UPDATE SET ({_COLUMNS}) = ({", ".join(f"excluded.{each}" for each in _KEPT)})
WHERE ({", ".join(f"s.{each}" for each in _KEPT)})
    IS DISTINCT FROM ({", ".join(f"excluded.{each}" for each in _KEPT)})
"""
OF_PARTS = "c.participation_id = ANY(%(parts)s)"
# Of the claims whose months are being worked out.
OF_CLAIMS_NOW = """c.participation_id IN (
    SELECT o.participation_id FROM claim_now AS n JOIN savings_claim AS o USING (id))"""

_ROWS = f"""
WITH newest_line AS MATERIALIZED (
    SELECT o.id AS organisation_id,
        (SELECT max(day) FROM spend_day AS d WHERE d.organisation_id = o.id) AS data_to
    FROM trusts_organisation AS o
    WHERE %(organisation)s::bigint IS NULL OR o.id = %(organisation)s::bigint
), stated AS (
    SELECT m.*, l.data_to,
        CASE WHEN NOT m.differs THEN 'CONFIRMED'
            WHEN m.month + interval '1 month' > %(on)s THEN 'UNDER_WAY'
            WHEN l.data_to IS NULL OR l.data_to
                < (m.month + interval '1 month')::date - {LAST_DAYS} THEN 'INCOMPLETE'
            WHEN m.confirmed > 0 THEN 'AGAIN' ELSE 'WAITING' END AS state
    FROM savings_partsum AS m LEFT JOIN newest_line AS l USING (organisation_id)
    WHERE (%(organisation)s::bigint IS NULL
            OR m.organisation_id = %(organisation)s::bigint)
        AND (%(part)s::bigint IS NULL OR m.participation_id = %(part)s::bigint)
)"""

_SHOWN = f"""
SELECT s.participation_id, s.organisation_id, s.month, s.state, i.name AS initiative,
    o.name AS trust, s.products, s.lines, s.units, s.compliant_units,
    {", ".join(f"s.is_{each}, s.was_{each}" for each in SUMS)},
    s.confirmed, s.confirmed_from, s.confirmed_at, s.data_to,
    u.full_name AS confirmed_by
FROM stated AS s JOIN savings_participation AS t ON t.id = s.participation_id
JOIN savings_initiative AS i ON i.id = t.initiative_id
JOIN trusts_organisation AS o ON o.id = s.organisation_id
LEFT JOIN trusts_membership AS b ON b.id = s.confirmed_by_id
LEFT JOIN trusts_user AS u ON u.id = b.user_id
WHERE s.state = ANY(%(states)s)"""

# {beyond} is a condition of paging, {order} DESC or ASC.
PART_MONTHS = (
    _ROWS
    + _SHOWN
    + """ {beyond}
ORDER BY s.month {order}, s.participation_id {order} LIMIT %(limit)s
"""
)
# Those chosen in a form, as two arrays of parts and months.
CHOSEN_MONTHS = (
    _ROWS
    + _SHOWN
    + """ AND (s.participation_id, s.month) IN (
    SELECT * FROM unnest(%(parts)s::bigint[], %(months)s::date[]))
ORDER BY s.month DESC, s.participation_id DESC
"""
)
COUNTS = (
    _ROWS
    + """
SELECT state, count(*), sum(is_cash_releasing + is_cost_avoidance),
    sum(coalesce(was_cash_releasing, 0) + coalesce(was_cost_avoidance, 0))
FROM stated GROUP BY state
"""
)
# How far each trust is with one month.
BY_TRUST = (
    _ROWS
    + """
SELECT o.code, o.name, count(*), count(*) FILTER (WHERE s.state = 'CONFIRMED'),
    count(*) FILTER (WHERE s.state = 'INCOMPLETE'),
    coalesce(sum(s.is_cash_releasing + s.is_cost_avoidance)
        FILTER (WHERE s.state <> 'CONFIRMED'), 0)
FROM stated AS s JOIN trusts_organisation AS o ON o.id = s.organisation_id
WHERE s.month = %(month)s
GROUP BY o.code, o.name ORDER BY o.name
"""
)

# What happened since a month was confirmed, by part and month: lines that came or
# replaced others by a later import, lines of an import rolled back, baselines
# corrected, rises taken back. Only of the months in the arrays, those on the page, and
# from the lines of those months (OFFSET keeps the planner to it).
WHY_AGAIN = f"""
WITH asked AS (
    SELECT * FROM unnest(%(parts)s::bigint[], %(months)s::date[],
        %(since)s::timestamptz[]) AS a(part, month, since)
), claimed AS (
    SELECT a.part, a.month, a.since, c.id AS claim_id, c.organisation_id,
        {ROOT} AS root_id
    FROM asked AS a JOIN savings_claim AS c ON c.participation_id = a.part
    JOIN products_product AS p ON p.id = c.product_id
), late AS (
    SELECT c.part, c.month, l.replaces_id IS NOT NULL AS is_replacing, i.file_name
    FROM claimed AS c
    JOIN matching_match AS m ON m.product_id = c.root_id
        AND m.organisation_id = c.organisation_id
    CROSS JOIN LATERAL (
        SELECT l.replaces_id, l.of_import_id FROM purchases_line AS l
        WHERE l.is_live AND l.item_id = m.item_id AND l.order_date >= c.month
            AND l.order_date < (c.month + interval '1 month')::date
        OFFSET 0) AS l
    JOIN purchases_import AS i ON i.id = l.of_import_id
        AND coalesce(i.finished_at, i.uploaded_at) > c.since
), gone_line AS MATERIALIZED (
    SELECT r.*, l.item_id
    FROM (
        SELECT DISTINCT c.month, i.id, i.organisation_id, i.file_name, i.rolled_back_at
        FROM claimed AS c
        JOIN purchases_import AS i ON i.organisation_id = c.organisation_id
            AND i.rolled_back_at > c.since
    ) AS r
    CROSS JOIN LATERAL (
        SELECT l.item_id FROM purchases_line AS l
        WHERE NOT l.is_live AND l.of_import_id = r.id AND l.order_date >= r.month
            AND l.order_date < (r.month + interval '1 month')::date
        OFFSET 0) AS l
), gone AS (
    SELECT c.part, c.month, l.file_name
    FROM gone_line AS l JOIN matching_match AS m USING (item_id)
    JOIN claimed AS c ON c.root_id = m.product_id AND c.month = l.month
        AND c.organisation_id = l.organisation_id AND c.since < l.rolled_back_at
)
SELECT part, month, CASE WHEN is_replacing THEN 'replaced' ELSE 'late' END AS what,
    count(*), min(file_name) FROM late GROUP BY 1, 2, 3
UNION ALL
SELECT part, month, 'rolled back', count(*), min(file_name) FROM gone GROUP BY 1, 2
UNION ALL
SELECT c.part, c.month, 'baseline', count(*), '' FROM claimed AS c
JOIN savings_baseline AS b ON b.claim_id = c.claim_id AND b.made_at > c.since
    AND b.ended_at IS NULL
GROUP BY 1, 2
UNION ALL
SELECT c.part, c.month, 'rise', count(*), '' FROM claimed AS c
JOIN savings_uplift AS u ON u.claim_id = c.claim_id AND u.ended_at > c.since
    AND u.from_month <= c.month
GROUP BY 1, 2
ORDER BY 1, 2, 3
"""

# Order lines in the months that the claims own. A product's lines after a merge are
# the claim's that comes first, as in the months themselves. {narrow} may leave some
# out.
LINES = f"""
WITH line AS ({
    LINES_OF.format(
        claims='''(SELECT id, organisation_id, product_id, eaches_per_use,
        greatest(first_month, %(from_on)s::date) AS from_on,
        least(end_month, %(until_on)s::date) AS until_on
        FROM savings_claim WHERE is_live AND id = ANY(%(claims)s))'''
    )
})
SELECT l.line_id AS id, l.claim_id, c.product_id, c.participation_id, l.order_date,
    l.po_number, l.line_number, l.quantity, l.eaches, l.units, l.net_value,
    l.price_each, i.description, i.supplier_name, i.unit_of_purchase,
    b.price_each AS baseline_price,
    c.agreed_price, c.eaches_per_use,
    b.price_each * l.units / c.eaches_per_use - l.net_value AS saved,
    greatest(l.price_each - c.agreed_price, 0) * l.units / c.eaches_per_use AS leaked
FROM line AS l JOIN purchases_item AS i ON i.id = l.item_id
JOIN savings_claim AS c ON c.id = l.claim_id
JOIN products_product AS p ON p.id = c.product_id
JOIN savings_baseline AS b ON b.claim_id = c.id AND b.ended_at IS NULL
WHERE NOT EXISTS (
    SELECT FROM savings_claim AS o
    JOIN savings_participation AS t ON t.id = o.participation_id
    JOIN products_product AS q ON q.id = o.product_id
    WHERE o.is_live AND t.stage IN ('AGREED', 'REALISED', 'CLOSED')
        AND {FIRST.format("o")} < {FIRST.format("c")}
        AND o.organisation_id = c.organisation_id
        AND coalesce(q.merged_into_id, q.id) = {ROOT}
        AND o.first_month <= l.order_date AND o.end_month > l.order_date)
    {{narrow}}
ORDER BY {{order}} LIMIT %(limit)s
"""

# Months over and complete in which a running part leaked more than {smallest} and its
# owner has not been told. Older ones are history: nobody can do anything about them.
NOTICE_LEAKS = f"""
INSERT INTO savings_leaknotice (participation_id, month, leakage, noticed_at, failure,
    sent_to)
SELECT t.id, m.month, sum(m.leakage), %(at)s, '', ''
FROM savings_claimmonth AS m JOIN savings_claim AS c ON c.id = m.claim_id
JOIN savings_participation AS t ON t.id = c.participation_id
    AND t.stage IN ('AGREED', 'REALISED')
WHERE m.month >= %(oldest)s AND m.month + interval '1 month' <= %(on)s
    AND (m.month + interval '1 month')::date - {LAST_DAYS} <= (
        SELECT max(day) FROM spend_day AS s
        WHERE s.organisation_id = m.organisation_id)
GROUP BY t.id, m.month
HAVING sum(m.leakage) >= %(smallest)s
ON CONFLICT (participation_id, month) DO NOTHING
"""
