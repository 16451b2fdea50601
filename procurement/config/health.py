"""Whether this process is there, and whether it can serve: asked by what watches it."""

import logging
from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from trusts.permissions import public

PATIENCE = 2  # seconds for the broker to answer
log = logging.getLogger(__name__)


@require_safe
@never_cache
@public
def alive(_request: HttpRequest) -> HttpResponse:
    """Says "ok" without asking anything else: whether to start this process again."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
@public
def healthy(_request: HttpRequest) -> HttpResponse:
    """Says "ok" when a visitor can be served; else 503 and what is missing.

    What is wrong with it stands in the log, not in the answer, which anybody may read.
    """
    missing = [name for name, asks in PARTS.items() if not says_yes(name, asks)]
    said = f"not ready: {', '.join(missing)}" if missing else "ok"
    status = 503 if missing else 200
    return HttpResponse(said, content_type="text/plain", status=status)


def says_yes(name: str, asks: Callable[[], bool]) -> bool:
    """The answer of one part; an error is a no, and is told to the log."""
    try:
        return asks()
    except (Error, redis.RedisError):
        log.exception("not ready: %s", name)
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def broker_answers() -> bool:
    client = redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE
    )
    try:
        return bool(client.ping())
    finally:
        client.close()


def tables_are_up_to_date() -> bool:
    """Whether every migration that this code knows has been applied."""
    return newest_migrations() <= set(
        MigrationRecorder(connection).applied_migrations()
    )


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each room, as this process's code has them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


PARTS = {
    "database": database_answers,
    "broker": broker_answers,
    "migrations": tables_are_up_to_date,
}
