"""Writing a draft, its criteria, products and evidence, and taking it on."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procurement.specifications import actions
from procurement.specifications.models import Criterion, Heading, Version, VersionState
from procurement.specifications.rules.versions import MOST_FILE_BYTES
from tests.factories import make_membership
from tests.procurement.specifications.world import AT, TEXTS, make_product, make_world
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def amina(sign_in, world):
    return sign_in(world.drafter)


@pytest.fixture
def chair(sign_in, world):
    return sign_in(world.chair)


def of_version(world, name, *more):
    number = world.version.number
    return reverse(name, args=[world.specification.pk, number, *more])


def now(world):
    return Version.objects.get(pk=world.version.pk)


def typed(page, **said):
    """What a browser sends back: all that the form shows, changed here and there."""
    form = page.context["form"]
    values = {each.name: each.value() or "" for each in form}
    return values | {"review_on": "2028-10-01"} | said


def test_version_edit_saves_and_keeps_one_kind_of_line_end(amina, world):
    address = of_version(world, "version_edit")
    said = typed(amina.get(address), safety_text="One.\r\n\r\nTwo.")

    answer = amina.post(address, said)

    assert answer["Location"] == address
    assert now(world).safety_text == "One.\n\nTwo."
    assert now(world).product_text == TEXTS["product_text"]


def test_version_edit_over_a_newer_text_saves_nothing_and_shows_both(amina, world):
    address = of_version(world, "version_edit")
    mine = typed(amina.get(address), product_text="Mine.")
    theirs = TEXTS | {"product_text": "Theirs."}
    actions.write(
        world.version, texts=theirs, what_changes="", review_on=None, by=None, at=AT
    )

    page = amina.post(address, mine)

    assert page.status_code == 422
    assert "Somebody saved another text since" in page.content.decode()
    assert ("Product information", "Theirs.") in page.context["theirs"]
    assert page.context["form"]["product_text"].value() == "Mine."
    assert now(world).product_text == "Theirs."
    again = mine | {"basis": page.context["form"]["basis"].value()}
    assert amina.post(address, again).status_code == 302
    assert now(world).product_text == "Mine."


def test_version_edit_loses_nothing_when_it_is_a_draft_no_longer(amina, world):
    address = of_version(world, "version_edit")
    mine = typed(amina.get(address), product_text="Mine.")
    actions.open_consultation(world.version, by=world.chair, at=AT)

    page = amina.post(address, mine)

    assert page.status_code == 422
    assert "is no longer a draft" in page.content.decode()
    assert page.context["form"]["product_text"].value() == "Mine."


def test_criteria_are_added_changed_ordered_and_dropped(amina, world):
    said = {
        "text": "It opens with gloves on.",
        "domain": "OPENING",
        "is_mandatory": "yes",
        "weight": "3",
        "professions": ["NURSE"],
        **{f"anchor_{number}": f"Meaning {number}" for number in range(4)},
    }
    amina.post(of_version(world, "criterion_add"), said)
    added = Criterion.objects.get(domain="OPENING")

    amina.post(reverse("criterion_change", args=[added.pk]), said | {"weight": "5"})
    amina.post(reverse("criterion_move", args=[added.pk]), {"to": "up"})

    added.refresh_from_db()
    assert (added.position, added.weight, added.is_mandatory) == (1, 5, True)
    amina.post(reverse("criterion_drop", args=[added.pk]))
    assert list(world.version.criteria.values_list("position", flat=True)) == [1]


def test_a_criterion_that_somebody_else_changed_is_not_written_over(amina, world):
    criterion = world.version.criteria.get()
    address = reverse("criterion_change", args=[criterion.pk])
    shown = amina.get(address).context["form"]
    mine = {each.name: each.value() for each in shown} | {"text": "Mine."}
    actions.change_criterion(criterion, text="Theirs.", by=None, at=AT)

    page = amina.post(address, mine)

    assert page.status_code == 422
    assert "Theirs." in page.content.decode()
    assert page.context["form"]["text"].value() == "Mine."
    mine["basis"] = page.context["form"]["basis"].value()
    amina.post(address, mine)
    assert Criterion.objects.get().text == "Mine."


def test_products_are_found_considered_and_proposed(amina, world):
    product = make_product("Foley catheter silicone 16 Ch")
    address = of_version(world, "considered_list")
    page = amina.get(address, {"q": "silicone"})

    amina.post(
        of_version(world, "considered_add"), {"product": product.pk, "as": "considered"}
    )

    assert [hit.product for hit in page.context["looked"].hits] == [product]
    added = world.version.considered.get(product=product)
    assert not added.is_standard
    amina.post(
        reverse("considered_change", args=[added.pk]),
        {"is_standard": "yes", "eaches_per_use": "1.5", "note": "Softest of all."},
    )
    added.refresh_from_db()
    assert (added.is_standard, added.note) == (True, "Softest of all.")
    assert added.eaches_per_use == Decimal("1.5")
    assert "takes 1.5 eaches" in amina.get(address).content.decode()
    page = amina.post(
        reverse("considered_change", args=[added.pk]),
        {"is_standard": "yes", "eaches_per_use": "0", "note": ""},
    )
    assert "Give a number above 0" in page.content.decode()
    amina.post(reverse("considered_drop", args=[added.pk]))
    assert world.version.considered.count() == 1


def test_evidence_is_kept_as_it_came_and_a_file_too_large_is_refused(amina, world):
    address = of_version(world, "evidence_list")
    paper = SimpleUploadedFile("a.html", b"<script>")

    amina.post(address, {"file": paper, "kind": "STUDY", "note": ""})
    large = SimpleUploadedFile("b.bin", b"0" * (MOST_FILE_BYTES + 1))
    page = amina.post(address, {"file": large, "kind": "STUDY", "note": "Mine."})

    kept = world.version.evidence.get(file__name="a.html")
    assert bytes(kept.file.content) == b"<script>"
    assert kept.file.sha256 in amina.get(address).content.decode()
    assert "larger than 20 MB" in page.content.decode()
    assert page.context["form"]["note"].value() == "Mine."
    amina.post(reverse("evidence_drop", args=[kept.pk]))
    assert world.version.evidence.count() == 1


def test_chair_opens_consultation_and_withdraws_with_a_reason(chair, world):
    chair.post(of_version(world, "version_move", "consult"))
    assert now(world).state == VersionState.CONSULTATION

    refused = chair.post(of_version(world, "version_move", "withdraw"), {"reason": ""})
    chair.post(of_version(world, "version_move", "withdraw"), {"reason": "No use."})

    assert "Say why" in refused.content.decode()
    assert now(world).state == VersionState.WITHDRAWN
    page = chair.get(reverse("specification_detail", args=[world.specification.pk]))
    assert "No use." in page.content.decode()


def test_version_move_says_why_not_and_never_adopts(chair, world):
    Criterion.objects.all().delete()
    page = chair.get(of_version(world, "version_move", "consult")).content.decode()

    answer = chair.post(of_version(world, "version_move", "reaffirm"), {"reason": "x"})

    assert "There is no criterion yet" in page
    assert answer.status_code == 422
    assert now(world).state == VersionState.DRAFT
    assert chair.get(of_version(world, "version_move", "adopt")).status_code == 404


def test_next_version_begins_with_what_the_one_before_says(amina, world):
    actions.open_consultation(world.version, by=world.chair, at=AT)

    answer = amina.post(of_version(world, "version_next"), {"note": "It leaks."})

    following = Version.objects.get(number=2)
    address = reverse("version_edit", args=[world.specification.pk, 2])
    assert answer["Location"] == address
    assert following.text_of(Heading.SAFETY) == TEXTS["safety_text"]
    assert now(world).state == VersionState.SUPERSEDED


def test_a_draft_of_others_is_neither_seen_nor_changed(sign_in, world):
    stranger = make_membership("Ben Okoro", Role.TRUST_LEAD, world.trusts[2])
    actions.leave_trust(
        world.specification, world.trusts[2], reason="x", by=None, at=AT
    )
    world.specification.participating.filter(organisation=world.trusts[2]).delete()
    client, criterion = sign_in(stranger), world.version.criteria.get()

    found = [
        client.get(of_version(world, name)).status_code
        for name in ("version_edit", "criterion_list", "evidence_list")
    ]
    dropped = client.post(reverse("criterion_drop", args=[criterion.pk]))

    assert {*found, dropped.status_code} == {404}
