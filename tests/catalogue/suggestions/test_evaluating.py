"""Telling pairs of two tables, by labels; and saying what is wrong with a file."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.suggestions.fitting import best_threshold, fit, score

KINDS = (
    "foley catheter silicone",
    "nitrile glove blue",
    "foam dressing adhesive",
    "suture braided",
    "peripheral cannula winged",
    "surgical mask tie on",
)


def table(path, *, turned):
    lines = ["id,name,maker,price"]
    for number in range(60):
        words = f"{KINDS[number % 6]} AB-{number * 37:04d} {number}mm"
        said = " ".join(reversed(words.split())) if turned else words.upper()
        lines.append(f"{number},{said},Harlow,{number + 1}.50")
    path.write_text("\n".join(lines))
    return path


def pairs(path, numbers):
    lines = ["left,right,label"]
    for number in numbers:
        lines += [f"{number},{number},1", f"{number},{(number + 6) % 60},0"]
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def files(tmp_path):
    return (
        table(tmp_path / "a.csv", turned=False),
        table(tmp_path / "b.csv", turned=True),
        pairs(tmp_path / "pairs.csv", range(0, 60, 2)),
        pairs(tmp_path / "train.csv", range(1, 60, 2)),
    )


def run(*arguments):
    out = StringIO()
    call_command("suggest_matches", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_evaluate_prints_one_block(files):
    first, second, labelled, train = files

    said = run("--evaluate", first, second, labelled, "--train", train)

    assert "Labelled pairs     60 of pairs.csv, 30 the same" in said
    assert "Model fitted on    60 pairs of train.csv" in said
    assert "F1                 1.0000" in said


def test_evaluate_without_labels_to_fit_uses_the_model_that_is_there(files):
    said = run("--evaluate", *files[:3])

    assert "Model fitted on    the training labels of two public sets" in said
    assert "F1" in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "left,right,label\n1,1,1\n2,3,0\n1,999,0",
            "the second table has no row '999'",
        ),
        ("left,right,label\n1,1,perhaps", "'perhaps' is neither 1 nor 0"),
        ("left,right,label\n1,1,1", "at least one pair that is the same and one that"),
        ("left\n1", "needs a first row of three headings"),
        ("", "needs a first row of three headings"),
    ],
)
def test_a_bad_file_of_pairs_is_said_in_words(files, text, problem):
    files[2].write_text(text)

    with pytest.raises(CommandError, match=problem):
        run("--evaluate", *files[:3])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,name,maker,price\n1,Glove,H,1\n1,Gown,H,1", "Row 3 .* repeats the key 1"),
        ("id,name,maker,price\n1,Glove", "Row 2 .* has 2 cells, its headings are 4"),
        ("id,name\n1,Glove", "need the same columns"),
        ("id,name,maker,price\n", "has no rows"),
        ("id\n1", "needs a first row of headings"),
    ],
)
def test_a_bad_table_is_said_in_words(files, text, problem):
    files[1].write_text(text)

    with pytest.raises(CommandError, match=problem):
        run("--evaluate", *files[:3])


def test_a_file_that_is_not_there_is_said_in_words(files):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run("--evaluate", *files[:2], files[0].with_name("none.csv"))


def test_fit_finds_what_tells_pairs_apart():
    rows = [(n % 7 / 7, n / 40) for n in range(40)]
    labels = [n > 25 for n in range(40)]

    model = fit(rows, labels)

    assert score([model.is_same(row) for row in rows], labels).f1 == 1


def test_best_threshold_is_the_one_with_the_best_f1():
    assert best_threshold([0.9, 0.8, 0.4, 0.3], [True, True, False, True]) == 0.3
    assert best_threshold([0.9, 0.8, 0.4], [True, False, False]) == 0.9
