"""What each `./dev` command does, once the packages are there."""

import os
import shutil
import signal
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from devtools import browser, checks, connection, front_end, places, printing
from devtools.apps import environment_for
from devtools.children import hold
from devtools.connection import Connection, kept, lasting
from devtools.foreground import Terminated, foreground, hear_signals
from devtools.region import (
    MANAGE,
    as_application,
    bring_tables_up_to_date,
    fill_if_empty,
    print_sign_ins,
    settled,
)
from devtools.steps import CannotGoOn, run, say, step, unstamp

# Commands for which the tables need not be up to date, or which see to that.
ABOUT_TABLES = {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "help"}

# How the whole suite is run: as fast as two cores allow, see tests/workers.py.
WHOLE_SUITE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


def main(name: str, options: Namespace) -> int:
    """Do the command NAME; its exit code."""
    hear_signals()
    commands: dict[str, Callable[[Namespace], int]] = {
        "up": up,
        "down": down,
        "test": test,
        "check": checks.check,
        "manage": manage,
        "bench": bench,
        "reset": reset,
    }
    try:
        return commands[name](options)
    except CannotGoOn as reason:
        say(f"\n{reason}")
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Terminated:
        return 128 + signal.SIGTERM


def up(options: Namespace) -> int:
    """Start everything, say where it is, and stay until told to stop."""
    try:
        lock = hold(places.made(places.DEV) / "up.lock", seconds=0)
    except TimeoutError:
        return say_where_it_is()
    front_end.lay_out()
    printing.look_for_pango()
    ground = lasting()
    with ExitStack() as stack:
        stack.callback(os.close, lock)
        with step("Starting PostgreSQL and Valkey"):
            line = stack.enter_context(kept(ground))
        stack.callback(say, "Stopping ...")
        environment = settled(ground)
        bring_tables_up_to_date(environment, ground)
        environment = as_application(environment, ground)
        fill_if_empty(environment)
        with step("Starting the web server, the worker and beat"):
            answer = line.ask(ask="apps", environment=environment, port=options.port)
        print_sign_ins(environment)
        print(f"\n{answer['address']}\n", flush=True)
        say("Ctrl-C stops it; the rows stay in .dev/.")
        return stay(line)


def stay(line: Connection) -> int:
    """Pass on what the keeper says until somebody ends it."""
    while True:
        try:
            message = line.hear()
        except (KeyboardInterrupt, Terminated):
            return 0
        except EOFError:
            say("The process that kept PostgreSQL, Valkey and the platform has ended.")
            return 1
        if "ended" in message:
            say(message["ended"])
            return 0
        say(f"{message['restarted']} had ended and was started again.")


def say_where_it_is() -> int:
    """There is an `up` in this checkout already: say where."""
    line = connection.find(places.sockets())
    address = line.ask(ask="parts")["address"] if line else ""
    if address:
        print(f"Already up in this checkout: {address}", flush=True)
    else:
        say("Another ./dev up in this checkout is starting or stopping just now.")
    if line:
        line.leave()
    return 0 if address else 1


def down(_options: Namespace) -> int:
    line = connection.find(places.sockets())
    was_up = False
    if line:
        with suppress(EOFError):  # it was going down already
            was_up = bool(line.ask(ask="down")["was_up"])
        line.leave()
    say("Stopped." if was_up else "Nothing was up in this checkout.")
    return 0


def manage(options: Namespace) -> int:
    """Run `manage.py` with what it needs up. Its output and exit code are its own."""
    ground = lasting()
    with kept(ground):
        environment = settled(ground)
        if not options.rest or options.rest[0] in ABOUT_TABLES:
            unstamp("migrations")
        elif "postgres" in connection.wanted():
            bring_tables_up_to_date(environment, ground)
        return foreground([*MANAGE, *options.rest], environment, Path.cwd())


def test(options: Namespace) -> int:
    front_end.lay_out()
    printing.look_for_pango()
    wants_browser = "not browser" not in options.rest
    chromium = browser.chromium() if wants_browser else ""
    ground = connection.throw_away(is_durable=False)
    with kept(ground, throw_away=True):
        environment = environment_for(ground, files=ground.folder / "files")
        fixed = {"EMBEDDED": "1", "DEMONSTRATION": "0", "SECRET_KEY": "only for tests"}
        return foreground(
            [str(places.PYTHON), "-m", "pytest", *(options.rest or WHOLE_SUITE)],
            environment | fixed | {"CHROMIUM": chromium},
            places.TOP,
        )


def bench(options: Namespace) -> int:
    ground = connection.throw_away(is_durable=True)
    with kept(ground, throw_away=True):
        environment = settled(ground) | {"FILES_DIR": str(ground.folder / "files")}
        run([*MANAGE, "migrate", "--verbosity", "0"], environment=environment)
        return foreground(
            [str(places.PYTHON), "-m", "bench", *options.rest], environment, places.TOP
        )


def reset(options: Namespace) -> int:
    """Delete what is kept, after asking. Raises CannotGoOn while it is in use."""
    if not options.yes and not agrees(
        "This deletes every row, message and uploaded file of this checkout. "
        "Type yes to go on: "
    ):
        say("Nothing was deleted.")
        return 1
    try:
        lock = hold(places.made(places.DEV) / "keeper.lock", seconds=2)
    except TimeoutError as held:
        raise CannotGoOn(
            "PostgreSQL of this checkout is running; stop it first (./dev down)."
        ) from held
    for name in places.KEPT:
        kept_there = places.DEV / name
        if kept_there.is_dir():
            shutil.rmtree(kept_there)
        else:
            kept_there.unlink(missing_ok=True)
    os.close(lock)
    say("Deleted. The next ./dev up begins afresh.")
    return 0


def agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        say("Nobody is there to ask; ./dev reset --yes does not ask.")
        return False
    return input(question).strip().lower() == "yes"
