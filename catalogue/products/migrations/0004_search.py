"""What the search looks in: each product's words, kept by a trigger, and all words.

`search_text` makes two spellings of a size the same, `search_words` takes a text apart;
the search takes what a person typed apart by the same two.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models

SEARCH_TEXT = r"""
CREATE FUNCTION search_text(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    plain text := said;
BEGIN
    IF plain ~ '[^\x01-\x7f]' THEN
        plain := replace(replace(translate(plain, E'®™©×Øø', '   xOo'), 'ß', 'ss'),
            E'\u00a0', ' ');
        plain := regexp_replace(normalize(plain, NFKD), E'[\u0300-\u036f]', '', 'g');
    END IF;
    plain := upper(plain);
    IF plain !~ '[0-9]' THEN
        RETURN plain;
    END IF;
    -- 1,000 is a thousand; 3,75 is 3.75; 2.50 is 2.5
    plain := regexp_replace(plain, '([0-9]),([0-9]{3})(?![0-9])', '\1\2', 'g');
    plain := regexp_replace(plain, '([0-9]),([0-9])', '\1.\2', 'g');
    plain := regexp_replace(
        plain, '(?<![0-9A-Z.])([0-9]+)(?:\.0+|(\.[0-9]*[1-9])0+)(?![0-9.])', '\1\2', 'g');
    -- CH 14 is 14 CH is 14 FR; 21 gauge is 21G
    plain := regexp_replace(plain, '\mCH\.?\s*([0-9]+)\M', '\1CH', 'g');
    plain := regexp_replace(
        plain, '([0-9])\s*(?:CH|FR|FG|FRENCH|CHARRIERE)\M\.?', '\1CH', 'g');
    plain := regexp_replace(plain, '([0-9])\s*GAUGE\M', '\1G', 'g');
    plain := regexp_replace(plain,
        '([0-9])\s+(MM|CM|DM|M|ML|CL|DL|L|CC|MG|MCG|G|KG|PLY|INCH|IN)(?![[:alnum:]/-])',
        '\1\2', 'g');
    -- 10 cm x 10 cm is 10x10 cm; 2-0 is 2/0, as of a suture
    plain := regexp_replace(
        plain, '([0-9])(?:MM|CM|M)?\s*[X*]\s*(?=[0-9])', '\1X', 'g');
    RETURN regexp_replace(plain, '(?<![^\s])([0-9]{1,2})[-/]0(?![^\s,;)])', '\1/0', 'g');
END $$;
COMMENT ON FUNCTION search_text IS
    'A text as the search reads it: capitals, no accents, sizes written one way'
"""

# A word with a sign inside (KG-4417-M, 10X10CM, 2/0) counts as its pieces, and where it
# has a digit as itself without its signs. A lexeme has a longest length.
SEARCH_WORDS = r"""
CREATE FUNCTION search_words(said text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    plain text := search_text(said);
    found text[] := string_to_array(
        regexp_replace(plain, '[^[:alnum:]]+', ' ', 'g'), ' ');
    word text;
BEGIN
    IF plain ~ '[0-9]' AND plain ~ '[^[:alnum:]\s]|[0-9]X[0-9]' THEN
        FOR word IN SELECT m[1] FROM regexp_matches(
            plain, '[[:alnum:]](?:[^\s]*[[:alnum:]])?', 'g') AS m
        LOOP
            IF word ~ '[0-9]' AND word ~ '[^[:alnum:]]|[0-9]X[0-9]' THEN
                found := found || regexp_replace(word, '[^[:alnum:]]+', '', 'g')
                    || regexp_split_to_array(word, '[^[:alnum:].]+|(?<=[0-9])X(?=[0-9])');
                IF word ~ '^[0-9]+/0$' THEN
                    found := found || word;
                END IF;
            END IF;
        END LOOP;
    END IF;
    RETURN ARRAY(SELECT DISTINCT left(f, 60) FROM unnest(found) AS f WHERE f <> '');
END $$;
COMMENT ON FUNCTION search_words IS 'The words by which the search finds a text'
"""

# `%` takes its limit from a setting: so low that two letters that changed places in a
# short word are still near, the distance then says which are nearest.
SEARCH_SPELLINGS = r"""
CREATE FUNCTION search_spellings(said text, furthest integer) RETURNS TABLE (
    word text, distance integer)
LANGUAGE sql STABLE PARALLEL SAFE STRICT SET pg_trgm.similarity_threshold = 0.2 AS $$
SELECT n.word, n.distance
FROM (
    SELECT d.word, d.distance, min(d.distance) OVER () AS nearest
    FROM (
        SELECT w.word, least(
                levenshtein_less_equal(w.word, said, furthest),
                1 + levenshtein_less_equal(left(w.word, length(said)), said, furthest)
            ) AS distance
        FROM products_search_word AS w WHERE w.word % said
    ) AS d
) AS n
WHERE n.distance <= least(furthest, n.nearest + 1)
ORDER BY n.distance, similarity(n.word, said) DESC, n.word
LIMIT 8
$$;
COMMENT ON FUNCTION search_spellings IS
    'The words of the catalogue nearest to one, with how many letters differ'
"""

KEEP_WORDS = r"""
CREATE FUNCTION keep_products_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unknown text[];
BEGIN
    INSERT INTO products_search AS s (product_id, words)
    SELECT p.id, array_to_tsvector(search_words(
        concat_ws(' ', p.description, m.name, p.part_code, p.part_key)))
    FROM fresh AS p LEFT JOIN products_manufacturer AS m ON m.id = p.manufacturer_id
    ON CONFLICT (product_id) DO UPDATE SET words = excluded.words
    WHERE s.words <> excluded.words;
    SELECT array_agg(d.word) INTO unknown FROM (
        SELECT DISTINCT w.word COLLATE "C" AS word
        FROM fresh AS p JOIN products_search AS s ON s.product_id = p.id,
            unnest(tsvector_to_array(s.words)) AS w (word)
        WHERE w.word ~ '^[[:alpha:]]{3,40}$'
    ) AS d
    WHERE NOT EXISTS (SELECT FROM products_search_word AS k WHERE k.word = d.word);
    IF unknown IS NOT NULL THEN
        -- Two that add words at the same time would wait for each other's.
        PERFORM pg_advisory_xact_lock(hashtext('products_search_word'));
        INSERT INTO products_search_word (word) SELECT unnest(unknown)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER product_added AFTER INSERT ON products_product
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION keep_products_search();
CREATE TRIGGER product_changed AFTER UPDATE ON products_product
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION keep_products_search();
CREATE FUNCTION keep_maker_in_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products_product SET manufacturer_id = manufacturer_id
    WHERE manufacturer_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER maker_renamed AFTER UPDATE OF name ON products_manufacturer
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION keep_maker_in_search();
UPDATE products_product SET description = description;
"""

DROP = """
DROP TRIGGER maker_renamed ON products_manufacturer;
DROP TRIGGER product_added ON products_product;
DROP TRIGGER product_changed ON products_product;
DROP FUNCTION keep_maker_in_search();
DROP FUNCTION keep_products_search();
"""


class Migration(migrations.Migration):
    dependencies = [("products", "0003_product_words")]
    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(SEARCH_TEXT, "DROP FUNCTION search_text(text)"),
        migrations.RunSQL(SEARCH_WORDS, "DROP FUNCTION search_words(text)"),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.TextField(db_collation="C", primary_key=True, serialize=False)),
            ],
            options={
                "db_table": "products_search_word",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_spelling", opclasses=("gin_trgm_ops",), gin_pending_list_limit=512
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductSearch",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="products.product",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "db_table": "products_search",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        "words", name="search_words_of_product", gin_pending_list_limit=512
                    )
                ],
            },
        ),
        migrations.RunSQL(
            SEARCH_SPELLINGS,
            "DROP FUNCTION search_spellings(text, integer)",
        ),
        migrations.AddIndex(
            model_name="product",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["part_key"], name="product_part_inside", opclasses=("gin_trgm_ops",), gin_pending_list_limit=512
            ),
        ),
        migrations.AddIndex(
            model_name="partcode",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["part_key"], name="part_code_inside", opclasses=("gin_trgm_ops",), gin_pending_list_limit=512
            ),
        ),
        migrations.RunSQL(KEEP_WORDS, DROP),
    ]
