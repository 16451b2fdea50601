"""The demonstration's mailbox, open to everybody who can open the demonstration."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from procurement.demonstration import mailbox
from trusts.http import TrustRequest
from trusts.paging import page_of
from trusts.permissions import public


@require_safe
@public
def mail_list(request: TrustRequest) -> HttpResponse:
    """The mails that were sent, newest first."""
    _only_where_mail_is_kept()
    page = page_of(
        mailbox.mails(),
        mailbox.NEWEST_FIRST,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "demonstration/mail_list.html", {"page": page})


@require_safe
@public
def mail_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One mail, its links to be opened."""
    _only_where_mail_is_kept()
    mail = get_object_or_404(mailbox.mails(), pk=pk)
    response = render(request, "demonstration/mail_detail.html", {"mail": mail})
    response["Cache-Control"] = "no-store"
    return response


def _only_where_mail_is_kept() -> None:
    if not settings.KEEPS_MAIL:
        raise Http404("This is no demonstration, or it sends its mails.")
