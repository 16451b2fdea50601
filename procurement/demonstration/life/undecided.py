"""Specifications that are still being worked on, each at another step."""

from collections.abc import Sequence
from datetime import date

from procurement.demonstration import papers
from procurement.demonstration.clinicians import of_trusts
from procurement.demonstration.life.moments import People
from procurement.demonstration.life.rounds import Story
from procurement.signoff import actions
from procurement.signoff.models import DecisionKind, ReasonClass
from procurement.specifications.models import Heading, Outcome
from trusts.roles import Role


def undecided_stories(people: People, today: date) -> list[Story]:
    tell = (_tubes, _syringes, _masks, _catheters, _oxygen, _suction)
    return [each(people, today) for each in tell]


def _tubes(people: People, today: date) -> Story:
    """A draft."""
    story = Story(
        papers.TRACHEAL_TUBES, people, today, asked=of_trusts("ALD", "QRB", "STM")
    )
    story.draft(9)
    return story


def _syringes(people: People, today: date) -> Story:
    """In consultation: two comments have their answers, one waits."""
    asked = of_trusts("ALD", "STM", "MSG", "PLB", "FNM", "HBR", "RWS")
    story = Story(papers.SYRINGES, people, today, asked=asked)
    story.draft(30)
    story.consult(20)
    story.say(
        17,
        "Gareth Blythe",
        "Say that an enteral syringe must not fit. “Not covered” is too weak.",
        heading=Heading.PRODUCT,
        paragraph=2,
    )
    said = "You are right. The next version says so."
    story.answer(15, 0, Outcome.CHANGES_NEXT, said)
    story.say(
        12,
        "Kieran Nash",
        "We hardly use 50 ml. Do we have to stock it?",
        heading=Heading.PRODUCT,
        paragraph=1,
    )
    story.answer(
        10,
        1,
        Outcome.EXPLAINED,
        "No. A trust keeps the sizes that it uses; what it keeps is this make.",
    )
    story.nothing_to_add(8, "Anil Verma", "Callum Reid")
    story.nothing_to_add(5, "Leila Haddad")
    story.say(3, "Hannah Weiss", "How is “at night” tested on a ward?", position=2)
    return story


def _masks(people: People, today: date) -> Story:
    """In scoring, with a trial that is running; Carys has not scored yet. Another chair
    runs it since the first one is needed elsewhere."""
    codes = ("STM", "CLF", "BDW", "PLB")
    story = Story(papers.FACE_MASKS, people, today, asked=of_trusts("ALD", *codes))
    story.draft(60)
    story.consult(48)
    story.say(
        44, "Murray Thorne", "Add: it can be put on in a moving vehicle.", position=3
    )
    story.answer(40, 0, Outcome.CARRIED, "The trial looks at it; then we word it.")
    story.score(30)
    story.plan_trial(24, days=60, codes=codes)
    story.hand_on(
        20,
        people.of("WRN", Role.CLINICAL_CHAIR),
        "Kamal Idris works where most masks are used, and sees the trial go on.",
    )
    story.sheets(12, "Emeka Obi", "Murray Thorne", in_trial=True)
    story.sheets(9, "Anil Verma")
    return story


def _catheters(people: People, today: date) -> Story:
    """In sign-off: it waits for Carys, for the chair and for others."""
    codes = ("ALD", "STM", "HBR", "RWS")
    asked = of_trusts(*codes, with_leads=True, with_officers=True)
    story = Story(papers.CATHETERS, people, today, asked=asked)
    story.draft(120)
    story.consult(110)
    story.say(
        106,
        "Leila Haddad",
        "One in four of my visits is to a woman. Female length has to be in it.",
        heading=Heading.PRODUCT,
        paragraph=1,
    )
    story.answer(104, 0, Outcome.CHANGED, "It is in, from 12 Ch on.")
    story.say(103, "Carys Evans", "Twelve weeks, where our leaflet says ten?")
    story.answer(
        101,
        1,
        Outcome.EXPLAINED,
        "It is the longest, not the usual. The leaflet stays.",
    )
    _second_catheters(story)
    _catheters_scored(story, codes)
    _catheters_round(story)
    return story


