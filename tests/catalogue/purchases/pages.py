"""Reading the pages of imports in tests."""

from html import unescape

from django.urls import reverse


def page(client, of_import, **query):
    """The page of an import, under the answers of an address."""
    return client.get(reverse("import_detail", args=[of_import.pk]), query)


def text_of(response):
    """What the page says, with its entities as the characters they are."""
    return unescape(response.content.decode())
