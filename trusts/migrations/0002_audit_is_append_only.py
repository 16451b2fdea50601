"""Refuse, in the database itself, to change or delete what was recorded."""

from django.db import migrations

MAKE = """
CREATE FUNCTION trusts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: rows are added and never %',
        TG_TABLE_NAME, CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_event_append_only
    BEFORE UPDATE OR DELETE ON trusts_auditevent
    FOR EACH ROW EXECUTE FUNCTION trusts_refuse_change();
"""

DROP = """
DROP TRIGGER audit_event_append_only ON trusts_auditevent;
DROP FUNCTION trusts_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("trusts", "0001_people_and_places")]

    operations = [migrations.RunSQL(MAKE, DROP)]
