import ast
import sys

import pytest

from devtools import bootstrap, places, steps
from devtools.steps import CannotGoOn

STARTS = ["dev", *(f"devtools/{name}.py" for name in (
    "__init__", "arguments", "bootstrap", "places", "steps",
))]  # fmt: skip


@pytest.mark.parametrize("path", STARTS)
def test_what_starts_is_understood_by_an_old_python(path):
    ast.parse((places.TOP / path).read_text(), feature_version=(3, 9))


@pytest.mark.parametrize("path", STARTS)
def test_what_starts_needs_nothing_installed(path):
    tree = ast.parse((places.TOP / path).read_text())
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or node.names[0].name]
    }

    assert imported <= sys.stdlib_module_names | {"devtools"}


def test_works_is_false_for_a_shim_that_cannot_answer(tmp_path):
    shim = tmp_path / "uv"
    shim.write_text("#!/bin/sh\necho not found >&2\nexit 127\n")
    shim.chmod(0o755)

    assert not bootstrap.works([str(shim), "--version"])
    assert not bootstrap.works([str(tmp_path / "absent")])
    assert bootstrap.works([sys.executable, "--version"])


def test_run_shows_the_end_of_what_went_wrong():
    says = "import sys; print('no space left'); sys.exit(3)"

    with pytest.raises(CannotGoOn, match=r"(?s)exit code 3.*no space left"):
        steps.run([sys.executable, "-c", says])


def test_a_step_is_done_again_when_what_it_stands_on_changed(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "DEV", tmp_path)
    monkeypatch.setattr(places, "TOP", tmp_path)
    lock = tmp_path / "uv.lock"
    lock.write_text("one")
    steps.stamp("packages", steps.fingerprint([lock], "all"))
    assert steps.is_stamped("packages", steps.fingerprint([lock], "all"))

    lock.write_text("two")

    assert not steps.is_stamped("packages", steps.fingerprint([lock], "all"))
