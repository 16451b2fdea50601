import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter

from devtools.checks import IMAGINED

TOP = Path(__file__).parents[3]
SHOW = (
    "import json; from django.conf import settings as s;"
    "print(json.dumps([getattr(s, name) for name in {names!r}]))"
)


def settings_with(names, **environment):
    """The settings NAMES as another process with ENVIRONMENT would have them."""
    kept = IMAGINED | {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "procurement.config.settings",
        "SMTP_HOST": "",
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
    laptop = {"EMBEDDED": "1", "ALLOWED_HOSTS": "localhost"}
    assert settings_with(names, **laptop) == [False, False]


def test_nothing_is_open_that_nobody_has_opened():
    names = ["DEBUG", "DEMONSTRATION", "EMBEDDED"]

    assert settings_with(names) == [False, False, False]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, True),
        ({"SECOND_FACTOR_REQUIRED": "0"}, False),
        ({"DEMONSTRATION": "1"}, False),
        ({"DEMONSTRATION": "1", "SECOND_FACTOR_REQUIRED": "1"}, True),
    ],
)
def test_a_second_factor_is_required_unless_somebody_says_no(environment, expected):
    assert settings_with(["SECOND_FACTOR_REQUIRED"], **environment) == [expected]


@pytest.mark.parametrize(
    ("proxies", "believed"), [(1, "198.51.100.2"), (0, "192.0.2.1")]
)
def test_one_proxys_word_is_believed_and_never_the_visitors(
    rf, settings, proxies, believed
):
    """The end of X-Forwarded-For is the proxy's; what stands before it, anybody's."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get(
        "/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.7, 198.51.100.2"
    )

    assert get_adapter().get_client_ip(request) == believed


def test_settings_believe_one_proxy_only_where_it_is_named():
    names = ["ALLAUTH_TRUSTED_PROXY_COUNT"]

    assert settings_with(names, BEHIND_PROXY="1") == [1]
    assert settings_with(names) == [0]


def test_a_page_may_load_from_its_own_address_only(client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_every_static_file_is_found_hashed_and_compressed(tmp_path):
    environment = (
        os.environ | IMAGINED | {"EMBEDDED": "0", "STATIC_ROOT": str(tmp_path)}
    )

    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"],
        cwd=TOP, env=environment, check=True,
    )  # fmt: skip

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    style = tmp_path / names["nhsuk/nhsuk-frontend.min.css"]
    assert style.name != "nhsuk-frontend.min.css"
    assert style.with_suffix(".css.gz").exists()
