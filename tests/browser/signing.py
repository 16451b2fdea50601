"""A specification at the end of its way to sign-off, for tests that only look."""

from datetime import datetime

from django.test import Client
from django.utils import timezone

from procurement.signoff import actions as signoff
from procurement.signoff import drafts
from procurement.signoff.models import DecisionKind, Proof, Round
from procurement.specifications import actions
from procurement.specifications.models import Outcome, Profession, RiskTier, SeatKind
from tests.procurement.specifications.world import (
    World,
    add_seat,
    change,
    fill,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.models import Membership
from trusts.roles import Role

SIGNED = {
    "choice": "OBJECT",
    "holds_up": "OBJECT_BLOCKING",
    "reason_class": "SAFETY",
    "risk": "The valve leaked twice in a week.",
    "would_resolve": "A valve that closes by itself.",
    "conditions": "",
    "why": "",
    "patients": "",
    "exempt_until": None,
}


def signing_rows(members: dict[Role, Membership]) -> dict[str, object]:
    """Catheters, version 2, put to sign-off; Carys has commented, was answered, and
    has signed."""
    at, carys = timezone.now(), members[Role.CLINICAL_REVIEWER]
    world = make_world(
        chair=members[Role.CLINICAL_CHAIR],
        drafter=members[Role.TRUST_LEAD],
        names=("Dai",),
        at=at,
    )
    seat = actions.give_seat(
        world.specification,
        carys,
        kind=SeatKind.REVIEWER,
        profession=Profession.NURSE,
        by=world.chair,
        at=at,
    )
    actions.open_consultation(world.version, by=world.chair, at=at)
    said, open_ = (
        actions.comment(world.version, text=text, by=carys, at=at, **place)
        for text, place in (
            ("Keep 14 Ch.", {"heading": "technical_text", "paragraph": 1}),
            ("Who trains us?", {}),
        )
    )
    for each in (said, open_):
        actions.answer(
            each, outcome=Outcome.CHANGES_NEXT, text="Yes.", by=world.chair, at=at
        )
    change(world, at=at)
    round_ = put_to_sign_off(world, at=at)
    late = actions.comment(world.version, text="One more thing.", by=carys, at=at)
    signoff.declare(round_, seat, by=carys, at=at)
    decision = signoff.sign(
        round_,
        seat,
        signoff.Signed(DecisionKind.APPROVE),
        shown=round_.text.sha256,
        proof=Proof.PASSWORD,
        by=carys,
        at=at,
    )
    objection = sign(world, "Dai", "OBJECT_BLOCKING", at=at)
    return {
        "objection": objection,
        "give_it": "own",
        "answer_it": "answer",
        "reply_to_it": "reply",
        "signed_specification": world.specification,
        "signed_number": world.version.number,
        "sha256": world.version.evidence.get().file.sha256,
        "comment": late,
        "round": round_,
        "closed_round": _closed_round(world, at=at),
        "decision": decision,
        "declaration": decision.declaration,
    }


def _closed_round(world: World, *, at: datetime) -> Round:
    """Gauze: signed, objected to and closed."""
    version = actions.start_specification(
        "Gauze",
        tier=RiskTier.LOW,
        chair=world.chair,
        organisations=world.trusts,
        by=None,
        at=at,
    )
    gauze = World(world.trusts, world.chair, world.drafter, version, {})
    fill(version, by=world.drafter, at=at)
    add_seat(gauze, "Gwen", world.trusts[0], at=at)
    round_ = put_to_sign_off(gauze, at=at)
    sign(gauze, "Gwen", "OBJECT_BLOCKING", at=at)
    signoff.close_round(round_, by=world.chair, at=round_.deadline_at)
    return round_


def about_to_sign(client: Client, rows: dict[str, object]) -> None:
    """Somebody has decided, and has yet to confirm that it is them."""
    round_, session = rows["round"], client.session
    drafts.keep(session, round_.pk, shown=round_.text.sha256, said=SIGNED)
    session.save()
