"""A door (view, API) may only read rows that say who may see them."""

import ast

import pytest

from tests.house_rules.the_house import HOUSES, is_door, source_files, tree_of

DOORS = [path for path in source_files(*HOUSES) if is_door(path)]
# Products are the same for everybody; what is paid for them is not.
PUBLIC_MODELS = {"Product", "Manufacturer", "Supplier", "Pack"}


def unscoped_uses(tree):
    """Yield every `Model.objects` that is not directly followed by `.visible_to(`."""
    scoped = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=model), attr="objects"):
                if node not in scoped and model not in PUBLIC_MODELS:
                    yield f"line {node.lineno}: {model}.objects"
            case ast.Attribute(attr="_default_manager" | "_base_manager"):
                yield f"line {node.lineno}: a manager by the back door"
            case ast.Call(
                func=ast.Name(id="get_object_or_404" | "get_list_or_404"),
                args=[ast.Name(id=model), *_],
            ):
                if model[:1].isupper() and model not in PUBLIC_MODELS:
                    yield f"line {node.lineno}: get_object_or_404({model}, ...)"


def test_there_are_doors_to_check():
    assert len(DOORS) >= 3


@pytest.mark.parametrize("path", DOORS, ids=str)
def test_door_reaches_rows_through_visible_to(path):
    assert not list(unscoped_uses(tree_of(path)))


@pytest.mark.parametrize(
    "line",
    [
        "Gap.objects.all()",
        "get_object_or_404(Gap, pk=1)",
        "Gap._default_manager.all()",
        "x = Gap.objects",
    ],
)
def test_the_rule_notices(line):
    assert list(unscoped_uses(ast.parse(line)))
