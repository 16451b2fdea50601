"""Pages and files of suppliers as a person reads them, for tests."""

import re
from html import unescape

from django.utils.html import strip_tags

from tests.files import rows_of


def words_of(response):
    """What a person reads, in one line."""
    page = response.content.decode().replace("</t", " </t")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))


def names_of(response):
    return [row.supplier.name for row in response.context["rows"]]


def csv_of(client, address="/suppliers/export/"):
    return rows_of(client.get(address))
