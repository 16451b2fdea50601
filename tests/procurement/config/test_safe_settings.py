"""What an installation is refused for, and that every process of it refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from procurement.config.safe_settings import (  # noqa: TID251  # its tests
    FLAGS,
    SECRETS,
    from_files,
    problems,
    refusal,
)

TOP = Path(__file__).parents[3]
KEY = "0123456789abcdef" * 4
HOSPITAL = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "prices.region.nhs.uk,localhost",
    "CSRF_TRUSTED_ORIGINS": "https://prices.region.nhs.uk",
    "BEHIND_PROXY": "1",
    "DATABASE_URL": "postgresql://regional@postgres/regional_prices",
    "REDIS_URL": "redis://:word@valkey:6379/0",
    "CACHE_URL": "redis://:word@valkey:6379/1",
    "SMTP_HOST": "mail.region.nhs.uk",
    "DEFAULT_FROM_EMAIL": "prices@region.nhs.uk",
}
LAPTOP = {"SECRET_KEY": "x", "EMBEDDED": "1", "DATABASE_URL": "postgresql:///prices"}


@pytest.mark.parametrize("environment", [HOSPITAL, LAPTOP], ids=["hospital", "laptop"])
def test_problems_finds_nothing_wrong_with_a_sound_one(environment):
    assert problems(environment) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "django-insecure-" + KEY}, "SECRET_KEY is a placeholder"),
        ({"SECRET_KEY": "ChangeMe" * 8}, "SECRET_KEY is a placeholder"),
        ({"SECRET_KEY": KEY[:49]}, "SECRET_KEY is too easy"),
        ({"SECRET_KEY": "x1" * 40}, "SECRET_KEY is too easy"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set"),
        ({"ALLOWED_HOSTS": "a.nhs.uk, *"}, 'ALLOWED_HOSTS is "*"'),
        ({"CSRF_TRUSTED_ORIGINS": "http://a.nhs.uk"}, "must begin with https"),
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "sqlite:///x.db"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgresql://host"}, "names no database"),
        ({"REDIS_URL": "redis://valkey/0"}, "REDIS_URL names another machine"),
        ({"CACHE_URL": "redis://valkey/1"}, "CACHE_URL names another machine"),
        ({"DEMONSTRATION": "1"}, "invented people"),
        ({"DEFAULT_FROM_EMAIL": ""}, "DEFAULT_FROM_EMAIL is not"),
        ({"SMTP_TLS": "0", "SMTP_PASSWORD": "p"}, "in the clear"),
        ({"OIDC_CLIENT_ID": "us"}, "OIDC_SERVER_URL and OIDC_CLIENT_SECRET"),
        ({"SECOND_FACTOR_REQUIRED": "true"}, "must be 1 (yes) or 0 (no)"),
        ({"EXTRACT_MAX_BYTES": "200MB"}, "must be a whole number"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "cannot be read (FileNotFoundError)"),
        ({"EMBEDDED": "1"}, "ALLOWED_HOSTS names prices.region.nhs.uk"),
        ({"EMBEDDED": "1"}, "EMBEDDED and BEHIND_PROXY are both on"),
    ],
)
def test_problems_says_what_is_unsafe(change, says):
    found = problems(HOSPITAL | change)

    assert [sentence for sentence in found if says in sentence]


def test_problems_allows_what_is_safe_on_one_machine_only():
    near = {"REDIS_URL": "redis://localhost:6379/0", "CACHE_URL": "unix:///run/v?db=1"}

    assert problems(HOSPITAL | near) == []
    assert problems(HOSPITAL | {"SECOND_FACTOR_REQUIRED": "0"}) == []


def test_secrets_are_read_from_files(tmp_path):
    key, empty = tmp_path / "key", tmp_path / "empty"
    key.write_text(KEY + "\n")
    empty.write_text("\n")
    sound = HOSPITAL | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(key)}

    assert from_files(sound) == {"SECRET_KEY": KEY}
    assert problems(sound | from_files(sound)) == []
    [differs] = problems(sound | {"SECRET_KEY": KEY[::-1]})
    assert differs == "SECRET_KEY and SECRET_KEY_FILE differ; set one of them."
    [nothing] = problems(HOSPITAL | {"SMTP_PASSWORD_FILE": str(empty)})
    assert nothing == f"SMTP_PASSWORD_FILE: {empty} is empty."


def test_refusal_names_everything_at_once():
    assert refusal(["One.", "Two."]).endswith("\n  1. One.\n  2. Two.")


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "migrate"),
        ("-m", "celery", "-A", "procurement.config.celery", "worker"),
        ("-m", "celery", "-A", "procurement.config.celery", "beat"),
        ("-c", "import procurement.config.wsgi"),
    ],
    ids=["command", "worker", "beat", "web"],
)
def test_every_process_refuses_to_start_and_says_why(command):
    unsafe = {"PATH": os.environ["PATH"], "DEBUG": "1", "ALLOWED_HOSTS": "*"}

    started = subprocess.run(
        [sys.executable, *command],
        cwd=TOP, env=unsafe, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert started.returncode != 0
    for name in ("SECRET_KEY", "DATABASE_URL", "DEBUG", "ALLOWED_HOSTS"):
        assert f". {name} is " in started.stderr + started.stdout


def test_flags_and_secrets_are_those_that_settings_read():
    read = (TOP / "procurement" / "config" / "settings.py").read_text()

    for name in {*FLAGS, *SECRETS} - {"PGPASSWORD"}:
        assert f'"{name}"' in read
