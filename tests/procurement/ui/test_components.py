"""Components and form fields as they are written into a page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from procurement.ui.gallery import ExampleForm
from tests.house_rules.the_house import TOP


def rendered(source, **context):
    return Template("{% load figures nhs %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ value|pounds }}", Decimal(31200), "£31,200"),
        ("{{ value|pounds_exact }}", Decimal("0.1"), "£0.10"),
        ("{{ value|price_each }}", Decimal("0.065"), "6.50p"),
        ("{{ value|percent }}", Decimal("0.2"), "20%"),
        ("{{ value|percent:1 }}", Decimal("0.2"), "20.0%"),
        ("{{ value|grouped }}", 2400000, "2,400,000"),
        ("{{ value|compact }}", 2400000, "2.4m"),
        ("{{ value|date_long }}", date(2026, 10, 4), "4 October 2026"),
        # In London it is already the next day.
        (
            "{{ value|date_long }}",
            datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
            "1 July 2026",
        ),
        (
            "{{ value|moment_long }}",
            datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
            "1 July 2026, 00:30",
        ),
        ("{{ value|pounds }}", None, ""),
        ("{{ value|percent }}", None, ""),
        ("{{ value|date_long }}", None, ""),
        ("{{ value|moment_long }}", None, ""),
    ],
)
def test_filters_write_figures(source, value, shown):
    assert rendered(source, value=value) == shown


def test_a_refused_field_says_so_beside_itself_and_in_its_description():
    form = ExampleForm({"product": "", "category": "gloves"})

    html = str(form["product"].as_field_group())

    assert 'id="id_product_error"' in html
    assert 'aria-describedby="id_product_helptext id_product_error"' in html
    assert "nhsuk-input--error" in html


@pytest.mark.parametrize("name", list(ExampleForm.base_fields))
def test_every_kind_of_field_has_a_label_and_nhs_classes(name):
    html = str(ExampleForm()[name].as_field_group())

    assert "nhsuk-form-group" in html
    assert "<label" in html
    assert 'class="nhsuk-' in html


def test_a_field_of_no_known_kind_is_refused():
    class Odd(forms.Form):
        parts = forms.MultiValueField(fields=(), widget=forms.MultiWidget(widgets=()))

    with pytest.raises(TypeError, match="No NHS markup for MultiWidget"):
        Odd()["parts"].as_field_group()


def test_what_a_file_says_is_text_in_every_component():
    hostile = "<script>alert(1)</script>"

    for source in (
        "{% card title=text %}{{ text }}{% endcard %}",
        "{% disclosure summary=text %}{{ text }}{% enddisclosure %}",
        "{% filters text target=text label=text %}{{ text }}{% endfilters %}",
        '{% include "components/tag.html" with text=text only %}',
        '{% include "components/stat.html" with label=text value=text only %}',
        '{% include "components/empty_state.html" with title=text text=text only %}',
    ):
        assert "<script>" not in rendered(source, text=hostile)


@pytest.mark.django_db
def test_component_gallery_is_for_demonstrations_only(sign_in, amina, settings):
    client = sign_in(amina)

    settings.DEMONSTRATION = True
    assert "Components" in client.get("/components/").content.decode()
    settings.DEMONSTRATION = False
    assert client.get("/components/").status_code == 404


COMPONENTS = TOP / "templates" / "components"
# What base.html puts around every page, the gallery too.
AROUND = {"demonstration.html", "footer.html", "header.html", "section.html"}


@pytest.mark.parametrize(
    "name", sorted({each.name for each in COMPONENTS.glob("*.html")} - AROUND)
)
def test_every_component_has_an_example_in_the_gallery(name):
    gallery = (TOP / "templates" / "ui" / "component_gallery.html").read_text()
    ends = (TOP / "templates" / "components" / "ways_on.html").read_text()

    assert f'"components/{name}"' in gallery + ends


@pytest.mark.django_db
def test_the_banner_shows_in_a_demonstration_and_only_there(client, settings):
    for is_demonstration in (True, False):
        settings.DEMONSTRATION = is_demonstration
        page = client.get("/accounts/login/").content.decode()
        assert ("Everything in it is invented" in page) is is_demonstration
