"""What is asked of problems: which count together, and whom they concern."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from catalogue.products.models import Product
from procurement.problems.models import (
    CauseKind,
    NoteKind,
    ProblemNote,
    ProductProblem,
    ReviewCause,
)
from procurement.specifications.models import (
    ConsideredProduct,
    Version,
    VersionState,
    VersionStep,
)

COUNTED_DAYS = 30
LEFT_FORCE = (VersionState.SUPERSEDED, VersionState.WITHDRAWN)
# For so long after a version left force its products are still reported on: longer than
# any stock lasts.
USED_UP_WITHIN = timedelta(days=365)


def same_as(product: Product) -> QuerySet[Product]:
    """The product, and those that stand for the same one."""
    whole = product.merged_into_id or product.pk
    return Product.objects.filter(Q(pk=whole) | Q(merged_into=whole))


def asked_for(product: Product) -> QuerySet[ConsideredProduct, int]:
    """The numbers of the specifications with it as a standard in any version."""
    standard = ConsideredProduct.objects.filter(
        is_standard=True, product__in=same_as(product)
    )
    return standard.values_list("version__specification", flat=True)


def used_up(*, at: datetime) -> QuerySet[Version]:
    """The versions that left force within 12 months: what was bought by them may still
    lie on wards."""
    adopted = VersionStep.objects.filter(
        version=OuterRef("pk"), state=VersionState.ADOPTED
    )
    return Version.objects.filter(
        Exists(adopted), state__in=LEFT_FORCE, moved_at__gt=at - USED_UP_WITHIN
    )


def in_use(*, at: datetime) -> QuerySet[Version]:
    """Those in force, and those that are used up."""
    return Version.objects.in_force() | used_up(at=at)


def concerned_by(product: Product, *, at: datetime) -> list[Version]:
    """Of each specification the newest version in use with the product in its standard:
    the one in force, if that has it."""
    standard = ConsideredProduct.objects.filter(
        version=OuterRef("pk"), is_standard=True, product__in=same_as(product)
    )
    found = in_use(at=at).filter(Exists(standard)).order_by("number")
    return list({each.specification_id: each for each in found}.values())


def stands_since(version: Version) -> datetime:
    """When it was adopted, or last said to stand: what was known by then is settled."""
    adopted = version.steps.filter(state=VersionState.ADOPTED)
    return adopted.latest("at", "pk").at


def counted_since(version: Version) -> datetime:
    """From when on problems count towards a review of the version: what came under an
    earlier version of its specification counts too, until that was said to stand."""
    steps = VersionStep.objects.filter(
        version__specification=version.specification_id, state=VersionState.ADOPTED
    )
    before = VersionStep.objects.filter(
        version=OuterRef("version"), state=VersionState.ADOPTED, pk__lt=OuterRef("pk")
    )
    again = steps.filter(Exists(before)).order_by("at", "pk").last()
    return (again or steps.earliest("at", "pk")).at


def problems_that_count(
    version: Version, product: Product, *, at: datetime
) -> QuerySet[ProductProblem]:
    """Those with the product, of whatever trust and version, in the last 30 days, that
    came after the standard was last said to stand."""
    since = max(counted_since(version), at - timedelta(days=COUNTED_DAYS))
    return (
        ProductProblem.objects.standing()
        .filter(product__in=same_as(product), reported_at__gt=since)
        .order_by("reported_at", "pk")
    )


def causes_now(version: Version) -> QuerySet[ReviewCause]:
    """What has called for a review since the version was last said to stand."""
    return (
        version.review_causes.filter(noted_at__gt=stands_since(version))
        .select_related("product", "notice", "problem")
        .order_by("noted_at", "pk")
    )


def open_causes_before(version: Version) -> QuerySet[ReviewCause]:
    """Of the version in force before what had called for a review of it to the end,
    about products that are in this version's standard too, and was no mistake."""
    adopted = VersionStep.objects.filter(
        version__specification=version.specification_id,
        version__number__lt=version.number,
        state=VersionState.ADOPTED,
    ).order_by("-version__number")
    mistakes = ProblemNote.objects.filter(
        problem=OuterRef("problem"), kind=NoteKind.MISTAKE
    )
    settled = VersionStep.objects.filter(
        version=OuterRef("version"),
        state=VersionState.ADOPTED,
        at__gte=OuterRef("noted_at"),
    )
    standard = version.considered.filter(is_standard=True)
    whole = standard.annotate(
        whole=Coalesce(F("product__merged_into"), F("product"))
    ).values("whole")
    return (
        ReviewCause.objects.filter(version=adopted.values("version")[:1])
        .filter(~Exists(settled))
        .exclude(Exists(mistakes), kind=CauseKind.HARM)
        .annotate(whole=Coalesce(F("product__merged_into"), F("product")))
        .filter(whole__in=whole)
        .select_related("product", "notice", "problem")
        .order_by("noted_at", "pk")
    )


def to_look_at_again() -> QuerySet[Version]:
    """Versions in force of specifications that had a cause under an earlier one."""
    before = ReviewCause.objects.filter(
        version__specification=OuterRef("specification"),
        version__number__lt=OuterRef("number"),
    )
    return Version.objects.in_force().filter(Exists(before)).order_by("pk")


def steps_to_tell(*, since: datetime) -> QuerySet[VersionStep]:
    """Steps of versions that were adopted before: nobody bought by the others."""
    before = VersionStep.objects.filter(
        version=OuterRef("version"), state=VersionState.ADOPTED, pk__lt=OuterRef("pk")
    )
    return (
        VersionStep.objects.filter(Exists(before), at__gt=since, review_cause=None)
        .select_related("version__specification__chair__user", "by__user")
        .order_by("pk")
    )


def products_bought(*, at: datetime) -> QuerySet[Product]:
    """The products of the standards in use, as they stand in the catalogue now."""
    standard = ConsideredProduct.objects.filter(
        is_standard=True, version__in=in_use(at=at)
    )
    whole = standard.annotate(
        whole=Coalesce(F("product__merged_into"), F("product"))
    ).values("whole")
    return Product.objects.filter(pk__in=whole).order_by("description", "pk")
