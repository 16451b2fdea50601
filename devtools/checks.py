"""`./dev check`: everything that can be known without running the platform."""

import os
import re
import subprocess
from argparse import Namespace
from pathlib import Path

from devtools import places
from devtools.steps import say

# Enough of an installation for Django's own checks; nothing of it is reached.
IMAGINED = {
    "SECRET_KEY": "-".join(map(str, range(10_000, 10_020))),
    "DATABASE_URL": "postgresql:///nowhere?host=/nowhere",
    "ALLOWED_HOSTS": "nowhere.invalid",
    "SMTP_HOST": "nowhere",
    "DEFAULT_FROM_EMAIL": "nobody@nowhere.invalid",
}
BINARIES = places.VENV / "bin"
# Files of these names are somebody else's; they come from npm and are not committed.
VENDORED = re.compile(
    r"(^|/)(node_modules|static_built|vendor)/|\.min\.(js|css|mjs)$|\.(woff2?|ttf|otf|eot)$"
)


def check(options: Namespace) -> int:
    """Run every check, even after one has failed; 1 when any did."""
    failed = []
    for title, command in commands(fix=options.fix):
        say(f"\n{title}")
        environment = os.environ | IMAGINED
        if subprocess.run(
            command, cwd=places.TOP, env=environment, check=False
        ).returncode:
            failed.append(title)
    say("\nNo third-party file is committed")
    for name in vendored(tracked()):
        failed.append("third-party file")
        say(f"  {name} is somebody else's: name its package in package.json instead")
    say(f"\nFailed: {', '.join(dict.fromkeys(failed))}" if failed else "\nAll is well.")
    return 1 if failed else 0


def commands(*, fix: bool) -> list[tuple[str, list[str]]]:
    python, ruff = str(places.PYTHON), str(BINARIES / "ruff")
    # Without a database it warns that it cannot see what was applied: nor need it.
    django = [python, "-W", "ignore::RuntimeWarning", "manage.py"]
    return [
        ("Lint", [ruff, "check", *(["--fix"] if fix else [])]),
        ("Format", [ruff, "format", *([] if fix else ["--check"])]),
        ("Types", [str(BINARIES / "mypy"), "."]),
        ("Import contracts", [str(BINARIES / "lint-imports")]),
        ("Settings", [*django, "check", "--deploy", "--fail-level", "WARNING"]),
        ("Migrations", [*django, "makemigrations", "--check", "--dry-run"]),
        (
            "Compose file",
            [
                str(BINARIES / "check-jsonschema"),
                "--builtin-schema",
                "vendor.compose-spec",
                "docker-compose.yml",
                "deploy/own-proxy.yml",
            ],
        ),
    ]


def tracked() -> list[str]:
    """The names of all committed files; those on disk where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files"], cwd=places.TOP, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        ignored = (".dev", ".venv", "node_modules", "static_built")
        found = [f.relative_to(places.TOP) for f in Path(places.TOP).rglob("*")]
        return [str(file) for file in found if file.parts[0] not in ignored]
    return listing.stdout.splitlines()


def vendored(names: list[str]) -> list[str]:
    """Those of NAMES that look like other people's files."""
    return [name for name in names if VENDORED.search(name)]
