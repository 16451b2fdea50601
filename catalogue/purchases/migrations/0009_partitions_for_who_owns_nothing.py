"""The application owns no table; a month's partition is made as the owner of them."""

from django.db import migrations

FUNCTION = "ALTER FUNCTION add_purchases_partition(date)"


class Migration(migrations.Migration):
    dependencies = [("purchases", "0008_profile_history")]
    operations = [
        migrations.RunSQL(
            f"{FUNCTION} SECURITY DEFINER SET search_path = public, pg_temp",
            f"{FUNCTION} SECURITY INVOKER RESET search_path",
        )
    ]
