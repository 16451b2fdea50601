"""What the database holds, counted: the same before a backup and after a restore."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from procurement.safekeeping.manifest import Manifest, Total

# Tables whose rows a backup leaves out: after a restore everybody signs in again, so
# that nobody comes back whose access had ended since.
NOT_KEPT = ("django_session", "usersessions_usersession")

# Partitions one by one; what they are partitions of holds no rows itself.
TABLES = """
SELECT c.relname
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind = 'r'
 ORDER BY 1
"""
# The sums that people would miss a penny of.
TOTALS = {
    "order lines, net value": (
        "SELECT coalesce(sum(net_value), 0)::text FROM public.purchases_line"
        " WHERE is_live"
    ),
    "gaps, value a year": (
        "SELECT coalesce(sum(gap_value), 0)::text FROM public.gaps_gap"
    ),
}
OTHERS = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()
   AND backend_type = 'client backend'
"""
# With a row in one of these, somebody's work is in the database.
OF_SOMEBODY = ("trusts_organisation", "trusts_user", "trusts_auditevent")


def rows_by_table() -> dict[str, int]:
    """How many rows each table holds, those left out of a backup as none."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        return {name: _rows(cursor, name) for name in names}


def _rows(cursor, table: str) -> int:
    if table in NOT_KEPT:
        return 0
    cursor.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))
    )
    return cursor.fetchone()[0]


def totals() -> tuple[Total, ...]:
    """The sums, exactly."""
    with connection.cursor() as cursor:
        found = []
        for name, question in TOTALS.items():
            cursor.execute(question)
            found.append(Total(name, question, cursor.fetchone()[0]))
        return tuple(found)


def migrations_applied() -> tuple[str, ...]:
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(".".join(key) for key in applied))


def migrations_known() -> set[str]:
    """Those that this version of the platform knows."""
    return {".".join(key) for key in MigrationLoader(None).disk_migrations}


def is_empty() -> bool:
    """Whether nobody has put anything into the database yet."""
    tables = {*connection.introspection.table_names()}
    with connection.cursor() as cursor:
        for table in tables & {*OF_SOMEBODY}:
            cursor.execute(
                sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(
                    sql.Identifier(table)
                )
            )
            if cursor.fetchone()[0]:
                return False
    return True


def others_connected() -> int:
    """How many other connections this database has: a web server's, a worker's."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return cursor.fetchone()[0]


def as_checks(manifest: Manifest) -> str:
    """SQL that raises unless the database holds what the manifest says."""
    tables = [
        (f"SELECT count(*)::text FROM {_quoted(name)}", f"rows in {name}", str(rows))
        for name, rows in manifest.tables.items()
    ]
    sums = [(each.question, each.name, each.answer) for each in manifest.totals]
    checks = [
        f"EXECUTE {_text(question)} INTO found; IF found <> {_text(answer)} THEN"
        f" RAISE EXCEPTION '%: % and not %', {_text(name)}, found, {_text(answer)};"
        " END IF;"
        for question, name, answer in tables + sums
    ]
    body = "\n".join(["DECLARE found text; BEGIN", *checks, "END"])
    return f"DO {_text(body)};\n"


def _quoted(table: str) -> str:
    return sql.Identifier("public", table).as_string(None)


def _text(value: str) -> str:
    return sql.Literal(value).as_string(None)
