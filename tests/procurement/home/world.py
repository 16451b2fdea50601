"""An extract and a day of spend, and what a person reads of a page."""

import re
from decimal import Decimal
from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags

from catalogue.purchases.models import Import, ImportState
from catalogue.spend.models import SpendDay


def words_of(response):
    """What a person reads, in one line."""
    page = response.content.decode().replace("</t", " </t")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))


def taken_in(organisation, **fields):
    """An import of the trust that was taken in today."""
    return Import.objects.create(
        organisation=organisation,
        **{
            "file_name": "november.csv",
            "sha256": "1" * 64,
            "size": 1,
            "state": ImportState.DONE,
            "uploaded_at": timezone.now(),
            "finished_at": timezone.now(),
        }
        | fields,
    )


def spend(organisation, day, comparable="60"):
    """A day on which the trust spent £100."""
    return SpendDay.objects.create(
        organisation=organisation,
        day=day,
        lines=1,
        net_value=Decimal(100),
        comparable_value=Decimal(comparable),
    )
