"""Spend by day; and the database itself writes down which months have to be summed
again, whoever changes a line or a match, in the transaction of the change.

Once a statement, over all the rows that it changed: a fraction of what storing them
costs.
"""

import django.db.models.deletion
from django.db import migrations, models

LINES = """
CREATE FUNCTION spend_touch_months() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO spend_touched_month (organisation_id, month)
    SELECT DISTINCT organisation_id, date_trunc('month', order_date)::date
    FROM (SELECT DISTINCT organisation_id, order_date FROM changed) AS days;
    RETURN NULL;
END $$;
CREATE TRIGGER spend_of_new_lines AFTER INSERT ON purchases_line
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION spend_touch_months();
CREATE TRIGGER spend_of_changed_lines AFTER UPDATE ON purchases_line
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION spend_touch_months();
CREATE TRIGGER spend_of_gone_lines AFTER DELETE ON purchases_line
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION spend_touch_months();
"""
NO_LINES = """
DROP TRIGGER spend_of_new_lines ON purchases_line;
DROP TRIGGER spend_of_changed_lines ON purchases_line;
DROP TRIGGER spend_of_gone_lines ON purchases_line;
DROP FUNCTION spend_touch_months();
"""

MATCHES = """
CREATE FUNCTION spend_move_matched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO spend_moved_item (item_id, organisation_id)
    SELECT item_id, organisation_id FROM changed
    WHERE product_id IS NOT NULL AND eaches IS NOT NULL;
    RETURN NULL;
END $$;
CREATE FUNCTION spend_move_matched_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO spend_moved_item (item_id, organisation_id)
    SELECT n.item_id, n.organisation_id FROM changed AS n JOIN before AS b USING (item_id)
    WHERE (n.product_id IS NOT NULL AND n.eaches IS NOT NULL)
        <> (b.product_id IS NOT NULL AND b.eaches IS NOT NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER spend_of_new_matches AFTER INSERT ON matching_match
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION spend_move_matched();
CREATE TRIGGER spend_of_gone_matches AFTER DELETE ON matching_match
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION spend_move_matched();
CREATE TRIGGER spend_of_changed_matches AFTER UPDATE ON matching_match
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION spend_move_matched_anew();
"""
NO_MATCHES = """
DROP TRIGGER spend_of_new_matches ON matching_match;
DROP TRIGGER spend_of_gone_matches ON matching_match;
DROP TRIGGER spend_of_changed_matches ON matching_match;
DROP FUNCTION spend_move_matched();
DROP FUNCTION spend_move_matched_anew();
"""

# Seldom, and a row at a time: imports, which write whole tables of items, set it once.
SUPPLIERS = """
CREATE FUNCTION spend_move_supplied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO spend_moved_item (item_id, organisation_id)
    VALUES (NEW.id, NEW.organisation_id);
    RETURN NULL;
END $$;
CREATE TRIGGER spend_of_other_supplier AFTER UPDATE OF supplier_id ON purchases_item
    FOR EACH ROW WHEN (OLD.supplier_id IS DISTINCT FROM NEW.supplier_id)
    EXECUTE FUNCTION spend_move_supplied();
"""
NO_SUPPLIERS = """
DROP TRIGGER spend_of_other_supplier ON purchases_item;
DROP FUNCTION spend_move_supplied();
"""

# What is in the tables already has never been summed.
ALREADY_THERE = """
INSERT INTO spend_touched_month (organisation_id, month)
SELECT DISTINCT organisation_id, date_trunc('month', order_date)::date
FROM (SELECT DISTINCT organisation_id, order_date FROM purchases_line) AS days
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0002_touched_where"),
        ("products", "0003_product_words"),
        ("purchases", "0005_imports_side_by_side"),
        ("spend", "0001_initial"),
        ("trusts", "0003_attestation_invitation"),
    ]
    operations = [
        migrations.CreateModel(
            name="MovedItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_id", models.BigIntegerField()),
                ("organisation_id", models.BigIntegerField()),
            ],
            options={"db_table": "spend_moved_item"},
        ),
        migrations.CreateModel(
            name="SpendDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("lines", models.IntegerField()),
                ("net_value", models.DecimalField(decimal_places=8, max_digits=36)),
                ("comparable_value", models.DecimalField(decimal_places=8, max_digits=36)),
                ("organisation", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trusts.organisation")),
            ],
            options={
                "db_table": "spend_day",
                "constraints": [models.UniqueConstraint(fields=("organisation", "day"), name="one_spend_per_place_and_day")],
            },
        ),
        migrations.RunSQL(LINES, NO_LINES),
        migrations.RunSQL(MATCHES, NO_MATCHES),
        migrations.RunSQL(SUPPLIERS, NO_SUPPLIERS),
        migrations.RunSQL(ALREADY_THERE, migrations.RunSQL.noop),
    ]
