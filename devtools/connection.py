"""A client's end: find the keeper or start it, ask, and let go."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import keeper, places
from devtools.children import hold
from devtools.embedded import Ground
from devtools.keeper import Message
from devtools.steps import CannotGoOn, last_lines, say

TRIES = 3  # a keeper found may be about to end; the next one is ours
ROOMY = 4 * 1024**3  # bytes free in memory before throw-away rows are kept there
THROW_AWAY = "regional-prices-throw-away-"
SHARED_MEMORY = Path("/dev/shm")


class Connection:
    """Held open, PostgreSQL and Valkey stay up. Closed, they go with the last one."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.keeper: subprocess.Popen | None = None  # when it is our child

    def ask(self, **request: object) -> Message:
        """Ask and wait for the answer. Raises CannotGoOn when it is a refusal."""
        keeper.send(self.line, request)
        return self.hear()

    def hear(self) -> Message:
        """What the keeper says next. Raises CannotGoOn if refused, EOFError at end."""
        answer = keeper.receive(self.line)
        if answer is None:
            raise EOFError
        if "failed" in answer:
            raise CannotGoOn(answer["failed"])
        return answer

    def leave(self) -> None:
        """Let go, and wait until whatever ran for us alone has ended."""
        stays = False
        try:
            self.line.shutdown(socket.SHUT_WR)
            while said := keeper.receive(self.line):
                stays = stays or "stays" in said
        except OSError:
            say("The keeper had ended before.")
        self.line.close()
        if self.keeper and not stays:
            self.keeper.wait()


def wanted() -> list[str]:
    """The parts that the environment does not point at somewhere else."""
    variables = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
    return [
        part for part, variable in variables.items() if not os.environ.get(variable)
    ]


def find(sockets: Path) -> Connection | None:
    """A connection to the keeper at SOCKETS if there is one."""
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(str(sockets / keeper.SOCKET))
    except OSError:
        line.close()
        return None
    return Connection(line)


@contextmanager
def kept(ground: Ground, *, throw_away: bool = False) -> Iterator[Connection]:
    """PostgreSQL and Valkey of GROUND are up inside; a keeper is started if needed."""
    connection = reach(ground, throw_away)
    try:
        yield connection
    finally:
        connection.leave()


def reach(ground: Ground, throw_away: bool) -> Connection:
    for _ in range(TRIES):
        with places.locked("keeper-start"):
            connection = find(ground.sockets) or start_keeper(ground, throw_away)
        try:
            connection.ask(ask="parts")
        except EOFError:
            connection.leave()
        except CannotGoOn:
            connection.leave()
            raise
        else:
            return connection
    raise CannotGoOn(
        "PostgreSQL and Valkey could not be started. The end of the keeper's log:\n\n"
        + last_lines(ground.logs / "keeper.log")
    )


def start_keeper(ground: Ground, throw_away: bool) -> Connection:
    """Start a keeper in a session of its own, so that Ctrl-C is ours alone."""
    command = [
        sys.executable, "-m", "devtools.keeper",
        "--folder", str(ground.folder), "--sockets", str(ground.sockets),
        "--want", *wanted(),
        *([] if ground.is_durable else ["--hasty"]),
        *(["--throw-away"] if throw_away else []),
    ]  # fmt: skip
    with (places.made(ground.logs) / "keeper.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=places.TOP,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    while (connection := find(ground.sockets)) is None:
        if process.poll() is not None:
            raise CannotGoOn(
                "The process that keeps PostgreSQL and Valkey did not start:\n\n"
                + last_lines(ground.logs / "keeper.log")
            )
        time.sleep(0.02)
    connection.keeper = process
    return connection


def lasting() -> Ground:
    """Where this checkout keeps its rows."""
    return Ground(places.made(places.DEV), places.sockets())


def throw_away(*, is_durable: bool) -> Ground:
    """A ground that is deleted afterwards: in memory unless it must be DURABLE."""
    in_memory = not is_durable and has_room(SHARED_MEMORY)
    parent = SHARED_MEMORY if in_memory else places.made(places.DEV)
    sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=THROW_AWAY, dir=parent))
    if in_memory:
        return Ground(folder, folder, is_durable=is_durable)
    sockets = Path(tempfile.mkdtemp(prefix=THROW_AWAY, dir="/tmp"))
    return Ground(folder, sockets, is_durable=is_durable)


def sweep(parent: Path) -> None:
    """Delete what a killed keeper of ours left in PARENT: nobody holds its lock."""
    for folder in parent.glob(f"{THROW_AWAY}*"):
        lock = folder / "keeper.lock"
        if not lock.exists() or lock.stat().st_uid != os.getuid():
            continue
        try:
            os.close(hold(lock, seconds=0))
        except TimeoutError:
            continue  # in use
        shutil.rmtree(folder, ignore_errors=True)


def has_room(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    free = os.statvfs(folder)
    return free.f_bavail * free.f_frsize >= ROOMY
