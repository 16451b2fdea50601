"""Whether the record is in order, night by night."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trusts import mails
from trusts.http import TrustRequest
from trusts.models import HeadMail, RecordCheck
from trusts.paging import Order, page_of, read_moment
from trusts.permissions import Permission, requires
from trusts.watching import told_of

NEWEST_FIRST = Order("checked_at", descending=True, read=read_moment)


@require_safe
@requires(Permission.RECORD_CHECKS_VIEW)
def record_check_list(request: TrustRequest) -> HttpResponse:
    """The checks, the newest first, and where the head of the chain goes."""
    checks = RecordCheck.objects.visible_to(request.member)
    page = page_of(
        checks,
        NEWEST_FIRST,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    last, now = checks.order_by("-checked_at", "-pk").first(), timezone.now()
    told = told_of([*filter(None, [last]), *page.rows], at=now)
    sent = HeadMail.objects.visible_to(request.member)
    address = settings.RECORD_HEAD_ADDRESS
    context = {
        "page": page,
        "rows": [(each, told.get(each.pk)) for each in page.rows],
        "last": last,
        "told": told.get(last.pk) if last else None,
        "address": address,
        "refused_at": mails.refused_since([address]).get(address.lower()),
        "sent": sent.order_by("-sent_at").first(),
    }
    return render(request, "trusts/record_check_list.html", context)
