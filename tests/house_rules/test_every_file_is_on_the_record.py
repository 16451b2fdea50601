"""A file that leaves says who made it, when, what its words mean and how far it may go,
and stands on the record. The responses of `trusts` see to both; a view that answers
with a file in any other way fails here."""

import ast
import inspect
from dataclasses import MISSING, fields

import pytest

from tests.house_rules.the_house import HOUSES, source_files, tree_of
from trusts.documents import pdf_response
from trusts.exports import About, csv_response, json_response
from trusts.workbooks import xlsx_response

# They are told what the file says of itself, and put it on the record.
RESPONSES = (csv_response, json_response, xlsx_response, pdf_response)
MAKERS = {"trusts/exports.py", "trusts/workbooks.py", "trusts/documents.py"}
# What is handed back byte for byte, or to be read in again: nothing can be written into
# it, so each puts itself on the record.
AS_THEY_CAME = {
    "catalogue/purchases/downloads.py": "record",
    "procurement/savings/evidence_views.py": "record_export",
    "procurement/specifications/comment_views.py": "record_export",
}
# What makes an answer a file, by name and by the words that a browser goes by. A list
# is answered by `table_response`, which gives it as CSV and as a workbook.
FILE_ANSWERS = {"StreamingHttpResponse", "FileResponse", "streamed", "csv_response"}
FILE_WORDS = ("content-disposition", "application/pdf", "text/csv")

FILES = [path for path in source_files(*HOUSES) if str(path) not in MAKERS]


def file_answers(tree):
    """Yield every place that makes an answer a file by itself."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                if name in FILE_ANSWERS:
                    yield f"line {node.lineno}: {name}"
            case ast.Constant(value=str(text)):
                if text.lower().startswith(FILE_WORDS):
                    yield f"line {node.lineno}: {text}"


def calls(tree, name):
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == name
        for node in ast.walk(tree)
    )


def test_only_the_responses_of_trusts_answer_with_a_file():
    found = {str(path): list(file_answers(tree_of(path))) for path in FILES}

    assert {
        path: places
        for path, places in found.items()
        if places and path not in AS_THEY_CAME
    } == {}


@pytest.mark.parametrize(("path", "name"), AS_THEY_CAME.items())
def test_what_is_handed_back_as_it_came_is_put_on_the_record(path, name):
    assert list(file_answers(tree_of(path)))
    assert calls(tree_of(path), name)


@pytest.mark.parametrize("response", RESPONSES)
def test_no_response_does_without_what_the_file_says_of_itself(response):
    about = inspect.signature(response).parameters["about"]

    assert about.annotation is About
    assert about.default is inspect.Parameter.empty
    assert calls(ast.parse(inspect.getsource(response)), "record_export")


def test_whose_rows_why_what_words_mean_and_how_far_it_may_go_are_always_said():
    required = {each.name for each in fields(About) if each.default is MISSING}

    assert required >= {"title", "why", "by", "at", "organisation", "definitions"}
    assert "confidentiality" in required


@pytest.mark.parametrize(
    "line",
    [
        "FileResponse(open('x'))",
        "http.StreamingHttpResponse(rows)",
        "answer['Content-Disposition'] = 'attachment'",
        "exports.streamed('x.csv', rows)",
        "csv_response('x.csv', sheet, about=about)",
        "HttpResponse(made, content_type='application/pdf')",
    ],
)
def test_the_rule_notices(line):
    assert list(file_answers(ast.parse(line)))
