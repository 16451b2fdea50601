"""The league's metrics, set-based, in tables of the session and from there kept.

They stand on what the gap rule leaves in the session as at a day: `price_now`,
`barred_now`, `judged_price` and `finding` (see the gaps room). The plain slow version
of the same rules is the oracle in the tests.
"""

DROP_TABLES = """
DROP TABLE IF EXISTS league_gap_before, league_price, league_gap, league_spend,
    league_adoption
"""

# What the gap rule says of the day before the period, kept until the period's end.
GAPS_BEFORE = """
CREATE TEMP TABLE league_gap_before AS
SELECT product_id, organisation_id, gap_value, price_each FROM finding;
ANALYZE league_gap_before;
"""

# M1. The median is over the prices that are not suspect, as in the gap rule. A price
# that is no reference (disputed, left out) earns nothing; it goes on costing.
PRICES = """
CREATE TEMP TABLE league_price AS
WITH kept AS (
    SELECT product_id, organisation_id, price, units,
        count(*) OVER (PARTITION BY product_id) AS trusts,
        row_number() OVER (PARTITION BY product_id ORDER BY price) AS place
    FROM judged_price WHERE NOT is_suspect
), middle AS (
    SELECT *,
        avg(price) FILTER (WHERE place IN ((trusts + 1) / 2, trusts / 2 + 1))
            OVER (PARTITION BY product_id) AS median,
        EXISTS (SELECT FROM barred_now AS b WHERE b.product_id = kept.product_id
            AND b.organisation_id = kept.organisation_id) AS is_disputed
    FROM kept WHERE trusts >= 3
), valued AS (
    SELECT *, round(price * units, 2) AS paid,
        round(CASE WHEN is_disputed THEN greatest(price - median, 0)
            ELSE price - median END * units, 2) AS effect
    FROM middle WHERE units > 0 AND NOT EXISTS (
        SELECT FROM confidential_now AS c WHERE c.product_id = middle.product_id
            AND c.organisation_id = middle.organisation_id)
)
SELECT *, effect < 0 AND row_number() OVER (
    PARTITION BY organisation_id ORDER BY effect, product_id) <= 3 AS is_example
FROM valued
"""

# M2. Of the gaps that were listed and not agreed before: agreed is what the newest step
# up to the period's end says. Closed: no longer listed, and the trust pays less.
_STAGE_ON = """
    SELECT DISTINCT ON (s.gap_id) g.product_id, g.organisation_id,
        s.stage IN ('AGREED', 'REALISED') AS is_agreed
    FROM gaps_gapstep AS s JOIN gaps_gap AS g ON g.id = s.gap_id
    WHERE (s.at AT TIME ZONE 'Europe/London')::date <= {day}
    ORDER BY s.gap_id, s.at DESC, s.id DESC"""
GAPS = f"""
CREATE TEMP TABLE league_gap AS
WITH stage_before AS ({_STAGE_ON.format(day="%(period_from)s - 1")}
), stage_now AS ({_STAGE_ON.format(day="%(as_at)s")}
), judged AS (
    SELECT b.product_id, b.organisation_id, b.gap_value, b.price_each AS price_then,
        p.price_each AS price_now,
        CASE WHEN n.is_agreed THEN 'AGREED'
            WHEN f.product_id IS NOT NULL THEN 'OPEN'
            WHEN p.price_each < b.price_each THEN 'CLOSED'
            ELSE 'GONE' END AS outcome
    FROM league_gap_before AS b
    LEFT JOIN stage_before AS w USING (product_id, organisation_id)
    LEFT JOIN stage_now AS n USING (product_id, organisation_id)
    LEFT JOIN finding AS f USING (product_id, organisation_id)
    LEFT JOIN price_now AS p USING (product_id, organisation_id)
    WHERE w.is_agreed IS NOT TRUE
)
SELECT *, outcome IN ('AGREED', 'CLOSED') AND row_number() OVER (
    PARTITION BY organisation_id, outcome IN ('AGREED', 'CLOSED')
    ORDER BY gap_value DESC, product_id) <= 3 AS is_example
FROM judged
"""

# M3 to M6, one pass over the period's lines.
SPEND = """
CREATE TEMP TABLE league_spend AS
SELECT l.organisation_id, i.supplier_id,
    sum(l.net_value) AS spend, count(*)::int AS lines,
    coalesce(sum(l.net_value) FILTER (WHERE p.is_declared), 0) AS on_catalogue,
    count(*) FILTER (WHERE p.is_declared)::int AS lines_on_catalogue,
    coalesce(sum(l.net_value) FILTER (WHERE l.contract_reference <> ''), 0)
        AS under_contract,
    count(*) FILTER (WHERE l.contract_reference <> '')::int AS lines_under_contract,
    coalesce(sum(l.net_value) FILTER (
        WHERE m.product_id IS NOT NULL AND m.eaches IS NOT NULL), 0) AS comparable,
    count(*) FILTER (
        WHERE m.product_id IS NOT NULL AND m.eaches IS NOT NULL)::int
        AS lines_comparable,
    max(l.order_date) AS newest_on
FROM purchases_line AS l
JOIN purchases_item AS i ON i.id = l.item_id
LEFT JOIN matching_match AS m ON m.item_id = l.item_id
LEFT JOIN products_product AS p ON p.id = m.product_id
WHERE l.is_live AND l.kind <> 'G'
    AND l.order_date >= %(period_from)s AND l.order_date <= %(as_at)s
GROUP BY l.organisation_id, i.supplier_id
"""

