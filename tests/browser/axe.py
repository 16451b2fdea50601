"""Looks at a page as a careful reader would: axe, the console, the security policy.

`check_page(page)` asserts that nothing is wrong with the page as it stands once it is
loaded, and that nothing went wrong in the browser since the test began. Which page that
is, a test says before, by an `expect` of what only that page has.
"""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Error, expect

from tests.cast import signed_in_client
from tests.conftest import PATIENCE

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Chromium says in the console too that a page answered 403, 404 or 422.
EXPECTED = "the server responded with a status of 4"
# A document that has begun is not yet one to be judged: its end may be on its way.
LOADED = """new Promise((go) => document.readyState === "complete"
    ? go() : addEventListener("load", go))"""
# What is said where a document gives way to the next one while it is looked at.
GAVE_WAY = ("context was destroyed", "Cannot find context", "navigated or closed")


@dataclass
class PageCheck:
    """What the browser complained of; calling it looks at the page itself."""

    complaints: list[str] = field(default_factory=list)

    def listen(self, page):
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _hear(self, message):
        if message.type in ("error", "warning") and EXPECTED not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def __call__(self, page):
        assert self.complaints == []
        is_at_rest(page)
        fits(page, page.viewport_size)
        assert axe_violations(page) == []


def is_at_rest(page):
    """Nothing is still to come, but for what asks again and again."""
    on_its_way = page.locator('.htmx-request:not([hx-trigger^="every"])')
    expect(on_its_way).to_have_count(0)


def fits(page, window):
    """Nothing runs off the screen, once the menu has made room for itself."""
    is_as_wide = expect(page.locator("html"), "the page is wider than the window")
    is_as_wide.to_have_js_property("scrollWidth", window["width"])


def axe_violations(page):
    """What axe finds in the loaded document; in the next one, where that came just
    then."""
    try:
        return _axe_violations(page)
    except Error as error:
        if not any(words in error.message for words in GAVE_WAY):
            raise
        return _axe_violations(page)


def _axe_violations(page):
    """Run axe in a world of its own, beyond the page's security policy.

    The session is left attached: detaching it would end a test's virtual passkey.
    """
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})
    here = {"contextId": world["executionContextId"]}
    session.send("Runtime.evaluate", {"expression": AXE.read_text()} | here)
    run = f"axe.run(document, {{runOnly: {json.dumps(RULES)}}}).then(JSON.stringify)"
    answer = session.send(
        "Runtime.evaluate",
        {"expression": f"{LOADED}.then(() => {run})", "awaitPromise": True} | here,
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in json.loads(answer["result"]["value"])["violations"]
        for node in violation["nodes"]
    ]


def eventually(look, wanted):
    """Until LOOK gives what is wanted: for what a page's JavaScript does a moment later
    and no `expect` of Playwright's can see."""
    until = time.monotonic() + PATIENCE / 1000
    while (found := look()) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    assert found == wanted


@pytest.fixture
def check_page(page):
    check = PageCheck()
    check.listen(page)
    return check


@pytest.fixture
def browser_sign_in(page, live_server):
    """`browser_sign_in(amina)` lets the page work under Amina's membership."""

    def sign_in(member):
        cookie = signed_in_client(member).cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return sign_in
