"""Every profile has its first version; versions are added and never changed; imports
have the place in which they were stored."""

from django.db import migrations

FIRST_VERSIONS = """
INSERT INTO purchases_profileversion
    (profile_id, kind, name, layout, saved_at, saved_by_id)
SELECT id, 'CONFIRMED', name, layout, confirmed_at, confirmed_by_id
FROM purchases_profile
"""
PLACES = """
UPDATE purchases_import SET place = id WHERE state IN ('DONE', 'ROLLED_BACK')
"""
TABLE = "purchases_profileversion"


class Migration(migrations.Migration):
    dependencies = [
        ("purchases", "0007_profiles_by_name"),
        ("trusts", "0002_audit_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(FIRST_VERSIONS, migrations.RunSQL.noop),
        migrations.RunSQL(PLACES, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}"
            " FOR EACH ROW EXECUTE FUNCTION trusts_refuse_change()",
            f"DROP TRIGGER {TABLE}_append_only ON {TABLE}",
        ),
    ]
