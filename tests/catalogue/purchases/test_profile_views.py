"""The pages of profiles: shown, changed, tried on a file, deleted and brought back."""

import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalogue.purchases import actions, files, uploads
from catalogue.purchases.models import Import, Profile, PurchaseLine
from tests.catalogue.purchases.pages import text_of
from tests.extracts import extract, import_bytes, row

pytestmark = pytest.mark.django_db

NEXT = extract(row(po_number="2"), row(po_number="3", quantity="lots"))


@pytest.fixture
def profile(northgate):
    return import_bytes(extract(row()), northgate).profile


@pytest.fixture
def client(sign_in, amina):
    return sign_in(amina)


def address(name, profile, *more):
    return reverse(name, args=[profile.pk, *more])


def form_of(client, profile, **said):
    """What a browser sends of the page's form, with some of it changed."""
    form = client.get(address("profile_edit", profile)).context["form"]
    sent = {field.html_name: field.value() for field in form}
    return {name: value or "" for name, value in sent.items()} | said


def edit(client, profile, **said):
    sent = form_of(client, profile, **said)
    return client.post(address("profile_edit", profile), sent)


def given(content=NEXT, name="next <i>.csv"):
    return SimpleUploadedFile(name, content)


def test_profile_list_says_what_each_is_and_was_last_used_for(client, profile):
    shown = text_of(client.get(reverse("profile_list")))

    assert "Purchase orders" in shown
    assert "Text with commas between the cells, UTF-8" in shown
    assert "extract.csv" in shown


def test_profile_list_asks_the_same_of_the_database_for_many(
    client, profile, amina, django_assert_max_num_queries
):
    for name in ("A", "B", "C"):
        actions.make_profile(profile, name=name, by=amina, at=timezone.now())

    with django_assert_max_num_queries(9):
        client.get(reverse("profile_list"))


def test_profile_detail_shows_the_layout_in_words_and_its_history(client, profile):
    edit(client, profile, date_order="mdy", save="1")

    shown = text_of(client.get(address("profile_detail", profile)))

    assert "Month first, as in 12/31/2026" in shown
    assert "“Qty”, column N" in shown
    assert "Make it as it was then" in shown


def test_profile_edit_saves_every_part(client, profile):
    said = {
        "name": "  Main   system ",
        "delimiter": ";",
        "encoding": "mac_roman",
        "heading_row": "4",
        "heading_of_quantity": "Ordered",
        "heading_of_line_value": "",
        "heading_of_category": "eClass",
        "date_order": "mdy",
        "decimal_mark": ",",
        "prices_include_vat": "yes",
        "units": "Z1 = BOX100\n\n z2=EACH",
    }

    response = edit(client, profile, save="1", **said)

    assert response["Location"] == address("profile_detail", profile)
    profile.refresh_from_db()
    layout = profile.layout
    assert profile.name == "Main system"
    assert layout["delimiter"] == ";"
    assert (layout["encoding"], layout["heading_row"]) == ("mac_roman", 4)
    assert layout["headings"][layout["columns"]["quantity"]] == "Ordered"
    assert "line_value" not in layout["columns"]
    assert layout["headings"][layout["columns"]["category"]] == "eClass"
    assert (layout["date_order"], layout["decimal_mark"]) == ("mdy", ",")
    assert layout["prices_include_vat"] is True
    assert layout["units"] == {"Z1": "BOX100", "z2": "EACH"}


def test_profile_edit_saves_nothing_where_nothing_differs(client, profile):
    edit(client, profile, save="1")

    assert profile.versions.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"heading_of_quantity": ""}, "every extract must have it"),
        ({"heading_of_quantity": "Unit price"}, "already"),
        ({"heading_row": "0"}, "greater than or equal to 1"),
        ({"units": "BX"}, "does not say which unit"),
    ],
)
def test_profile_edit_says_what_cannot_be(client, profile, said, sentence):
    response = edit(client, profile, save="1", **said)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert profile.versions.count() == 1


def test_profile_edit_tries_an_edit_on_a_file_and_writes_nothing(client, profile):
    response = edit(
        client, profile, prices_include_vat="yes", tried_file=given(), **{"try": "1"}
    )

    shown = text_of(response)
    assert "How next <i>.csv would be read" in shown
    assert "2 rows" in shown.replace("<strong>", "").replace("</strong>", "")
    assert "1 row where the quantity is not a number" in shown
    assert "£54.17" in shown
    assert PurchaseLine.objects.count() == 1
    assert Import.objects.count() == 1
    assert profile.versions.count() == 1
    profile.refresh_from_db()
    assert profile.layout["prices_include_vat"] is False


