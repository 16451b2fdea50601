"""Figures, their rows and the definitions they stand on are added and never changed."""

from django.db import migrations

TABLES = (
    "league_definitionversion",
    "league_figure",
    "league_gaprow",
    "league_metricdefinition",
    "league_pricerow",
    "league_spendrow",
    "league_standing",
)


def refuse_change(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION trusts_refuse_change()",
        f"DROP TRIGGER {table}_append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("league", "0001_releases"),
        ("trusts", "0002_audit_is_append_only"),
    ]

    operations = [refuse_change(table) for table in TABLES]
