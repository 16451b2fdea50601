"""What web, worker and beat may do with the rows, and what they cannot do at all."""

import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import errors, sql

from tests.as_application import ROLE
from tests.house_rules.test_models import APPEND_ONLY

TABLES = sorted(apps.get_model(each)._meta.db_table for each in APPEND_ONLY)

# Ways to get at rows that stand in audit, by a table.
ON_A_TABLE = (
    "UPDATE {} SET {key} = {key}",
    "DELETE FROM {}",
    "TRUNCATE {} CASCADE",
    "MERGE INTO {} AS t USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "INSERT INTO {} SELECT * FROM {} ON CONFLICT ({key}) DO UPDATE SET {key} = 0",
    "SELECT 1 FROM {} FOR UPDATE",
    "ALTER TABLE {} DISABLE TRIGGER USER",
    "ALTER TABLE {} DISABLE TRIGGER {guard}",
    "DROP TRIGGER {guard} ON {}",
    "ALTER TABLE {} OWNER TO CURRENT_USER",
    "ALTER TABLE {} ENABLE ROW LEVEL SECURITY",
    "CREATE RULE nothing AS ON INSERT TO {} DO INSTEAD NOTHING",
    "CREATE TRIGGER ours BEFORE INSERT ON {} FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER TABLE {} RENAME TO other",
    "DROP TABLE {} CASCADE",
)
# And by other ways round.
AROUND = (
    "SET session_replication_role = replica",
    "SET LOCAL session_replication_role = replica",
    "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "GRANT {owner} TO CURRENT_USER",
    "CREATE ROLE another SUPERUSER",
    "CREATE FUNCTION trusts_refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "CREATE OR REPLACE FUNCTION trusts_chain() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "CREATE FUNCTION pg_temp.own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "DO 'BEGIN END'",
    "DROP FUNCTION trusts_refuse_change() CASCADE",
    "ALTER FUNCTION trusts_chain() SET search_path = pg_temp",
    "CREATE TABLE public.own (id int)",
    "CREATE SCHEMA own",
    "DROP SCHEMA public CASCADE",
    "INSERT INTO trusts_recordlink VALUES (1, now(), 'x', 1, '', '', '')",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    "CREATE EVENT TRIGGER own ON ddl_command_start EXECUTE FUNCTION trusts_chain()",
    "COPY trusts_auditevent TO PROGRAM 'cat'",
    "ALTER SYSTEM SET log_statement = 'none'",
    "DROP DATABASE {database}",
)


def refused(line, statement):
    """Whether PostgreSQL says that the role may not; nothing else counts."""
    try:
        line.execute(statement)
    except errors.InsufficientPrivilege:
        return True
    except psycopg.Error as error:
        pytest.fail(f"{statement.as_string()}: {error}")
    return False


def test_the_role_cannot_get_at_what_is_append_only(line):
    allowed = []
    for table in TABLES:
        guard, key = line.execute(
            "SELECT (SELECT tgname FROM pg_trigger WHERE tgrelid = %(table)s::regclass"
            " AND tgfoid = 'trusts_refuse_change'::regproc AND tgtype = 27),"
            " (SELECT attname FROM pg_attribute WHERE attrelid = %(table)s::regclass"
            " AND attnum = 1)",
            {"table": table},
        ).fetchone()
        for way in ON_A_TABLE:
            names = {"guard": sql.Identifier(guard), "key": sql.Identifier(key)}
            count = way.count("{}")
            statement = sql.SQL(way).format(*[sql.Identifier(table)] * count, **names)
            if not refused(line, statement):
                allowed.append(statement.as_string())

    assert allowed == []


@pytest.mark.parametrize("way", AROUND)
def test_the_role_has_no_other_way_round(line, way):
    owner = sql.Identifier(connection.settings_dict["USER"])
    name = sql.Identifier(connection.settings_dict["NAME"])

    assert refused(line, sql.SQL(way).format(owner=owner, database=name))


def test_the_chain_is_tied_to_no_table_of_the_roles_own(line):
    line.execute("CREATE TEMP TABLE trusts_auditseal (id bigint)")

    assert refused(
        line,
        sql.SQL(
            "CREATE TRIGGER forged AFTER INSERT ON pg_temp.trusts_auditseal"
            " FOR EACH ROW EXECUTE FUNCTION public.trusts_chain('id')"
        ),
    )


def test_granting_again_changes_nothing(application_role, db, capsys):
    question = "SELECT relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(question)
        before = {*cursor.fetchall()}
        call_command("grant_application_role", ROLE)
        cursor.execute(question)
        assert {*cursor.fetchall()} == before
    assert f"{len(TABLES)} tables and change nothing in them" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_role_that_would_be_no_protection_is_refused():
    owner = connection.settings_dict["USER"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE too_near LOGIN")
        cursor.execute(f"GRANT {owner} TO too_near")

    with pytest.raises(CommandError, match="too_near may act as the owner"):
        call_command("grant_application_role", "too_near")
    with pytest.raises(
        CommandError, match=f"{owner} is a superuser .* and owns tables"
    ):
        call_command("grant_application_role", owner)
    with pytest.raises(CommandError, match="Name the role"):
        call_command("grant_application_role", "")


def test_who_owns_nothing_cannot_grant(line, as_application):
    with pytest.raises(CommandError, match="Only the owner of the tables can do this"):
        call_command("grant_application_role", "somebody")


@pytest.mark.django_db
def test_the_roles_password_is_kept_as_its_hash(settings):
    settings.APPLICATION_PASSWORD = "told to nobody"
    call_command("grant_application_role", "with_password")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = 'with_password'"
        )
        assert cursor.fetchone()[0].startswith("SCRAM-SHA-256$4096:")
