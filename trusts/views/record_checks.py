"""Whether the record is in order, night by night."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trusts.http import TrustRequest
from trusts.models import HeadMail, RecordCheck
from trusts.paging import Order, page_of, read_moment
from trusts.permissions import Permission, requires

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
    sent = HeadMail.objects.visible_to(request.member)
    context = {
        "page": page,
        "last": checks.order_by("-checked_at", "-pk").first(),
        "address": settings.RECORD_HEAD_ADDRESS,
        "sent": sent.order_by("-sent_at").first(),
    }
    return render(request, "trusts/record_check_list.html", context)
