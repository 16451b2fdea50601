"""Pango, with which letters become PDFs: the machine's own, or fetched where that can
be. The platform runs without, and then says that it makes no PDFs."""

import os
import shutil
from ctypes.util import find_library

from devtools.steps import CannotGoOn, run, say, step

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
NONE = f"""
The Pango library was not found, so letters and papers cannot be made as PDFs here;
everything else works. Please install it and run this again:
  on Debian and Ubuntu  apt-get install {" ".join(PACKAGES)} fonts-liberation
  on a Mac              brew install pango
"""


def look_for_pango() -> bool:
    """Whether PDFs can be made, Pango fetched if need be; a loud word if not."""
    if is_there():
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            from_debian()
        except CannotGoOn as reason:
            say(f"{reason}")
    if not is_there():
        say(NONE)
    return is_there()


def is_there() -> bool:
    return all(find_library(name) for name in LIBRARIES)


def from_debian() -> None:
    with step("Installing Pango from Debian (a few MB, for letters as PDF)"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-q"], environment=quiet)
        run(
            ["apt-get", "install", "-qy", "--no-install-recommends"]
            + [*PACKAGES, "fonts-liberation"],
            environment=quiet,
        )
