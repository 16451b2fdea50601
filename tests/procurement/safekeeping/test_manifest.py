import json

import pytest

from procurement.safekeeping.manifest import (
    FORMAT,
    Damaged,
    Manifest,
    Total,
    as_json,
    from_json,
)

SOUND = Manifest(
    made_at="2026-11-22T09:30:00+00:00",
    parts={"database.dump": "a" * 64, "files/imports/" + "b" * 64: "b" * 64},
    tables={"purchases_line_2026_09": 3, "trusts_user": 2},
    totals=(Total("lines", "SELECT 1", "1.00"),),
    migrations=("trusts.0001_people_and_places",),
)


def test_as_json_is_read_back_as_it_was():
    assert from_json(as_json(SOUND)) == SOUND
    assert SOUND.rows == 5


@pytest.mark.parametrize(
    "part", ["files/../../etc/passwd", "/etc/passwd", "files//x", "settings.py"]
)
def test_from_json_refuses_a_part_outside_its_place(part):
    said = json.loads(as_json(SOUND)) | {"parts": {part: "a" * 64}}

    with pytest.raises(Damaged, match="does not belong there"):
        from_json(json.dumps(said))


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": "x"}'])
def test_from_json_refuses_what_is_no_manifest(text):
    with pytest.raises(Damaged, match="no list of contents"):
        from_json(text)


def test_from_json_refuses_a_newer_format():
    said = json.loads(as_json(SOUND)) | {"format": FORMAT + 1}

    with pytest.raises(Damaged, match="newer version"):
        from_json(json.dumps(said))
