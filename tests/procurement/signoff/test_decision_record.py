"""The record of a decision: complete without the system, and checked without it."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions
from procurement.signoff.models import InterestAction, InterestCategory
from procurement.signoff.record_content import hash_of, record_of
from procurement.signoff.record_summary import summary_of
from procurement.specifications import actions as specifications
from procurement.specifications.models import Outcome, VersionState
from tests.cast import signed_in_client
from tests.factories import make_membership, make_organisation
from tests.procurement.specifications.world import (
    change,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.documents import why_no_pdf
from trusts.models import AuditEvent, RecordLink
from trusts.roles import Role

pytestmark = pytest.mark.django_db


def decided(world, *, at):
    """All that can happen in a round: in two versions, with a comment and its answer, a
    correction, more time, an interest, a change of mind and preserved dissent."""
    specifications.open_consultation(world.version, by=world.chair, at=at)
    comment = specifications.comment(
        world.version, text="Keep 14 Ch.", by=world.member("Carys"), at=at
    )
    specifications.answer(
        comment, outcome=Outcome.CHANGES_NEXT, text="Yes.", by=world.chair, at=at
    )
    change(world, at=at)
    round_ = put_to_sign_off(world, at=at)
    _sign_all(world, round_, at=at)
    actions.extend_round(
        round_,
        deadline_at=round_.deadline_at + timedelta(days=1),
        reason="A bank holiday.",
        by=world.chair,
        at=at,
    )
    actions.close_round(round_, by=world.chair, at=round_.deadline_at + timedelta(2))
    round_.refresh_from_db()
    return round_


def _sign_all(world, round_, *, at):
    sign(world, "Dai", "ABSTAIN", at=at)
    actions.correct_text(
        round_,
        field="safety_text",
        before="Regulatory and safety",
        after="Regulation and safety",
        reason="A slip of the pen.",
        by=world.chair,
        at=at,
    )
    sign(world, "Dai", "APPROVE", at=at + timedelta(hours=1))
    sign(world, "Carys", "OBJECT_ADVISORY", at=at)
    sign(world, "Efa", "APPROVE", at=at)
    interest = actions.declare(
        round_,
        world.seats["Efa"],
        category=InterestCategory.FINANCIAL,
        details="Shares in Kestrel.",
        by=world.member("Efa"),
        at=at,
    )
    actions.rule_interest(
        interest,
        InterestAction.NONE,
        reason="Ten pounds.",
        by=world.chair,
        at=at,
    )


@pytest.fixture
def world():
    return make_world(at=timezone.now())


@pytest.fixture
def round_(world):
    return decided(world, at=timezone.now())


@pytest.fixture
def auditor(world):
    return make_membership("Aldo Ricci", Role.AUDITOR, world.chair.organisation)


def export(member, round_):
    answer = signed_in_client(member).get(
        reverse("decision_record_export", args=[round_.pk])
    )
    return json.loads(answer.content)


def test_hashes_are_worked_out_again_from_the_file_alone(round_, auditor):
    file = export(auditor, round_)

    record = file["record"]
    plain = json.dumps(
        record, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert sha256(plain.encode()).hexdigest() == file["sha256"]
    texts = {
        each["sha256"]: each["text"]
        for version in record["versions"]
        for each in version["frozen"]
    }
    assert len(texts) == 2
    for hash_, text in texts.items():
        assert sha256(text.encode()).hexdigest() == hash_
    assert {each["text_sha256"] for each in record["decisions"]} == set(texts)
    for link in record["chain"]:
        names = ("previous_hash", "number", "at", "table", "row", "payload")
        said = "\n".join(str(link[name]) for name in names)
        assert sha256(said.encode()).hexdigest() == link["hash"]


def test_every_row_stands_in_the_chain_of_the_file(round_, auditor):
    file = export(auditor, round_)

    tables = {each["table"] for each in file["record"]["chain"]}
    hashes = {each["hash"] for each in file["record"]["chain"]}
    assert tables == {
        "specifications_versionstep",
        "specifications_versionwriter",
        "specifications_frozentext",
        "specifications_comment",
        "specifications_answer",
        "specifications_evidencefile",
        "signoff_quorumrule",
        "signoff_declaration",
        "signoff_interestruling",
        "signoff_decision",
        "signoff_objectionstep",
        "signoff_correction",
        "signoff_extension",
        "signoff_roundcount",
    }
    assert set(links_in(file["record"])) == hashes
    assert file["chain_head"]["hash"] == RecordLink.objects.head().hash


def links_in(said):
    """The hashes of all links that rows of the record name."""
    if isinstance(said, list):
        for each in said:
            yield from links_in(each)
    if isinstance(said, dict):
        for name, each in said.items():
            if name == "link":
                yield each["hash"]
            elif name != "chain":
                yield from links_in(each)


def test_it_says_who_decided_what_when_and_how_it_was_counted(round_, auditor):
    record = export(auditor, round_)["record"]

    assert record["round"]["outcome"] == "ADOPTED"
    first, second, dissent, _ = record["decisions"]
    assert (first["decision"], first["superseded_by"]) == ("ABSTAIN", second["number"])
    assert (second["decision"], second["name"]) == ("APPROVE", "Dai Jones")
    assert (second["proof"], second["profession"]) == ("Password", "Nurse")
    assert second["at"]["utc"].endswith("Z")
    assert dissent["rationale"] == "The valve leaked."
    assert dissent["steps"]
    [ruling] = record["declarations"][-1]["rulings"]
    assert ruling["reason"] == "Ten pounds."
    assert record["corrections"][0]["after"] == "Regulation and safety"
    assert record["extensions"][0]["reason"] == "A bank holiday."
    assert record["counts"][0]["computation"]["count"]["lines"]
    old, new = record["versions"]
    assert old["comments"][0]["answers"][0]["text"] == "Yes."
    assert {each["where"] for each in new["differences"]} >= {
        "Technical and physical",
        "Criterion",
    }
    assert [each["sha256"] for each in record["evidence"]] == [
        sha256(b"46 uses").hexdigest()
    ]


def test_same_decision_has_the_same_hash_until_something_is_added(round_, world):
    before = hash_of(record_of(round_, is_full=True))
    assert hash_of(record_of(round_, is_full=True)) == before

    specifications.step(
        round_.version,
        VersionState.UNDER_REVIEW,
        by=world.chair,
        at=timezone.now(),
        note="A complaint.",
    )

    assert hash_of(record_of(round_, is_full=True)) != before


def test_it_begins_with_what_was_decided_and_who_dissents(round_, auditor):
    record = export(auditor, round_)["record"]

    short = summary_of(record)

    assert short.outcome.startswith("Foley catheters, version 2: adopted. Glenys Price")
    assert short.counted.startswith("3 of 3 trusts answered, 2 had to. ")
    [dissent] = short.dissent
    assert dissent.startswith("Carys Jones, Southmere")
    assert short.changed == "1 correction, 1 extension"
    page = signed_in_client(auditor).get(reverse("decision_record", args=[round_.pk]))
    assert page.text.index("In short") < page.text.index("How it was counted")


def test_page_and_paper_say_the_same_as_the_file(round_, auditor):
    client = signed_in_client(auditor)
    file = export(auditor, round_)

    page = client.get(reverse("decision_record", args=[round_.pk])).text
    paper = client.get(reverse("decision_record_paper", args=[round_.pk]))

    assert file["sha256"] in page
    for hash_ in links_in(file["record"]):
        assert hash_ in page
    for word in ("Shares in Kestrel.", "Keep 14 Ch.", "Superseded by", "The valve"):
        assert word in page
    assert "£" not in page
    event = AuditEvent.objects.latest("pk")
    if why_no_pdf():
        assert paper.status_code == 503
    else:
        assert paper.content.startswith(b"%PDF")
        assert event.action == "file_exported"


def test_open_round_has_no_record_yet(world):
    round_ = put_to_sign_off(world, at=timezone.now())
    client = signed_in_client(world.member("Carys"))
    sign(world, "Dai", "OBJECT_BLOCKING", at=timezone.now())

    page = client.get(reverse("decision_record", args=[round_.pk]))

    assert "Sign-off runs until" in page.text
    assert "The valve leaked." not in page.text
    for name in ("decision_record_paper", "decision_record_export"):
        answer = client.get(reverse(name, args=[round_.pk]))
        assert answer["Location"] == reverse("decision_record", args=[round_.pk])


ROWS = [
    (Role.TRUST_LEAD, "NGT", 200),
    (Role.BUYER, "NGT", 200),
    (Role.CLINICAL_REVIEWER, "SMR", 200),
    (Role.CLINICAL_CHAIR, "OFF", 200),
    (Role.REGIONAL_LEAD, "OFF", 200),
    (Role.AUDITOR, "OFF", 200),
    (Role.TRUST_LEAD, "WST", 404),
    (Role.CLINICAL_REVIEWER, "WST", 404),
    (Role.TRUST_FINANCE, "NGT", 403),
    (Role.DATA_STEWARD, "OFF", 403),
    (Role.ADMINISTRATOR, "OFF", 403),
]


def test_who_may_read_it(round_, world):
    places = {each.code: each for each in [*world.trusts, world.chair.organisation]}
    places["WST"] = make_organisation("WST", "Westbrook")
    found = []
    for role, code, _ in ROWS:
        member = make_membership("Una Doe", role, places[code])
        client = signed_in_client(member)
        answers = {
            client.get(reverse(name, args=[round_.pk])).status_code
            for name in ("decision_record", "decision_record_export")
        }
        found.append((role, code, *answers))

    assert found == ROWS


def test_cost_does_not_grow_with_what_was_signed(
    round_, world, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        record_of(round_, is_full=True)
