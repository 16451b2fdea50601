"""Specifications that were adopted, and then had trouble with their product."""

from datetime import date, datetime

from procurement.demonstration import papers
from procurement.demonstration.clinicians import of_trusts
from procurement.demonstration.life.adoptions import adopt_needles, adopt_wipes
from procurement.demonstration.life.moments import People
from procurement.demonstration.life.rounds import Story
from procurement.problems import actions
from procurement.problems.models import NoticeKind, ProblemKind, ProductProblem
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
    _reported(
        story,
        36,
        "Carys Evans",
        near_miss,
        "It clicked, and the needle was not covered. Nobody was pricked.",
        number="STM-INC-20418",
    )
    _reported(
        story,
        27,
        "Anil Verma",
        ProblemKind.FIT,
        "With wet gloves the shield slides back. Two of a box of fifty.",
    )
    _reported(
        story,
        16,
        "Callum Reid",
        near_miss,
        "Not covered though it had clicked, on a home visit. We kept the needle.",
        number="HBR-7731",
    )
    _followed_up(
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
    _warned(story, 40, "FSN-2207", "One lot dries out before its date")
    story.suspend(
        26,
        "Two more lots dried out. Trusts use their former wipe until the maker has "
        "shown what was changed.",
    )
    return story


def _reported(
    story: Story,
    days_ago: int,
    name: str,
    kind: ProblemKind,
    what: str,
    *,
    number: str = "",
) -> None:
    """Somebody reports a problem with what is the standard, the day it happened;
    `number` is that of their trust's incident system."""

    def do(at: datetime) -> None:
        actions.report_problem(
            story.version,
            story.products()[0].product,
            kind=kind,
            what=what,
            happened_on=at.date(),
            references=actions.References(incident_reference=number),
            by=story.people.named(name),
            at=at,
        )

    story.on(days_ago, do)


def _followed_up(story: Story, days_ago: int, text: str) -> None:
    """The chair says what was found out about the newest problem."""

    def do(at: datetime) -> None:
        problem = ProductProblem.objects.filter(version=story.version).latest("pk")
        actions.follow_up(problem, text=text, by=story.chair, at=at)

    story.on(days_ago, do)


def _warned(story: Story, days_ago: int, reference: str, title: str) -> None:
    """The maker's notice about what is the standard comes in."""

    def do(at: datetime) -> None:
        actions.enter_notice(
            story.products()[0].product,
            kind=NoticeKind.FIELD_SAFETY,
            reference=reference,
            title=title,
            issued_on=at.date(),
            by=story.chair,
            at=at,
        )

    story.on(days_ago, do)
