"""The pages of the review desk: who sees what."""

from html import unescape

import pytest
from django.utils.html import strip_tags
from pytest_django.asserts import assertRedirects

from procurement.review import actions
from procurement.review.models import Question, QuestionState
from tests.catalogue.matching.buying import load
from tests.files import rows_of, table_of
from tests.procurement.review.world import (
    AT,
    GOWN,
    MARKER,
    answer,
    bought,
    question,
    settle_down,
    words_of,
)

pytestmark = pytest.mark.django_db

PAGES = ("/review/", "/review/answers/", "/review/export/")


def test_question_list_shows_what_waits_largest_first(sign_in, stella, cartons):
    words = words_of(sign_in(stella).get("/review/"))

    assert "£900 waits behind 1 question" in words
    assert "Gown" in words
    assert "Unknown pack" in words
    assert "2 trusts" in words


def test_question_list_says_when_nothing_waits(sign_in, stella):
    words = words_of(sign_in(stella).get("/review/"))

    assert "Nothing waits for an answer" in words


def test_question_list_is_narrowed_by_what_stands_in_the_address(
    sign_in, stella, cartons
):
    client = sign_in(stella)

    for shown in ("kind=PACK_UNKNOWN", "trust=SMR", "search=gown", "least_value=900"):
        assert "1 question matches" in words_of(client.get(f"/review/?{shown}"))
    for hidden in ("kind=SUSPECT", "trust=EWD", "search=glove", "least_value=901"):
        assert "No question matches" in words_of(client.get(f"/review/?{hidden}"))
    assert "1 question matches" in words_of(client.get("/review/?firm=harlow"))
    assert "No question matches" in words_of(client.get("/review/?firm=nobody"))
    assert "Give an amount in pounds" in words_of(client.get("/review/?least_value=x"))


