"""What to say of an organisation that closed, wherever its figures still stand."""

from datetime import date

from django import template

from trusts.models import Organisation
from trusts.successions import Restating, day_in_words

register = template.Library()


@register.simple_tag
def closed_words(organisation: Organisation, places: Restating, on: date) -> str:
    """`closed on 1 October 2021, now part of Southmere Hospitals`; empty where it is
    open on the day."""
    if organisation.closed_on is None or not organisation.is_closed(on=on):
        return ""
    said = f"closed on {day_in_words(organisation.closed_on)}"
    standing = places.standings.get(organisation.code)
    if standing is None or not standing.is_restated:
        return said
    return f"{said}, now part of {standing.under.name}"
