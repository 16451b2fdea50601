"""What a measure found, as lines for a terminal."""

import os
import platform
import sys

from django.db import connection

SETTINGS = ("fsync", "synchronous_commit", "shared_buffers", "work_mem", "jit")


def say(text: str = "") -> None:
    print(text, flush=True)


def progress(text: str) -> None:
    """What goes on meanwhile; not part of the result."""
    print(f"  ... {text}", file=sys.stderr, flush=True)


def heading(text: str) -> None:
    say(f"\n{text}\n{'-' * len(text)}")


def fact(name: str, value: str, remark: str = "") -> None:
    say(f"  {name:<46}{value:>14}  {remark}".rstrip())


def against(name: str, ours: float, floor: float, *, unit: str, is_least: bool) -> None:
    """One figure beside the floor it has to keep: at least it, or at most it."""
    kept = ours >= floor if is_least else ours <= floor
    bound = "at least" if is_least else "at most"
    fact(
        name,
        _short(ours, unit),
        f"{bound} {_short(floor, unit)}: {'kept' if kept else 'MISSED'}",
    )


def ratio(name: str, ours: float, peers: float, remark: str = "") -> None:
    """How many times the peer's time ours is."""
    fact(name, f"{ours / peers:.2f} x", remark)


def _short(figure: float, unit: str) -> str:
    digits = 0 if figure >= 100 else 1 if figure >= 10 else 3
    return f"{figure:,.{digits}f} {unit}"


def percentile(seconds: list[float], share: float) -> float:
    """The value that `share` of the measurements do not exceed."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def tell_machine() -> None:
    """What the figures stand on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        shown = []
        for name in SETTINGS:
            cursor.execute(f"SHOW {name}")
            shown.append(f"{name} {cursor.fetchone()[0]}")
    say(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"PostgreSQL {version} ({', '.join(shown)})"
    )
