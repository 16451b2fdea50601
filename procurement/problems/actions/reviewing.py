"""What puts a version under review by itself."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from catalogue.products.models import Product
from procurement.problems import queries
from procurement.problems.models import (
    CauseKind,
    ProblemKind,
    ProductProblem,
    ReviewCause,
    SafetyNotice,
)
from procurement.specifications.actions import locked, put_under_review
from procurement.specifications.models import (
    IN_FORCE,
    Specification,
    Version,
    VersionState,
)
from procurement.ui.figures import date_long

ENOUGH = 3  # problems with one product, of whatever trusts


def hold(
    product: Product, version: Version | None = None, *, at: datetime
) -> list[Version]:
    """The versions that something about the product concerns, each held until the
    transaction ends: two problems at one moment come one after the other, and none
    passes a version that is adopted just then. All of them are held before the first
    row that is chained, and in one order."""
    concerned = Q(pk__in=queries.asked_for(product))
    if version is not None:
        concerned |= Q(pk=version.specification_id)
    specifications = Specification.objects.filter(concerned).order_by("pk")
    list(specifications.select_for_update(no_key=True))
    found = {each.pk: each for each in queries.concerned_by(product, at=at)}
    if version is not None:
        found[version.pk] = version
    several = sorted(found.values(), key=lambda each: each.specification_id)
    return [locked(each) for each in several]


def look_at_problem(version: Version, problem: ProductProblem, *, at: datetime) -> None:
    """Serious harm calls for a review by itself; else the third problem does, once
    until the version is said to stand again. Of one that is used up everybody hears,
    where the version in force has not the product too."""
    product = problem.product
    if version not in queries.concerned_by(product, at=at):
        return
    if problem.kind == ProblemKind.HARM:
        # The trusts of another specification are not told who else buys it.
        is_here = problem.version.specification_id == version.specification_id
        place = problem.organisation if is_here else "another trust"
        says = (
            f"Serious harm was reported with {product} at {place}, "
            f"which happened on {date_long(problem.happened_on)}."
        )
        _note(version, CauseKind.HARM, says, at=at, problem=problem, led=[problem.pk])
        return
    led = list(queries.problems_that_count(version, product, at=at))
    if len(led) < ENOUGH or _is_noted(version, product):
        return
    trusts = len({each.organisation_id for each in led})
    places = "one trust" if trusts == 1 else f"{trusts} trusts"
    says = (
        f"{len(led)} problems with {product} were reported by {places} within "
        f"{queries.COUNTED_DAYS} days."
    )
    numbers = [each.pk for each in led]
    _note(version, CauseKind.SEVERAL, says, at=at, problem=problem, led=numbers)


def look_at_notice(version: Version, notice: SafetyNotice, *, at: datetime) -> None:
    """Any notice about a product of the standard calls for a review; of one that is
    used up everybody hears."""
    says = (
        f"{notice} of {date_long(notice.issued_on)} is about {notice.product}: "
        f"{notice.title}"
    )
    _note(version, CauseKind.NOTICE, says, at=at, notice=notice)


def carry_causes_over(*, at: datetime) -> int:
    """What called for a review of a version that was replaced calls for one of the
    version in its place, where its standard has the product too; how many did."""
    return sum(_carry_over(each, at) for each in queries.to_look_at_again())


@transaction.atomic
def _carry_over(version: Version, at: datetime) -> int:
    version = locked(version)
    if version.state not in IN_FORCE:
        return 0
    noted = set(version.review_causes.values_list("kind", "problem", "notice"))
    causes = [
        each
        for each in queries.open_causes_before(version)
        if (each.kind, each.problem_id, each.notice_id) not in noted
    ]
    for each in causes:
        _note(
            version,
            CauseKind(each.kind),
            each.says,
            at=at,
            problem=each.problem,
            led=each.problems,
            notice=each.notice,
        )
    return len(causes)


def _is_noted(version: Version, product: Product) -> bool:
    noted = queries.causes_now(version).filter(kind=CauseKind.SEVERAL)
    return noted.filter(product__in=queries.same_as(product)).exists()


def _note(
    version: Version,
    kind: CauseKind,
    says: str,
    *,
    at: datetime,
    problem: ProductProblem | None = None,
    led: list[int] | None = None,
    notice: SafetyNotice | None = None,
) -> None:
    """Write the cause down; a version that was adopted comes under review."""
    step = None
    if version.state == VersionState.ADOPTED:
        put_under_review(version, reason=says, by=None, at=at)
        version.refresh_from_db(fields=["state", "moved_at"])
        step = version.steps.latest("pk")
    about = problem or notice
    assert about
    ReviewCause.objects.create(
        version=version,
        product=about.product,
        kind=kind,
        says=says,
        problem=problem,
        problems=led or [],
        notice=notice,
        step=step,
        noted_at=at,
    )
