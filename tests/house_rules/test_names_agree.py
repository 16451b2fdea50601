"""One name in three places: the view, its URL and its template."""

import ast
from pathlib import Path, PurePath

import pytest
from django.template.loader import get_template

from tests.house_rules.the_house import TOP, our_patterns, tracked_files, tree_of

PATTERNS = [pattern for pattern, _ in our_patterns()]
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


def test_view_and_url_have_one_name():
    names = {pattern.name: pattern.callback.__name__ for pattern in PATTERNS}

    assert {url: view for url, view in names.items() if url != view} == {}


def test_view_and_template_have_one_name():
    named = {pattern.name: templates_of(pattern.callback) for pattern in PATTERNS}

    assert {url: some for url, some in named.items() if some and url not in some} == {}


def against_the_policy(text):
    for forbidden in ('style="', " onclick=", " onchange=", "hx-on", "|safe", "<style"):
        if forbidden in text:
            yield forbidden
    for script in text.split("<script")[1:]:
        tag = script.split(">")[0]
        if not ("src=" in tag or "nonce=" in tag or "application/json" in tag):
            yield f"<script{tag}>"


def test_templates_compile_and_keep_to_the_security_policy():
    found = {}
    for path in TEMPLATES:
        get_template(str(path))
        found[str(path)] = list(
            against_the_policy((TOP / "templates" / path).read_text())
        )

    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("text", ['<p style="">', "<script>1</script>", "{{ x|safe }}"])
def test_the_rule_notices(text):
    assert list(against_the_policy(text))
