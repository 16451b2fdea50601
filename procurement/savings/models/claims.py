"""What a trust's part claims: a product for some months, and what it cost before.

Longer than 250 lines: a claim and the papers that it is worth by are read together.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from catalogue.products.models import Product
from procurement.savings.models.initiatives import Participation
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


def price(**options: Any) -> models.DecimalField:
    """Pounds ex VAT per use: see `Claim`."""
    return models.DecimalField(max_digits=24, decimal_places=6, **options)


def eaches(**options: Any) -> models.DecimalField:
    return models.DecimalField(max_digits=36, decimal_places=8, **options)


class ClaimQuerySet(OwnRowsQuerySet["Claim"]):
    needs = Permission.SAVINGS_VIEW

    def on_product(self, product_id: int) -> Self:
        """Those on a product, or on one that was merged into it."""
        return self.filter(Q(product=product_id) | Q(product__merged_into=product_id))


class Claim(models.Model):
    """One product at one trust, for the months of the part: no other claim may be on
    (trust, product, month).

    It is counted in uses of `eaches_per_use` eaches: a use is an each, but where a
    specification says otherwise. `target_price` is what the trust hopes to pay for one:
    with `is_peers_price` what a peer paid when it was taken from the trust's gap, so
    that it goes once prices of the product are confidential;
    `agreed_price` what it has in writing, `agreed_units` the uses expected in the 12
    months (none: as many as in the baseline). `is_standard` is false for a product that
    a standard replaces: none of it is bought as agreed. A claim that is not live any
    more counts nowhere. `expected` is what a month is expected to save, in pounds, as
    the database keeps it whoever changes the claim, its part, a baseline, a rise or,
    until a baseline stands, the price paid; None where nothing says it
    (`pound_queries.CLAIMS` is the rule).
    `expected_lapsed` is what it was when its part lapsed.
    """

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="claims"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    first_month = models.DateField()
    end_month = models.DateField()
    target_price = price(null=True)
    is_peers_price = models.BooleanField(default=False, db_default=False)
    agreed_price = price(null=True)
    agreed_units = eaches(null=True)
    eaches_per_use = models.DecimalField(
        max_digits=12, decimal_places=4, default=1, db_default=1
    )
    is_standard = models.BooleanField(default=True, db_default=True)
    is_live = models.BooleanField(default=True)
    expected_lapsed = models.DecimalField(max_digits=30, decimal_places=2, null=True)
    expected = models.DecimalField(max_digits=30, decimal_places=2, null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_claim_per_part_and_product",
                fields=("participation", "product"),
            ),
            models.CheckConstraint(
                name="claimed_prices_are_above_0",
                condition=(Q(target_price=None) | Q(target_price__gt=0))
                & (Q(agreed_price=None) | Q(agreed_price__gt=0)),
            ),
            models.CheckConstraint(
                name="claimed_use_takes_some", condition=Q(eaches_per_use__gt=0)
            ),
            models.CheckConstraint(
                name="claim_runs_whole_months",
                condition=Q(first_month__day=1, end_month__day=1)
                & Q(end_month__gte=F("first_month")),
            ),
            ExclusionConstraint(
                name="no_pound_twice",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first_month"),
                            F("end_month"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(is_live=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product} at {self.organisation}"


class Baseline(models.Model):
    """What a product cost a trust in the 12 months before `until_on`, from its lines.

    `price_each` is net value over uses of the order lines, rounded half up to 6
    decimals; with fewer than 3 lines the last one's price. In a switch the lines are
    those of all its products, so that each of its baselines has the same price, and its
    own `units`: uses, returns counted negative, 0 of what was never bought. Locked by
    the trust's finance; one that finance corrects is ended and the next stands in its
    place, `computed_price` still saying what the lines do.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="baselines")
    from_on = models.DateField()
    until_on = models.DateField()
    price_each = price()
    computed_price = price()
    units = eaches()
    lines = models.PositiveIntegerField()
    is_last_price = models.BooleanField()
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_baseline_stands",
                fields=("claim",),
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="baseline_never_above_the_lines",
                condition=Q(price_each__gt=0, price_each__lte=F("computed_price")),
            ),
            models.CheckConstraint(
                name="baseline_units_never_below_0", condition=Q(units__gte=0)
            ),
            models.CheckConstraint(
                name="lowered_baseline_says_why",
                condition=Q(price_each=F("computed_price")) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="baseline_locked_after_it_was_made",
                condition=Q(locked_at=None) | Q(locked_at__gte=F("made_at")),
            ),
        )

    def __str__(self) -> str:
        return f"£{self.price_each} over {self.lines} lines"

    @property
    def full_year(self) -> Decimal:
        """What the units cost in the 12 months, in pounds."""
        return self.price_each * self.units


class BaselineLine(models.Model):
    """An order line as it stood when the baseline was made from it. Append-only.

    Quantity is in units of purchase, `eaches` those of one unit, `units` all of them.
    """

    baseline = models.ForeignKey(Baseline, models.PROTECT, related_name="rows")
    line_id = models.BigIntegerField()
    order_date = models.DateField()
    po_number = models.TextField()
    line_number = models.TextField()
    quantity = eaches()
    eaches = models.PositiveIntegerField()
    net_value = models.DecimalField(max_digits=24, decimal_places=8)

    def __str__(self) -> str:
        return f"{self.po_number}/{self.line_number}"

    @property
    def units(self) -> Decimal:
        """Eaches, below 0 for what was sent back."""
        return self.quantity * self.eaches

    @property
    def price_each(self) -> Decimal:
        """Pounds a use, rounded half up to 6 decimals as every price is."""
        takes = self.baseline.claim.eaches_per_use
        exact = self.net_value * takes / self.units
        return exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)


class UpliftQuerySet(OwnRowsQuerySet["Uplift"]):
    needs = Permission.SAVINGS_VIEW
    organisation_path = "claim__organisation"

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(ended_at=None)


class Uplift(models.Model):
    """A rise that a paper documents: from that month on the price would have been so
    many per cent above the baseline. What is paid less than that is cost avoidance.
    One that was documented wrongly is ended and kept."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="uplifts")
    from_month = models.DateField()
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    evidence = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    ended_reason = models.TextField(blank=True)

    objects = UpliftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_uplift_a_month",
                fields=("claim", "from_month"),
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="uplift_taken_back_with_a_reason",
                condition=~(Q(ended_at=None) ^ Q(ended_reason="")),
            ),
            models.CheckConstraint(
                name="uplift_is_documented",
                condition=Q(percent__gt=0, from_month__day=1) & ~Q(evidence=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.percent} % from {self.from_month}"
