"""A clinician at work: signed in with a password, before a version that is put to
sign-off."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procurement.specifications import actions
from procurement.specifications.models import Heading, Version
from tests.procurement.specifications.world import World, make_world, put_to_sign_off
from tests.trusts.signing_in import PASSWORD, give_password, sign_in_with_password
from trusts.models import Membership

PLAIN = [
    "the",
    "catheter",
    "opens",
    "with",
    "one",
    "gloved",
    "hand",
    "in",
    "a",
    "moment",
]
NIL = {"interest": "none"}
APPROVE = {"choice": "APPROVE"}


TWO_PAGES = 600  # words


def open_world(*, words: int = 0, **more) -> World:
    """Catheters, put to sign-off now; with so many words under their headings."""
    world = make_world(at=timezone.now(), **more)
    if words:
        write(world.version, words, by=world.drafter)
    put_to_sign_off(world, at=timezone.now())
    return world


def write(version: Version, words: int, *, by: Membership) -> None:
    """Two paragraphs under each heading, of so many words in all."""
    each = words // 12
    paragraph = " ".join(PLAIN[place % len(PLAIN)] for place in range(each))
    actions.write(
        version,
        texts={heading.value: f"{paragraph}.\n\n{paragraph}." for heading in Heading},
        what_changes="14 Ch stays; the valve changes; the new box is blue.",
        review_on=version.review_on,
        by=by,
        at=timezone.now(),
    )


def at_work(world: World, name: str) -> Client:
    client, _ = sign_in_with_password(give_password(world.member(name)))
    return client


def reading(world: World) -> str:
    version = world.version
    return reverse("version_detail", args=[version.specification_id, version.number])


def declare(client: Client, world: World, **said):
    round_ = world.round
    return client.post(
        reverse("decision_declare", args=[round_.pk]),
        {"shown": round_.text.sha256, **(said or NIL)},
    )


def decide(client: Client, world: World, **said):
    """Declare nothing and decide: what is left is to confirm."""
    declared = declare(client, world)
    return client.post(declared["Location"], said or APPROVE)


def confirm(client: Client, world: World, **proof):
    """Confirm what waits with a password, or with what is given."""
    address = reverse("decision_confirm", args=[world.round.pk])
    act = client.get(address).context["draft"].act
    return client.post(address, {"act": act, **(proof or {"password": PASSWORD})})


def sign(client: Client, world: World, **said):
    decide(client, world, **said)
    return confirm(client, world)
