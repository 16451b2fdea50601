import pytest

from devtools.arguments import COMMANDS, parse


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        (["manage", "import_purchases", "--help"], ["import_purchases", "--help"]),
        (["manage", "shell", "-c", "1"], ["shell", "-c", "1"]),
        (["test", "-k", "gaps", "-x"], ["-k", "gaps", "-x"]),
        (["bench"], []),
    ],
)
def test_parse_hands_on_what_belongs_to_another_program(words, rest):
    name, options = parse(words)

    assert name == words[0]
    assert options.rest == rest


def test_parse_reads_the_options_of_its_own_commands():
    assert parse(["up", "--port", "9000"])[1].port == 9000
    assert parse(["reset", "--yes"])[1].yes
    assert not parse(["check"])[1].fix


@pytest.mark.parametrize("words", [[], ["--help"], *([c, "--help"] for c in COMMANDS)])
def test_parse_explains_itself_and_ends_well(words, capsys):
    with pytest.raises(SystemExit) as left:
        parse(words)

    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ./dev")


@pytest.mark.parametrize("words", [["upp"], ["up", "--prot", "1"], ["down", "now"]])
def test_parse_says_what_it_does_not_know(words, capsys):
    with pytest.raises(SystemExit) as left:
        parse(words)

    assert left.value.code == 2
    assert words[-1] in capsys.readouterr().err or "--prot" in words
