"""Entering a safety notice."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from catalogue.products.models import Product
from procurement.problems import rules
from procurement.problems.actions.reviewing import hold, look_at_notice
from procurement.problems.models import NoticeKind, SafetyNotice
from trusts import audit
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def enter_notice(
    product: Product,
    *,
    kind: NoticeKind | str,
    reference: str,
    title: str,
    issued_on: date,
    url: str = "",
    by: Membership,
    at: datetime,
) -> SafetyNotice:
    """Write it down, and put every version in force under review whose standard the
    product belongs to. Raises Refused."""
    held = hold(product, at=at)
    refuse(rules.why_not_enter(product, kind, reference, by=by))
    if issued_on > timezone.localdate(at):
        raise Refused("It cannot have been issued after today.")
    notice = SafetyNotice.objects.create(
        product=product,
        kind=NoticeKind(kind),
        reference=reference.strip(),
        title=title.strip(),
        issued_on=issued_on,
        url=url,
        entered_at=at,
        entered_by=by,
    )
    audit.record("notice_entered", target=notice, by=by, at=at, product=str(product))
    for each in held:
        look_at_notice(each, notice, at=at)
    return notice
