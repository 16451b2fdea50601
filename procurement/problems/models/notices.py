"""A safety notice about a product, from its maker or the authorities."""

from typing import Self

from django.db import models
from django.db.models import Q

from catalogue.products.models import Product
from procurement.specifications.models import ConsideredProduct
from trusts.models import Membership


class NoticeKind(models.TextChoices):
    FIELD_SAFETY = "FIELD_SAFETY", "Field safety notice of the maker"
    PATIENT_SAFETY = "PATIENT_SAFETY", "National Patient Safety Alert"
    RECALL = "RECALL", "Recall"


class SafetyNoticeQuerySet(models.QuerySet["SafetyNotice"]):
    def visible_to(self, member: Membership) -> Self:
        """Those about products of the specifications that the member sees."""
        seen = ConsideredProduct.objects.visible_to(member)
        return self.filter(
            Q(product__in=seen.values("product"))
            | Q(product__in=seen.values("product__merged_into"))
        )


class SafetyNotice(models.Model):
    """Entered once, by who leads or chairs. Append-only, and in the chain."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=NoticeKind)
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    issued_on = models.DateField()
    url = models.URLField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = SafetyNoticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_notice_is_entered_once",
                fields=("product", "kind", "reference"),
            ),
            models.CheckConstraint(
                name="notice_can_be_found_again",
                condition=~Q(reference="") & ~Q(title="") & Q(kind__in=NoticeKind),
            ),
        )
        indexes = (models.Index(fields=("-entered_at", "-id"), name="notice_newest"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
