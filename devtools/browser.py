"""A Chromium for the browser tests: the machine's own, or fetched where that can be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.steps import CannotGoOn, run, say, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
NONE = """
No Chromium was found or could be fetched, so the browser tests cannot run here.
Please install Chromium or Google Chrome, or set CHROMIUM to the path of one.
"""
WHERE = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as p: print(p.chromium.executable_path)"
)


def chromium() -> str:
    """The path of a Chromium, fetched if need be; "" with a loud word if none."""
    found = installed()
    if found:
        return found
    try:
        if os.geteuid() == 0 and shutil.which("apt-get"):
            from_debian()
        else:
            from_playwright()
    except CannotGoOn as reason:
        say(f"{reason}")
    found = installed()
    if not found:
        say(NONE)
    return found


def installed() -> str:
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), str(MAC)]
    for path in [*candidates, playwrights_own()]:
        if path and os.access(path, os.X_OK):
            return path
    return ""


def playwrights_own() -> str:
    """Where Playwright would keep a browser it had downloaded."""
    command = [sys.executable, "-c", WHERE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def from_debian() -> None:
    with step("Installing Chromium from Debian (some 150 MB, for the browser tests)"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        packages = ["chromium", "fonts-liberation"]
        run(["apt-get", "update", "-q"], environment=quiet)
        run(
            ["apt-get", "install", "-qy", "--no-install-recommends", *packages],
            environment=quiet,
        )


def from_playwright() -> None:
    with step("Downloading Chromium (some 150 MB, for the browser tests)"):
        run([sys.executable, "-m", "playwright", "install", "chromium"])
