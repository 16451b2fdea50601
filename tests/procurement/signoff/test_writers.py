"""Who wrote it stays who wrote it: in a copy, in an appeal, and where a trust is left
out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.signoff import actions as signoff
from procurement.signoff import rules
from procurement.specifications import actions
from procurement.specifications.models import VersionWriter
from procurement.specifications.queries import writers_of, written_by
from tests.factories import make_membership, make_organisation
from tests.procurement.specifications.world import (
    AT,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.roles import Role

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_writers_of_what_it_was_copied_from():
    world = make_world()
    dai = world.member("Dai")
    VersionWriter.objects.create(version=world.version, wrote_by=dai, wrote_at=AT)
    actions.open_consultation(world.version, by=world.chair, at=AT)

    new = actions.start_next_version(
        world.version, note="Once more.", by=world.chair, at=AT
    )

    users = {each.user_id for each in (world.drafter, dai, world.chair)}
    assert writers_of(new) == users
    assert writers_of(world.version) == users - {world.chair.user_id}
    assert written_by(dai.user_id) == {world.version.pk, new.pk}
    assert written_by(world.chair.user_id) == {new.pk}


def test_a_chair_who_wrote_some_of_it_leaves_no_trust_out_and_one_who_corrected_does():
    world = make_world()
    put_to_sign_off(world)
    decision = sign(world, "Carys", "OBJECT_BLOCKING")
    signoff.answer_objection(decision, text="A new valve.", by=world.chair, at=AT)
    signoff.reply_to_answer(
        decision, accepts=False, text="No.", by=world.member("Carys"), at=AT
    )
    signoff.correct_text(
        world.round, field="what_changes", before="the box", after="teh box",
        reason="A slip.", by=world.chair, at=AT,
    )  # fmt: skip
    assert rules.why_not_settle(decision, by=world.chair) == ""

    VersionWriter.objects.create(
        version=world.version, wrote_by=world.chair, wrote_at=AT
    )

    assert "You wrote some of it" in rules.why_not_settle(decision, by=world.chair)
    other = make_membership(
        "Olwen Rees", Role.CLINICAL_CHAIR, make_organisation("WST", "Westbrook")
    )
    signoff.appeal(
        decision, text="See the lot.", by=world.member("Carys"), at=AT + timedelta(1)
    )
    assert rules.why_not_decide_appeal(decision, by=other) == ""
    VersionWriter.objects.create(version=world.version, wrote_by=other, wrote_at=AT)
    assert "wrote some of it" in rules.why_not_decide_appeal(decision, by=other)


def test_a_comment_holds_the_specification_first_as_a_closing_does():
    world = make_world()
    actions.open_consultation(world.version, by=world.chair, at=AT)

    with CaptureQueriesContext(connection) as asked:
        actions.comment(world.version, text="Why?", by=world.member("Dai"), at=AT)

    held = [each["sql"] for each in asked if "FOR NO KEY UPDATE" in each["sql"]]
    assert [
        'FROM "specifications_specification"' in held[0],
        'FROM "specifications_version"' in held[1],
    ] == [True, True]
