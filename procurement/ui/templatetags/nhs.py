"""NHS markup for form fields, and the components that wrap other markup."""

from django import template
from django.forms import BoundField, widgets
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Kind of field in NHS markup, with the class its control carries. The first whose
# widget matches counts.
_KINDS: tuple[tuple[type, str, str], ...] = (
    (
        widgets.PasswordInput,
        "password",
        "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
    ),
    (widgets.CheckboxSelectMultiple, "checkboxes", "nhsuk-checkboxes__input"),
    (widgets.RadioSelect, "radios", "nhsuk-radios__input"),
    (widgets.CheckboxInput, "checkbox", "nhsuk-checkboxes__input"),
    (widgets.Select, "select", "nhsuk-select"),
    (widgets.Textarea, "textarea", "nhsuk-textarea"),
    (widgets.FileInput, "file", "nhsuk-file-upload__input"),
    (widgets.Input, "input", "nhsuk-input"),
)


def _kind(field: BoundField) -> tuple[str, str]:
    for widget, kind, classes in _KINDS:
        if isinstance(field.field.widget, widget):
            return kind, classes
    raise TypeError(f"No NHS markup for {type(field.field.widget).__name__}.")


@register.filter
def kind(field: BoundField) -> str:
    """Which NHS component the field is."""
    return _kind(field)[0]


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's own control, with its NHS classes beside those it has."""
    kind, classes = _kind(field)
    own = field.field.widget.attrs.get("class", "")
    errors = f" {classes.split()[0]}--error" if field.errors else ""
    attributes: dict[str, str | bool] = {"class": f"{classes}{errors} {own}".strip()}
    if kind == "password":
        attributes |= {"spellcheck": "false", "autocapitalize": "none"}
    return field.as_widget(attrs=attributes)


@register.simple_tag
def choice(field: BoundField, option: widgets.Widget) -> SafeString:
    """One radio or checkbox of a field with several."""
    classes = _kind(field)[1]
    option.data["attrs"]["class"] = classes  # type: ignore[attr-defined]
    return option.tag()  # type: ignore[attr-defined]


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2) -> SafeString:
    """A white panel, with a heading where one is given."""
    heading = (
        format_html(
            '<h{} class="nhsuk-heading-s app-card__title">{}</h{}>',
            level,
            title,
            level,
        )
        if title
        else ""
    )
    return format_html('<section class="app-card">{}{}</section>', heading, content)


@register.simple_block_tag
def disclosure(content: str, summary: str, is_open: bool = False) -> SafeString:
    """Something to open: "Show as a table"."""
    return format_html(
        '<details class="nhsuk-details"{}><summary class="nhsuk-details__summary">'
        '<span class="nhsuk-details__summary-text">{}</span></summary>'
        '<div class="nhsuk-details__text">{}</div></details>',
        " open" if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def filters(content: str, url: str, target: str, label: str = "Filter") -> SafeString:
    """A search-and-filter form whose answers land in the address.

    With JavaScript the element with the id `target` is exchanged; without, the page.
    """
    return format_html(
        '<form class="app-filters" method="get" action="{url}" role="search" '
        'hx-get="{url}" hx-target="#{target}" hx-push-url="true" '
        'hx-trigger="submit, change">{content}'
        '<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small">'
        "{label}</button></form>",
        url=url,
        target=target,
        content=content,
        label=label,
    )
