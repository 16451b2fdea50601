"""A function fits in 30 lines and a file in 250, or words beside it say why not.

A function's lines are those of its body without the docstring. The words are "Longer
than 30 lines: ...", in the function or on the line above it; or "Longer than 250 lines:
...", among a file's first 30 lines.
"""

import ast
import re

from tests.house_rules.the_house import HOUSES, TOP, source_files, tree_of

LONGEST_FUNCTION = 30
LONGEST_FILE = 250

EXPLAINED = re.compile(r"[Ll]onger than (30 lines|250 lines|others\b)")

FILES = source_files(*HOUSES, "devtools", "bench")


def body_lines(function):
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = first.end_lineno + 1 if is_docstring else first.lineno
    return function.end_lineno - start + 1


def long_functions(path):
    lines = (TOP / path).read_text().splitlines()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            around = lines[max(first - 2, 0) : node.end_lineno]
            is_explained = EXPLAINED.search("\n".join(around))
            if body_lines(node) > LONGEST_FUNCTION and not is_explained:
                yield f"{node.name}: {body_lines(node)} lines"


def is_too_long(path):
    lines = (TOP / path).read_text().splitlines()
    return len(lines) > LONGEST_FILE and not EXPLAINED.search("\n".join(lines[:30]))


def test_functions_fit_a_screen():
    found = {str(path): list(long_functions(path)) for path in FILES}

    assert {path: functions for path, functions in found.items() if functions} == {}


def test_files_fit_a_sitting():
    assert [str(path) for path in FILES if is_too_long(path)] == []
