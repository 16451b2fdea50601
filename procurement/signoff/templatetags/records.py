"""What the record of a decision says in one word."""

from django import template

from procurement.signoff.reading_page import results_in_words
from procurement.specifications.models import Heading

register = template.Library()
register.filter("results", results_in_words)


@register.filter
def under_headings(texts: dict[str, str]) -> list[tuple[str, str]]:
    """The six headings in their order, each with its text."""
    return [(each.label, texts[each.value]) for each in Heading]


@register.filter
def both_times(at: dict[str, str]) -> str:
    """A time in London, and in UTC to the second."""
    return f"{at['london']} ({at['utc'][:19].replace('T', ' ')} UTC)"
