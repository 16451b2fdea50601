"""Addresses that the mail server does not take."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from trusts.models.user import LowerCaseEmailField


class RefusedAddressQuerySet(models.QuerySet["RefusedAddress"]):
    def since(self, addresses: Iterable[str]) -> dict[str, datetime]:
        """Of these addresses the refused ones, in lower case, each with since when."""
        wanted = {each.lower() for each in addresses}
        rows = self.filter(address__in=wanted)
        return dict(rows.values_list("address", "refused_at"))

    def note(self, addresses: Iterable[str]) -> None:
        """They were refused for good; of one refused before, the first time counts."""
        rows = [self.model(address=each) for each in addresses]
        self.bulk_create(rows, ignore_conflicts=True)

    def forget(self, addresses: Iterable[str]) -> None:
        """The mail server takes them."""
        self.filter(address__in={each.lower() for each in addresses}).delete()


class RefusedAddress(models.Model):
    """The mail server refused mail to this address for good, and has taken none since.
    Nothing else reaches who has it: whoever asks them for something is told so."""

    address = LowerCaseEmailField(unique=True)
    refused_at = models.DateTimeField(db_default=Now())  # the moment of the refusal

    objects = RefusedAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address
