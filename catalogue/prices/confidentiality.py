"""Why a price may not be kept confidential, or not any longer hidden, in a sentence,
or ""."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from catalogue.matching.models import Match
from catalogue.prices.models import ConfidentialPrice
from catalogue.products.models import Product
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.successions import day_in_words


def why_not_confidential(
    organisation: Organisation, product: Product, *, by: Membership | None
) -> str:
    """Only the trust itself can say that its price is confidential."""
    if by is not None and (
        by.organisation_id != organisation.pk or not by.may(Permission.PRICES_CORRECT)
    ):
        return "Only the trust that pays a price can keep it confidential."
    mine = ConfidentialPrice.objects.of(product).in_force()
    if mine.filter(organisation=organisation).exists():
        return "This price is confidential already."
    root = product.merged_into_id or product.pk
    if not Match.objects.filter(product=root, organisation=organisation).exists():
        return "Nothing that the trust buys is matched to this product."
    return ""


def why_not_until(ends_on: date, *, at: datetime) -> str:
    """Why it cannot end on that day: nobody is to forget that it is there."""
    today = timezone.localdate(at)
    most = today + timedelta(days=settings.CONFIDENTIAL_MOST_DAYS)
    if ends_on < today:
        return "The last day is past. Give a day from today on."
    if ends_on > most:
        return (
            f"It can last until {day_in_words(most)} at most. If it still holds then, "
            "say it again."
        )
    return ""


def why_not_lift(confidential: ConfidentialPrice, *, by: Membership | None) -> str:
    if by is not None and (
        by.organisation_id != confidential.organisation_id
        or not by.may(Permission.PRICES_CORRECT)
    ):
        return "Only the trust that keeps a price confidential can lift that."
    if not confidential.is_in_force:
        return "It is not confidential any more."
    return ""
