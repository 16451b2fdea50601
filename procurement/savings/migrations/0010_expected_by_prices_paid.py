"""What a claim is expected to save is kept where no baseline stands, too."""

from importlib import import_module

from django.db import migrations

# As before it, and by what the trust pays now until a baseline stands. The same as
# `pound_queries.CLAIMS`.
KEEP = """
CREATE OR REPLACE FUNCTION savings_keep_expected() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    NEW.expected := (
        SELECT CASE WHEN t.stage = 'LAPSED' AND NEW.expected_lapsed IS NOT NULL
            THEN NEW.expected_lapsed
            ELSE round(CASE
                WHEN i.benefit = 'COST_AVOIDANCE' THEN greatest(
                    f.before * (1 + f.percent / 100) - greatest(f.before, f.aim), 0)
                    * f.coming
                WHEN i.kind = 'DEMAND' THEN f.before * f.bought - f.aim * f.coming
                WHEN t.agreed_at IS NULL AND i.kind <> 'SWITCH'
                    THEN greatest(f.before - f.aim, 0) * f.coming
                ELSE (f.before - f.aim) * f.coming
            END / 12, 2) END
        FROM savings_participation AS t
        JOIN savings_initiative AS i ON i.id = t.initiative_id
        LEFT JOIN savings_baseline AS b ON b.claim_id = NEW.id AND b.ended_at IS NULL
        LEFT JOIN prices_pricepaid AS o ON b.id IS NULL
            AND o.organisation_id = NEW.organisation_id
            AND o.product_id = (SELECT coalesce(p.merged_into_id, p.id)
                FROM products_product AS p WHERE p.id = NEW.product_id)
        CROSS JOIN LATERAL (
            SELECT coalesce(b.price_each, o.price_each * NEW.eaches_per_use) AS before,
                coalesce(b.units, o.units_12m / NEW.eaches_per_use, 0) AS bought,
                coalesce(NEW.agreed_units, b.units, o.units_12m / NEW.eaches_per_use,
                    0) AS coming,
                CASE WHEN t.agreed_at IS NULL
                    THEN coalesce(NEW.target_price, NEW.agreed_price)
                    ELSE NEW.agreed_price END AS aim,
                coalesce((SELECT u.percent FROM savings_uplift AS u
                    WHERE u.claim_id = NEW.id AND u.ended_at IS NULL
                    ORDER BY u.from_month DESC LIMIT 1), 0) AS percent
        ) AS f
        WHERE t.id = NEW.participation_id);
    RETURN NEW;
END $$;

-- Held in the order of their numbers, so that nobody waits for somebody who waits for
-- him. IS TRUE keeps the prices in a table of hashes that is asked once a claim: a plan
-- that was made for one price is kept, and must be as good for a region's.
CREATE FUNCTION savings_prices_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE savings_claim SET expected = NULL WHERE id IN (
        SELECT c.id FROM savings_claim AS c
        JOIN products_product AS p ON p.id = c.product_id
        WHERE ((c.organisation_id, coalesce(p.merged_into_id, p.id))
                IN (SELECT n.organisation_id, n.product_id FROM changed AS n)) IS TRUE
            AND NOT EXISTS (SELECT FROM savings_baseline AS b
                WHERE b.claim_id = c.id AND b.ended_at IS NULL)
        ORDER BY c.id FOR NO KEY UPDATE OF c);
    RETURN NULL;
END $$;
CREATE TRIGGER savings_expected_of_new_prices AFTER INSERT ON prices_pricepaid
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION savings_prices_changed();
CREATE TRIGGER savings_expected_of_other_prices AFTER UPDATE ON prices_pricepaid
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION savings_prices_changed();
CREATE TRIGGER savings_expected_of_gone_prices AFTER DELETE ON prices_pricepaid
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION savings_prices_changed();

CREATE FUNCTION savings_product_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE savings_claim SET expected = NULL WHERE product_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER savings_expected_of_merged
    AFTER UPDATE OF merged_into_id ON products_product FOR EACH ROW
    WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
    EXECUTE FUNCTION savings_product_merged();

-- Those that are there already.
UPDATE savings_claim SET expected = NULL;
"""
_BEFORE = import_module(
    "procurement.savings.migrations.0008_what_a_claim_is_expected_to_save"
)
_FUNCTION, _, _ = _BEFORE.KEEP.partition("CREATE TRIGGER")
DO_NOT = f"""
DROP TRIGGER savings_expected_of_merged ON products_product;
DROP TRIGGER savings_expected_of_gone_prices ON prices_pricepaid;
DROP TRIGGER savings_expected_of_other_prices ON prices_pricepaid;
DROP TRIGGER savings_expected_of_new_prices ON prices_pricepaid;
DROP FUNCTION savings_product_merged();
DROP FUNCTION savings_prices_changed();
{_FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")}
UPDATE savings_claim SET expected = NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("prices", "0006_confidential_prices"),
        ("products", "0006_withdrawn"),
        ("savings", "0009_aims_at_a_peers_price"),
    ]

    operations = [migrations.RunSQL(KEEP, DO_NOT)]
