"""The keys by which two spellings are the same: written once, in the database.

Set-based matching needs them in SQL, so SQL is where they are defined.
"""

from django.db import migrations

GTIN_KEY = r"""
CREATE FUNCTION gtin_key(code text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    digits text := translate(code, ' -', '');
    n bigint;
BEGIN
    IF digits !~ '^([0-9]{8}|[0-9]{12,14})$' THEN
        RETURN '';
    END IF;
    digits := lpad(digits, 14, '0');
    -- 02, 04 and 2x are numbers a shop or hospital gives itself: not the same thing
    -- elsewhere. All zeros pass the check digit and mean nothing.
    IF digits ~ '^.(02|04|2)|^000000[02]' THEN
        RETURN '';
    END IF;
    n := digits::bigint;
    IF (3 * (n / 10 % 10 + n / 1000 % 10 + n / 100000 % 10 + n / 10000000 % 10
             + n / 1000000000 % 10 + n / 100000000000 % 10 + n / 10000000000000)
        + n % 10 + n / 100 % 10 + n / 10000 % 10 + n / 1000000 % 10
        + n / 100000000 % 10 + n / 10000000000 % 10 + n / 1000000000000 % 10
       ) % 10 <> 0 THEN
        RETURN '';
    END IF;
    RETURN digits;
END $$;
COMMENT ON FUNCTION gtin_key IS
    'A GTIN-8, 12, 13 or 14 as 14 digits; empty when its check digit is wrong';
"""

PART_KEY = r"""
CREATE FUNCTION part_key(code text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
SELECT upper(translate(code, E' \t\u00a0-/._', ''));
END;
COMMENT ON FUNCTION part_key IS
    'A manufacturer part code in capitals without spaces, - / . and _; leading zeros
     stay';
"""

NPC_KEY = r"""
CREATE FUNCTION npc_key(code text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
SELECT CASE WHEN k.key ~ '^[A-Z]{2,3}[0-9]{2,7}$' THEN k.key ELSE '' END
FROM (SELECT upper(translate(code, E' \t\u00a0-', '')) AS key) AS k;
END;
COMMENT ON FUNCTION npc_key IS
    'A national product code in capitals; empty when it does not look like one';
"""

NAME_KEY = r"""
CREATE FUNCTION name_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
SELECT CASE WHEN k.key <> '' THEN k.key ELSE upper(btrim(name)) END
FROM (
    SELECT btrim(regexp_replace(
        regexp_replace(
            regexp_replace(
                -- a ledger's own number in front, and (UK) and the like
                regexp_replace(upper(name), '^\s*[0-9]{4,}\s+|\([^)]*\)', ' ', 'g'),
                '\m(A/S|S\.?A\.?R?\.?L?\.?|S\.?P\.?A\.?|B\.?V\.?|N\.?V\.?)(?=\s|$)',
                ' ', 'g'),
            '[^[:alnum:]]+', ' ', 'g'),
        '\m(LTD|LIMITED|PLC|LLP|LLC|INC|INCORPORATED|CORP|CORPORATION|CO|COMPANY|'
        'GMBH|AG|KG|AB|AS|OY|PTY|UK|AND|THE)\M\s*', '', 'g')) AS key
) AS k;
END;
COMMENT ON FUNCTION name_key IS
    'What two spellings of a company name share: capitals, no legal form, no (UK)';
"""


def both(name: str, sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"DROP FUNCTION {name}(text)")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        both("gtin_key", GTIN_KEY),
        both("part_key", PART_KEY),
        both("npc_key", NPC_KEY),
        both("name_key", NAME_KEY),
    ]
