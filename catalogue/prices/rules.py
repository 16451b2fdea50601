"""Why a price may not be corrected or disputed, in a sentence, or ""."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Q

from catalogue.prices.covering import least_price
from catalogue.prices.models import (
    CorrectionKind,
    CorrectionScope,
    DisputeOutcome,
    PriceCorrection,
    PriceDispute,
    PricePaid,
)
from catalogue.prices.targets import Target, target_of
from catalogue.products.models import Product
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.successions import day_in_words

# Lines older than that are in no figure.
BACK_DAYS = 365


def why_not_meddle(organisation: Organisation | None, *, by: Membership | None) -> str:
    """Why somebody may not correct an organisation's prices (None: everybody's)."""
    if by is None:
        return ""
    if not by.may(Permission.PRICES_CORRECT):
        return "Your role here may not correct prices."
    if by.sees_region or (organisation and organisation.pk == by.organisation_id):
        return ""
    if organisation is None:
        return "Only a data steward at the regional office may leave out every trust’s."
    return "It is not your trust’s price."


def why_not_days(starts_on: date, ends_on: date, *, today: date) -> str:
    """Why something may not be in force on these days."""
    most = settings.PRICE_CORRECTION_MOST_DAYS
    if ends_on < today:
        return "The last day is past: nothing would change. Give a day from today on."
    if ends_on < starts_on:
        return "The last day lies before the first."
    if starts_on < today - timedelta(days=BACK_DAYS):
        return "The first day is more than a year ago: no figure reaches back further."
    if (ends_on - starts_on).days >= most:
        last = starts_on + timedelta(days=most - 1)
        return (
            f"It can hold for a year at most, to {day_in_words(last)}. If it still "
            "holds then, say it again."
        )
    return ""


def why_not_once_more(
    target: Target,
    kind: CorrectionKind,
    reason: str,
    starts_on: date,
    until_on: date,
    *,
    apart_from: int = 0,
) -> str:
    """Why there would be two of the same on one day."""
    same = PriceCorrection.objects.filter(
        kind=kind, **target.fields, starts_on__lt=until_on, until_on__gt=starts_on
    ).exclude(pk=apart_from)
    if kind == CorrectionKind.ADJUSTMENT:
        same = same.filter(reason=reason)
    there = same.first()
    if there is None:
        return ""
    what = "adjusted" if there.is_adjustment else "left out"
    last = there.until_on - timedelta(days=1)
    return (
        f"It is {what} already ({there.get_reason_display().lower()}), from "
        f"{day_in_words(there.starts_on)} to {day_in_words(last)}: it would count "
        "twice. End that one first, or choose other days."
    )


def why_not_change_lines(
    target: Target, *, amount_each: Decimal | None, on: date
) -> str:
    """Why the lines meant cannot be corrected so: there are none, or their price would
    not stay above 0."""
    count, least = least_price(target, on=on)
    if count == 0 or least is None:
        return (
            "No order line of the last 12 months that makes a price is meant: nothing "
            "would change."
        )
    if amount_each is not None and least + amount_each <= 0:
        return (
            f"The lowest price among the lines meant is {_pounds(least)} an each: "
            f"{_pounds(amount_each)} would leave nothing of it. An amount is for one "
            "each, not for a pack."
        )
    return ""


def why_not_end(
    correction: PriceCorrection, *, by: Membership | None, today: date
) -> str:
    if reason := why_not_meddle(correction.organisation, by=by):
        return reason
    if correction.ended_at is not None:
        return "It has been ended already."
    if correction.ends_on < today:
        return f"It ran out on {day_in_words(correction.ends_on)}."
    return ""


def why_not_reopen(
    correction: PriceCorrection, *, by: Membership | None, today: date
) -> str:
    """Why an end may not be taken back."""
    if reason := why_not_meddle(correction.organisation, by=by):
        return reason
    if correction.ended_at is None:
        return "It has not been ended."
    if correction.ends_on < today:
        return f"Its last day was {day_in_words(correction.ends_on)}. Say it again."
    return why_not_once_more(
        target_of(correction),
        CorrectionKind(correction.kind),
        correction.reason,
        max(correction.until_on, today),
        correction.ends_on + timedelta(days=1),
        apart_from=correction.pk,
    )


def standing(product: Product) -> Product:
    """The product under which its prices stand: persons may have merged it."""
    return product.merged_into or product


def price_of(organisation: Organisation, product: Product) -> Decimal | None:
    """What the worklist says that it pays, in pounds per each."""
    paid = PricePaid.objects.filter(
        organisation=organisation, product=standing(product)
    ).first()
    return paid.price_each if paid else None


def why_not_dispute(
    organisation: Organisation, product: Product, *, by: Membership | None
) -> str:
    """Only the trust itself says that it does not pay a price."""
    if by is not None and (
        by.organisation_id != organisation.pk or not by.may(Permission.PRICES_CORRECT)
    ):
        return "Only the trust that is said to pay a price can dispute it."
    if price_of(organisation, product) is None:
        return "It has no price for this product now, so there is nothing to dispute."
    disputed = PriceDispute.objects.filter(_is_of(product), organisation=organisation)
    if disputed.unsettled().exists():
        return "This price is disputed already."
    return ""


def why_not_settle(
    dispute: PriceDispute, outcome: str = "", *, by: Membership | None
) -> str:
    """Nobody settles their own dispute, nor one of their own trust."""
    if not dispute.is_open:
        return "This dispute has been settled already."
    if by is not None:
        opener = dispute.opened_by
        if not by.may(Permission.DISPUTES_SETTLE):
            return "Your role here may not settle a dispute."
        if by.organisation_id == dispute.organisation_id or (
            opener is not None and opener.user_id == by.user_id
        ):
            return "Nobody settles a dispute of their own: somebody else has to."
        if not by.sees_region:
            return "It is not your trust’s dispute."
    if outcome == DisputeOutcome.CORRECTED:
        return _why_not_put_right(dispute)
    return ""


def why_not_withdraw(dispute: PriceDispute, *, by: Membership | None) -> str:
    if not dispute.is_open:
        return "This dispute has been settled already."
    if by is not None and (
        by.organisation_id != dispute.organisation_id
        or not by.may(Permission.PRICES_CORRECT)
    ):
        return "Only the trust that disputes a price can withdraw that."
    return ""


def _why_not_put_right(dispute: PriceDispute) -> str:
    """Why a price that counts again would be the one that was disputed."""
    price = price_of(dispute.organisation, dispute.product)
    barred = PriceCorrection.objects.filter(
        _is_of(dispute.product),
        scope=CorrectionScope.PRICE,
        kind=CorrectionKind.SUPPRESSION,
        organisation=dispute.organisation,
        ended_at=None,
    )
    if price != dispute.price_each or barred.exists():
        return ""
    return (
        f"Its price is still {_pounds(price)} an each, and would be a reference again. "
        "Adjust it, leave out what is wrong, or put the pack or the match right first."
    )


def _is_of(product: Product) -> Q:
    """What is said of the product, or of one that stands under the same."""
    there = standing(product)
    return Q(product=there) | Q(product__merged_into=there)


def _pounds(amount: Decimal | None) -> str:
    if amount is None:
        return "none"
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}£{abs(round(amount, 6)).normalize():f}"