def _catheters_scored(story: Story, codes: Sequence[str]) -> None:
    story.score(80)
    story.plan_trial(78, days=40, codes=codes)
    story.sheets(
        55, "Anil Verma", "Carys Evans", "Callum Reid", "Leila Haddad", in_trial=True
    )
    story.sheets(52, "Nerys Coates", "Quentin Ashe")
    story.close_trial(36, "As planned. Nobody came to harm.")


def _catheters_round(story: Story) -> None:
    story.open_round(14, days=10)
    story.approve(11, "Anil Verma", "Callum Reid", "Ruth Amory", "Thea Lomax")
    story.interest(
        10, "Leila Haddad", "I spoke at the maker’s study day in spring, unpaid."
    )
    story.sign(
        9,
        "Nerys Coates",
        DecisionKind.APPROVE_WITH_CONDITIONS,
        conditions="Community teams are trained before the old stock is gone.",
    )
    story.extend(5, ends_in=12, reason="Half of those who are asked were on leave.")


def _second_catheters(story: Story) -> None:
    """The version that is signed, after what people said about the first."""
    story.next_version(
        98,
        "What was said in consultation.",
        changed={
            Heading.PRODUCT: ("the standard and", "the standard length and"),
            Heading.TECHNICAL: (
                "goes down within thirty seconds.",
                "goes down within thirty seconds, by itself.",
            ),
            Heading.HUMAN_FACTORS: ("A short film", "A film of four minutes"),
        },
    )
    story.consult(94)
    story.say(
        90,
        "Paula Innes",
        "Thank you for the film. Can it be seen without sound?",
        heading=Heading.HUMAN_FACTORS,
        paragraph=3,
    )
    story.answer(88, 2, Outcome.CARRIED, "We have asked the maker for subtitles.")


def _oxygen(people: People, today: date) -> Story:
    """Objected: somebody looks after the objection and has yet to answer."""
    asked = of_trusts("ALD", "STM", "CLF", "BDW", "OXM")
    chair = people.of("WRN", Role.CLINICAL_CHAIR)
    story = Story(papers.OXYGEN_MASKS, people, today, asked=asked, chair=chair)
    story.draft(90)
    story.consult(80)
    story.score(66)
    story.sheets(60, "Emeka Obi", "Dora Lindqvist")
    story.open_round(40, days=21)
    story.approve(35, "Anil Verma", "Carys Evans", "Emeka Obi")
    story.sign(
        30,
        "Murray Thorne",
        DecisionKind.OBJECT_BLOCKING,
        reason_class=ReasonClass.COMPATIBILITY,
        rationale="The tube slips off the outlet in our older vehicles in the cold.",
        would_resolve="A tube with a longer end, tried in one of those vehicles.",
    )
    story.chair_approves(28)
    story.close(14)
    story.own(6, "Murray Thorne", story.drafter, days=12)
    return story


def _suction(people: People, today: date) -> Story:
    """In resolution: the answer is given, and the objector has yet to say."""
    asked = of_trusts("ALD", "OXM", "QRB", "THB")
    story = Story(papers.SUCTION_TUBING, people, today, asked=asked)
    story.draft(100)
    story.consult(90)
    story.score(76)
    story.sheets(70, "Dora Lindqvist", "Idris Kamara")
    story.open_round(50, days=21)
    story.approve(45, "Anil Verma", "Fiona Tranter", "Dora Lindqvist")
    story.sign(
        40,
        "Idris Kamara",
        DecisionKind.OBJECT_BLOCKING,
        reason_class=ReasonClass.SAFETY,
        rationale="At full suction the long tube fell in, once in twelve.",
        would_resolve="The same test with the tubing that will be delivered.",
    )
    story.chair_approves(38)
    story.close(24)
    story.own(20, "Idris Kamara", story.drafter, days=14)
    story.object_act(
        4,
        "Idris Kamara",
        actions.answer_objection,
        by=story.drafter,
        text="We tried thirty lengths of the lot that will be delivered. None fell in. "
        "The notes are with you.",
    )
    return story
