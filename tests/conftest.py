"""What every test stands on: a real PostgreSQL and Valkey, a browser, no network."""

import os
import sys

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as of_property_tests
from playwright.sync_api import expect

pytest_plugins = (
    "tests.cast",
    "tests.emptying",
    "tests.browser.axe",
    "tests.trusts.chained",
    "tests.as_application",
)

# Milliseconds. A busy machine is slow, not wrong: a page counts as broken only then.
PATIENCE = 90_000
NO_BROWSER = "no Chromium here; see what ./dev test said"
# What a property test takes depends on the machine, and its fixtures on no example.
of_property_tests.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
of_property_tests.load_profile("patient")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
# No sandbox: tests run as root in containers. The rest keeps it from phoning home.
CHROMIUM_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config):
    if not os.environ.get("DATABASE_URL"):
        raise pytest.UsageError("Please run the tests with ./dev test")
    sys.addaudithook(refuse_the_network)
    expect.set_options(timeout=PATIENCE)
    # Playwright runs an event loop in the test's own thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def refuse_the_network(event, arguments):
    """A test that would reach another machine fails where it tries."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise ConnectionRefusedError(f"tests use no network, not even {address}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Browser tests are known by the fixture they use, and need a Chromium."""
    in_browser = [item for item in items if "browser" in item.fixturenames]
    for item in in_browser:
        item.add_marker(pytest.mark.browser)
    if in_browser and not os.environ.get("CHROMIUM"):
        if os.environ.get("CI") == "true":
            raise pytest.UsageError(f"{NO_BROWSER}; CI does not skip browser tests")
        for item in in_browser:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture
def context(context):
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": os.environ["CHROMIUM"],
        "args": CHROMIUM_SWITCHES,
    }


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    """Uploaded files of one test are no other test's."""
    settings.FILES_DIR = settings.MEDIA_ROOT = tmp_path / "files"
    return settings.FILES_DIR


@pytest.fixture(autouse=True)
def empty_cache():
    """How often somebody tried to sign in is no other test's affair."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """A password that is slow to check protects nobody in a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def patient_search(monkeypatch):
    """A search on a busy machine is slow, not too broad."""
    monkeypatch.setattr("catalogue.products.searching.LONGEST_WAIT", 10 * 60 * 1000)
