"""Tables are emptied after a test that commits, in a tenth of the time Django takes.

Django truncates every table and then makes all permissions anew. Most tests have put a
few rows into a few tables: here only those are deleted.
"""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

# Rows that migrating makes and no test changes.
KEPT = ["django_migrations", "django_content_type", "auth_permission"]
# Beyond it, or where a table's triggers may not be passed by, Django's way is taken.
MOST_BYTES = 32 * 2**20

TABLES = """
SELECT oid::regclass::text, pg_relation_size(oid) FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s)
"""
MAY_PASS_TRIGGERS = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
# Waits for who still writes, and lets who reads go on.
ALONE = "LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE"

djangos_way = TransactionTestCase._fixture_teardown


def empty_tables(test):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLES, [KEPT])
        sizes = dict(cursor.fetchall())
        cursor.execute(MAY_PASS_TRIGGERS)
        is_quick = cursor.fetchone()[0] and sum(sizes.values()) < MOST_BYTES
        if is_quick:
            _delete_rows(cursor, list(sizes))
    if not is_quick:
        with past_triggers():
            djangos_way(test)


@contextmanager
def past_triggers():
    """No trigger refuses that what is append-only is emptied."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET session_replication_role")


def _delete_rows(cursor, tables):
    cursor.execute(ALONE.format(", ".join(tables)))
    looks = [f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables]
    cursor.execute(" UNION ALL ".join(looks))
    filled = [name for (name,) in cursor.fetchall()]
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table in filled:
        cursor.execute(f"DELETE FROM {table}")


@pytest.fixture(scope="session", autouse=True)
def tables_are_emptied_quickly():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
        yield
