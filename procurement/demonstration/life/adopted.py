"""Specifications that were adopted, and what became of them."""

from datetime import date, timedelta

from procurement.demonstration import papers
from procurement.demonstration.clinicians import TRUST_LEADS, of_trusts
from procurement.demonstration.life.adoptions import (
    adopt_dressings,
    adopt_gloves,
)
from procurement.demonstration.life.moments import People
from procurement.demonstration.life.reports import followed_up, reported
from procurement.demonstration.life.rounds import Story
from procurement.problems.models import ProblemKind
from procurement.signoff import actions
from procurement.signoff.models import DecisionKind, InterestAction, ReasonClass
from procurement.specifications.models import Heading, Outcome
from trusts.models import Membership
from trusts.roles import Role


def adopted_stories(people: People, today: date) -> list[Story]:
    tell = (_gloves, _dressings)
    return [each(people, today) for each in tell]


def _gloves(people: People, today: date) -> Story:
    """Adopted for the second time, with dissent that stands on record."""
    asked = of_trusts("ALD", "STM", "HBR", "CLF", "RWS", "BDW", with_leads=True)
    story = Story(papers.GLOVES, people, today, asked=asked)
    story.draft(390)
    story.consult(380)
    story.score(365)
    story.sheets(360, "Carys Evans", "Leila Haddad")
    story.open_round(350, days=21)
    story.approve(345, *(each.name for each in asked))
    story.chair_approves(340)
    story.close(320)
    story.next_version(
        150,
        "Wards asked for colours that tell the sizes apart.",
        changed={Heading.HUMAN_FACTORS: ("Sizes are told", "The five sizes are told")},
    )
    story.consult(145)
    story.nothing_to_add(142, "Anil Verma", "Callum Reid", "Leila Haddad")
    story.score(130)
    story.sheets(125, "Anil Verma", "Callum Reid")
    _gloves_round(story)
    _gloves_appeal(story, people)
    adopt_gloves(story)
    _gloves_problems(story)
    return story


def _gloves_problems(story: Story) -> None:
    """Months apart, and with what became of them."""
    reported(
        story,
        214,
        "Carys Evans",
        ProblemKind.DEFECT,
        "Six gloves of one box were stuck together and tore when we parted them.",
        number="STM-INC-18772",
    )
    followed_up(
        story,
        199,
        "The maker exchanged the box. Stores looked into twenty others of the lot and "
        "found none.",
    )
    reported(
        story,
        47,
        "Callum Reid",
        ProblemKind.SUPPLY,
        "Small and medium came nine days late; we borrowed from the ward next door.",
    )


def _gloves_round(story: Story) -> None:
    story.open_round(110, days=21)
    story.correct(
        108,
        Heading.TECHNICAL,
        "streched",
        "stretched",
        "A letter was missing; it means the same.",
    )
    story.interest(
        106,
        "Callum Reid",
        "My trust lent its skills room to the maker once.",
        (InterestAction.NONE, "No money or favour came of it."),
    )
    story.approve(105, "Anil Verma", "Carys Evans", "Callum Reid", "Leila Haddad")
    story.approve(105, *(each.name for each in TRUST_LEADS))
    _gloves_objections(story)
    story.chair_approves(100)
    story.close(84)


def _gloves_objections(story: Story) -> None:
    story.sign(
        104,
        "Emeka Obi",
        DecisionKind.OBJECT_ADVISORY,
        reason_class=ReasonClass.SUPPLY,
        rationale="One maker for the whole region is a risk in a bad winter.",
        would_resolve="A second make that is named and may be bought in a shortage.",
    )
    story.sign(
        103,
        "Murray Thorne",
        DecisionKind.OBJECT_BLOCKING,
        reason_class=ReasonClass.SAFETY,
        rationale="With cold, wet hands two of ten tore at the cuff in our vehicles.",
        would_resolve="A thicker glove for ambulances within the standard.",
    )


def _gloves_appeal(story: Story, people: People) -> None:
    """Answered, not accepted, appealed, and dismissed by a chair from elsewhere."""
    name = "Murray Thorne"
    story.object_act(
        80,
        name,
        actions.answer_objection,
        by=story.chair,
        text="The maker tested the lot again at five degrees: one of two hundred tore. "
        "Long cuffs are in the standard and may be bought for vehicles.",
    )
    _gloves_reply(story, people.named(name))
    story.object_act(
        66,
        name,
        actions.decide_appeal,
        by=people.of("WRN", Role.CLINICAL_CHAIR),
        upholds=False,
        text="I saw the gloves and the test. The long cuff meets the need; the "
        "objection stays on record, and is looked at first at the next review.",
    )
    story.count_again(60)


def _gloves_reply(story: Story, objector: Membership) -> None:
    name = str(objector.user)
    story.object_act(
        76,
        name,
        actions.reply_to_answer,
        by=objector,
        accepts=False,
        text="A test on a bench is not a night at the roadside.",
    )
    story.object_act(
        74,
        name,
        actions.appeal,
        by=objector,
        text="We ask that somebody who did not run this looks at our ten gloves.",
    )


def _dressings(people: People, today: date) -> Story:
    """Adopted at the third version, with one trust exempt for a time."""
    asked = of_trusts("ALD", "THB", "STM", "HBR", "RWS", "LKH", with_leads=True)
    story = Story(papers.DRESSINGS, people, today, asked=asked)
    story.draft(260)
    story.consult(250)
    story.say(
        246,
        "Fiona Tranter",
        "Three days under a bandage is what matters; say so.",
        heading=Heading.TECHNICAL,
        paragraph=1,
    )
    story.answer(244, 0, Outcome.CHANGES_NEXT, "The next version says so.")
    _dressings_versions(story)
    _dressings_round(story)
    adopt_dressings(story)
    reported(
        story,
        68,
        "Fiona Tranter",
        ProblemKind.FIT,
        "On very frail skin the edge lifts after a day. The shape for heels holds.",
    )
    return story


def _dressings_versions(story: Story) -> None:
    story.next_version(
        240,
        "What tissue viability nurses said.",
        changed={
            Heading.TECHNICAL: ("also under a bandage", "under a bandage as well")
        },
    )
    story.consult(235)
    story.next_version(
        225,
        "Heels have a shape of their own.",
        changed={Heading.PRODUCT: ("and shapes for", "and a shape each for")},
    )
    story.consult(220)
    story.nothing_to_add(216, "Anil Verma", "Callum Reid")


def _dressings_round(story: Story) -> None:
    story.score(205)
    story.sheets(200, "Fiona Tranter", "Leila Haddad")
    story.open_round(190, days=21)
    story.approve(186, "Anil Verma", "Fiona Tranter", "Carys Evans", "Callum Reid")
    story.approve(185, *(each.name for each in TRUST_LEADS))
    story.sign(
        184,
        "Leila Haddad",
        DecisionKind.APPROVE_WITH_CONDITIONS,
        conditions="Homes without a nurse get the leaflet with pictures.",
    )
    story.sign(
        182,
        "Joanna Peel",
        DecisionKind.EXEMPT,
        rationale="Skin of newborns: we are trying a smaller shape.",
        exempt_until=story.today + timedelta(days=180),
    )
    story.chair_approves(180)
    story.close(160)
