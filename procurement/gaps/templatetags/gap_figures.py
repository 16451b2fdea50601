"""Figures as the arithmetic of a gap writes them: nothing rounded away."""

from decimal import Decimal

from django import template

from catalogue.prices.marks import Marked
from procurement.gaps.models import Gap
from procurement.gaps.said import in_words

register = template.Library()


@register.filter
def price_exact(amount: Decimal | None) -> str:
    """A price per each in full: 6.50p, 6.4012p, £4.10, £4.1025."""
    if amount is None:
        return ""
    return price_like(amount, amount)


@register.filter
def price_like(amount: Decimal, other: Decimal) -> str:
    """The same, in pounds or pence as `other` is: the figures of one sum agree."""
    if other >= 1:
        return f"£{_two_or_more(amount)}"
    return f"{_two_or_more(amount * 100)}p"


@register.filter
def age(days: int | None) -> str:
    """`today`, `1 day ago`, `12 days ago`."""
    if days is None:
        return ""
    if days == 0:
        return "today"
    return f"{days:,} day{'' if days == 1 else 's'} ago"


@register.filter
def days_before(then, on) -> int:
    """Days from one date to another."""
    return (on - then).days


@register.simple_tag
def said_of_gap(said: Marked | None, gap: Gap) -> str:
    """What persons say of a gap's price and of the lowest, in one line; else ""."""
    if said is None:
        return ""
    own = in_words(said.of(gap.product_id, gap.organisation_id))
    reference = gap.lowest_organisation_id
    lowest = in_words(said.of(gap.product_id, reference)) if reference else ""
    parts = [("price paid", own), ("lowest", lowest)]
    return "; ".join(f"{whose}: {words}" for whose, words in parts if words)


def _two_or_more(number: Decimal) -> str:
    whole, _, decimals = f"{number:,f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"
