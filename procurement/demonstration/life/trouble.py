"""Specifications that were adopted, and then had trouble with their product."""

from datetime import date

from procurement.demonstration import papers
from procurement.demonstration.clinicians import of_trusts
from procurement.demonstration.life.adoptions import adopt_needles, adopt_wipes
from procurement.demonstration.life.moments import People
from procurement.demonstration.life.reports import followed_up, reported, warned
from procurement.demonstration.life.rounds import Story
from procurement.problems.models import ProblemKind
from procurement.signoff.models import DecisionKind, InterestAction


def troubled_stories(people: People, today: date) -> list[Story]:
    return [_needles(people, today), _wipes(people, today)]


def _needles(people: People, today: date) -> Story:
    """Adopted, and under review since three wards had trouble with it."""
    asked = of_trusts("ALD", "STM", "HBR", with_leads=True)
    story = Story(papers.NEEDLES, people, today, asked=asked)
    story.draft(330)
    story.consult(320)
    story.score(300)
    story.sheets(295, "Anil Verma", "Carys Evans", "Paula Innes")
    story.open_round(280, days=28)
    story.interest(
        276,
        "Oscar Bell",
        "I advised the maker on another product until last year.",
        (InterestAction.ABSTAIN, "It is the product that is proposed."),
    )
    story.sign(275, "Oscar Bell", DecisionKind.ABSTAIN)
    story.approve(
        274, "Anil Verma", "Nerys Coates", "Carys Evans", "Callum Reid", "Paula Innes"
    )
    story.chair_approves(270)
    story.close(246)
    adopt_needles(story)
    _needles_trouble(story)
    return story


def _needles_trouble(story: Story) -> None:
    """Three wards report it within a month: that puts it under review by itself."""
    near_miss = ProblemKind.NEAR_MISS
    reported(
        story,
        36,
        "Carys Evans",
        near_miss,
        "It clicked, and the needle was not covered. Nobody was pricked.",
        number="STM-INC-20418",
    )
    reported(
        story,
        27,
        "Anil Verma",
        ProblemKind.FIT,
        "With wet gloves the shield slides back. Two of a box of fifty.",
    )
    reported(
        story,
        16,
        "Callum Reid",
        near_miss,
        "Not covered though it had clicked, on a home visit. We kept the needle.",
        number="HBR-7731",
    )
    followed_up(
        story,
        12,
        "The maker has the three needles, and says by the end of the month whether one "
        "lot is to be drawn back.",
    )


def _wipes(people: People, today: date) -> Story:
    """Adopted, and suspended after a notice of the maker."""
    asked = of_trusts("ALD", "WRN", "PLB", "STM")
    story = Story(papers.WIPES, people, today, asked=asked)
    story.draft(300)
    story.consult(290)
    story.score(275)
    story.sheets(270, "Beth Holloway", "Hannah Weiss")
    story.open_round(260, days=21)
    story.approve(255, "Anil Verma", "Beth Holloway", "Hannah Weiss", "Carys Evans")
    story.chair_approves(250)
    story.close(230)
    adopt_wipes(story)
    warned(story, 40, "FSN-2207", "One lot dries out before its date")
    story.suspend(
        26,
        "Two more lots dried out. Trusts use their former wipe until the maker has "
        "shown what was changed.",
    )
    return story
