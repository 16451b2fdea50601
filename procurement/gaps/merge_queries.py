"""Work on a gap whose product was merged into another goes on with that one's gap.

The gap of the product that stands under another is gone, with its work as it was left.
The other's gap at the same trust takes the work over if it has none of its own, once a
merge; when the two are parted, and nobody did anything about it since, it has none
again, and the first one's gap is found again with its own. {of_touched} may narrow the
gaps that take over or give back.
"""

_WORK = (
    "stage", "owner_id", "due_on", "snoozed_until", "accept_reason", "accepted_value",
    "review_on",
)  # fmt: skip
WORK = ", ".join(_WORK)
_OF_GAP = ", ".join(f"g.{column}" for column in _WORK)
_OF_SOURCE = ", ".join(f"source.{column}" for column in _WORK)

# Of several the one on which somebody did something last. What is accepted is taken
# over only while the gap is not worth a quarter more.
TAKES_OVER = """
CREATE TEMP TABLE moved_work AS
SELECT DISTINCT ON (g.id) g.id AS gap_id, source.id AS source_id, g.stage AS before,
    'CARRIED' AS what
FROM products_product AS a
JOIN gaps_gap AS source ON source.product_id = a.id
JOIN gaps_gap AS g ON g.product_id = a.merged_into_id
    AND g.organisation_id = source.organisation_id
WHERE g.state <> 'GONE' AND g.stage = '' AND source.state = 'GONE'
    AND source.stage NOT IN ('', 'REALISED')
    AND (source.stage <> 'ACCEPTED' OR g.gap_value < %(grown)s * source.accepted_value)
    AND coalesce((SELECT s.what FROM gaps_gapstep AS s
        WHERE s.gap_id = g.id AND s.carried_from_id = source.id
        ORDER BY s.id DESC LIMIT 1), '') <> 'CARRIED' {of_touched}
ORDER BY g.id, (SELECT max(s.id) FROM gaps_gapstep AS s WHERE s.gap_id = source.id)
    DESC NULLS LAST, source.id
"""
TAKE_OVER = f"""
UPDATE gaps_gap AS g SET ({WORK}) = ({_OF_SOURCE})
FROM moved_work AS m JOIN gaps_gap AS source ON source.id = m.source_id
WHERE g.id = m.gap_id
"""
WATCH_ON = """
INSERT INTO gaps_gapwatch (gap_id, member_id, started_at)
SELECT m.gap_id, w.member_id, w.started_at
FROM moved_work AS m JOIN gaps_gapwatch AS w ON w.gap_id = m.source_id
WHERE m.what = 'CARRIED'
ON CONFLICT DO NOTHING
"""

# A gap whose work is still as it was taken over from a product no longer merged.
GIVES_BACK = """
INSERT INTO moved_work
SELECT g.id, s.carried_from_id, g.stage, 'PARTED'
FROM gaps_gapstep AS s JOIN gaps_gap AS g ON g.id = s.gap_id
JOIN gaps_gap AS source ON source.id = s.carried_from_id
JOIN products_product AS a ON a.id = source.product_id
WHERE s.what = 'CARRIED' AND a.merged_into_id IS DISTINCT FROM g.product_id
    AND NOT EXISTS (SELECT FROM gaps_gapstep AS n
        WHERE n.gap_id = s.gap_id AND n.id > s.id AND n.what <> 'NOTED') {of_touched}
"""
GIVE_BACK = f"""
UPDATE gaps_gap AS g SET ({WORK}) = (
    coalesce(p.stage, ''), p.owner_id, p.due_on, p.snoozed_until,
    coalesce(p.accept_reason, ''), p.accepted_value, p.review_on)
FROM moved_work AS m
LEFT JOIN LATERAL (
    SELECT {WORK} FROM gaps_gapstep AS e
    WHERE e.gap_id = m.gap_id AND e.what <> 'NOTED' AND e.id < (
        SELECT max(s.id) FROM gaps_gapstep AS s
        WHERE s.gap_id = m.gap_id AND s.what = 'CARRIED')
    ORDER BY e.id DESC LIMIT 1
) AS p ON true
WHERE g.id = m.gap_id AND m.what = 'PARTED'
"""
KEEP_STEPS = f"""
INSERT INTO gaps_gapstep (gap_id, act, at, by_id, what, stage_before, note, gap_value,
    carried_from_id, {WORK})
SELECT g.id, %(act)s, %(at)s, NULL, m.what, m.before, '', g.gap_value, m.source_id,
    {_OF_GAP}
FROM moved_work AS m JOIN gaps_gap AS g ON g.id = m.gap_id
ORDER BY g.id
"""
DROP_TABLES = "DROP TABLE IF EXISTS moved_work"

STATEMENTS = (
    DROP_TABLES,
    TAKES_OVER,
    TAKE_OVER,
    WATCH_ON,
    GIVES_BACK,
    GIVE_BACK,
    KEEP_STEPS,
    DROP_TABLES,
)
OF_TOUCHED = "AND g.product_id IN (SELECT product_id FROM touched_product)"
