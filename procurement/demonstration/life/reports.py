"""What wards and makers said about the products of a standard in force."""

from datetime import datetime

from catalogue.products.models import Product
from procurement.demonstration.life.rounds import Story
from procurement.problems import actions
from procurement.problems.models import NoticeKind, ProblemKind, ProductProblem
from procurement.specifications.models import Version


def reported(
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
        version = _in_force(story)
        actions.report_problem(
            version,
            _standard(version),
            kind=kind,
            what=what,
            happened_on=at.date(),
            references=actions.References(incident_reference=number),
            by=story.people.named(name),
            at=at,
        )

    story.on(days_ago, do)


def followed_up(story: Story, days_ago: int, text: str) -> None:
    """The chair says what was found out about the newest problem."""

    def do(at: datetime) -> None:
        problems = ProductProblem.objects.filter(
            version__specification=story.version.specification
        )
        actions.follow_up(problems.latest("pk"), text=text, by=story.chair, at=at)

    story.on(days_ago, do)


def warned(story: Story, days_ago: int, reference: str, title: str) -> None:
    """The maker's notice about what is the standard comes in."""

    def do(at: datetime) -> None:
        actions.enter_notice(
            _standard(_in_force(story)),
            kind=NoticeKind.FIELD_SAFETY,
            reference=reference,
            title=title,
            issued_on=at.date(),
            by=story.chair,
            at=at,
        )

    story.on(days_ago, do)


def _in_force(story: Story) -> Version:
    return story.version.specification.versions.in_force().get()


def _standard(version: Version) -> Product:
    return version.considered.filter(is_standard=True).earliest("pk").product
