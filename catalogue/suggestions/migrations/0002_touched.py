"""The database itself writes down which products and items have to be looked at again,
whoever changes them, in the transaction of the change."""

from django.db import migrations

MATCHES = """
CREATE FUNCTION suggestions_touch_matched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO suggestions_touched (product_id)
    SELECT DISTINCT product_id FROM changed WHERE product_id IS NOT NULL;
    INSERT INTO suggestions_touched (item_id)
    SELECT item_id FROM changed WHERE product_id IS NULL;
    RETURN NULL;
END $$;
CREATE FUNCTION suggestions_touch_matched_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH moved AS (
        SELECT n.item_id, b.product_id AS before_id, n.product_id AS after_id
        FROM changed AS n JOIN before AS b USING (item_id)
        WHERE (n.product_id, n.manufacturer_id, n.eaches, n.tier)
            IS DISTINCT FROM (b.product_id, b.manufacturer_id, b.eaches, b.tier)
    ), products AS (
        INSERT INTO suggestions_touched (product_id)
        SELECT before_id FROM moved WHERE before_id IS NOT NULL
        UNION SELECT after_id FROM moved WHERE after_id IS NOT NULL
    )
    INSERT INTO suggestions_touched (item_id)
    SELECT item_id FROM moved WHERE before_id IS NULL OR after_id IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER suggestions_of_new_matches AFTER INSERT ON matching_match
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION suggestions_touch_matched();
CREATE TRIGGER suggestions_of_gone_matches AFTER DELETE ON matching_match
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION suggestions_touch_matched();
CREATE TRIGGER suggestions_of_changed_matches AFTER UPDATE ON matching_match
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION suggestions_touch_matched_anew();
"""
NO_MATCHES = """
DROP TRIGGER suggestions_of_new_matches ON matching_match;
DROP TRIGGER suggestions_of_gone_matches ON matching_match;
DROP TRIGGER suggestions_of_changed_matches ON matching_match;
DROP FUNCTION suggestions_touch_matched();
DROP FUNCTION suggestions_touch_matched_anew();
"""

PRODUCTS = """
CREATE FUNCTION suggestions_touch_products() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO suggestions_touched (product_id) SELECT id FROM changed;
    RETURN NULL;
END $$;
CREATE FUNCTION suggestions_touch_products_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO suggestions_touched (product_id)
    SELECT DISTINCT v.id FROM changed AS n JOIN before AS b USING (id),
        unnest(ARRAY[n.id, n.merged_into_id, b.merged_into_id]) AS v (id)
    WHERE v.id IS NOT NULL AND (n.description, n.part_key, n.manufacturer_id,
        n.merged_into_id) IS DISTINCT FROM (b.description, b.part_key,
        b.manufacturer_id, b.merged_into_id);
    RETURN NULL;
END $$;
CREATE TRIGGER suggestions_of_new_products AFTER INSERT ON products_product
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION suggestions_touch_products();
CREATE TRIGGER suggestions_of_changed_products AFTER UPDATE ON products_product
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION suggestions_touch_products_anew();
"""
NO_PRODUCTS = """
DROP TRIGGER suggestions_of_new_products ON products_product;
DROP TRIGGER suggestions_of_changed_products ON products_product;
DROP FUNCTION suggestions_touch_products();
DROP FUNCTION suggestions_touch_products_anew();
"""

# Whatever a person decides of an item puts it here.
DECISIONS = """
CREATE FUNCTION suggestions_touch_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO suggestions_touched (item_id) SELECT item_id FROM changed;
    RETURN NULL;
END $$;
CREATE TRIGGER suggestions_of_decided AFTER INSERT ON matching_rematch
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION suggestions_touch_decided();
"""
NO_DECISIONS = """
DROP TRIGGER suggestions_of_decided ON matching_rematch;
DROP FUNCTION suggestions_touch_decided();
"""

# What is in the tables already has never been looked at.
ALREADY_THERE = """
INSERT INTO suggestions_touched (product_id) SELECT id FROM products_product;
INSERT INTO suggestions_touched (item_id)
SELECT item_id FROM matching_match WHERE product_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0003_decisions"),
        ("products", "0005_sameness"),
        ("purchases", "0006_item_subject"),
        ("suggestions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(MATCHES, NO_MATCHES),
        migrations.RunSQL(PRODUCTS, NO_PRODUCTS),
        migrations.RunSQL(DECISIONS, NO_DECISIONS),
        migrations.RunSQL(ALREADY_THERE, migrations.RunSQL.noop),
    ]
