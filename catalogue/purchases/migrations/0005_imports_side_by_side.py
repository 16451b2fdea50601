"""Only an import that meets a new month waits for another that makes one: all others
run side by side. Looked up in the table of tables, since a cached answer may be old."""

from django.db import migrations

FUNCTION = r"""
CREATE OR REPLACE FUNCTION add_purchases_partition(month date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    partition text := 'purchases_line_' || to_char(month, 'YYYY_MM');
BEGIN
    {look}PERFORM pg_advisory_xact_lock(hashtext('add_purchases_partition'));
    IF EXISTS (SELECT FROM pg_class WHERE relname = partition AND relkind = 'r') THEN
        RETURN;
    END IF;
    -- Attaching an empty table stops nobody from reading or writing the others.
    EXECUTE format(
        'CREATE TABLE %I (LIKE purchases_line INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
        partition);
    EXECUTE format(
        'ALTER TABLE purchases_line ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, month, (month + interval '1 month')::date);
END $$;
"""
LOOK = """IF EXISTS (SELECT FROM pg_class WHERE relname = partition AND relkind = 'r') THEN
        RETURN;
    END IF;
    """


class Migration(migrations.Migration):
    dependencies = [("purchases", "0004_lines_of_an_import")]
    operations = [
        migrations.RunSQL(FUNCTION.replace("{look}", LOOK), FUNCTION.replace("{look}", ""))
    ]
