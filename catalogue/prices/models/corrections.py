"""A price that does not tell the truth: adjusted, or left out, for a time."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from catalogue.products.models import Product
from catalogue.purchases.models import Item
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class CorrectionKind(models.TextChoices):
    ADJUSTMENT = "ADJUSTMENT", "Adjusted"
    SUPPRESSION = "SUPPRESSION", "Left out"


class CorrectionScope(models.TextChoices):
    """What it is about, the narrowest first."""

    LINE = "LINE", "One order line"
    ITEM = "ITEM", "Every line of one item"
    PRICE = "PRICE", "A trust's price of the product"
    PRODUCT = "PRODUCT", "Every trust's price of the product"


class CorrectionReason(models.TextChoices):
    REBATE = "REBATE", "Rebate"
    VOLUME = "VOLUME", "Volume tier"
    BUNDLE = "BUNDLE", "Bundle or portfolio deal"
    SERVICE = "SERVICE", "Managed service"
    RESEARCH = "RESEARCH", "Research"
    CARRIAGE = "CARRIAGE", "Carriage or delivery terms"
    CREDIT = "CREDIT", "Put right by a credit note"
    ONE_OFF = "ONE_OFF", "One-off or emergency order"
    TRIAL = "TRIAL", "Sample or trial"
    SHORT_DATED = "SHORT_DATED", "Short-dated or clearance"
    CONSIGNMENT = "CONSIGNMENT", "Consignment stock"
    MISTAKE = "MISTAKE", "Ordered or priced by mistake"
    OTHER = "OTHER", "Something else"


_R = CorrectionReason
ADJUSTING = (
    _R.REBATE,
    _R.VOLUME,
    _R.BUNDLE,
    _R.SERVICE,
    _R.RESEARCH,
    _R.CARRIAGE,
    _R.CREDIT,
    _R.OTHER,
)
SUPPRESSING = (
    _R.ONE_OFF,
    _R.TRIAL,
    _R.SHORT_DATED,
    _R.CONSIGNMENT,
    _R.BUNDLE,
    _R.SERVICE,
    _R.RESEARCH,
    _R.MISTAKE,
    _R.OTHER,
)


class CorrectionQuerySet(OwnRowsQuerySet["PriceCorrection"]):
    needs = Permission.PRICES_OWN_VIEW

    def visible_to(self, member: Membership) -> Self:
        """A trust's own and those of a product for everybody; the regional office's
        are every trust's."""
        if not member.may(Permission.PRICES_OWN_VIEW):
            return self.none()
        if member.sees_region:
            return self
        return self.filter(
            Q(organisation=member.organisation_id) | Q(organisation=None)
        )


def _days() -> Func:
    return Func(
        F("starts_on"),
        F("until_on"),
        function="daterange",
        output_field=DateRangeField(),
    )


def _one_at_a_time(name: str, kind: CorrectionKind, *more: str) -> ExclusionConstraint:
    """Nothing is corrected twice on one day: the lines would count it twice."""
    return ExclusionConstraint(
        name=name,
        condition=Q(kind=kind),
        expressions=[
            *((field, RangeOperators.EQUAL) for field in ("scope", *more)),
            *(
                (Coalesce(F(field), 0), RangeOperators.EQUAL)
                for field in ("organisation", "product", "item")
            ),
            ("po_number", RangeOperators.EQUAL),
            ("line_number", RangeOperators.EQUAL),
            (_days(), RangeOperators.OVERLAPS),
        ],
    )


def _names(scope: str, *given: str) -> Q:
    """That the scope's own fields are given, and no other says what it is about."""
    condition = Q(scope=scope)
    for field in ("organisation", "product", "item"):
        condition &= Q(**{f"{field}__isnull": field not in given})
    is_line = "po_number" in given
    for field in ("po_number", "line_number"):
        condition &= ~Q(**{field: ""}) if is_line else Q(**{field: ""})
    return condition


class PriceCorrection(models.Model):
    """What a person says of a price: it is really another, or it speaks for nothing.

    An adjustment adds `amount_each` (pounds ex VAT per each) or `percent` of the net
    value to what lines say; a rebate is below 0. It counts on the days from `starts_on`
    until before `until_on`: the day after `ends_on`, or the day on which somebody ended
    it; and on none before the day on which it was made, so that what a past day showed
    stays. An order line is named as its trust names it, so that a later file that
    replaces it changes nothing here.
    """

    kind = models.CharField(max_length=12, choices=CorrectionKind)
    scope = models.CharField(max_length=8, choices=CorrectionScope)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    po_number = models.TextField(blank=True, db_collation="C")
    line_number = models.TextField(blank=True, db_collation="C")
    reason = models.CharField(max_length=12, choices=CorrectionReason)
    amount_each = models.DecimalField(max_digits=24, decimal_places=8, null=True)
    percent = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    note = models.TextField(blank=True)
    evidence = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    until_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="correction_names_what_it_is_about",
                condition=_names("LINE", "organisation", "po_number")
                | _names("ITEM", "organisation", "item")
                | _names("PRICE", "organisation", "product")
                | (_names("PRODUCT", "product") & Q(kind="SUPPRESSION")),
            ),
            models.CheckConstraint(
                name="an_adjustment_has_an_amount_or_a_percentage",
                condition=Q(
                    kind="SUPPRESSION", amount_each__isnull=True, percent__isnull=True
                )
                | Q(kind="ADJUSTMENT", amount_each__isnull=True, percent__isnull=False)
                | Q(kind="ADJUSTMENT", amount_each__isnull=False, percent__isnull=True),
            ),
            models.CheckConstraint(
                name="an_adjustment_changes_a_price_within_reason",
                condition=~Q(amount_each=0)
                & ~Q(percent=0)
                & (Q(percent=None) | Q(percent__gt=-100, percent__lte=100)),
            ),
            models.CheckConstraint(
                name="correction_reason_goes_with_its_kind",
                condition=Q(kind="ADJUSTMENT", reason__in=ADJUSTING)
                | Q(kind="SUPPRESSION", reason__in=SUPPRESSING),
            ),
            models.CheckConstraint(
                name="correction_has_evidence", condition=~Q(evidence="")
            ),
            models.CheckConstraint(
                name="correction_days_in_order",
                condition=Q(ends_on__gte=F("starts_on"))
                & Q(until_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="correction_ends_before_its_time_when_ended_at",
                condition=Q(ended_at__isnull=False, until_on__lte=F("ends_on"))
                | Q(ended_at__isnull=True, until_on__gt=F("ends_on")),
            ),
            _one_at_a_time(
                "one_adjustment_of_a_kind_at_a_time",
                CorrectionKind.ADJUSTMENT,
                "reason",
            ),
            _one_at_a_time("one_suppression_at_a_time", CorrectionKind.SUPPRESSION),
        )
        indexes = (
            models.Index(fields=("until_on", "starts_on"), name="correction_in_force"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_reason_display().lower()}"

    @property
    def is_adjustment(self) -> bool:
        return self.kind == CorrectionKind.ADJUSTMENT
