"""What a gap was, and what a past day showed, is added to and never changed."""

from django.db import migrations

TABLES = (
    "gaps_gapchange",
    "gaps_snapshot",
    "gaps_snapshotgap",
    "gaps_snapshotsuspect",
)


def refuse_change(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION trusts_refuse_change()",
        f"DROP TRIGGER {table}_append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("gaps", "0002_quantities_of_any_size"),
        ("trusts", "0002_audit_is_append_only"),
    ]

    operations = [refuse_change(table) for table in TABLES]
