"""Why a problem may not be reported, followed up or taken back, or ""."""

from datetime import date, datetime

from django.db.models import QuerySet

from catalogue.products.models import Product
from procurement.problems.models import (
    NoteKind,
    NoticeKind,
    ProductProblem,
    SafetyNotice,
)
from procurement.problems.queries import in_use, same_as
from procurement.specifications.models import (
    ConsideredProduct,
    Specification,
    Version,
)
from procurement.specifications.rules import why_not_chair
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.roles import Role


def why_not_report(version: Version, *, by: Membership, at: datetime) -> str:
    """Why nobody, or not this person, may report a problem with a version's product."""
    if not by.may(Permission.PROBLEMS_REPORT):
        return "Your role here may not report problems: tell a clinician or your buyer."
    if not in_use(at=at).filter(pk=version.pk).exists():
        return (
            f"Version {version.number} is not in force, nor was it in the last 12 "
            "months, so nothing is reported on it here. Use your trust’s incident "
            "system."
        )
    seen = Specification.objects.visible_to(by).filter(pk=version.specification_id)
    return "" if seen.exists() else "Your trust does not take part in it."


def why_not_about(
    version: Version, product: Product, *, happened_on: date, today: date
) -> str:
    """Why a report says what cannot be."""
    if not reportable(version).filter(product=product).exists():
        return f"“{product}” is not a product of version {version.number}."
    if happened_on > today:
        return "It cannot have happened after today."
    return ""


def reportable(version: Version) -> QuerySet[ConsideredProduct]:
    """The version's standard, about which problems are reported."""
    return version.considered.filter(is_standard=True).order_by("description", "pk")


def reportable_now(version: Version, *, at: datetime) -> list[ConsideredProduct]:
    """The same, and below it what earlier versions still leave on wards: each product
    once, under the newest version that has it."""
    before = in_use(at=at).filter(
        specification=version.specification_id, number__lt=version.number
    )
    found: dict[int, ConsideredProduct] = {}
    for each in (version, *before.order_by("-number")):
        for row in reportable(each).select_related("product", "version"):
            root = row.product.merged_into_id or row.product_id
            found.setdefault(root, row)
    return list(found.values())


def why_not_follow_up(problem: ProductProblem, *, by: Membership) -> str:
    """Why somebody may not add to a problem: its own trust does, and the chair."""
    if not by.may(Permission.PROBLEMS_REPORT):
        return "Your role here may not add to a problem."
    if by.organisation_id == problem.organisation_id:
        return ""
    if not why_not_chair(problem.version.specification, by=by):
        return ""
    return f"{problem.organisation} reported it, and says what was done about it."


def why_not_take_back(problem: ProductProblem, *, by: Membership) -> str:
    """Why somebody may not say that it was reported by mistake."""
    if problem.notes.filter(kind=NoteKind.MISTAKE).exists():
        return "That was said already."
    is_reporter = by.user_id == problem.reported_by.user_id
    is_lead = by.role == Role.TRUST_LEAD
    is_own = by.organisation_id == problem.organisation_id
    if is_own and by.may(Permission.PROBLEMS_REPORT) and (is_reporter or is_lead):
        return ""
    return f"Only who reported it, or a lead of {problem.organisation}, may say that."


def why_not_enter(
    product: Product, kind: NoticeKind | str, reference: str, *, by: Membership
) -> str:
    """Why a safety notice may not be entered."""
    if not by.may(Permission.NOTICES_ENTER):
        return "Only a clinical chair or a regional lead may enter a safety notice."
    there = SafetyNotice.objects.filter(
        product__in=same_as(product), kind=kind, reference__iexact=reference.strip()
    ).first()
    if there is not None:
        return f"{there} is there already, with “{there.product}”."
    standard = ConsideredProduct.objects.filter(
        product__in=same_as(product), is_standard=True
    )
    return "" if standard.exists() else f"“{product}” belongs to no standard."
