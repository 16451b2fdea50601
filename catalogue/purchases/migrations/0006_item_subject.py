"""What an item says of its identity, so that one decision settles all that say it."""

from django.db import migrations, models

WORDS = r"""
CREATE FUNCTION item_words_subject(
    organisation_id bigint, digest uuid, local_code text, description text
) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT md5(CASE
    WHEN btrim(local_code) = '' THEN 'I' || E'\x1f' || organisation_id || E'\x1f' || digest
    ELSE 'L' || E'\x1f' || organisation_id || E'\x1f' || upper(btrim(local_code))
        || E'\x1f' || upper(regexp_replace(btrim(description), '\s+', ' ', 'g'))
    END)::uuid;
END;
COMMENT ON FUNCTION item_words_subject IS
    'A trust''s local code with these words; without a local code the item alone';
"""

# The strongest codes that are there speak: national and global ones, else the part code
# with whose it is, else the supplier's own code. A code without a digit, or of zeros,
# is a word or an empty field.
SUBJECT = r"""
CREATE FUNCTION item_subject(
    organisation_id bigint, digest uuid, local_code text, description text,
    supplier_key text, supplier_part text, manufacturer_key text, part_key text,
    npc_key text, gtin_key text
) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT CASE
    WHEN gtin_key <> '' OR npc_key <> '' THEN md5(concat_ws(E'\x1f', 'C', gtin_key,
        npc_key, coalesce(nullif(manufacturer_key, ''), supplier_key), part_key))::uuid
    WHEN length(part_key) >= 4 AND part_key ~ '[1-9]'
        AND (manufacturer_key <> '' OR supplier_key <> '') THEN md5(concat_ws(E'\x1f',
        'P', coalesce(nullif(manufacturer_key, ''), supplier_key), part_key))::uuid
    WHEN supplier_key <> '' AND length(part_key(supplier_part)) >= 4
        AND supplier_part ~ '[1-9]' THEN md5(concat_ws(E'\x1f',
        'S', supplier_key, part_key(supplier_part)))::uuid
    ELSE item_words_subject(organisation_id, digest, local_code, description)
END;
END;
COMMENT ON FUNCTION item_subject IS
    'What an item says of its identity: the same for items with the same usable codes';
"""

COLUMN = """
ALTER TABLE purchases_item ADD COLUMN subject uuid NOT NULL GENERATED ALWAYS AS (
    item_subject(organisation_id, digest, local_code, description, supplier_key,
        supplier_part, manufacturer_key, part_key, npc_key, gtin_key)) STORED
"""

ARGUMENTS = "bigint, uuid, text, text"


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0004_search"),
        ("purchases", "0005_imports_side_by_side"),
    ]
    operations = [
        migrations.RunSQL(WORDS, f"DROP FUNCTION item_words_subject({ARGUMENTS})"),
        migrations.RunSQL(
            SUBJECT,
            f"DROP FUNCTION item_subject({ARGUMENTS}, text, text, text, text, text, text)",
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(COLUMN, "ALTER TABLE purchases_item DROP COLUMN subject")
            ],
            state_operations=[
                migrations.AddField(
                    model_name="item",
                    name="subject",
                    field=models.UUIDField(
                        db_default=models.Value(None), editable=False
                    ),
                )
            ],
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["subject"], name="item_by_subject"),
        ),
    ]
