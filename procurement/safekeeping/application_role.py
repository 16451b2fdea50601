"""The role as which web, worker and beat reach the database, and what it may do there.

It owns nothing. So it can add to what is append-only and not change it, and it cannot
take away the triggers that say so. Whoever owns the tables migrates, backs up, restores
and grants this; no process that answers visitors knows the owner's password.
"""

from collections.abc import Iterator

from django.db import ProgrammingError, connection, transaction
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

# Emptied, filled and measured anew by the worker, a million rows at a time.
FILLED_ANEW = ("suggestions_posting", "suggestions_term")
# Only the database itself, and only whoever migrates, write these.
READ_ONLY = ("trusts_recordlink", "django_migrations")

APPEND_ONLY = """
SELECT DISTINCT c.relname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
 WHERE t.tgfoid = 'public.trusts_refuse_change'::regproc
   AND t.tgqual IS NULL AND t.tgattr::text = ''
 ORDER BY 1
"""
# Why a role that is there would be no protection; none of it where it is sound.
TOO_MIGHTY = """
SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication,
    EXISTS (SELECT FROM pg_class AS c WHERE c.relowner = r.oid
             AND c.relnamespace = 'public'::regnamespace)
    OR EXISTS (SELECT FROM pg_database AS d WHERE d.datdba = r.oid
                AND d.datname = current_database()),
    pg_has_role(r.oid, current_user::regrole, 'MEMBER')
  FROM pg_roles AS r WHERE rolname = %s
"""
WHY = (
    "is a superuser or may do what only one should",
    "owns tables or the database",
    "may act as the owner",
)
MAY = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role};
GRANT USAGE ON SCHEMA public TO {role};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role};
GRANT TRUNCATE, MAINTAIN ON {filled_anew} TO {role};
REVOKE UPDATE, DELETE ON {append_only} FROM {role};
REVOKE INSERT, UPDATE, DELETE ON {read_only} FROM {role};
REVOKE ALL ON FUNCTION trusts_chain() FROM PUBLIC;
"""
# Without a language nobody makes a function, not even one of their own session's.
NO_FUNCTIONS = "REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC"
MAKE = """
CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
"""


class NotGranted(Exception):
    """Why the role was not given its rights; nothing was changed."""


@transaction.atomic
def grant(role: str, *, password: str = "") -> list[str]:
    """Make the role if it is not there, and give it exactly what the application needs.

    Can be run again at any time, and is after every migration. Answers the append-only
    tables, which the role may only read and add to. Raises NotGranted.
    """
    try:
        _make(role, password)
        with connection.cursor() as cursor:
            cursor.execute(APPEND_ONLY)
            tables = [name for (name,) in cursor.fetchall()]
            cursor.execute(_composed(MAY, role, tables))
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone()[0]:
                cursor.execute(NO_FUNCTIONS)
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NotGranted(
                "Only the owner of the tables can do this, and to make the role or set "
                f"its password it takes a superuser. PostgreSQL says: {error}"
            ) from error
        raise
    return tables


def _make(role: str, password: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TOO_MIGHTY, [role])
        if found := cursor.fetchone():
            if reasons := " and ".join(_reasons(found)):
                raise NotGranted(f"{role} {reasons}. Name another role.")
        else:
            cursor.execute(_composed(MAKE, role))
        if password:
            assert connection.connection
            secret = connection.connection.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            )
            cursor.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(secret.decode())
                )
            )


def _reasons(found: tuple[bool, ...]) -> Iterator[str]:
    return (why for why, is_so in zip(WHY, found, strict=True) if is_so)


def _composed(
    text: str, role: str, append_only: list[str] | None = None
) -> sql.Composed:
    def tables(names: tuple[str, ...] | list[str]) -> sql.Composed:
        return sql.SQL(", ").join(sql.Identifier("public", each) for each in names)

    return sql.SQL(text).format(
        role=sql.Identifier(role),
        database=sql.Identifier(connection.settings_dict["NAME"]),
        filled_anew=tables(FILLED_ANEW),
        append_only=tables(append_only or []),
        read_only=tables(READ_ONLY),
    )
