"""Saying what is being done, and doing it, with nothing on standard output."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from devtools import places

LINES_SHOWN = 25  # of a failed step's output


class CannotGoOn(Exception):
    """What is in the way, and what a person can do about it, in plain words."""


def say(text: str = "") -> None:
    """One line to the person at the keyboard. Standard output is the command's own."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say TITLE now and how long it took when it is done."""
    say(f"{title} ...")
    started = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - started:.1f} s")


def run(
    command: Sequence[str],
    *,
    environment: dict[str, str] | None = None,
    log: str = "setup",
) -> None:
    """Run COMMAND in the checkout; raise CannotGoOn with the end of its output."""
    file = places.logs() / f"{log}.log"
    with file.open("ab") as output:
        begins = output.tell()
        done = subprocess.run(
            command,
            cwd=places.TOP,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise CannotGoOn(
            f"{Path(command[0]).name} did not succeed (exit code {done.returncode}). "
            f"It said:\n\n{last_lines(file, begins)}\n\nAll of it is in {file}."
        )


def last_lines(file: Path, begins: int = 0) -> str:
    """The last lines of FILE written after byte BEGINS, indented for reading."""
    if not file.exists():
        return "  (nothing)"
    with file.open("rb") as lines:
        lines.seek(max(begins, os.path.getsize(file) - 20_000))
        text = lines.read().decode(errors="replace")
    return "\n".join("  " + line for line in text.splitlines()[-LINES_SHOWN:])


def fingerprint(files: Sequence[Path], *words: str) -> str:
    """A hash of the files' names and contents, and of WORDS."""
    total = hashlib.sha256("\n".join(words).encode())
    for file in files:
        total.update(f"\n{file.relative_to(places.TOP)}\n".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def is_stamped(name: str, mark: str) -> bool:
    """Whether the step NAME was last done for exactly MARK."""
    file = places.stamps() / name
    return file.exists() and file.read_text() == mark


def stamp(name: str, mark: str) -> None:
    """Remember that the step NAME is done for MARK."""
    (places.stamps() / name).write_text(mark)


def unstamp(name: str) -> None:
    """Forget that the step NAME was done."""
    (places.stamps() / name).unlink(missing_ok=True)