def test_profile_edit_tries_the_same_file_again_without_sending_it(client, profile):
    first = edit(client, profile, tried_file=given(), **{"try": "1"})
    token = first.context["tried"].token

    again = edit(client, profile, tried_before=token, **{"try": "1"})

    assert again.context["tried"].trial == first.context["tried"].trial


def test_a_tried_file_is_this_members_alone(client, profile, sign_in, ben):
    token = (
        edit(client, profile, tried_file=given(), **{"try": "1"}).context["tried"].token
    )

    response = edit(sign_in(ben), profile, tried_before=token, **{"try": "1"})

    assert "Choose a file to try the profile on" in text_of(response)
    forged = edit(client, profile, tried_before="forged", **{"try": "1"})
    assert "Choose a file to try the profile on" in text_of(forged)


def test_profile_edit_tries_the_kept_file_of_an_import(client, profile):
    imported = str(Import.objects.get().pk)

    response = edit(client, profile, tried_import=imported, **{"try": "1"})

    assert "The file is as the profile says." in text_of(response)
    assert response.context["tried"].trial.taken == 1


def test_profile_edit_says_what_differs_and_what_would_be_asked(client, profile):
    content = extract(row()).replace(b"Qty", b"Antal")

    response = edit(client, profile, tried_file=given(content), **{"try": "1"})

    assert "Which column holds the quantity?" in text_of(response)
    assert response.context["tried"].trial is None


def test_profile_edit_says_why_a_file_cannot_be_read(client, profile):
    response = edit(client, profile, tried_file=given(b""), **{"try": "1"})

    assert "empty" in text_of(response)


def test_profile_edit_takes_in_no_file_over_the_limit(client, profile, settings):
    settings.EXTRACT_MAX_BYTES = 1_000
    big = given(b"x" * (1_000 + uploads._AROUND_THE_FILE + 1))

    response = edit(client, profile, tried_file=big, **{"try": "1"})

    assert "larger than" in text_of(response)


def test_a_tried_file_is_swept_with_other_strays(client, profile):
    edit(client, profile, tried_file=given(), **{"try": "1"})
    [stray] = [
        path
        for path in files.path_of("").iterdir()
        if not Import.objects.filter(sha256=path.name).exists()
    ]
    old = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(stray, (old, old))

    edit(client, profile, tried_file=given(extract(row())), **{"try": "1"})

    assert not stray.exists()


def test_profile_copy_makes_another_to_change(client, profile):
    response = client.post(address("profile_copy", profile), {"name": "Pharmacy"})

    made = Profile.objects.get(name="Pharmacy")
    assert response["Location"] == address("profile_edit", made)
    taken = client.post(address("profile_copy", profile), {"name": "pharmacy"})
    assert "There is a profile “pharmacy” already" in text_of(taken)


def test_profile_remove_offers_to_bring_it_back(client, profile):
    shown = text_of(client.post(address("profile_remove", profile), follow=True))
    assert address("profile_restore", profile) in shown
    twice = client.post(address("profile_remove", profile), follow=True)
    assert "deleted already" in text_of(twice)
    assert "Deleted" in text_of(client.get(address("profile_detail", profile)))
    assert client.get(address("profile_edit", profile)).status_code == 404

    client.post(address("profile_restore", profile))
    again = client.post(address("profile_restore", profile), follow=True)

    assert Profile.objects.kept().get() == profile
    assert "is back already" in text_of(again)


def test_profile_put_back_makes_it_as_it_was(client, profile):
    first = profile.versions.get()
    edit(client, profile, name="Main", save="1")

    client.post(address("profile_put_back", profile, first.pk))

    profile.refresh_from_db()
    assert profile.name == "Purchase orders"


def test_profile_put_back_says_where_the_name_was_given_away(client, profile, amina):
    first = profile.versions.get()
    edit(client, profile, name="Main", save="1")
    actions.make_profile(profile, name=first.name, by=amina, at=timezone.now())

    response = client.post(address("profile_put_back", profile, first.pk), follow=True)

    assert "There is a profile" in text_of(response)


@pytest.mark.parametrize(
    "name", ["profile_detail", "profile_edit", "profile_copy", "profile_remove"]
)
def test_another_trusts_profile_is_not_there(sign_in, dilys, profile, name):
    client = sign_in(dilys)
    ask = client.post if name == "profile_remove" else client.get

    assert ask(address(name, profile)).status_code == 404


def test_the_steward_looks_after_every_organisations_profiles(sign_in, stella, profile):
    client = sign_in(stella)

    assert "Northgate" in text_of(client.get(reverse("profile_list")))
    assert client.get(address("profile_edit", profile)).status_code == 200
