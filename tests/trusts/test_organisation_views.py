"""The pages of organisations: as at a day, with their history, and changing it."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from tests.factories import make_membership, make_organisation
from trusts import actions
from trusts.models import Membership, Organisation
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def history():
    """Pennine gave a part to Manchester and was acquired by Salford, which was then
    called Northern Care Alliance."""
    by = {"by": None, "at": timezone.now()}
    pennine, salford, manchester = (
        actions.add_organisation(
            code=code, name=name, kind="acute", postcode="M8 5RB", **by
        )
        for code, name in (
            ("RW6", "Pennine"),
            ("RM3", "Salford"),
            ("R0A", "Manchester"),
        )
    )
    day = date(2021, 10, 1)
    actions.succeed_organisation(
        pennine, successor=manchester, kind="split", on=date(2021, 4, 1), **by
    )
    actions.succeed_organisation(
        pennine, successor=salford, kind="acquired", on=day, note="By statute.", **by
    )
    actions.rename_organisation(salford, name="Northern Care", on=day, **by)


def words_of(response):
    page = response.content.decode().replace("</t", " </t").replace("</d", " </d")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))


def test_the_list_shows_who_is_open_and_those_closed_apart(sign_in, amina, history):
    today = sign_in(amina).get("/organisations/")
    closed = words_of(sign_in(amina).get("/organisations/?state=closed"))

    names = [row.name for row in today.context["rows"]]
    assert names == ["Manchester", "Northern Care", "Northgate University Hospitals"]
    assert "3 open 1 closed" in words_of(today)
    assert "Pennine was acquired by Northern Care on 1 October 2021" in closed
    assert "A part of Pennine went to Manchester on 1 April 2021" in closed


def test_the_list_as_at_a_day_shows_names_as_they_were(sign_in, amina, history):
    page = sign_in(amina).get("/organisations/?on=2021-09-30")

    words = words_of(page)
    assert "As at 30 September 2021, by the names of that day" in words
    assert "Salford Today Northern Care" in words
    assert [row.name for row in page.context["rows"]][-1] == "Pennine"


def test_the_list_finds_earlier_names_and_codes(sign_in, amina, history):
    for search in ("salford", "rm3", "CARE north"):
        page = sign_in(amina).get(f"/organisations/?search={search}")
        assert [row.organisation.code for row in page.context["rows"]] == ["RM3"]
    nothing = sign_in(amina).get("/organisations/?search=salford&kind=council")
    assert "No organisation matches" in words_of(nothing)


def test_the_list_takes_few_queries_however_long(
    sign_in, amina, django_assert_max_num_queries
):
    Organisation.objects.bulk_create(
        Organisation(code=f"X{number:03}", name=f"Trust {number:03}", kind="acute")
        for number in range(120)
    )
    client = sign_in(amina)

    with django_assert_max_num_queries(16):
        page = client.get("/organisations/")
    older = client.get("/organisations/?after=" + page.context["page"].older)

    assert len(page.context["rows"]) == 50
    assert older.context["rows"][0].name == "Trust 049"


def test_a_page_says_what_came_and_what_became_of_it(sign_in, amina, history):
    pennine = words_of(sign_in(amina).get("/organisations/RW6/"))
    salford = words_of(sign_in(amina).get("/organisations/RM3/"))

    assert "Closed on 1 October 2021" in pennine
    assert "restated: then they stand under Northern Care" in pennine
    assert "a part that went elsewhere is not divided off" in pennine
    assert "Pennine was acquired by Northern Care on 1 October 2021" in salford
    assert "Salford The beginning the day before 1 October 2021" in salford
    assert "Northern Care 1 October 2021 now" in salford
    assert "Change it" not in salford
    assert sign_in(amina).get("/organisations/RXX/").status_code == 404


def test_who_looks_after_people_sees_how_many_there_are(sign_in, amina, ben, dilys):
    own = words_of(sign_in(amina).get("/organisations/NGT/"))
    other = words_of(sign_in(amina).get("/organisations/SMR/"))
    to_a_buyer = words_of(sign_in(ben).get("/organisations/NGT/"))

    assert "People with access 2" in own
    assert "Newest import None yet" in own
    for words in (other, to_a_buyer):
        assert "People with access" not in words
    assert "Newest import" not in other


@pytest.mark.parametrize(
    "address",
    ["add/", "NGT/change/name/", "NGT/change/closing/", "NGT/take-back/name/"],
)
def test_a_trusts_administrator_changes_no_organisation(sign_in, northgate, address):
    local = make_membership("Lara Stone", Role.ADMINISTRATOR, northgate)
    client = sign_in(local)

    for answer in (
        client.get(f"/organisations/{address}"),
        client.post(f"/organisations/{address}", {"name": "X", "on": "2021-10-01"}),
    ):
        assert answer.status_code == 403
        assert "administrator of the regional office" in answer.content.decode()
    assert "Change it" not in words_of(client.get("/organisations/NGT/"))


def test_a_change_is_previewed_then_made_then_taken_back(sign_in, petra, southmere):
    client = sign_in(petra)
    address = "/organisations/SMR/change/name/"
    asked = {"name": "Southmere and Vale", "on": "2021-10-01"}

    preview = client.post(address, asked)
    assert "Until 30 September 2021: “Southmere Hospitals”" in words_of(preview)
    southmere.refresh_from_db()
    assert southmere.name == "Southmere Hospitals"

    done = client.post(address, asked | {"confirm": "1"}, follow=True)
    undo = "/organisations/SMR/take-back/name/"
    assert f'action="{undo}"' in done.content.decode()

    asks_why = client.post(undo)
    assert asks_why.status_code == 200
    assert "is called “Southmere Hospitals” again" in words_of(asks_why)
    assert client.post(undo, {"reason": " "}).status_code == 422
    client.post(undo, {"reason": "Announced, not decided"})
    southmere.refresh_from_db()
    assert southmere.name == "Southmere Hospitals"


def test_what_may_not_be_is_refused_before_the_preview(sign_in, petra, history):
    client = sign_in(petra)

    circle = {"kind": "split", "successor": "RW6", "on": "2021-10-01"}
    answer = client.post("/organisations/RM3/change/succession/", circle)
    assert answer.status_code == 422
    assert "not the other way" in words_of(answer)
    nothing = client.post("/organisations/RM3/change/succession/", {"kind": ""})
    assert "Choose the other organisation." in words_of(nothing)
    assert client.get("/organisations/RM3/change/colour/").status_code == 404


def test_a_merger_says_what_it_does_and_ends_access_when_told(
    sign_in, petra, dilys, northgate
):
    client = sign_in(petra)
    address = "/organisations/SMR/change/succession/"
    asked = {"kind": "merged", "successor": "NGT", "on": "2021-01-01", "note": ""}

    words = words_of(client.post(address, asked))
    assert "restated to Northgate University Hospitals" in words
    assert "1 person has access there beyond that day: Dilys Morgan, buyer" in words
    assert "It has no order lines" in words

    refused = client.post(address, asked | {"confirm": "1"})
    assert refused.status_code == 422
    assert "1 person has access there beyond that day: Dilys" in words_of(refused)
    client.post(address, asked | {"confirm": "1", "end_access_of": "1"})

    dilys.organisation.refresh_from_db()
    assert dilys.organisation.closed_on == date(2021, 1, 1)
    assert not Membership.objects.get(pk=dilys.pk).is_active(on=timezone.localdate())


def test_an_organisation_is_added_once(sign_in, petra):
    client = sign_in(petra)
    asked = {"code": "rxk", "name": "Sandwell", "kind": "acute", "postcode": "b18 7qh"}

    client.post("/organisations/add/", asked)
    again = client.post("/organisations/add/", asked)

    added = Organisation.objects.get(code="RXK")
    assert (added.postcode, added.name_on(date(2001, 1, 1))) == ("B18 7QH", "Sandwell")
    assert again.status_code == 422
    assert "RXK is the code of Sandwell already" in words_of(again)


def test_a_correction_shows_what_becomes_what(sign_in, petra, southmere):
    make_organisation("SMR")
    asked = {"name": "Southmere", "kind": "council", "postcode": "", "opened_on": ""}

    words = words_of(sign_in(petra).post("/organisations/SMR/change/details/", asked))

    assert "Name: “Southmere Hospitals” becomes “Southmere”" in words
    assert "Kind: acute trust becomes council" in words
    assert "no longer counts among the trusts" in words


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/organisations/%00/", 404),
        ("/organisations/no-code/", 404),
        ("/coverage/%00/", 404),
        ("/coverage/NGT/9999-12/", 404),
        ("/organisations/?after=x%00_1", 200),
    ],
)
def test_an_address_that_names_nothing_is_no_page(sign_in, amina, address, status):
    assert sign_in(amina).get(address).status_code == status
