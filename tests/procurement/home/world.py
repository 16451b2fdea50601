"""An extract and a day of spend, and what a person reads of a page."""

from decimal import Decimal

from django.utils import timezone

from catalogue.purchases.models import Import, ImportState
from catalogue.spend.models import SpendDay


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
