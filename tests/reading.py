"""What a person reads of a page."""

import re
from html import unescape

from django.utils.html import strip_tags


def words_of(response):
    """All of its main part, in one line."""
    page = response.content.decode().replace("</t", " </t")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))
