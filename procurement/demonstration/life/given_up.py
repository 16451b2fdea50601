"""Specifications that came to nothing."""

from datetime import date

from procurement.demonstration import papers
from procurement.demonstration.clinicians import of_trusts
from procurement.demonstration.life.moments import People
from procurement.demonstration.life.rounds import Story
from procurement.signoff.models import DecisionKind, ReasonClass
from trusts.roles import Role


def given_up_stories(people: People, today: date) -> list[Story]:
    return [each(people, today) for each in (_staplers, _bags)]


def _staplers(people: People, today: date) -> Story:
    """Rejected by its chair: too few trusts approved."""
    asked = of_trusts("ALD", "OXM", "THB", "QRB")
    chair = people.of("WRN", Role.CLINICAL_CHAIR)
    story = Story(papers.STAPLERS, people, today, asked=asked, chair=chair)
    story.draft(210)
    story.consult(200)
    story.score(185)
    story.sheets(180, "Dora Lindqvist", "Anil Verma")
    story.open_round(170, days=21)
    story.approve(165, "Anil Verma")
    for name, rationale in (
        ("Dora Lindqvist", "The head that turns is too wide for small wounds."),
        ("Fiona Tranter", "On frail skin the staples stood off."),
    ):
        story.sign(
            160,
            name,
            DecisionKind.OBJECT_ADVISORY,
            reason_class=ReasonClass.EFFICACY,
            rationale=rationale,
            would_resolve="Two staplers in the standard instead of one.",
        )
    story.reject(
        140,
        "One trust approves and two object. It is begun afresh with two staplers, one "
        "of them narrow.",
    )
    return story


def _bags(people: People, today: date) -> Story:
    """Withdrawn in consultation: the maker gave the product up."""
    story = Story(
        papers.DRAINAGE_BAGS, people, today, asked=of_trusts("ALD", "STM", "RWS")
    )
    story.draft(75)
    story.consult(65)
    story.withdraw(50, "The maker stops making the bag that was proposed.")
    return story
