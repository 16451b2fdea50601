"""SQL along the record: its links, the rows they speak of, its sealed events.

Hashes are worked out by PostgreSQL's own functions from the words here, not by
functions that whoever owns the database could have exchanged.
"""

from trusts.chaining import LINK_HASH

# What one event says. Columns by name, so that one added later changes no hash.
EVENT_HASH = """sha256(convert_to(jsonb_build_array(
    e.id, e.at AT TIME ZONE 'UTC', e.actor, e.membership_number, e.organisation,
    e.action, e.target, e.detail)::text, 'UTF8'))"""
# What a seal says of its events.
SEAL_HASH = """encode(sha256(convert_to(string_agg(
    {event}::text || ' ' || encode({hash}, 'hex'), chr(10) ORDER BY {event}
), 'UTF8')), 'hex')"""

NEWEST_SEALED = "SELECT coalesce(max(event_id), 0) FROM trusts_auditsealed"
SEAL = f"""
WITH waiting AS (
    SELECT e.id, {EVENT_HASH} AS hash FROM trusts_auditevent AS e
     WHERE e.id > %(after)s
       AND NOT EXISTS (SELECT FROM trusts_auditsealed AS s WHERE s.event_id = e.id)
     ORDER BY e.id LIMIT %(at_once)s
), seal AS (
    INSERT INTO trusts_auditseal (sealed_at, events, hash)
    SELECT %(at)s, count(*), {SEAL_HASH.format(event="id", hash="hash")}
      FROM waiting HAVING count(*) > 0
    RETURNING id
), sealed AS (
    INSERT INTO trusts_auditsealed (event_id, seal_id, hash)
    SELECT waiting.id, seal.id, waiting.hash FROM waiting, seal
    RETURNING event_id
)
SELECT count(*), max(event_id) FROM sealed
"""

_RECOMPUTED = LINK_HASH.format(
    previous="previous_hash",
    number="number",
    at="at",
    table="table_name",
    row="row_number",
    payload="payload",
)
# Of the next links those that are not in order, and the last one.
LINKS = f"""
WITH part AS (
    SELECT number, at, table_name, row_number, hash,
        lag(number, 1, %(number)s) OVER (ORDER BY number) AS before,
        previous_hash = lag(hash, 1, %(hash)s) OVER (ORDER BY number) AS follows,
        hash = {_RECOMPUTED} AS holds,
        table_name = ANY(%(tables)s) AS is_chained
      FROM trusts_recordlink WHERE number > %(after)s ORDER BY number LIMIT %(most)s
)
SELECT number, at, table_name, row_number, hash, before, follows, holds, is_chained,
    (SELECT count(*) FROM part) AS links
  FROM part
 WHERE number <> before + 1 OR NOT (follows AND holds AND is_chained)
    OR number = (SELECT max(number) FROM part)
 ORDER BY number
"""
# The row as it is against what its link says. A column that a later migration added may
# stand there beside, and is empty in the rows from before.
ROWS = """
SELECT l.number, l.at, l.table_name, l.row_number, t.{key} IS NULL AS is_gone
  FROM trusts_recordlink AS l LEFT JOIN public.{table} AS t ON t.{key} = l.row_number
 CROSS JOIN LATERAL (
    SELECT to_jsonb(t) || {bytes} AS now,
        CASE WHEN pg_input_is_valid(l.payload, 'jsonb') THEN l.payload::jsonb
             ELSE 'null' END AS said
    OFFSET 0) AS texts
 WHERE l.table_name = {name} AND l.number > %s AND l.number <= %s
   AND (t.{key} IS NULL OR texts.now <> texts.said AND texts.said <> texts.now - ARRAY(
        SELECT k FROM jsonb_each(texts.now) AS later(k, v)
         WHERE NOT texts.said ? k AND v = 'null'))
 ORDER BY l.number
"""
ONE_BYTES = "jsonb_build_object({name}, 'sha256:' || encode(sha256(t.{column}), 'hex'))"
BYTES = """
SELECT attname FROM pg_attribute
 WHERE attrelid = format('public.%%I', %s::text)::regclass
   AND atttypid = 'bytea'::regtype AND attnum > 0 AND NOT attisdropped
"""
WITHOUT_LINK = """
SELECT count(*), min(t.{key}) FROM public.{table} AS t
 WHERE NOT EXISTS (SELECT FROM trusts_recordlink AS l
                    WHERE l.table_name = {name} AND l.row_number = t.{key})
"""
# The next seals with their links, and the first event of each that is not as it was.
SEALS = f"""
SELECT seal.id, l.number, l.at, seal.events, count(s.event_id) AS held,
    seal.hash = {SEAL_HASH.format(event="s.event_id", hash="s.hash")} AS holds,
    min(s.event_id) FILTER (WHERE e.id IS NULL) AS gone,
    min(s.event_id) FILTER (WHERE s.hash <> {EVENT_HASH}) AS changed
  FROM (SELECT * FROM trusts_auditseal WHERE id > %s ORDER BY id LIMIT %s) AS seal
  LEFT JOIN trusts_recordlink AS l
    ON l.table_name = 'trusts_auditseal' AND l.row_number = seal.id
  LEFT JOIN trusts_auditsealed AS s ON s.seal_id = seal.id
  LEFT JOIN trusts_auditevent AS e ON e.id = s.event_id
 GROUP BY seal.id, seal.events, seal.hash, l.number, l.at ORDER BY seal.id
"""
