"""A version as people read it: what changed is marked, and how long it takes."""

from procurement.specifications.models import Heading
from procurement.specifications.reading import minutes_of, reading_of


def content(technical="One.\n\nTwo.", criteria=("Holds.",), products=((1, True),)):
    return {
        "what_changes": "The box is blue.",
        "texts": {each.value: "" for each in Heading} | {"technical_text": technical},
        "criteria": [
            {"position": place, "text": text, "weight": 1}
            for place, text in enumerate(criteria, start=1)
        ],
        "products": [
            {"product": number, "is_standard": is_standard}
            for number, is_standard in products
        ],
        "evidence": [],
    }


def paragraphs_of(reading):
    [section] = [each for each in reading.sections if each.paragraphs]
    return [(each.number, each.how) for each in section.paragraphs]


def changes_of(reading):
    return [each.words for each in reading.changes]


def test_a_first_version_has_no_changes():
    reading = reading_of(content(), None)

    assert paragraphs_of(reading) == [(1, ""), (2, "")]
    assert reading.changes == []
    assert [row.how for row in reading.criteria + reading.products] == ["", ""]


def test_a_paragraph_that_came_in_moves_those_after_it():
    reading = reading_of(content("One.\n\nNew.\n\nTwo."), content())

    assert paragraphs_of(reading) == [(1, ""), (2, "added"), (3, "")]
    assert changes_of(reading) == ["Technical and physical: a paragraph came in"]


def test_a_paragraph_that_went_is_shown_and_has_no_number():
    reading = reading_of(content("Two."), content())

    assert paragraphs_of(reading) == [(None, "removed"), (1, "")]
    [gone, _] = reading.sections[2].paragraphs
    assert [(piece.text, piece.how) for piece in gone.pieces] == [("One.", "removed")]


def test_words_that_changed_are_marked_in_their_paragraph():
    reading = reading_of(content("One valve.\n\nTwo."), content("One box.\n\nTwo."))

    [changed, _] = reading.sections[2].paragraphs
    assert changed.how == "changed"
    assert [(piece.text, piece.how) for piece in changed.pieces] == [
        ("One ", ""),
        ("box.", "removed"),
        ("valve.", "added"),
    ]


def test_a_criterion_that_only_moved_has_not_changed():
    reading = reading_of(
        content(criteria=("New.", "Holds.")), content(criteria=("Holds.",))
    )

    assert [row.how for row in reading.criteria] == ["added", ""]
    assert [row.anchor for row in reading.criteria] == ["criteria-1", "criteria-2"]


def test_another_product_is_one_that_came_and_one_that_went():
    reading = reading_of(
        content(products=((2, True), (3, False))),
        content(products=((1, True), (3, True))),
    )

    assert sorted((row.said["product"], row.how) for row in reading.products) == [
        (1, "removed"),
        (2, "added"),
        (3, "changed"),
    ]


def test_two_pages_take_three_minutes_and_nothing_takes_none():
    assert [minutes_of(words) for words in (0, 230, 231, 600, 690)] == [1, 1, 2, 3, 3]


def test_how_many_eaches_a_use_takes_is_a_change_and_one_each_was_always_meant():
    now = content()
    now["products"][0]["eaches_per_use"] = "1"
    doubled = content()
    doubled["products"][0]["eaches_per_use"] = "2"

    assert changes_of(reading_of(now, content())) == []
    assert changes_of(reading_of(doubled, now)) == ["A product was changed"]
