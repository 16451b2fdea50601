"""Our own commands as processes of their own, on the tests' database."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

TOP = Path(__file__).parents[2]


def environment() -> dict[str, str]:
    """This process's environment, pointed at the test database and its files."""
    parts = connection.settings_dict
    address = [f"host={parts['HOST']}", f"port={parts['PORT'] or 5432}"]
    address += [f"user={parts['USER']}"] if parts["USER"] else []
    return os.environ | {
        "DATABASE_URL": f"postgresql:///{parts['NAME']}?{'&'.join(address)}",
        "FILES_DIR": str(settings.FILES_DIR),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def start(*command: str, **extra: str) -> subprocess.Popen:
    """`python COMMAND` in the background, its output kept."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=TOP,
        env=environment() | extra,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kill(process: subprocess.Popen) -> None:
    """End it and what it started, as kill -9 does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def manage(*command: str) -> subprocess.Popen:
    return start("manage.py", *command)
