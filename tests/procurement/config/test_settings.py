import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[3]
SHOW = (
    "import json; from django.conf import settings as s;"
    "print(json.dumps([getattr(s, name) for name in {names!r}]))"
)


def settings_with(names, **environment):
    """The settings NAMES as another process with ENVIRONMENT would have them."""
    kept = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "procurement.config.settings",
    }
    shown = subprocess.run(
        [sys.executable, "-c", SHOW.format(names=names)],
        cwd=TOP, env=kept | environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(shown.stdout)


def test_database_url_is_read_in_every_part():
    url = "postgresql://ann:p%40ss@db:5433/region?sslmode=require"

    [found] = settings_with(["DATABASES"], DATABASE_URL=url)

    rows = found["default"]
    assert (rows["USER"], rows["PASSWORD"]) == ("ann", "p@ss")
    assert (rows["HOST"], rows["PORT"], rows["NAME"]) == ("db", "5433", "region")
    assert rows["OPTIONS"] == {"sslmode": "require"}
    assert not rows["ATOMIC_REQUESTS"]


@pytest.mark.parametrize(
    ("redis", "broker"),
    [
        ("redis://:word@valkey:6379/0", "redis://:word@valkey:6379/0"),
        ("unix:///run/v.sock?db=0", "redis+socket:///run/v.sock?virtual_host=0"),
    ],
)
def test_redis_url_is_the_brokers_too(redis, broker):
    assert settings_with(["CELERY_BROKER_URL"], REDIS_URL=redis) == [broker]


def test_cookies_travel_in_the_clear_on_a_laptop_only():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]

    assert settings_with(names) == [True, True]
    assert settings_with(names, EMBEDDED="1") == [False, False]


def test_a_secret_key_is_nobodys_default():
    assert settings_with(["DEBUG", "DEMONSTRATION"], SECRET_KEY="x") == [False, False]
    with pytest.raises(subprocess.CalledProcessError) as refused:
        settings_with(["SECRET_KEY"])
    assert "SECRET_KEY setting must not be empty" in refused.value.stderr


def test_a_page_may_load_from_its_own_address_only(client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_healthy_says_so_to_anybody(client):
    response = client.get("/healthy/")

    assert response.status_code == 200
    assert response.content == b"ok"


def test_every_static_file_is_found_hashed_and_compressed(tmp_path):
    environment = os.environ | {
        "EMBEDDED": "0",
        "STATIC_ROOT": str(tmp_path),
        "SECRET_KEY": "x" * 60,
    }

    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"],
        cwd=TOP, env=environment, check=True,
    )  # fmt: skip

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    style = tmp_path / names["nhsuk/nhsuk-frontend.min.css"]
    assert style.name != "nhsuk-frontend.min.css"
    assert style.with_suffix(".css.gz").exists()
