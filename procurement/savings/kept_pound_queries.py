"""The pounds of trusts' years that are kept: who may rely on them, and how they are
kept. What they are is said by `part_pound_queries` and `named_pound_queries`."""

from procurement.savings.named_pound_queries import NAMED
from procurement.savings.part_pound_queries import TRUSTS_AND_MONTHS
from procurement.savings.pound_queries import THIS_MONTH

# What is kept of each trust of which nothing was touched since; of any other, its
# number in the first column. One that closes in the month under way has another full
# year from one day to the next.
KEPT_POUNDS = f"""
WITH fresh AS MATERIALIZED (
    SELECT k.organisation_id AS fresh_id
    FROM savings_keptyear AS k
    JOIN trusts_organisation AS o ON o.id = k.organisation_id
    WHERE k.first_month = %(first)s AND k.as_at = {THIS_MONTH}
        AND date_trunc('month', o.closed_on::timestamp)::date
            IS DISTINCT FROM {THIS_MONTH}
        AND NOT EXISTS (SELECT FROM savings_touched_trust AS t
            WHERE t.organisation_id = k.organisation_id)
)
SELECT CASE WHEN fresh_id IS NULL THEN trust_id END AS stale_id, {{columns}}, stage,
    sum(cash_releasing), sum(cost_avoidance), sum(waiting), sum(leakage)
FROM (SELECT id AS trust_id FROM trusts_organisation) AS h
LEFT JOIN fresh ON fresh_id = trust_id
LEFT JOIN savings_yearpounds AS y ON y.organisation_id = fresh_id
    AND y.first_month = %(first)s AND y.told = ANY(%(told)s)
WHERE %(organisations)s::bigint[] IS NULL
    OR trust_id = ANY(%(organisations)s::bigint[])
GROUP BY 1, {{columns}}, stage
"""

# Who has to be added up. What is taken here was committed before the statements after
# it look, so that they see it; what is touched from now on stays.
TAKE_STALE = f"""
WITH taken AS (DELETE FROM savings_touched_trust RETURNING organisation_id)
SELECT h.id FROM trusts_organisation AS h
WHERE h.id IN (SELECT organisation_id FROM taken)
    OR (SELECT count(*) FROM savings_keptyear AS k WHERE k.organisation_id = h.id
        AND k.as_at = {THIS_MONTH} AND k.first_month = ANY(%(years)s))
        < cardinality(%(years)s)
"""
DROP = """
WITH dropped AS (
    DELETE FROM savings_keptyear WHERE organisation_id = ANY(%(organisations)s)
)
DELETE FROM savings_yearpounds WHERE organisation_id = ANY(%(organisations)s)
"""
_COLUMNS = """organisation_id, {}, stage, cash_releasing, cost_avoidance, waiting,
    leakage"""


def _keep(told: str, columns: str, statement: str) -> str:
    columns = _COLUMNS.format(columns)
    return f"""
    INSERT INTO savings_yearpounds (first_month, told, {columns})
    SELECT %(first)s, {told}, {columns} FROM ({statement}) AS found ({columns})"""


def _keep_named(told: str, statement: str) -> str:
    by_name = statement.replace("{columns}", "organisation_id, name")
    return _keep(f"'{told}'", "name", by_name)


# One year of the trusts, from what their claims say now.
KEEP = (
    _keep(
        "CASE WHEN month IS NULL THEN 'FULL_YEAR' ELSE 'MONTH' END",
        "month, participation_id",
        TRUSTS_AND_MONTHS.replace("{of_claims}", ""),
    ),
    *(_keep_named(told, statement) for told, statement in NAMED.items()),
    f"""
    INSERT INTO savings_keptyear (organisation_id, first_month, as_at)
    SELECT unnest(%(organisations)s), %(first)s, {THIS_MONTH}""",
)
