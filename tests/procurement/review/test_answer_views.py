"""What a press does at the review desk: answers, taken back, confirmed, asked for."""

import pytest

from procurement.review.models import Answer, QuestionState
from tests.procurement.review.world import (
    MARKER,
    answer,
    bought,
    match_of,
    question,
    settle_down,
    words_of,
)

pytestmark = pytest.mark.django_db


def test_one_press_settles_a_pack_for_every_trust_and_leads_on(
    sign_in, stella, cartons
):
    bought("NGT", "5", quantity="10", unit_price="3", line_value="30", **MARKER)
    settle_down()
    following = question(kind="UNMATCHED")
    client = sign_in(stella)

    done = answer(client, cartons, "PACK 10 0")
    page = client.get(done["Location"])
    settle_down()

    assert done["Location"] == f"/review/{following.pk}/#question-title"
    assert "Done: One CARTON holds 10" in words_of(page)
    assert (match_of("NGT").eaches, match_of("SMR").eaches) == (10, 10)


def test_htmx_is_given_the_next_question_at_once(sign_in, stella, cartons):
    bought("NGT", "5", quantity="10", unit_price="3", line_value="30", **MARKER)
    settle_down()
    following = question(kind="UNMATCHED")
    client = sign_in(stella)

    done = client.post(
        f"/review/{cartons.pk}/answer/?trust=NGT",
        {"choice": "PACK 10 0"},
        headers={"HX-Request": "true"},
    )

    assert done.status_code == 200
    assert done["HX-Push-Url"] == f"/review/{following.pk}/?trust=NGT"
    assert b"<main" not in done.content
    assert "Which product is Skin marker?" in words_of(done)


def test_after_the_last_question_comes_the_list(sign_in, stella, cartons):
    client = sign_in(stella)

    done = answer(client, cartons, "PACK 10 0")

    assert done["Location"] == "/review/"
    words = words_of(client.get("/review/"))
    assert "Nothing waits for an answer" in words
    assert "Your answers today made £900 comparable" in words


def test_undo_gives_the_question_back(sign_in, stella, cartons):
    client = sign_in(stella)
    answer(client, cartons, "PACK 10 0")
    settle_down()
    given = Answer.objects.get()

    back = client.post(f"/review/answers/{given.pk}/undo/")
    settle_down()

    assert back["Location"] == f"/review/{cartons.pk}/#question-title"
    assert match_of("NGT").eaches is None
    cartons.refresh_from_db()
    assert cartons.state == QuestionState.OPEN


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"choice": "PACK", "eaches": "lots"}, "Give a whole number, such as 100."),
        ({"choice": "PACK", "eaches": "0"}, "A pack holds at least 1."),
        ({"choice": "PACK"}, "Say how many are in it, such as 100."),
        ({"choice": "NONSENSE"}, "Choose one of the answers on the page."),
        ({"choice": "PACK 1 2 x"}, "Choose one of the answers on the page."),
        ({"choice": "OWN_PRODUCT"}, "This is no answer to this kind of question."),
    ],
)
def test_an_answer_that_cannot_be_meant_is_refused_in_words(
    sign_in, stella, cartons, sent, sentence
):
    page = sign_in(stella).post(f"/review/{cartons.pk}/answer/", sent)

    assert page.status_code == 422
    assert sentence in words_of(page)
    assert not Answer.objects.exists()


def test_who_comes_second_is_told_so(sign_in, stella, cartons):
    client = sign_in(stella)
    answer(client, cartons, "PACK 10 0")

    page = answer(client, cartons, "PACK 12 0")

    assert page.status_code == 422
    assert "was answered meanwhile" in words_of(page)
    assert Answer.objects.count() == 1


def test_a_number_of_ones_own_settles_it_too(sign_in, stella, cartons):
    answer(sign_in(stella), cartons, "PACK", eaches="12")
    settle_down()

    assert match_of("SMR").eaches == 12


