"""One name in three places: the view, its URL and its template."""

import ast
from pathlib import Path, PurePath

import pytest
from django.template.loader import get_template

from tests.house_rules.the_house import TOP, our_patterns, tracked_files, tree_of

PATTERNS = [
    pytest.param(pattern, id=str(pattern.name)) for pattern, _ in our_patterns()
]
TEMPLATES = sorted(
    path.relative_to("templates")
    for path in tracked_files()
    if path.parts[0] == "templates" and path.suffix == ".html"
)


def templates_of(view):
    """The templates a view's source names, without folder and ending."""
    module = Path(*view.__module__.split(".")).with_suffix(".py")
    [source] = [
        node
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.FunctionDef) and node.name == view.__name__
    ]
    return [
        PurePath(node.value).stem
        for node in ast.walk(source)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.endswith(".html")
    ]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_view_and_url_have_one_name(pattern):
    assert pattern.callback.__name__ == pattern.name


@pytest.mark.parametrize("pattern", PATTERNS)
def test_view_and_template_have_one_name(pattern):
    named = templates_of(pattern.callback)

    assert not named or pattern.name in named


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_template_compiles_and_keeps_to_the_security_policy(path):
    get_template(str(path))
    text = (TOP / "templates" / path).read_text()

    for forbidden in ('style="', " onclick=", " onchange=", "hx-on", "|safe", "<style"):
        assert forbidden not in text
    for script in text.split("<script")[1:]:
        tag = script.split(">")[0]
        assert "src=" in tag or "nonce=" in tag or "application/json" in tag
