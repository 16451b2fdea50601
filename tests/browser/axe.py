"""Looks at a page as a careful reader would: axe, the console, the security policy.

`check_page(page)` asserts that nothing is wrong with the page as it stands now and that
nothing went wrong in the browser since the test began.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import signed_in_client

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Chromium says in the console too that a page answered 403, 404 or 422.
EXPECTED = "the server responded with a status of 4"


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
        assert axe_violations(page) == []
        assert overflow(page) == 0, "the page is wider than the window"


def axe_violations(page):
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
        "Runtime.evaluate", {"expression": run, "awaitPromise": True} | here
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in json.loads(answer["result"]["value"])["violations"]
        for node in violation["nodes"]
    ]


def overflow(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


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
