"""From a bare `python3` to the project's own Python with its packages.

Then that Python takes over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

from devtools import arguments, places
from devtools.steps import CannotGoOn, fingerprint, is_stamped, run, say, stamp, step

WANTED_PYTHONS = ("3.13", ">=3.12")  # the first that is found
PIP_INDEX = "https://pypi.org/pypi/pip/json"
NO_PYTHON = (
    "This needs Python 3.12 or newer, and none was found or could be downloaded.\n"
    "Please install one (for example from https://www.python.org/downloads/, with\n"
    "`brew install python@3.13`, or your distribution's python3.13) and run this again."
)
NO_UV = (
    "uv, which installs the packages, could not be fetched. Please install it "
    "(https://docs.astral.sh/uv/), or the python3-venv and python3-pip packages, "
    "then run this again."
)


def main(words: list[str]) -> int:
    """Make ready, run `./dev` again on the project's own Python, do the command."""
    name, options = arguments.parse(words)
    try:
        with places.locked("setup"):
            install_packages(arguments.COMMANDS[name].packages)
    except CannotGoOn as reason:
        say(f"\n{reason}")
        return 1
    except KeyboardInterrupt:
        return 130
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # costs seconds at every start
    if not os.path.samefile(sys.prefix, places.VENV):
        os.execv(places.PYTHON, [str(places.PYTHON), str(places.TOP / "dev"), *words])
    from devtools import commands  # noqa: PLC0415  # needs the newer Python

    return commands.main(name, options)


def install_packages(which: str) -> None:
    """Bring `.venv` to what uv.lock says; WHICH is "run" or "all". Quick when it is."""
    locks = [places.TOP / name for name in ("uv.lock", "pyproject.toml")]
    marks = {which: fingerprint(locks, which), "all": fingerprint(locks, "all")}
    if places.PYTHON.exists() and any(
        is_stamped("packages", mark) for mark in marks.values()
    ):
        return
    uv = find_uv() or fetch_uv()
    python = find_python(uv) or fetch_python(uv)
    chosen = ["--all-groups"] if which == "all" else ["--no-default-groups"]
    if which == "run":
        chosen += ["--group", "embedded", "--inexact"]
    with step("Installing the Python packages (some 150 MB the first time)"):
        run(
            [uv, "sync", "--frozen", "--no-progress", "--python", python, *chosen],
            environment=uv_environment() | {"UV_COMPILE_BYTECODE": "1"},
        )
    stamp("packages", marks[which])


def uv_environment() -> dict[str, str]:
    """Hospital networks often sign traffic themselves: trust what this machine does."""
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    return environment


def works(command: list[str]) -> bool:
    """Whether COMMAND is there and answers. A shim may be there and not answer."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def find_uv() -> str | None:
    fetched = places.DEV / "uv" / "bin" / "uv"
    for uv in (shutil.which("uv"), str(fetched)):
        if uv and works([uv, "--version"]):
            return uv
    return None


def fetch_uv() -> str:
    """Install uv into `.dev/uv`, by whichever of venv and pip this Python has."""
    folder = places.DEV / "uv"
    uv = folder / "bin" / "uv"
    with step("Fetching uv, which installs the packages"):
        shutil.rmtree(folder, ignore_errors=True)
        quiet = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
        if works([sys.executable, "-m", "venv", str(folder)]):
            run([str(folder / "bin" / "python"), "-m", "pip", *quiet, "uv"])
        else:
            shutil.rmtree(folder, ignore_errors=True)
            into = ["--target", str(folder), "uv"]
            pip = ["-m", "pip"]
            if not works([sys.executable, *pip, "--version"]):
                pip = [str(fetch_pip())]
            run([sys.executable, *pip, *quiet, *into])
    if not works([str(uv), "--version"]):
        raise CannotGoOn(NO_UV)
    return str(uv)


def fetch_pip() -> Path:
    """Download pip itself, which runs from its wheel, and check it by its hash."""
    try:
        with urllib.request.urlopen(PIP_INDEX, timeout=60) as answer:
            files = json.load(answer)["urls"]
        wheel = next(file for file in files if file["packagetype"] == "bdist_wheel")
        address = urljoin(PIP_INDEX, wheel["url"])  # a mirror may give a relative one
        with urllib.request.urlopen(address, timeout=60) as answer:
            content = answer.read()
    except (OSError, StopIteration, ValueError) as problem:
        raise CannotGoOn(f"{NO_UV}\n({problem})") from problem
    if hashlib.sha256(content).hexdigest() != wheel["digests"]["sha256"]:
        raise CannotGoOn(f"{NO_UV}\n(pip came damaged.)")
    file = places.made(places.DEV / "pip") / wheel["filename"]
    file.write_bytes(content)
    return file / "pip"


def find_python(uv: str) -> str | None:
    """The path of a Python that will do, or None."""
    for wanted in WANTED_PYTHONS:
        done = subprocess.run(
            [uv, "python", "find", "--no-project", wanted],
            capture_output=True,
            text=True,
            env=uv_environment() | {"UV_PYTHON_DOWNLOADS": "never"},
            check=False,
        )
        if done.returncode == 0:
            return done.stdout.strip()
    return None


def fetch_python(uv: str) -> str:
    with step("Fetching Python 3.13"):
        try:
            run([uv, "python", "install", "3.13"], environment=uv_environment())
        except CannotGoOn as reason:
            raise CannotGoOn(f"{NO_PYTHON}\n\n{reason}") from reason
    python = find_python(uv)
    if python is None:
        raise CannotGoOn(NO_PYTHON)
    return python
