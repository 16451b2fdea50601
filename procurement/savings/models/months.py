"""What a claim brought month by month: as the lines say, and as finance confirmed."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from catalogue.products.models import Product
from procurement.savings.models.claims import Claim
from procurement.savings.models.initiatives import Participation
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


def _pounds(**options: Any) -> models.DecimalField:
    """Pounds ex VAT, rounded half up to pence: what is signed is what is summed."""
    return models.DecimalField(max_digits=30, decimal_places=2, **options)


class MonthFigures(models.Model):
    """One claim in one month, over its order lines and returns.

    `units` and `compliant_units` are uses (see `Claim`), the second at the agreed price
    or below, and, in a switch, of the standard alone: what it replaces is not bought as
    agreed, however cheap. `cash_releasing` is signed: the baseline price less the price
    paid, times units; for an initiative of using less the units not bought count too.
    `leakage` is what was paid above the agreed price, in a switch for whichever of its
    products. `volume_effect` is only reported: in a switch one product's is what moved
    to another, and their sum what was not used.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, db_index=False, related_name="+"
    )
    month = models.DateField()  # its first day
    lines = models.PositiveIntegerField()
    units = models.DecimalField(max_digits=36, decimal_places=8)
    compliant_units = models.DecimalField(max_digits=36, decimal_places=8)
    paid = models.DecimalField(max_digits=30, decimal_places=8)
    cash_releasing = _pounds()
    cost_avoidance = _pounds()
    leakage = _pounds()
    volume_effect = _pounds()

    class Meta:
        abstract = True


FIGURES = (
    "lines",
    "units",
    "compliant_units",
    "paid",
    "cash_releasing",
    "cost_avoidance",
    "leakage",
    "volume_effect",
)


class ClaimMonthQuerySet(OwnRowsQuerySet["ClaimMonth"]):
    needs = Permission.SAVINGS_VIEW


class ClaimMonth(MonthFigures):
    """As the lines say now; one row for a trust, product and month."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="months")

    objects = ClaimMonthQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_row_a_month", fields=("claim", "month")),
            models.UniqueConstraint(
                name="one_claim_on_a_months_product",
                fields=("organisation", "product", "month"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.month:%Y-%m}: £{self.cash_releasing}"


class ConfirmedMonthQuerySet(OwnRowsQuerySet["ConfirmedMonth"]):
    needs = Permission.SAVINGS_VIEW

    def standing(self) -> Self:
        """The newest confirmation of each claim and month."""
        newest = (
            ConfirmedMonth.objects.order_by("claim", "month", "-id")
            .distinct("claim", "month")
            .values("id")
        )
        return self.filter(id__in=newest)


class ConfirmedMonth(MonthFigures):
    """As the trust's finance confirmed it. Append-only; the newest one counts."""

    claim = models.ForeignKey(
        Claim, models.PROTECT, db_index=False, related_name="confirmed_months"
    )
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = ConfirmedMonthQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                "claim",
                "month",
                models.F("id").desc(),
                name="confirmed_newest_first",
            ),
            models.Index(fields=("confirmed_at",), name="confirmed_since"),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.month:%Y-%m}: £{self.cash_releasing}"


class PartSum(models.Model):
    """A part's month: the sums of its claims' months, as lists of months read them.

    `is_` figures are those of the lines, `was_` those that finance confirmed last, over
    the `confirmed` of its `products` that it has. `differs` until all of them stand
    confirmed as the lines are. `confirmed_from` is when the oldest of the standing
    confirmations was.
    """

    participation = models.ForeignKey(
        Participation, models.CASCADE, db_index=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    month = models.DateField()  # its first day
    products = models.PositiveIntegerField()
    lines = models.PositiveBigIntegerField()
    units = models.DecimalField(max_digits=40, decimal_places=8)
    compliant_units = models.DecimalField(max_digits=40, decimal_places=8)
    is_cash_releasing = _pounds()
    is_cost_avoidance = _pounds()
    is_leakage = _pounds()
    is_volume_effect = _pounds()
    was_cash_releasing = _pounds(null=True)
    was_cost_avoidance = _pounds(null=True)
    was_leakage = _pounds(null=True)
    was_volume_effect = _pounds(null=True)
    confirmed = models.PositiveIntegerField()
    confirmed_from = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    differs = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_sum_a_part_and_month", fields=("participation", "month")
            ),
            models.CheckConstraint(
                name="sum_confirmed_when_any_product_is",
                condition=Q(confirmed=0, confirmed_at=None)
                | Q(confirmed__gt=0, confirmed_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=("month", "participation"), name="part_sum_newest_first"
            ),
            models.Index(
                fields=("organisation", "month", "participation"),
                name="part_sum_of_trust",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation_id} {self.month:%Y-%m}: £{self.is_cash_releasing}"


class TouchedClaim(models.Model):
    """A product of some claim whose lines, items or packs changed at an organisation
    (at any where it is empty), and whose months have not been worked out since. The
    database writes it, in the transaction of the change."""

    product_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "savings_touched_claim"

    def __str__(self) -> str:
        return str(self.product_id)
