"""The gap rule once more, as other trusts may see it, where a price is confidential.

To every trust but its own, a confidential price is the top of its band, in every
figure that is worked out of it. So what a trust is shown is worked out of bands and of
prices that it may see, and nothing that it is shown (a value, a percentage, a median,
an order, a sum) says more than the band. A gap is never shown larger than it is.

`comparison` are the products concerned as somebody sees them: all trusts alike, or one
whose own price is confidential and no secret from itself. Each goes through the rule
under a number of its own below 0, in tables named like the rule's with `_seen` behind.
`finding` then has what may be seen, `exact_finding` what the prices say: for the
operator's file alone.
"""

from procurement.gaps.queries import COLUMNS, FINDINGS

COMPARISON = """
CREATE TEMP TABLE comparison AS
SELECT -row_number() OVER () AS id, product_id, seen_by
FROM (
    SELECT product_id, NULL::bigint AS seen_by FROM confidential_now
    UNION SELECT product_id, organisation_id FROM confidential_now
) AS seen
WHERE product_id IN (SELECT product_id FROM price_now)
"""

# What is suspect is what the prices themselves say, never their bands: a suspect that
# its band brings nearer to the others is in no figure all the same. %(steps)s are the
# steps of the bands, from the least up.
PRICES_SEEN = """
CREATE TEMP TABLE judged_price_seen AS
SELECT s.id AS product_id, j.organisation_id, j.code,
    CASE WHEN c.product_id IS NULL OR j.organisation_id = s.seen_by THEN j.price
        ELSE (%(steps)s::numeric[])[
            width_bucket(j.price, %(steps)s::numeric[]) + 1] END AS price,
    j.units, j.last_evidence_on, j.is_regular, j.is_suspect
FROM comparison AS s JOIN judged_price AS j USING (product_id)
LEFT JOIN confidential_now AS c
    ON c.product_id = j.product_id AND c.organisation_id = j.organisation_id;
CREATE TEMP TABLE barred_now_seen AS
SELECT s.id AS product_id, b.organisation_id
FROM barred_now AS b JOIN comparison AS s USING (product_id)
"""

FINDINGS_SEEN = FINDINGS.replace("{seen}", "_seen")

# What the prices do not say, nobody is shown. Whose the lowest is stays unsaid where it
# is confidential. Who works on from the judged prices (the league) has them as all
# trusts may see them; those of suspects are their own.
TAKE_SEEN = """
CREATE TEMP TABLE exact_finding AS
SELECT * FROM finding WHERE product_id IN (SELECT product_id FROM comparison);
DELETE FROM finding WHERE product_id IN (SELECT product_id FROM comparison);
INSERT INTO finding
SELECT s.product_id, f.organisation_id, f.price_each, f.lowest_price,
    CASE WHEN l.product_id IS NULL OR f.lowest_organisation_id = s.seen_by
        THEN f.lowest_organisation_id END,
    f.second_lowest_price, f.median_price, f.units_12m, f.gap_value, f.gap_percent,
    f.median_gap_value, f.trusts, f.lowest_last_order_on
FROM finding_seen AS f
JOIN comparison AS s ON s.id = f.product_id
JOIN exact_finding AS e
    ON e.product_id = s.product_id AND e.organisation_id = f.organisation_id
LEFT JOIN confidential_now AS l
    ON l.product_id = s.product_id AND l.organisation_id = f.lowest_organisation_id
LEFT JOIN confidential_now AS own
    ON own.product_id = s.product_id AND own.organisation_id = f.organisation_id
WHERE s.seen_by IS NOT DISTINCT FROM own.organisation_id;
UPDATE judged_price AS j SET price = p.price
FROM comparison AS s JOIN judged_price_seen AS p ON p.product_id = s.id
WHERE s.seen_by IS NULL AND j.product_id = s.product_id
    AND j.organisation_id = p.organisation_id AND NOT j.is_suspect
"""

AS_SEEN = (PRICES_SEEN, FINDINGS_SEEN, TAKE_SEEN)
AS_IT_IS = ("CREATE TEMP TABLE exact_finding AS SELECT * FROM finding LIMIT 0",)

# {{of_touched}} narrows to the products in reach of a refresh.
KEEP_EXACT = f"""
DELETE FROM gaps_exactgap AS g {{of_touched}};
INSERT INTO gaps_exactgap (product_id, organisation_id, {COLUMNS})
SELECT product_id, organisation_id, {COLUMNS} FROM exact_finding
"""

# A gap that is gone goes through no rule any more, so no band can be put in its place:
# its last figures, which tell a price that is confidential now, are taken away for
# good. What its own trust paid is no secret, and says later whether a gap was realised.
EMPTY_GONE = """
UPDATE gaps_gap AS g
SET lowest_price = 0, lowest_organisation_id = NULL, second_lowest_price = NULL,
    median_price = 0, gap_value = 0, gap_percent = 0, median_gap_value = 0
FROM products_product AS p, confidential_now AS c
WHERE g.state = 'GONE' AND g.lowest_price > 0 AND p.id = g.product_id
    AND (p.id = c.product_id OR p.merged_into_id = c.product_id)
    AND c.organisation_id <> g.organisation_id
"""

KEEP = (KEEP_EXACT, EMPTY_GONE)

SNAPSHOT_GAPS = f"""
INSERT INTO gaps_snapshotgap (snapshot_id, product_id, organisation_id, {COLUMNS})
SELECT %(snapshot_id)s, product_id, organisation_id, {COLUMNS} FROM finding
WHERE product_id NOT IN (SELECT product_id FROM exact_finding)
UNION ALL
SELECT %(snapshot_id)s, product_id, organisation_id, {COLUMNS} FROM exact_finding
"""

DROP_SEEN = """
DROP TABLE IF EXISTS comparison, barred_now_seen, judged_price_seen, finding_seen,
    exact_finding, confidential_now
"""
