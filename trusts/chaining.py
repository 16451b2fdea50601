"""Rows that stand in audit: added, never changed, and linked so that it would show.

For migrations. A chained table has a trigger that adds a link for every row, whoever
inserts it: the row's text, and a hash of it and of the link before. So there is one
chain over all of them, and its newest hash speaks for everything before it.
`manage.py verify_record` goes along it.
"""

from django.db import migrations

LOCK = 7_801  # of the chain's end: one link after the other
NO_HASH = "0" * 64  # what the first link follows
# What a hash is of, a line each: nothing but the payload, which is last, can hold a
# line's end. Times in UTC, to the microsecond.
LINK_HASH = """encode(sha256(convert_to(concat_ws(chr(10), {previous}, {number},
    to_char({at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    {table}, {row}, {payload}), 'UTF8')), 'hex')"""
# Text of dates and numbers that is the same in every session.
PLAIN = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
}
# Of bytes the payload carries their hash. The numbers have no gap, because a link that
# was rolled back was never the last; in a transaction that does not see the last one
# the primary key refuses.
CHAIN = f"""
DECLARE
    said jsonb := to_jsonb(NEW);
    bytes text;
    previous trusts_recordlink%ROWTYPE;
    link trusts_recordlink%ROWTYPE;
BEGIN
    FOR bytes IN SELECT attname FROM pg_attribute WHERE attrelid = TG_RELID
        AND atttypid = 'bytea'::regtype AND attnum > 0 AND NOT attisdropped
    LOOP
        said := said || jsonb_build_object(bytes, 'sha256:' || encode(
            sha256(decode(substr(said ->> bytes, 3), 'hex')), 'hex'));
    END LOOP;
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT * INTO previous FROM trusts_recordlink ORDER BY number DESC LIMIT 1;
    link.number := coalesce(previous.number, 0) + 1;
    link.at := clock_timestamp();
    link.table_name := TG_TABLE_NAME;
    link.row_number := said ->> TG_ARGV[0];
    link.payload := said::text;
    link.previous_hash := coalesce(previous.hash, '{NO_HASH}');
    link.hash := {
    LINK_HASH.format(
        previous="link.previous_hash",
        number="link.number",
        at="link.at",
        table="link.table_name",
        row="link.row_number",
        payload="link.payload",
    )
};
    INSERT INTO trusts_recordlink SELECT link.*;
    RETURN NULL;
END
"""
REFUSE = """
BEGIN
    RAISE EXCEPTION '% is append-only: rows are added and never %',
        TG_TABLE_NAME, CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END
        USING ERRCODE = 'restrict_violation';
END
"""
# What `verify_record` expects them to say, by name.
FUNCTIONS = {"trusts_chain": CHAIN, "trusts_refuse_change": REFUSE}
# As its owner, so that nobody else needs to be allowed to add a link; and nobody else
# may tie it to a table of their own.
_SETTINGS = " ".join(f"SET {name} = '{value}'" for name, value in PLAIN.items())
MAKE_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION trusts_chain() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp {_SETTINGS}
    AS $chain${CHAIN}$chain$;
REVOKE ALL ON FUNCTION trusts_chain() FROM PUBLIC;
CREATE OR REPLACE FUNCTION trusts_refuse_change() RETURNS trigger LANGUAGE plpgsql
    AS $refuse${REFUSE}$refuse$;
"""
_REFUSE_CHANGE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION trusts_refuse_change();
CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION trusts_refuse_change();
"""
_ALLOW_CHANGE = """
DROP TRIGGER {table}_append_only ON {table};
DROP TRIGGER {table}_not_emptied ON {table};
"""
_CHAIN = """
CREATE TRIGGER {table}_chained AFTER INSERT ON {table}
    FOR EACH ROW EXECUTE FUNCTION trusts_chain('{key}');
"""


def refuse_change(table: str) -> migrations.RunSQL:
    """The database refuses to update, delete or truncate rows of the table."""
    return migrations.RunSQL(
        _REFUSE_CHANGE.format(table=table), _ALLOW_CHANGE.format(table=table)
    )


def chain(table: str, *, key: str = "id") -> migrations.RunSQL:
    """As `refuse_change`, and every row gets its link; `key` is the primary key, a
    whole number.

    In the migration that makes the table: rows that were there before have no link,
    which `verify_record` finds. A column may be added later, empty (null) in the rows
    from before: what stands there the chain does not speak for. None may be taken away
    or renamed.
    Whoever adds a row holds the end of the chain until the transaction ends: add it
    last, after every lock.
    """
    return migrations.RunSQL(
        _REFUSE_CHANGE.format(table=table) + _CHAIN.format(table=table, key=key),
        f"DROP TRIGGER {table}_chained ON {table};" + _ALLOW_CHANGE.format(table=table),
    )
