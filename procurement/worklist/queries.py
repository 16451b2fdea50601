"""Steps of many gaps at once, and how they are taken back."""

_WORK = "stage owner_id due_on snoozed_until accept_reason accepted_value review_on"
WORK = ", ".join(_WORK.split())
_OF_GAP = ", ".join(f"g.{column}" for column in _WORK.split())

# As the gaps stand now; only the stage before is another's knowledge.
KEEP_STEPS = f"""
INSERT INTO gaps_gapstep
    (gap_id, act, at, by_id, what, stage_before, note, gap_value, {WORK})
SELECT g.id, %(act)s, %(at)s, %(by)s, %(what)s, b.stage, %(note)s, g.gap_value,
    {_OF_GAP}
FROM unnest(%(gaps)s::bigint[], %(stages)s::text[]) AS b (gap_id, stage)
JOIN gaps_gap AS g ON g.id = b.gap_id
ORDER BY g.id
"""

# Each of the gaps of an act with the step before it, if nothing but notes came after.
# An act of another room may hold gaps of many trusts: only those that are given.
TAKE_BACK = f"""
UPDATE gaps_gap AS g SET ({WORK}) = (
    coalesce(p.stage, ''), p.owner_id, p.due_on, p.snoozed_until,
    coalesce(p.accept_reason, ''), p.accepted_value, p.review_on)
FROM gaps_gapstep AS s
LEFT JOIN LATERAL (
    SELECT {WORK} FROM gaps_gapstep AS e
    WHERE e.gap_id = s.gap_id AND e.id < s.id ORDER BY e.id DESC LIMIT 1
) AS p ON true
WHERE s.act = %(act)s AND g.id = s.gap_id AND g.id = ANY(%(gaps)s)
    AND NOT EXISTS (
        SELECT FROM gaps_gapstep AS n
        WHERE n.gap_id = s.gap_id AND n.id > s.id AND n.what <> 'NOTED')
RETURNING g.id, s.stage
"""
