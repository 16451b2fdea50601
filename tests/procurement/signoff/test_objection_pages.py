"""An objection by its pages: given to somebody, answered, replied to, settled."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions
from procurement.signoff.models import ObjectionAct, ObjectionStep
from tests.cast import signed_in_client
from tests.factories import make_membership, make_organisation
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import sign
from trusts.roles import Role

TODAY = timezone.localdate().isoformat()
IN_A_MONTH = (timezone.localdate() + timedelta(days=30)).isoformat()
NEVER = "2099-01-01"

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return clinic.open_world()


@pytest.fixture
def objection(world):
    return sign(world, "Carys", "OBJECT_BLOCKING", at=timezone.now())


def page_of(objection):
    return reverse("objection_detail", args=[objection.pk])


def act(client, objection, name, **said):
    mail.outbox.clear()
    return client.post(reverse("objection_act", args=[objection.pk, name]), said)


def acts_shown(client, objection):
    return [each.name for each in client.get(page_of(objection)).context["acts"]]


def as_(member):
    return signed_in_client(member)


def told():
    return sorted(each.to[0] for each in mail.outbox)


def answered(world, objection):
    actions.answer_objection(
        objection, text="A new valve.", by=world.chair, at=timezone.now()
    )


def refused(world, objection):
    answered(world, objection)
    actions.reply_to_answer(
        objection,
        accepts=False,
        text="It leaks.",
        by=world.member("Carys"),
        at=timezone.now(),
    )


def test_receipt_and_reading_page_lead_to_the_objection(world, objection):
    carys, drafter = as_(world.member("Carys")), as_(world.drafter)
    link = f'href="{page_of(objection)}"'

    assert link in carys.get(reverse("decision_receipt", args=[objection.pk])).text
    assert link in carys.get(clinic.reading(world)).text
    assert link in drafter.get(clinic.reading(world)).text
    assert link in as_(world.member("Dai")).get(clinic.reading(world)).text


def test_chair_gives_it_to_somebody_until_a_day(world, objection):
    chair, efa = as_(world.chair), world.member("Efa")
    due_on = timezone.localdate() + timedelta(days=7)

    answer = act(chair, objection, "own", owner=efa.pk, due_on=due_on.isoformat())

    assert answer["Location"] == page_of(objection)
    assert told() == ["carys@example.org", "efa@example.org"]
    assert f"{efa.user} owes an answer by" in mail.outbox[0].body
    page = chair.get(page_of(objection)).text
    assert f"{efa.user} owes an answer by" in page
    assert acts_shown(as_(efa), objection) == ["answer"]


def test_day_that_is_over_and_nobody_are_refused_in_words(world, objection):
    chair = as_(world.chair)
    objector = world.member("Carys").pk

    page = act(chair, objection, "own", owner=objector, due_on="2020-01-01")

    assert page.status_code == 422
    assert "Choose today or a day to come." in page.text
    assert ObjectionStep.objects.filter(decision=objection).count() == 1


def test_answered_and_accepted_it_no_longer_stands_in_the_way(world, objection):
    chair, carys = as_(world.chair), as_(world.member("Carys"))
    assert acts_shown(carys, objection) == []
    assert acts_shown(chair, objection) == ["answer", "own"]

    act(chair, objection, "answer", text="A new valve is in the next lot.")
    assert told() == ["carys@example.org"]
    assert acts_shown(carys, objection) == ["reply"]
    act(carys, objection, "reply", accepts="yes", text="")

    assert told() == ["glenys@example.org"]
    page = carys.get(page_of(objection)).text
    assert "It no longer stands in the way of adoption." in page
    assert "A new valve is in the next lot." in page
    assert acts_shown(chair, objection) == []


def test_who_does_not_accept_says_why_and_may_appeal(world, objection):
    carys = as_(world.member("Carys"))
    answered(world, objection)

    page = act(carys, objection, "reply", accepts="no", text=" ")
    assert page.status_code == 422
    assert "Say why the answer does not settle it." in page.text
    act(carys, objection, "reply", accepts="no", text="It leaks.")

    assert acts_shown(carys, objection) == ["appeal"]


@pytest.mark.parametrize(
    ("upholds", "outcome", "sentence"),
    [
        ("yes", ObjectionAct.UPHELD, "It was upheld"),
        ("no", ObjectionAct.DISMISSED, "It no longer stands in the way"),
    ],
)
def test_chair_of_another_trust_decides_an_appeal(
    world, objection, upholds, outcome, sentence
):
    other = make_membership(
        "Olwen Rees", Role.CLINICAL_CHAIR, make_organisation("WST", "Westbrook")
    )
    carys = as_(world.member("Carys"))
    refused(world, objection)

    act(carys, objection, "appeal", text="Please look at the lot.")
    assert told() == ["glenys@example.org", "olwen@example.org"]
    assert "decide" not in acts_shown(as_(world.chair), objection)
    assert acts_shown(as_(other), objection) == ["decide"]
    act(as_(other), objection, "decide", upholds=upholds, text="I have seen it.")

    last = ObjectionStep.objects.latest("pk")
    assert (last.act, last.taken_by) == (outcome, other)
    assert sentence in carys.get(page_of(objection)).text


def test_chair_exempts_the_trust_and_the_dissent_stays(world, objection):
    chair, carys = as_(world.chair), as_(world.member("Carys"))
    answered(world, objection)
    act(carys, objection, "reply", accepts="no", text="It leaks.")

    said = {"text": "Southmere has its own burns unit."}
    days = {"": "Enter the day.", TODAY: "a day to come", NEVER: "a year at most"}
    for until, sentence in days.items():
        assert sentence in act(chair, objection, "exempt", until=until, **said).text
    act(chair, objection, "exempt", until=IN_A_MONTH, **said)

    page = chair.get(page_of(objection)).text
    assert "Exempt until" in page
    assert "It stays on record as dissent." in page
    assert "The valve leaked." in page


# Who, which act, and what the page says instead of the form.
REFUSED = [
    ("Dai", "own", "Only the clinical chair may do that."),
    ("Dai", "answer", "The chair, the drafter and who looks after it"),
    ("Dai", "reply", "Only who objected may say that."),
    ("Dai", "appeal", "Only who objected may say that."),
    ("Dai", "decide", "No appeal waits for a decision."),
    ("Dai", "exempt", "Only the clinical chair may do that."),
    ("Carys", "answer", "It is your own objection."),
    ("Carys", "reply", "There is no answer to reply to."),
    ("Carys", "appeal", "An appeal is made after an answer"),
    ("chair", "reply", "Only who objected may say that."),
    ("chair", "decide", "No appeal waits for a decision."),
    ("chair", "exempt", "It is answered first."),
]


@pytest.mark.parametrize(("who", "name", "sentence"), REFUSED)
def test_who_may_not_is_told_why_and_nothing_is_done(
    world, objection, who, name, sentence
):
    client = as_(world.chair if who == "chair" else world.member(who))
    address = reverse("objection_act", args=[objection.pk, name])

    assert sentence in client.get(address).text
    answer = act(
        client,
        objection,
        name,
        text="x",
        accepts="yes",
        upholds="no",
        owner=world.chair.pk,
        due_on=timezone.localdate().isoformat(),
    )

    assert answer.status_code == 422
    assert ObjectionStep.objects.filter(decision=objection).count() == 1
    assert mail.outbox == []


def test_another_trusts_clinician_finds_nothing_and_an_approval_is_none(
    world, objection
):
    approval = sign(world, "Dai", at=timezone.now())
    stranger = make_membership(
        "Sian Penry", Role.CLINICAL_REVIEWER, make_organisation("WST", "Westbrook")
    )

    assert as_(stranger).get(page_of(objection)).status_code == 404
    assert as_(world.chair).get(page_of(approval)).status_code == 404
    assert as_(world.chair).get(f"{page_of(objection)}sing/").status_code == 404


def test_auditor_reads_it_and_can_do_nothing(world, objection):
    auditor = as_(make_membership("Aldo Ricci", Role.AUDITOR, world.chair.organisation))

    page = auditor.get(page_of(objection))

    assert "The valve leaked." in page.text
    assert page.context["acts"] == []


def test_late_answer_is_called_late(world):
    then = timezone.now() - timedelta(days=40)
    objection = sign(world, "Carys", "OBJECT_BLOCKING", at=then)

    page = as_(world.chair).get(page_of(objection)).text

    assert "Late: " in page
