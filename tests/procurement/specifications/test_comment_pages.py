"""Comments: said in their place, listed, answered by name, and their author is told."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from procurement.specifications import actions
from procurement.specifications.models import Answer, Comment
from tests.cast import signed_in_client
from tests.factories import make_membership, make_organisation
from tests.procurement.specifications.world import change, make_world
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world(at=timezone.now())
    actions.open_consultation(world.version, by=world.chair, at=timezone.now())
    world.version.refresh_from_db()
    return world


@pytest.fixture
def carys(world):
    return signed_in_client(world.member("Carys"))


def address(name, world, query=""):
    place = [world.specification.pk, world.version.number]
    return reverse(name, args=place) + query


def say(world, text="Keep 14 Ch.", **place):
    return actions.comment(
        world.version, text=text, **place, by=world.member("Carys"), at=timezone.now()
    )


PARAGRAPH = "?heading=technical_text&paragraph=2"


def test_comment_is_said_in_its_place_without_a_script(world, carys):
    page = carys.get(address("comment_add", world, PARAGRAPH))
    assert "And for that." in page.text

    answer = carys.post(address("comment_add", world, PARAGRAPH), {"text": "Why?"})

    assert answer["Location"].endswith("#technical_text-2")
    comment = Comment.objects.get()
    assert (comment.heading, comment.paragraph) == ("technical_text", 2)
    assert "Why?" in carys.get(answer["Location"]).text


def test_comment_comes_back_in_its_place_with_a_script(world, carys):
    part = {"HX-Request": "true"}
    form = carys.get(address("comment_add", world, "?criterion=1"), headers=part).text
    assert "<h1" not in form
    assert 'hx-target="#at-criteria-1"' in form

    said = carys.post(
        address("comment_add", world, "?criterion=1"), {"text": "Why?"}, headers=part
    ).text

    assert "Sent. You will read here what becomes of it." in said
    assert "Why?" in said
    assert Comment.objects.get().criterion.position == 1


@pytest.mark.parametrize(
    "query",
    [
        "?heading=technical_text&paragraph=3",
        "?heading=technical_text",
        "?heading=state&paragraph=1",
        "?criterion=2",
        "?criterion=x",
    ],
)
def test_a_place_that_is_not_there_is_not_found(world, carys, query):
    assert carys.get(address("comment_add", world, query)).status_code == 404


def test_an_empty_comment_and_a_closed_version_are_said(world, carys):
    page = carys.post(address("comment_add", world), {"text": " "})
    assert page.status_code == 422
    assert "Write what you want to say." in page.text

    actions.withdraw(world.version, reason="No.", by=world.chair, at=timezone.now())
    page = carys.post(address("comment_add", world), {"text": "Still this."})
    assert "Version 1 is not open to comments." in page.text
    assert "Still this." in page.text


def test_an_answer_is_by_name_and_its_author_reads_it_and_is_told(world, carys):
    said = say(world, heading="technical_text", paragraph=1)
    mail.outbox.clear()

    chair = signed_in_client(world.chair)
    page = chair.post(
        reverse("comment_answer", args=[said.pk]),
        {"outcome": "CHANGES_NEXT", "text": "14 Ch stays."},
        follow=True,
    )

    assert "Carys Jones is told by e-mail." in page.text
    [letter] = mail.outbox
    assert letter.to == ["carys@example.org"]
    assert "Glenys Price answers. The next version changes it:" in letter.body
    reading = carys.get(address("version_detail", world)).text
    assert "You said, we did" in reading
    assert "14 Ch stays." in reading


def test_nobody_else_answers(world):
    said = say(world)
    other = make_membership("Chidi Obi", Role.CLINICAL_CHAIR, world.chair.organisation)

    page = signed_in_client(other).post(
        reverse("comment_answer", args=[said.pk]),
        {"outcome": "EXPLAINED", "text": "No."},
    )

    assert page.status_code == 422
    assert "Its drafter and its chair answer comments." in page.text
    assert not Answer.objects.exists()


def test_comment_list_is_narrowed_and_takes_as_many_queries_for_many(
    world, carys, django_assert_max_num_queries
):
    first = say(world, "The first.")
    actions.answer(
        first, outcome="EXPLAINED", text="So.", by=world.chair, at=timezone.now()
    )
    for number in range(60):
        say(world, f"Number {number}.")

    with django_assert_max_num_queries(14):
        page = carys.get(address("comment_list", world))
    assert "61 comments, 60 waiting for an answer." in page.text
    assert "The first." not in page.text
    answered = carys.get(address("comment_list", world, "?show=answered")).text
    assert "The first." in answered
    assert "Number 1." not in answered


def test_a_paper_is_only_ever_a_download(world, carys):
    paper = world.version.evidence.get().file
    place = reverse("evidence_download", args=[world.specification.pk, paper.sha256])

    answer = carys.get(place)

    assert answer.content == b"46 uses"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_another_trusts_specification_is_not_there(world, carys):
    stranger = make_membership(
        "Sid Ruiz", Role.CLINICAL_REVIEWER, make_organisation("PND", "Pendle")
    )
    client = signed_in_client(stranger)
    paper = world.version.evidence.get().file

    for place in (
        address("version_detail", world),
        address("comment_list", world),
        address("comment_add", world),
        reverse("evidence_download", args=[world.specification.pk, paper.sha256]),
    ):
        assert client.get(place).status_code == 404


def test_version_detail_marks_what_changed_since_the_one_before(world, carys):
    change(world, at=timezone.now())

    page = carys.get(address("version_detail", world)).text

    assert "3 changes since version 1" in page
    assert "<ins>" in page
    assert "[taken out: " in page