def test_a_trust_sees_its_own_questions_and_its_own_money(
    sign_in, dilys, carys, cartons, amina
):
    bought("NGT", "5", quantity="10", unit_price="3", line_value="30", **MARKER)
    settle_down()
    markers = question(kind="UNMATCHED")

    words = words_of(sign_in(dilys).get("/review/"))

    assert "£300 waits behind 1 question" in words
    assert sign_in(dilys).get(f"/review/{cartons.pk}/").status_code == 200
    assert sign_in(dilys).get(f"/review/{markers.pk}/").status_code == 404
    assert answer(sign_in(dilys), markers, "LATER").status_code == 404
    assert sign_in(amina).get(f"/review/{markers.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["carys", "petra"])
def test_roles_without_price_rights_are_refused(sign_in, request, who, cartons):
    client = sign_in(request.getfixturevalue(who))

    for page in (*PAGES, f"/review/{cartons.pk}/"):
        assert client.get(page).status_code == 403
    assert answer(client, cartons, "PACK 10 0").status_code == 403


@pytest.mark.parametrize("who", ["rae", "aldo"])
def test_who_may_look_only_finds_no_button(sign_in, request, who, cartons):
    client = sign_in(request.getfixturevalue(who))

    page = client.get(f"/review/{cartons.pk}/")

    assert page.status_code == 200
    assert 'name="choice"' not in page.content.decode()
    assert "may look at questions and not answer them" in words_of(page)
    assert answer(client, cartons, "PACK 10 0").status_code == 403


def test_question_detail_shows_the_evidence_and_what_each_would_cost(
    sign_in, stella, cartons
):
    words = words_of(sign_in(stella).get(f"/review/{cartons.pk}/"))

    assert "How many are in one CARTON of Gown?" in words
    assert "£900.00 a year waits behind it" in words
    assert "settles 2 items at 2 trusts" in words
    assert "£30.00" in words  # what a carton costs
    assert "It is 10" in words
    assert "in line with the others" in words


def test_a_steward_reads_no_name_beside_a_price_but_of_trusts_in_question(
    sign_in, stella, dilys, cartons
):
    for_stella = words_of(sign_in(stella).get(f"/review/{cartons.pk}/"))
    for_dilys = words_of(sign_in(dilys).get(f"/review/{cartons.pk}/"))

    assert "Trust A £3.00" in for_stella
    assert "EWD Hospitals" not in for_stella
    assert "EWD Hospitals £3.00" in for_dilys
    assert "Trust A" not in for_dilys


def test_the_export_holds_what_the_list_shows(sign_in, stella, cartons):
    client = sign_in(stella)

    rows = rows_of(client.get("/review/export/?kind=PACK_UNKNOWN"))
    empty = client.get("/review/export/?kind=SUSPECT")

    assert (rows[0]["What is asked"], rows[0]["State"]) == ("Unknown pack", "Waiting")
    assert rows[0]["Description"].startswith("Gown")
    assert len(table_of(empty)) == 1
    assertRedirects(
        client.get("/review/export/?least_value=x"), "/review/?least_value=x"
    )


def make_questions(count, organisation):
    return Question.objects.bulk_create(
        Question(
            kind="UNMATCHED",
            key=f"M:{number}",
            value=number + 1,
            items=1,
            organisations=[organisation.pk],
            description=f"Thing {number}",
            opened_at=AT,
        )
        for number in range(count)
    )


def test_the_list_asks_as_much_of_the_database_for_60_questions_as_for_6(
    sign_in, stella, northgate, django_assert_max_num_queries
):
    make_questions(60, northgate)
    client = sign_in(stella)

    with django_assert_max_num_queries(18):
        page = client.get("/review/")

    assert len(page.context["page"].rows) == 50
    further = client.get(f"/review/?after={page.context['page'].older}")
    assert [each.description for each in further.context["page"].rows][-1] == "Thing 0"


def test_a_question_asks_the_database_for_no_more_with_more_items(
    sign_in, stella, cartons, django_assert_max_num_queries
):
    client = sign_in(stella)
    for code in ("AAA", "BBB", "CCC", "DDD"):
        bought(code, **GOWN)
    settle_down()

    with django_assert_max_num_queries(28):
        client.get(f"/review/{cartons.pk}/")


def test_the_words_of_a_file_are_never_markup(sign_in, stella):
    load()
    bought("NGT", **MARKER | {"description": "<script>alert(1)</script> {{ 7 }}"})
    settle_down()
    asked = question(kind="UNMATCHED")

    page = sign_in(stella).get(f"/review/{asked.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "{{ 7 }}" in unescape(strip_tags(page))


def test_refresh_keeps_what_was_answered(sign_in, stella, cartons):
    answer(sign_in(stella), cartons, "PACK 10 0")
    settle_down()
    actions.refresh_questions(on=AT.date(), at=AT, everything=True)

    cartons.refresh_from_db()
    assert cartons.state == QuestionState.SETTLED


def test_question_next_leads_to_the_largest(sign_in, stella, cartons):
    client = sign_in(stella)

    assert client.get("/review/next/")["Location"] == f"/review/{cartons.pk}/"
    narrowed = client.get("/review/next/?kind=SUSPECT")
    assert narrowed["Location"] == "/review/"


def test_the_first_page_leads_to_what_waits(sign_in, stella, dilys, southmere, cartons):
    for_stella = words_of(sign_in(stella).get("/"))
    actions.ask_trust(cartons, organisation=southmere, by=stella, at=AT, note="Which?")
    for_dilys = words_of(sign_in(dilys).get("/"))

    assert "£900 waits behind 1 question" in for_stella
    assert "£300 waits behind 1 question" in for_dilys
    assert "1 question asked of you" in for_dilys


def test_a_product_says_who_decided_what_about_it(sign_in, stella, carys, cartons):
    answer(sign_in(stella), cartons, "PACK 10 0", note="By the label")

    words = words_of(sign_in(stella).get(f"/products/{cartons.product_id}/"))
    for_carys = words_of(sign_in(carys).get(f"/products/{cartons.product_id}/"))

    assert "One CARTON holds 10" in words
    assert "Stella Nowak" in words
    assert "By the label" in words
    assert "Stella Nowak" not in for_carys


def test_what_is_left_out_leads_to_its_question(sign_in, stella, cartons):
    page = sign_in(stella).get("/gaps/left-out/items/?reason=unknown-pack")

    assert f'href="/review/{cartons.pk}/"' in page.content.decode()
    assert 'href="/review/?kind=PACK_UNKNOWN"' in page.content.decode()