def test_later_puts_it_off_for_30_days(sign_in, stella, cartons):
    client = sign_in(stella)
    answer(client, cartons, "LATER")

    assert "Nothing waits" in words_of(client.get("/review/"))
    assert "put off until" in words_of(client.get("/review/?state=LATER"))


def test_which_product_is_found_by_words_and_chosen(sign_in, stella, markers):
    client = sign_in(stella)

    page = client.get(f"/review/{markers.pk}/?find=gown")
    [gown] = [hit.product for hit in page.context["hits"]]
    answer(client, markers, f"SAME {gown.pk}")
    settle_down()

    assert "No product looks like it" in words_of(page)
    assert match_of("NGT").product == match_of("SMR").product == gown


def test_a_product_of_its_own(sign_in, stella, markers):
    answer(sign_in(stella), markers, "OWN_PRODUCT")
    settle_down()

    assert match_of("NGT").product.description == "Skin marker"
    assert match_of("SMR").product == match_of("NGT").product


def test_a_trust_is_asked_proposes_and_the_steward_confirms(
    sign_in, stella, dilys, southmere, cartons
):
    asked = sign_in(stella).post(
        f"/review/{cartons.pk}/ask/",
        {"organisation": southmere.pk, "note": "What does the label say?"},
    )
    at_southmere = sign_in(dilys)
    words = words_of(at_southmere.get("/review/"))
    seen = words_of(at_southmere.get(f"/review/{cartons.pk}/"))
    answer(at_southmere, cartons, "PACK 10 0")
    settle_down()

    assert asked.status_code == 302
    assert "1 question asked of you" in words
    assert "What does the label say?" in seen
    assert match_of("SMR").eaches is None
    proposed = Answer.objects.standing().get()
    page = words_of(sign_in(stella).get(f"/review/{cartons.pk}/"))
    assert "Waiting for a second reader: One CARTON holds 10. Dilys Morgan" in page
    sign_in(stella).post(f"/review/answers/{proposed.pk}/confirm/")
    settle_down()
    assert match_of("SMR").eaches == 10


def test_ask_wants_words_and_a_trust_of_the_question(sign_in, stella, cartons, amina):
    client = sign_in(stella)
    address = f"/review/{cartons.pk}/ask/"

    silent = client.post(address, {"organisation": amina.organisation_id})
    elsewhere = client.post(
        address, {"organisation": stella.organisation_id, "note": "Which?"}
    )

    assert silent.status_code == elsewhere.status_code == 422
    assert "Write what the trust is to look up." in words_of(silent)
    assert "Choose one of the trusts in the question." in words_of(elsewhere)


def test_nobody_confirms_an_answer_of_their_own(sign_in, stella, cartons, settings):
    settings.REVIEW_SECOND_READER_ABOVE = "100"
    client = sign_in(stella)
    answer(client, cartons, "PACK 10 0")
    given = Answer.objects.get()

    page = client.get(f"/review/{cartons.pk}/")
    refused = client.post(f"/review/answers/{given.pk}/confirm/")

    assert "Somebody else has to confirm it" in words_of(page)
    assert refused.status_code == 422
    assert "1 waits for a second reader" in words_of(client.get("/review/"))


def test_a_second_reader_who_disagrees_lets_the_question_wait_again(
    sign_in, stella, dilys, cartons
):
    answer(sign_in(dilys), cartons, "PACK 10 0")
    given = Answer.objects.get()

    sign_in(stella).post(f"/review/answers/{given.pk}/refuse/", {"note": "Box says 12"})

    cartons.refresh_from_db()
    assert cartons.state == QuestionState.OPEN
    assert "Box says 12" in words_of(sign_in(dilys).get("/review/answers/"))


def test_answers_are_listed_with_who_and_when(sign_in, stella, aldo, cartons):
    answer(sign_in(stella), cartons, "PACK 10 0")

    words = words_of(sign_in(stella).get("/review/answers/"))

    assert "One CARTON holds 10" in words
    assert "Stella Nowak" in words
    assert "Undo" in words
    assert "Undo" not in words_of(sign_in(aldo).get("/review/answers/"))
