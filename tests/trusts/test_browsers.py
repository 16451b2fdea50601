"""What a browser calls itself, in words."""

import pytest

from trusts.browsers import UNKNOWN, browser_name

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"{WINDOWS} Chrome/140.0 Safari/537.36", "Chrome on Windows"),
        (f"{WINDOWS} Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (f"{IPHONE} Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        ("Something (Linux)", "A browser on Linux"),
        ("http://evil.example/ open this", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_browser_name_says_it_as_people_do(user_agent, name):
    assert browser_name(user_agent) == name
