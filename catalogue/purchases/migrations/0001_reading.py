"""How the database reads a number that is not plain, and makes a month's partition."""

from django.db import migrations

READ_NUMBER = r"""
CREATE FUNCTION read_number(said text, decimal_mark text) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    bare text := upper(translate(said, E'£$€''\u2019 \t\u00a0\u202f', ''));
    thousands text := CASE decimal_mark WHEN ',' THEN '.' ELSE ',' END;
    is_negative boolean;
BEGIN
    bare := translate(regexp_replace(bare, '^(GBP|EUR)|(GBP|EUR)$', ''), '−–', '--');
    is_negative := bare ~ '^\(.*\)$' OR bare ~ '^-' OR bare ~ '(-|CR)$';
    bare := regexp_replace(bare, '^\((.*)\)$', '\1');
    bare := regexp_replace(regexp_replace(bare, '^[+-]', ''), '(-|CR)$', '');
    IF bare ~ ('^[0-9]{1,3}([' || thousands || '][0-9]{3})+([' || decimal_mark
               || '][0-9]*)?$') THEN
        bare := replace(bare, thousands, '');
    END IF;
    bare := replace(bare, decimal_mark, '.');
    IF position(thousands in bare) > 0 AND decimal_mark <> ',' THEN
        RETURN NULL;
    END IF;
    IF bare !~ '^([0-9]{1,12}([.][0-9]{0,10})?|[.][0-9]{1,10})$' THEN
        RETURN NULL;
    END IF;
    RETURN CASE WHEN is_negative THEN -bare::numeric ELSE bare::numeric END;
END $$;
COMMENT ON FUNCTION read_number IS
    'The number a cell of an extract means, or NULL; decimal_mark is . or ,';
"""

ADD_PARTITION = r"""
CREATE FUNCTION add_purchases_partition(month date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    partition text := 'purchases_line_' || to_char(month, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('add_purchases_partition'));
    IF to_regclass(partition) IS NOT NULL THEN
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


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(READ_NUMBER, "DROP FUNCTION read_number(text, text)"),
        migrations.RunSQL(ADD_PARTITION, "DROP FUNCTION add_purchases_partition(date)"),
    ]
