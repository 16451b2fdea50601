"""The processes of the platform itself: web, worker and beat."""

import errno
import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import partial

from devtools import places
from devtools.children import Child
from devtools.embedded import APPLICATION, Ground
from devtools.steps import CannotGoOn

PORTS_TRIED = 100
THREADS = 8  # of each web process; each may hold a connection to PostgreSQL


def free_port(first: int) -> int:
    """The first port from FIRST on which nothing on this machine answers."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        if not is_taken(port):
            return port
    raise CannotGoOn(f"The ports from {first} on are all taken; please give --port.")


def is_taken(port: int) -> bool:
    """Whether "localhost" would reach somebody else, by either of its addresses."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as line:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                line.bind((address, port))
        except OSError as problem:
            if problem.errno in (errno.EADDRINUSE, errno.EACCES):
                return True  # any other problem: this machine has no such address
    return False


def apps(environment: Mapping[str, str], port: int, ground: Ground) -> list[Child]:
    """Web server on PORT, Celery worker and beat, with the settings of ENVIRONMENT."""
    clock = places.made(ground.folder / "beat") / "schedule"
    ours = partial(Child, environment=environment, logs=ground.logs)
    web = ours(name="web", command=web_server(port), is_ready=lambda: serves(port))
    worker: Child = ours(
        name="worker",
        command=[*celery("worker"), "--loglevel=INFO", "--without-mingle"],
        # Before that it does not listen to a signal either.
        is_ready=lambda: worker.has_said(b" ready."),
        # A task that does not end soon is given back to the queue, not waited for.
        stops=((signal.SIGTERM, 5), (signal.SIGQUIT, 5)),
    )
    beat = ours(
        name="beat",
        command=[*celery("beat"), "--loglevel=WARNING", "--pidfile=", f"-s{clock}"],
        is_ready=lambda: True,
    )
    return [web, worker, beat]


def web_server(port: int) -> list[str]:
    return [
        str(places.VENV / "bin" / "granian"), "--interface", "wsgi",
        "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", str(THREADS),
        "procurement.config.wsgi:application",
    ]  # fmt: skip


def celery(part: str) -> list[str]:
    return [
        str(places.VENV / "bin" / "celery"),
        "-A",
        "procurement.config.celery",
        part,
    ]


def serves(port: int) -> bool:
    """Whether the web server answers at all. Raises CannotGoOn if it only fails."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/alive/")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30):
            return True
    except urllib.error.HTTPError as answer:
        if answer.code >= 500:
            raise CannotGoOn(
                f"The web server answers with an error ({answer.code}); "
                "the log of the web server says why."
            ) from answer
        return True
    except OSError:
        return False


def environment_for(
    ground: Ground, *, files: os.PathLike[str], **more: str
) -> dict[str, str]:
    """What the platform's own processes are told. What a person has set stays."""
    given = {name: value for name, value in os.environ.items() if value}
    ours = {
        "DJANGO_SETTINGS_MODULE": "procurement.config.settings",
        "DATABASE_URL": ground.database_url,
        "APPLICATION_ROLE": "" if given.get("DATABASE_URL") else APPLICATION,
        "REDIS_URL": ground.redis_url,
        "CACHE_URL": given.get("REDIS_URL", ground.cache_url),
        "FILES_DIR": str(files),
        "EMBEDDED": "1",
        "DEMONSTRATION": "1",
    }
    return ours | more | given
