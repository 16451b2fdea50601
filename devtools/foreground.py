"""A command run as if it had been typed, and the signals we are asked to end by."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import TextIO

from devtools.children import dies_with_us


class Terminated(Exception):
    """Somebody asked us, by SIGTERM or SIGHUP, to end."""


def hear_signals() -> None:
    """From now on a request to end is Terminated, or KeyboardInterrupt for Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, terminated)
    # Also where a shell has started us with & and made us deaf to it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def terminated(number: int, _frame: FrameType | None) -> None:
    raise Terminated(number)


def foreground(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    *,
    output: TextIO | None = None,
) -> int:
    """Run COMMAND as if it had been typed; it ends with us however we end."""
    child = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdout=output,
        preexec_fn=dies_with_us(signal.SIGINT, False),  # noqa: PLW1509
    )
    number = 0
    while True:
        try:
            code = child.wait(timeout=2 if number else None)
        except KeyboardInterrupt:
            number = signal.SIGINT  # a terminal has told the child too
        except Terminated:
            number = signal.SIGTERM
            child.terminate()
        except subprocess.TimeoutExpired:
            child.send_signal(number)
        else:
            return code if code >= 0 else 128 - code
