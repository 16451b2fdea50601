import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from devtools import commands, places
from devtools.children import hold
from devtools.foreground import foreground
from devtools.steps import CannotGoOn


def test_foreground_gives_the_exit_code_and_leaves_the_output_alone(capfd, tmp_path):
    says = [sys.executable, "-c", "import sys; print('mine'); sys.exit(7)"]

    assert foreground(says, os.environ, tmp_path) == 7

    assert capfd.readouterr().out == "mine\n"


def test_foreground_ends_its_child_when_it_is_killed(tmp_path):
    file = tmp_path / "pid"
    child = (
        "import os, time; from pathlib import Path;"
        f"Path({str(file)!r}).write_text(str(os.getpid()) + '.'); time.sleep(60)"
    )
    ours = (
        "import os, sys; from pathlib import Path;"
        "from devtools.foreground import foreground;"
        f"foreground([sys.executable, '-c', {child!r}], os.environ, Path('.'))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", ours],
        cwd=places.TOP,
        preexec_fn=deaf_to_ctrl_c,  # noqa: PLW1509
    )
    while not (file.exists() and file.read_text().endswith(".")):
        time.sleep(0.05)

    process.send_signal(signal.SIGKILL)
    process.wait()

    pid = int(file.read_text()[:-1])
    until = time.monotonic() + 120
    while not is_dead(pid):
        assert time.monotonic() < until
        time.sleep(0.05)


def deaf_to_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def is_dead(pid):
    """Ended, and perhaps not yet buried by whoever adopted it."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return text.rpartition(")")[2].split()[0] == "Z"


def test_reset_deletes_rows_messages_and_files_only(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "DEV", tmp_path)
    for name in (*places.KEPT, "logs", "uv"):
        (tmp_path / name).mkdir(parents=True)

    assert commands.reset(Namespace(yes=True)) == 0

    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"logs", "uv", "stamps", "keeper.lock"}


def test_reset_refuses_while_postgres_runs(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "DEV", tmp_path)
    lock = hold(tmp_path / "keeper.lock", seconds=0)

    with pytest.raises(CannotGoOn, match="stop it first"):
        commands.reset(Namespace(yes=True))

    os.close(lock)


def test_reset_without_anybody_to_ask_deletes_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "DEV", tmp_path)
    (tmp_path / "postgres").mkdir()

    assert commands.reset(Namespace(yes=False)) == 1

    assert (tmp_path / "postgres").exists()
