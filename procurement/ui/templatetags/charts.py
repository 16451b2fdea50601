"""Drawings as SVG in a page or a PDF."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
    return format_html_join("", "{}", ((_element(shape),) for shape in shapes))


def _element(shape: Shape) -> SafeString:
    attributes = format_html_join("", ' {}="{}"', shape.attributes.items())
    return format_html(
        "<{0}{1}>{2}{3}</{0}>", shape.tag, attributes, shape.text, _all(shape.inside)
    )
