"""Drawings as SVG in a page or a PDF."""

from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from procurement.ui.drawing.shapes import FONT, Drawing, Shape

register = template.Library()


@register.simple_tag
def drawing(drawn: Drawing, css_class: str = "") -> SafeString:
    """`{% drawing chart.wide %}`: hidden from screen readers, so say it in words."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="{}" viewBox="0 0 {} {}" '
        'width="{}" height="{}" font-family="{}" font-size="13" aria-hidden="true" '
        'focusable="false">{}</svg>',
        css_class,
        *(drawn.width, drawn.height) * 2,
        FONT,
        _all(drawn.shapes),
    )


def _all(shapes: tuple[Shape, ...]) -> SafeString:
    # Escaped by hand: a page has a thousand shapes, and `format_html` would take half
    # of the time that the page does.
    return mark_safe("".join(map(_element, shapes)))  # noqa: S308


def _element(shape: Shape) -> str:
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in shape.attributes.items()
    )
    inside = escape(shape.text) + "".join(map(_element, shape.inside))
    return f"<{shape.tag}{attributes}>{inside}</{shape.tag}>"
