"""Parts of an address: text that no organisation's code can be is no page."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class OrganisationCode(StringConverter):
    """An organisation's code as it stands in an address."""

    regex = "[A-Z0-9]{2,10}"


register_converter(OrganisationCode, "code")
