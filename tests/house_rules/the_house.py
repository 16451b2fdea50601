"""What the house rules look at: our source files, our views, our models."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, get_resolver

TOP = Path(__file__).parents[2]
HOUSES = ("trusts", "catalogue", "procurement")


@cache
def tracked_files():
    """Every file git knows, as paths from the top."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=TOP,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (Path(name) for name in listed.stdout.split("\0") if name)
    return [path for path in paths if (TOP / path).is_file()]


def source_files(*roots):
    """Our Python below these folders, without migrations."""
    return sorted(
        path.relative_to(TOP)
        for root in roots
        for path in (TOP / root).rglob("*.py")
        if "migrations" not in path.parts
    )


@cache
def tree_of(path):
    return ast.parse((TOP / path).read_text())


def is_door(path):
    """Whether a module answers requests: views and what they are split into."""
    return path.stem.endswith("views") or {"api", "views"} & {*path.parts}


def _patterns(entries, before=""):
    for entry in entries:
        address = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield entry, address
        else:
            yield from _patterns(entry.url_patterns, address)


@cache
def our_patterns():
    """Every URL pattern that leads to a view of ours, with its whole address."""
    return [
        (pattern, address)
        for pattern, address in _patterns(get_resolver().url_patterns)
        if pattern.callback.__module__.split(".")[0] in HOUSES
    ]


def our_models():
    return [
        model for model in apps.get_models() if model.__module__.split(".")[0] in HOUSES
    ]
