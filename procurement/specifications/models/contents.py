"""What a version asks for beside its text: criteria, products, evidence."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from catalogue.products.models import Product
from procurement.specifications.models.people import Profession
from procurement.specifications.models.specifications import (
    OfSpecificationQuerySet,
    Specification,
)
from procurement.specifications.models.versions import Version
from trusts.models import Membership


class OfVersionQuerySet[Row: models.Model](OfSpecificationQuerySet[Row]):
    """Rows that who sees the version sees."""

    path = "version__specification"


class Domain(models.TextChoices):
    """The part of a product's use that a criterion is about (domain notes 5.5)."""

    PACKAGING = "PACKAGING", "Packaging and identification"
    OPENING = "OPENING", "Opening and preparation"
    CLINICAL_USE = "CLINICAL_USE", "Clinical use"
    COMFORT = "COMFORT", "Patient comfort"
    STAFF_SAFETY = "STAFF_SAFETY", "Staff safety and human factors"
    DISPOSAL = "DISPOSAL", "Disposal and sustainability"
    TRACEABILITY = "TRACEABILITY", "Barcode and traceability"
    TRAINING = "TRAINING", "Instructions and training"


class Criterion(models.Model):
    """One thing that products are scored on, from 0 to 3, with what each score means.

    `weight` says how much it matters beside the others, from 1 to 5. Where
    `professions` is empty, whoever has a seat may score it.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    domain = models.CharField(max_length=12, choices=Domain)
    text = models.TextField()
    is_mandatory = models.BooleanField()
    weight = models.PositiveSmallIntegerField(default=1)
    anchor_0 = models.CharField(max_length=200, default="Not met, or unsafe")
    anchor_1 = models.CharField(max_length=200, default="Partly met")
    anchor_2 = models.CharField(max_length=200, default="Met")
    anchor_3 = models.CharField(max_length=200, default="Better than asked for")
    professions = ArrayField(
        models.CharField(max_length=16, choices=Profession), default=list, blank=True
    )

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="criteria_have_an_order",
                fields=("version", "position"),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="criterion_says_what_it_asks",
                condition=~Q(text="") & Q(weight__range=(1, 5), domain__in=Domain),
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def anchors(self) -> list[tuple[int, str]]:
        """Each score with what it means."""
        found = (self.anchor_0, self.anchor_1, self.anchor_2, self.anchor_3)
        return list(enumerate(found))


class ConsideredProduct(models.Model):
    """A product that a version speaks about; those of the standard are what is to be
    bought under it. Maker, code and description are as they stood when it was added:
    whatever the catalogue says later, what was signed stays what it was.
    `eaches_per_use` is how many eaches of it one use takes; who signs confirms it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="considered")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    manufacturer = models.TextField(blank=True)
    part_code = models.TextField(blank=True)
    description = models.TextField()
    is_standard = models.BooleanField()
    eaches_per_use = models.DecimalField(
        max_digits=12, decimal_places=4, default=1, db_default=1
    )
    note = models.TextField(blank=True)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_product_is_considered_once", fields=("version", "product")
            ),
            models.CheckConstraint(
                name="a_use_takes_some", condition=Q(eaches_per_use__gt=0)
            ),
        )
        indexes = (models.Index(fields=("product", "version"), name="considered_in"),)

    def __str__(self) -> str:
        return self.description


class EvidenceKind(models.TextChoices):
    GUIDANCE = "GUIDANCE", "Guidance or standard"
    STUDY = "STUDY", "Study or report"
    TECHNICAL = "TECHNICAL", "Technical data of the maker"
    TRIAL = "TRIAL", "Results of a trial"
    PICTURE = "PICTURE", "Picture"
    OTHER = "OTHER", "Something else"


class EvidenceFile(models.Model):
    """A paper, kept as it came, known by its SHA-256. Append-only."""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="evidence_files"
    )
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = OfSpecificationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="evidence_is_kept_once", fields=("specification", "sha256")
            ),
        )

    def __str__(self) -> str:
        return self.name


class Evidence(models.Model):
    """A paper that a version rests on."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=EvidenceKind)
    note = models.TextField(blank=True)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_paper_is_cited_once", fields=("version", "file")
            ),
        )

    def __str__(self) -> str:
        return self.file.name
