"""The lines of a letter: a product, what we ask for it, and the answer."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from catalogue.products.models import Product
from procurement.asks.bands import Band
from procurement.asks.models.asks import Ask
from procurement.gaps.models import Gap


class AskFor(models.TextChoices):
    BAND = "BAND", "A band"
    PRICE = "PRICE", "A price"


class Answer(models.TextChoices):
    NONE = "", "No answer yet"
    AGREED = "AGREED", "Agreed"
    OFFERED = "OFFERED", "Another price offered, not agreed"
    REFUSED = "REFUSED", "Refused"


def price_field(**more: object) -> models.DecimalField:
    """Pounds ex VAT per each."""
    return models.DecimalField(max_digits=24, decimal_places=7, **more)  # type: ignore[arg-type]


class AskLine(models.Model):
    """`price_each` is what is paid, for several trusts the mean by their volume;
    `units_12m` eaches of them together. Of the peers' prices nothing is kept but the
    band, in per cent.

    Whoever may see the ask may see this; reach it through `Ask`.
    """

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    gaps = models.ManyToManyField(Gap, through="asks.AskedGap", related_name="+")
    price_each = price_field()
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)
    trusts = models.PositiveSmallIntegerField()
    band_low = models.PositiveSmallIntegerField()
    band_high = models.PositiveSmallIntegerField()
    asks_for = models.CharField(max_length=5, choices=AskFor, default=AskFor.BAND)
    ask_price = price_field(null=True, blank=True)
    answer = models.CharField(
        max_length=8, choices=Answer, blank=True, default=Answer.NONE
    )
    offered_price = price_field(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_line_a_product_and_letter", fields=("ask", "product")
            ),
            models.CheckConstraint(
                name="ask_line_asks_for_a_band_or_a_price",
                condition=Q(asks_for=AskFor.BAND, ask_price=None)
                | Q(asks_for=AskFor.PRICE, ask_price__gt=0),
            ),
            models.CheckConstraint(
                name="ask_line_band_goes_up",
                condition=Q(band_low__lt=F("band_high")),
            ),
            models.CheckConstraint(
                name="ask_line_answer_has_its_price",
                condition=Q(
                    answer__in=(Answer.AGREED, Answer.OFFERED), offered_price__gt=0
                )
                | Q(answer__in=("", Answer.REFUSED), offered_price=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} in {self.ask_id}"

    @property
    def band(self) -> Band:
        return Band(self.band_low, self.band_high)

    @property
    def spend(self) -> Decimal:
        """What the year's volume costs at the price paid, in pounds."""
        return self.price_each * self.units_12m
