"""The history of imports: its pages, its cost, and who may see and do what."""

from html import unescape

import pytest
from django.urls import reverse

from catalogue.purchases.histories import PAGE
from catalogue.purchases.models import Import
from tests.extracts import AT, extract, import_bytes, row

pytestmark = pytest.mark.django_db


def imports_of(organisation, count):
    return Import.objects.bulk_create(
        Import(
            organisation=organisation,
            file_name=f"extract {number}.csv",
            sha256=f"{number:064x}",
            size=1,
            state="DONE",
            uploaded_at=AT,
            finished_at=AT,
        )
        for number in range(count)
    )


def names(response):
    return [each.file_name for each in response.context["page"].imports]


def test_import_list_is_empty_with_a_way_to_begin(sign_in, amina):
    response = sign_in(amina).get(reverse("import_list"))

    assert "Nothing has been imported yet" in response.content.decode()
    assert reverse("import_upload") in response.content.decode()


def test_import_list_goes_back_and_forth_without_missing_one(sign_in, amina, northgate):
    imports_of(northgate, 2 * PAGE + 1)
    client, address = sign_in(amina), reverse("import_list")

    first = client.get(address)
    second = client.get(address, {"before": first.context["page"].older_than})
    third = client.get(address, {"before": second.context["page"].older_than})
    back = client.get(address, {"after": third.context["page"].newer_than})

    seen = names(first) + names(second) + names(third)
    assert seen == [f"extract {number}.csv" for number in reversed(range(2 * PAGE + 1))]
    assert names(back) == names(second)
    assert third.context["page"].older_than == 0
    assert first.context["page"].newer_than == 0


@pytest.mark.parametrize("count", [1, PAGE])
def test_import_list_costs_the_same_queries_however_long(
    sign_in, amina, northgate, django_assert_num_queries, count
):
    imports_of(northgate, count)
    client = sign_in(amina)
    client.get(reverse("import_list"))

    with django_assert_num_queries(3):  # who asks, where they belong, the page
        client.get(reverse("import_list"))


@pytest.mark.parametrize("query", ["before=x", "after=-1", "before=9" + "9" * 30])
def test_import_list_makes_nothing_of_a_number_that_is_none(sign_in, amina, query):
    assert sign_in(amina).get(f"{reverse('import_list')}?{query}").status_code == 200


def test_import_list_answers_htmx_with_the_table_alone(sign_in, amina):
    response = sign_in(amina).get(
        reverse("import_list"), headers={"HX-Request": "true"}
    )

    assert "<html" not in response.content.decode()


def test_import_list_shows_a_trust_its_own_and_the_region_all(
    sign_in, amina, rae, northgate, southmere
):
    imports_of(northgate, 1)
    imports_of(southmere, 2)
    address = reverse("import_list")

    assert len(names(sign_in(amina).get(address))) == 1
    assert len(names(sign_in(rae).get(address))) == 3


GET_PAGES = ["import_detail", "import_roll_back", "import_rejected"]
POST_PAGES = ["import_confirm", "import_discard", "import_again", "import_roll_back"]


@pytest.mark.parametrize(
    ("method", "name"),
    [("get", name) for name in GET_PAGES] + [("post", name) for name in POST_PAGES],
)
def test_pages_of_another_trusts_import_are_not_found(
    sign_in, dilys, northgate, method, name
):
    of_import = import_bytes(extract(row(), row()), northgate)

    response = getattr(sign_in(dilys), method)(reverse(name, args=[of_import.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("who", "may_see", "may_import"),
    [
        ("amina", True, True),
        ("ben", True, True),
        ("stella", True, True),
        ("rae", True, False),
        ("aldo", True, False),
        ("carys", False, False),
        ("petra", False, False),
    ],
)
def test_who_may_see_imports_and_who_may_make_them(
    request, sign_in, who, may_see, may_import
):
    client = sign_in(request.getfixturevalue(who))

    assert client.get(reverse("import_list")).status_code == (200 if may_see else 403)
    new = client.get(reverse("import_upload"))
    assert new.status_code == (200 if may_import else 403)


def test_import_detail_offers_who_may_only_read_no_button(
    sign_in, rae, northgate, amina
):
    of_import = import_bytes(extract(row()), northgate)

    shown = unescape(
        sign_in(rae).get(reverse("import_detail", args=[of_import.pk])).content.decode()
    )

    assert "Roll this import back" not in shown
    response = sign_in(rae).post(reverse("import_roll_back", args=[of_import.pk]))
    assert response.status_code == 403
