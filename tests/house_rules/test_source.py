"""What is in the repository: nothing of others', nothing of one machine."""

import re

import pytest

from tests.house_rules.the_house import TOP, tracked_files

LARGEST = 200_000  # bytes; what a person writes is smaller
NOT_OURS = re.compile(
    r"(^|/)(node_modules|vendor|third_party|static_built)/"
    r"|\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|map|whl|zip|gz|exe|so)$"
)
LOCKS = {"uv.lock", "package-lock.json"}
# Written apart, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile("|".join(("/wo" + "rk/", "/fa" + "rm", "/ro" + "ot/")))


@pytest.mark.parametrize("path", tracked_files(), ids=str)
def test_file_is_our_own_and_of_no_one_machine(path):
    assert not NOT_OURS.search(str(path))
    content = (TOP / path).read_bytes()
    assert len(content) <= LARGEST or path.name in LOCKS
    if path.name not in LOCKS:
        assert not MACHINE_PATH.search(content.decode("utf-8", errors="replace"))


@pytest.mark.parametrize("name", ["static/js/htmx.min.js", "vendor/x.py", "a/b.woff2"])
def test_the_rule_notices_others_files(name):
    assert NOT_OURS.search(name)
