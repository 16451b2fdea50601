"""The words after `./dev`, and what each of them means."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field

USAGE = """usage: ./dev COMMAND [...]

Run, test and check the regional price platform. Whatever is needed and missing is
fetched into this checkout first.

"""


@dataclass(frozen=True)
class Command:
    summary: str
    details: str
    # The rest of the line belongs to another program and is handed on untouched.
    hands_on: bool = False
    # Which packages it needs: "run" (the platform), or "all" (tests and checks too).
    packages: str = "run"
    options: dict = field(default_factory=dict)


COMMANDS = {
    "up": Command(
        "run everything here and print its address",
        "Starts PostgreSQL, Valkey, the web server, the Celery worker and beat; fills\n"
        "an empty database with an invented region; prints the address and the\n"
        "sign-ins. Ctrl-C stops it; the rows stay. With DATABASE_URL or REDIS_URL\n"
        "set, that one is used instead. DEMONSTRATION=0: no invented region.",
        options={
            "--port": {
                "type": int,
                "default": 8000,
                "help": "first port to try (default 8000)",
            }
        },
    ),
    "down": Command("stop what `./dev up` started", "Stops a running `./dev up`."),
    "test": Command(
        "run the tests",
        "Runs pytest on a throw-away PostgreSQL and Valkey, with Chromium for the\n"
        "browser tests. What follows is pytest's: `./dev test -k gaps`,\n"
        "`./dev test -m 'not browser'`.",
        hands_on=True,
        packages="all",
    ),
    "check": Command(
        "lint, format, types, import contracts, migrations, compose file",
        "Runs every check and lists those that failed.",
        packages="all",
        options={"--fix": {"action": "store_true", "help": "mend what ruff can"}},
    ),
    "manage": Command(
        "run `manage.py` with PostgreSQL and Valkey up",
        "Uses those of a running `./dev up`, or starts them for as long as it takes.\n"
        "Brings the tables up to date, seeds nothing. Standard output and the exit\n"
        "code are the command's own: `./dev manage refresh_gaps --json`.",
        hands_on=True,
    ),
    "bench": Command(
        "run the benchmarks beside their peers",
        "Runs `python -m bench` on its own PostgreSQL and Valkey, with disk writes as\n"
        "safe as in earnest. What follows is the benchmark's.",
        hands_on=True,
        packages="all",
    ),
    "reset": Command(
        "delete the rows, messages and files of this checkout",
        "Deletes what `./dev up` and `./dev manage` keep in .dev/, after asking.",
        options={"--yes": {"action": "store_true", "help": "do not ask"}},
    ),
}


def overview() -> str:
    lines = [f"  {name:<8}{command.summary}" for name, command in COMMANDS.items()]
    return USAGE + "\n".join(lines) + "\n\n./dev COMMAND --help says more.\n"


def parse(words: list[str]) -> tuple[str, argparse.Namespace]:
    """The command and its options; what is handed on stands in `.rest`.

    Prints help, or what is wrong, and leaves by SystemExit (0 for help, else 2).
    """
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview(), end="")
        sys.exit(0)
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        print(f"./dev has no command {name!r}.\n\n{overview()}", file=sys.stderr)
        sys.exit(2)
    command = COMMANDS[name]
    parser = argparse.ArgumentParser(
        prog=f"./dev {name}",
        description=command.details,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage=f"./dev {name} [...]" if command.hands_on else None,
    )
    for option, how in command.options.items():
        parser.add_argument(option, **how)
    if command.hands_on and rest[:1] not in (["-h"], ["--help"]):
        return name, argparse.Namespace(rest=rest)
    return name, parser.parse_args(rest)
