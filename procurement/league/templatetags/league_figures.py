"""The league's own words for figures, as filters."""

from decimal import Decimal

from django import template

from procurement.league.models import Figure
from procurement.league.wording import figure_text, weight_text

register = template.Library()


@register.filter
def as_figure(figure: Figure) -> str:
    """A figure row, as it is shown."""
    return figure_text(figure.metric, figure.figure)


@register.filter
def as_weight(weight: Decimal) -> str:
    """A weight from 0 to 1, in per cent."""
    return weight_text(weight)
