"""The pounds of `pound_queries` under a name that a trust's product has: what it is, or
who sells it. Claim by claim, but not month by month: months are counted."""

from typing import NamedTuple

from procurement.savings.models import ToldBy
from procurement.savings.part_pound_queries import KEPT
from procurement.savings.pound_queries import THIS_MONTH


class Naming(NamedTuple):
    """What a trust's product is called, in SQL: a column, and joins that bring it by
    `c.organisation_id` and `c.root_id`, at most one row to each."""

    name: str
    joins: str


_NAMINGS = {
    ToldBy.CATEGORY: Naming(
        "k.category",
        "LEFT JOIN suppliers_productcategory AS k ON k.product_id = c.root_id",
    ),
    # The one that its trust spent most with on it.
    ToldBy.SUPPLIER: Naming(
        "s.name",
        """LEFT JOIN LATERAL (
        SELECT s.name
        FROM suppliers_supplierproduct AS p
        JOIN products_supplier AS s ON s.id = p.supplier_id
        WHERE p.organisation_id = c.organisation_id AND p.product_id = c.root_id
        ORDER BY p.spend DESC, p.last_order_on DESC, p.supplier_id LIMIT 1
    ) AS s ON true""",
    ),
}


def _months(first: str, end: str) -> str:
    """How many there are from one month up to before another, or below 0."""
    return f"""((date_part('year', {end}) - date_part('year', {first})) * 12
        + date_part('month', {end}) - date_part('month', {first}))::int"""


_EXPECTED = """
    SELECT c.id, {stage} AS stage, {months} AS months,
        CASE WHEN c.benefit = 'CASH_RELEASING' THEN c.expected END AS cash,
        CASE WHEN c.benefit = 'COST_AVOIDANCE' THEN c.expected END AS avoided
    FROM counted AS c LEFT JOIN realised AS n USING (id)
    WHERE c.stage IN {stages}"""
_AGREED = _EXPECTED.format(
    stage="'AGREED'",
    stages="('AGREED', 'REALISED')",
    months=f"{_months('c.first', 'c.until')} - coalesce(n.months, 0)",
)
_IDENTIFIED = _EXPECTED.format(
    stage="'IDENTIFIED'",
    stages="('IDENTIFIED')",
    months=f"{_months(f'greatest(c.first, {THIS_MONTH})', 'c.until')}"
    " - coalesce(n.coming, 0)",
)

# {name} and {joins} say what a row `c` is called, by its organisation_id and root_id.
_NAMED = f"""
WITH claim AS NOT MATERIALIZED ({KEPT}
), counted AS MATERIALIZED (
    SELECT c.id, c.organisation_id, coalesce(p.merged_into_id, c.product_id) AS root_id,
        t.stage, i.benefit, c.expected, greatest(c.first_month, %(first)s) AS first,
        least(c.end_month, %(end)s, (date_trunc('month', (h.closed_on - 1)::timestamp)
            + interval '1 month')::date) AS until
    FROM claim AS c
    JOIN savings_participation AS t ON t.id = c.participation_id
    JOIN savings_initiative AS i ON i.id = t.initiative_id
    JOIN trusts_organisation AS h ON h.id = c.organisation_id
    LEFT JOIN products_product AS p ON p.id = c.product_id
        AND p.merged_into_id IS NOT NULL
    WHERE c.first_month < %(end)s AND c.end_month > %(first)s
), standing AS MATERIALIZED (
    SELECT DISTINCT ON (claim_id, month) claim_id AS id, month, cash_releasing,
        cost_avoidance, leakage
    FROM savings_confirmedmonth
    WHERE month >= %(first)s AND month < %(end)s
        AND (%(organisations)s::bigint[] IS NULL
            OR organisation_id = ANY(%(organisations)s::bigint[]))
    ORDER BY claim_id, month, id DESC
), realised AS MATERIALIZED (
    SELECT id, count(*) AS months, count(*) FILTER (WHERE n.month >= {THIS_MONTH})
        AS coming, sum(n.cash_releasing) AS cash, sum(n.cost_avoidance) AS avoided,
        sum(n.leakage) AS leakage
    FROM counted AS c JOIN standing AS n USING (id)
    WHERE n.month >= c.first AND n.month < c.until
    GROUP BY id
), now AS (
    SELECT c.id, CASE c.stage WHEN 'IDENTIFIED' THEN c.stage ELSE 'AGREED' END AS stage,
        CASE WHEN w.month < {THIS_MONTH} AND c.stage <> 'IDENTIFIED'
            THEN w.cash_releasing ELSE 0 END AS waiting, w.leakage
    FROM savings_claimmonth AS w JOIN counted AS c ON c.id = w.claim_id
    LEFT JOIN standing AS n ON n.id = w.claim_id AND n.month = w.month
    WHERE n.id IS NULL AND w.month >= c.first AND w.month < c.until
        AND (c.stage IN ('AGREED', 'REALISED')
            OR c.stage = 'IDENTIFIED' AND w.month >= {THIS_MONTH})
), pound AS (
    SELECT id, 'REALISED' AS stage, cash, avoided, 0 AS waiting, leakage FROM realised
    UNION ALL
    SELECT id, stage, cash * months, avoided * months, 0, 0
    FROM ({_AGREED}
    UNION ALL {_IDENTIFIED}
    ) AS e WHERE months > 0
    UNION ALL
    SELECT id, stage, 0, 0, waiting, leakage FROM now
), named AS MATERIALIZED (
    SELECT c.id, c.organisation_id, coalesce({{name}}, '') AS name
    FROM counted AS c {{joins}}
)
SELECT {{{{columns}}}}, stage, coalesce(sum(cash), 0), coalesce(sum(avoided), 0),
    sum(waiting), sum(leakage)
FROM pound JOIN named USING (id)
GROUP BY {{{{columns}}}}, stage ORDER BY {{{{columns}}}}, stage
"""

# By columns that are organisation_id, name or both.
NAMED = {
    told: _NAMED.format(name=naming.name, joins=naming.joins, of_claims="")
    for told, naming in _NAMINGS.items()
}
