"""What `./dev check` asks holds: lint, format, types, contracts, settings, compose."""

import os
import subprocess

import pytest

from devtools import checks, places

COMMANDS = dict(checks.commands(fix=False))
# Without what the tests themselves need.
ORDINARY = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}


@pytest.mark.parametrize("title", COMMANDS)
def test_check_passes(title):
    asked = subprocess.run(
        COMMANDS[title],
        cwd=places.TOP,
        env=ORDINARY | checks.IMAGINED | {"DEBUG": "", "EMBEDDED": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert asked.returncode == 0, asked.stdout + asked.stderr


def test_check_finds_what_is_wrong(tmp_path):
    (tmp_path / "untidy.py").write_text("import os\nx=1\n")
    lint, formatting = COMMANDS["Lint"], COMMANDS["Format"]

    found = [
        subprocess.run(
            [*command, "--isolated", "--select=F", "."]
            if command is lint
            else [*command, "--isolated", "."],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        for command in (lint, formatting)
    ]

    assert [asked.returncode for asked in found] == [1, 1]
