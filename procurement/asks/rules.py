"""Why something may not be done with a letter to a supplier, in a sentence, or ""."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from procurement.asks.bands import shown
from procurement.asks.models import AgreedPrice, Answer, Ask, AskLine, AskStage
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.successions import day_in_words

REPLY_MOST_DAYS = 183
A_YEAR = timedelta(days=366)
PRICE_LONGEST = 10 * A_YEAR


def why_not_make(*, by: Membership) -> str:
    if not by.may(Permission.ASKS_MAKE):
        return "Your role here may not ask a supplier for a price."
    return ""


def why_not_change(ask: Ask, *, by: Membership) -> str:
    """Why somebody may not change or send a draft."""
    if ask.stage != AskStage.DRAFT:
        return "It is no draft any more: what was sent stays as it was sent."
    return why_not_handle(ask, by=by)


def why_not_handle(ask: Ask, *, by: Membership) -> str:
    """Why a letter is not somebody's to work on."""
    if ask.organisation_id != by.organisation_id:
        return f"It is a letter of {ask.organisation.name}."
    return why_not_make(by=by)


def why_not_own(to: Membership, organisation: Organisation, *, on: date) -> str:
    """Why an organisation's letters may not be somebody's on a day."""
    if to.organisation_id != organisation.pk:
        return f"{to.user} does not work at {organisation.name}."
    if not to.is_active(on=on):
        return f"{to.user} has no access here any more."
    if not to.may(Permission.ASKS_MAKE):
        role = to.get_role_display().lower()
        return f"{to.user} works here as {role}, which may not ask suppliers."
    return ""


def why_not_log(ask: Ask, *, by: Membership) -> str:
    """Why no reply can be written down."""
    if ask.stage not in (AskStage.ISSUED, AskStage.ANSWERED):
        return "It has not been sent, so there is no reply to it."
    return why_not_handle(ask, by=by)


def why_not_reply_until(day: date, *, today: date) -> str:
    last = today + timedelta(days=REPLY_MOST_DAYS)
    if today < day <= last:
        return ""
    return f"Give a day after today, {day_in_words(last)} at the latest."


def why_not_price(
    price: Decimal, *, paid: Decimal, keep: Collection[Decimal] | None
) -> str:
    """Why a price may not be asked for: `keep` are those that a letter may not show;
    None where one of them is confidential."""
    if keep is None:
        return (
            "A trust keeps its price of this product confidential, so a letter asks "
            "for a band of it and never for a price."
        )
    if price >= paid:
        return "That is no less than what is paid now."
    if shown(price) in {shown(each) for each in keep}:
        return (
            "That is exactly what somebody else pays, and the supplier would learn it. "
            "Ask for a band, or for a rounder price."
        )
    return ""


def why_not_replied(day: date, *, ask: Ask, today: date) -> str:
    """Why a reply cannot have come on a day."""
    if day > today:
        return "The reply cannot have come after today."
    if ask.issued_at and day < timezone.localdate(ask.issued_at):
        return "The reply cannot have come before the letter went out."
    return ""


def why_not_offered(price: Decimal | None, answer: str, *, paid: Decimal) -> str:
    """Why a price cannot be the answer."""
    if price is None or price <= 0:
        return "Give the price for one each."
    if answer == Answer.AGREED and price >= paid:
        return "An agreed price has to be less than what is paid now."
    return ""


def nobody_gains(line: AskLine) -> str:
    """Why a price that is worth nothing to anybody is not agreed."""
    return (
        f"{line.product.description}: nobody would pay less by this price, as good a "
        "one is agreed or paid already. Give a lower one, or choose that it is "
        "offered and not agreed."
    )


def why_not_dates(
    from_on: date, until_on: date | None, *, today: date, ask: Ask
) -> str:
    """Why a price cannot be agreed for these days; `until_on` is the first day on
    which it no longer holds."""
    issued_on = timezone.localdate(ask.issued_at) if ask.issued_at else today
    if from_on < issued_on - A_YEAR:
        return "It cannot have begun more than a year before we asked."
    if from_on > today + A_YEAR:
        return "Give a first day within a year."
    if until_on is None:
        return ""
    if until_on <= from_on:
        return "The last day comes before the first."
    if until_on > from_on + PRICE_LONGEST:
        return "Give a last day within ten years."
    return ""


def why_not_withdraw(price: AgreedPrice, *, by: Membership) -> str:
    """Why somebody may not take an agreed price back."""
    if price.ended_at:
        return "It was taken back already."
    own = price.organisation_id == by.organisation_id
    asked = price.line is not None and price.line.ask.organisation_id == (
        by.organisation_id
    )
    if not (own or asked):
        return "It is another trust’s price."
    return why_not_make(by=by)
