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


def what_is_wrong(path):
    content = (TOP / path).read_bytes()
    if NOT_OURS.search(str(path)):
        yield f"{path} is not our own"
    if path.name not in LOCKS and len(content) > LARGEST:
        yield f"{path} has {len(content)} bytes"
    if path.name not in LOCKS and MACHINE_PATH.search(content.decode(errors="replace")):
        yield f"{path} names a path of one machine"


def test_files_are_our_own_and_of_no_one_machine():
    assert [each for path in tracked_files() for each in what_is_wrong(path)] == []


@pytest.mark.parametrize("name", ["static/js/htmx.min.js", "vendor/x.py", "a/b.woff2"])
def test_the_rule_notices_others_files(name):
    assert NOT_OURS.search(name)
