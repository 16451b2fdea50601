"""What a month of a claim is expected to save is kept with it."""

from django.db import migrations, models

# Worked out from the claim's own papers whenever its row is written, in a statement of
# its own after the row is held: so that of two who change its papers at once the second
# sees what the first did. The same as `pound_queries.CLAIMS` where a baseline stands.
KEEP = """
CREATE FUNCTION savings_keep_expected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.expected := (
        SELECT CASE WHEN t.stage = 'LAPSED' AND NEW.expected_lapsed IS NOT NULL
            THEN NEW.expected_lapsed
            WHEN b.id IS NOT NULL THEN round(CASE
                WHEN i.benefit = 'COST_AVOIDANCE' THEN greatest(
                    b.price_each * (1 + f.percent / 100)
                    - greatest(b.price_each, f.aim), 0) * f.coming
                WHEN i.kind = 'DEMAND'
                    THEN b.price_each * b.units - f.aim * f.coming
                WHEN t.agreed_at IS NULL AND i.kind <> 'SWITCH'
                    THEN greatest(b.price_each - f.aim, 0) * f.coming
                ELSE (b.price_each - f.aim) * f.coming
            END / 12, 2) END
        FROM savings_participation AS t
        JOIN savings_initiative AS i ON i.id = t.initiative_id
        LEFT JOIN savings_baseline AS b ON b.claim_id = NEW.id AND b.ended_at IS NULL
        CROSS JOIN LATERAL (
            SELECT coalesce(NEW.agreed_units, b.units) AS coming,
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
CREATE TRIGGER savings_claim_keeps_expected BEFORE INSERT OR UPDATE ON savings_claim
    FOR EACH ROW EXECUTE FUNCTION savings_keep_expected();

CREATE FUNCTION savings_papers_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE savings_claim SET expected = NULL WHERE id IN (OLD.claim_id, NEW.claim_id);
    RETURN NULL;
END $$;
CREATE TRIGGER savings_expected_of_baseline
    AFTER INSERT OR DELETE OR UPDATE OF claim_id, price_each, units, ended_at
    ON savings_baseline FOR EACH ROW EXECUTE FUNCTION savings_papers_changed();
CREATE TRIGGER savings_expected_of_uplift
    AFTER INSERT OR DELETE OR UPDATE OF claim_id, from_month, percent, ended_at
    ON savings_uplift FOR EACH ROW EXECUTE FUNCTION savings_papers_changed();

CREATE FUNCTION savings_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE savings_claim SET expected = NULL WHERE participation_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER savings_expected_of_part
    AFTER UPDATE ON savings_participation FOR EACH ROW
    WHEN ((OLD.initiative_id, OLD.stage, OLD.agreed_at IS NULL)
        IS DISTINCT FROM (NEW.initiative_id, NEW.stage, NEW.agreed_at IS NULL))
    EXECUTE FUNCTION savings_part_changed();

CREATE FUNCTION savings_initiative_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE savings_claim SET expected = NULL WHERE participation_id IN (
        SELECT id FROM savings_participation WHERE initiative_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER savings_expected_of_initiative
    AFTER UPDATE ON savings_initiative FOR EACH ROW
    WHEN ((OLD.kind, OLD.benefit) IS DISTINCT FROM (NEW.kind, NEW.benefit))
    EXECUTE FUNCTION savings_initiative_changed();

-- Those that are there already.
UPDATE savings_claim SET expected = NULL;
"""
DO_NOT = """
DROP TRIGGER savings_expected_of_initiative ON savings_initiative;
DROP TRIGGER savings_expected_of_part ON savings_participation;
DROP TRIGGER savings_expected_of_uplift ON savings_uplift;
DROP TRIGGER savings_expected_of_baseline ON savings_baseline;
DROP TRIGGER savings_claim_keeps_expected ON savings_claim;
DROP FUNCTION savings_initiative_changed();
DROP FUNCTION savings_part_changed();
DROP FUNCTION savings_papers_changed();
DROP FUNCTION savings_keep_expected();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("savings", "0007_switches_to_a_standard"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="expected",
            field=models.DecimalField(decimal_places=2, max_digits=30, null=True),
        ),
        migrations.RunSQL(KEEP, DO_NOT),
    ]
