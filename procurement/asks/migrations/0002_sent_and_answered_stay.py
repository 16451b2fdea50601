"""A reply is added and never changed; what was sent stays as it was sent."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("asks", "0001_what_suppliers_are_asked"),
        ("trusts", "0002_audit_is_append_only"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER asks_askreply_append_only BEFORE UPDATE OR DELETE"
            " ON asks_askreply FOR EACH ROW EXECUTE FUNCTION trusts_refuse_change()",
            "DROP TRIGGER asks_askreply_append_only ON asks_askreply",
        ),
        migrations.RunSQL(
            "CREATE TRIGGER asks_letter_stays BEFORE UPDATE OF letter, digest"
            " ON asks_ask FOR EACH ROW WHEN (OLD.letter IS NOT NULL)"
            " EXECUTE FUNCTION trusts_refuse_change()",
            "DROP TRIGGER asks_letter_stays ON asks_ask",
        ),
    ]
