"""Pages of the record: who did what, when."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trusts import exports, record
from trusts.forms.in_words import filters_in_words
from trusts.forms.record import RecordFilters
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.models import AuditEvent
from trusts.paging import page_of
from trusts.permissions import Permission, requires
from trusts.queries import recorded_actions
from trusts.record_words import action_in_words, details_of, events_in_words
from trusts.workbooks import table_response


@require_safe
@requires(Permission.RECORD_VIEW)
def record_list(request: TrustRequest) -> HttpResponse:
    """What was done, the newest first."""
    filters = _filters(request)
    context: dict[str, object] = {"filters": filters}
    if filters.is_valid():
        events = AuditEvent.objects.visible_to(request.member)
        page = page_of(
            record.narrow(events, filters.cleaned_data),
            record.NEWEST_FIRST,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context |= {"page": page, "rows": events_in_words(page.rows)}
    return render_page_or_partial(
        request, "trusts/record_list.html", "record_table", context
    )


@require_safe
@requires(Permission.RECORD_VIEW)
def record_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One thing that was done, with its details in words."""
    events = AuditEvent.objects.visible_to(request.member)
    event = get_object_or_404(events, pk=pk)
    context = {
        "event": event,
        "action": action_in_words(event.action),
        "details": details_of(event),
    }
    return render(request, "trusts/record_detail.html", context)


@require_safe
@requires(Permission.RECORD_VIEW)
def record_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages, narrowed the same way."""
    filters = _filters(request)
    if not filters.is_valid():
        return back_to("record_list", request)
    events = AuditEvent.objects.visible_to(request.member)
    rows = record.narrow(events, filters.cleaned_data).newest_first()
    now = timezone.now()
    about = exports.About(
        "The record",
        why="To check who did what, and when.",
        by=request.member,
        at=now,
        organisation=exports.trust_of(
            request.member, filters.cleaned_data.get("organisation")
        ),
        filters=filters_in_words(filters),
        definitions=record.DEFINITIONS,
        confidentiality=exports.PERSONS,
    )
    name = f"record-{timezone.localdate(now)}"
    sheet = record.record_sheet(rows.iterator(2000))
    return table_response(request.GET, name, sheet, about=about)


def _filters(request: TrustRequest) -> RecordFilters:
    return RecordFilters(request.GET, member=request.member, actions=recorded_actions())
