"""Where things lie in a checkout. All but the sockets is under the ignored `.dev/`."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
DEV = TOP / ".dev"
VENV = TOP / ".venv"
PYTHON = VENV / "bin" / "python"

# What `./dev reset` deletes: rows, messages, uploaded files, the schedule's clock.
KEPT = ("postgres", "valkey", "files", "beat", "stamps/migrations")


def made(folder: Path) -> Path:
    """FOLDER, made for this user alone if it is not there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def logs() -> Path:
    return made(DEV / "logs")


def stamps() -> Path:
    return made(DEV / "stamps")


def sockets() -> Path:
    """A short folder for this user's and this checkout's sockets.

    The path of a socket holds about 107 bytes, which a checkout's own path may exceed.
    Raises PermissionError when somebody else has made the folder.
    """
    checkout = hashlib.sha256(str(TOP).encode()).hexdigest()[:10]
    folder = made(Path("/tmp") / f"regional-prices-{os.getuid()}-{checkout}")
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not this user's own; please delete it")
    return folder


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the checkout's lock NAME: one process at a time, freed when it dies."""
    with (made(DEV) / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