PRICE_SUMS = """
SELECT organisation_id, sum(effect), sum(paid) FROM league_price GROUP BY 1
"""
GAP_SUMS = """
SELECT organisation_id,
    coalesce(sum(gap_value) FILTER (WHERE outcome IN ('AGREED', 'CLOSED')), 0),
    sum(gap_value)
FROM league_gap GROUP BY 1
"""
SPEND_SUMS = """
SELECT organisation_id, sum(spend), sum(lines)::int, sum(on_catalogue),
    sum(lines_on_catalogue)::int, sum(under_contract), sum(lines_under_contract)::int,
    sum(comparable), sum(lines_comparable)::int, max(newest_on)
FROM league_spend GROUP BY 1
"""

# {{of_organisation}} is empty, or narrows to the one trust whose figure is in question.
OF_ORGANISATION = "WHERE organisation_id = %(organisation_id)s"
KEEP_PRICES = """
INSERT INTO league_pricerow (working_id, organisation_id, product_id, price_each,
    median_price, trusts, units_12m, paid, effect, is_disputed, is_example)
SELECT %(working_id)s, organisation_id, product_id, price, median, trusts, units, paid,
    effect, is_disputed, is_example
FROM league_price {of_organisation}
"""
KEEP_GAPS = """
INSERT INTO league_gaprow (working_id, organisation_id, product_id, gap_value,
    price_then, price_now, outcome, is_example)
SELECT %(working_id)s, organisation_id, product_id, gap_value, price_then, price_now,
    outcome, is_example
FROM league_gap {of_organisation}
"""
KEEP_SPEND = """
INSERT INTO league_spendrow (working_id, organisation_id, supplier_id, spend, lines,
    on_catalogue, lines_on_catalogue, under_contract, lines_under_contract, comparable,
    lines_comparable)
SELECT %(working_id)s, organisation_id, supplier_id, spend, lines, on_catalogue,
    lines_on_catalogue, under_contract, lines_under_contract, comparable,
    lines_comparable
FROM league_spend {of_organisation}
"""

# Prices that earn something and have been disputed since they were worked out.
_DISPUTED_SINCE = """
FROM league_figure AS f
JOIN league_pricerow AS r ON r.working_id = f.worked_in_id
    AND r.organisation_id = f.organisation_id
JOIN prices_pricedispute AS d ON d.organisation_id = r.organisation_id
JOIN products_product AS p ON p.id = d.product_id
    AND coalesce(p.merged_into_id, p.id) = r.product_id
WHERE f.working_id = %(working_id)s AND f.metric = 'M1' AND r.effect < 0
    AND d.opened_on <= %(on)s AND (d.settled_on IS NULL OR d.settled_on > %(on)s)
"""
DISPUTED_SINCE = f"""
SELECT r.organisation_id, count(DISTINCT r.product_id)::int {_DISPUTED_SINCE} GROUP BY 1
"""
# The rows of the trusts concerned once more, without what such a price earned.
TAKE_DISPUTED_OUT = f"""
INSERT INTO league_pricerow (working_id, organisation_id, product_id, price_each,
    median_price, trusts, units_12m, paid, effect, is_disputed, is_example)
WITH disputed AS (SELECT DISTINCT r.organisation_id, r.product_id {_DISPUTED_SINCE}),
corrected AS (
    SELECT r.*, r.is_disputed OR d.product_id IS NOT NULL AS is_disputed_now,
        CASE WHEN d.product_id IS NOT NULL THEN 0 ELSE r.effect END AS effect_now
    FROM league_figure AS f
    JOIN league_pricerow AS r ON r.working_id = f.worked_in_id
        AND r.organisation_id = f.organisation_id
    LEFT JOIN disputed AS d ON d.organisation_id = r.organisation_id
        AND d.product_id = r.product_id
    WHERE f.working_id = %(working_id)s AND f.metric = 'M1'
        AND r.organisation_id IN (SELECT organisation_id FROM disputed)
)
SELECT %(new_working_id)s, organisation_id, product_id, price_each, median_price,
    trusts, units_12m, paid, effect_now, is_disputed_now,
    effect_now < 0 AND row_number() OVER (
        PARTITION BY organisation_id ORDER BY effect_now, product_id) <= 3
FROM corrected
"""
KEPT_PRICE_SUMS = """
SELECT organisation_id, sum(effect), sum(paid)
FROM league_pricerow WHERE working_id = %(working_id)s GROUP BY 1
"""
