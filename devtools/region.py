"""This checkout's own installation: its settings, its tables, its invented region."""

import secrets
import sys
from collections.abc import Mapping

from devtools import connection, places
from devtools.apps import environment_for
from devtools.embedded import Ground
from devtools.foreground import foreground
from devtools.steps import CannotGoOn, fingerprint, is_stamped, run, stamp, step

MANAGE = [str(places.PYTHON), str(places.TOP / "manage.py")]


def settled(ground: Ground) -> dict[str, str]:
    """The environment of the platform's processes in this checkout."""
    file = places.made(places.DEV) / "secret_key"
    with places.locked("secret_key"):
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(50))
    return environment_for(
        ground, files=places.DEV / "files", SECRET_KEY=file.read_text()
    )


def bring_tables_up_to_date(environment: Mapping[str, str], ground: Ground) -> None:
    """Run the migrations unless just these have been run on just this cluster, and say
    what the application may do with the tables."""
    rooms = ("trusts", "catalogue", "procurement")
    files = [f for room in rooms for f in (places.TOP / room).rglob("migrations/*.py")]
    files.append(places.TOP / "procurement" / "safekeeping" / "application_role.py")
    cluster = ground.folder / "postgres" / "PG_VERSION"
    made_at = str(cluster.stat().st_mtime_ns) if cluster.exists() else "not ours"
    with places.locked("migrations"):
        mark = fingerprint([places.TOP / "uv.lock", *sorted(files)], made_at)
        if is_stamped("migrations", mark) and "postgres" in connection.wanted():
            return
        with step("Bringing the tables up to date"):
            run([*MANAGE, "migrate", "--verbosity", "1"], environment=dict(environment))
            if environment["APPLICATION_ROLE"]:
                run([*MANAGE, "grant_application_role"], environment=dict(environment))
        stamp("migrations", mark)


def as_application(environment: Mapping[str, str], ground: Ground) -> dict[str, str]:
    """The same for processes that own no table, as where it is installed."""
    role = environment["APPLICATION_ROLE"]
    ours = {"DATABASE_URL": ground.database_url_of(role)} if role else {}
    return {**environment, **ours, "APPLICATION_ROLE": ""}


def fill_if_empty(environment: Mapping[str, str]) -> None:
    """The invented region, unless there is anything or it is not wanted."""
    if environment["DEMONSTRATION"] != "1":
        return
    fill = [*MANAGE, "fill_demonstration"]
    if foreground(fill, environment, places.TOP, output=sys.stderr):
        raise CannotGoOn("The invented region could not be filled in; see above.")


def print_sign_ins(environment: Mapping[str, str]) -> None:
    if environment["DEMONSTRATION"] == "1":
        foreground([*MANAGE, "demonstration_sign_ins"], environment, places.TOP)
