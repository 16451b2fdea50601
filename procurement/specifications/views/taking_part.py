"""The trusts that take part: one joins, one leaves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from procurement.specifications import actions, rules
from procurement.specifications.forms import LeaveForm, TrustForm
from procurement.specifications.views.fetching import specification_or_404
from procurement.specifications.views.people import trust_or_404
from trusts.answering import is_done, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def trust_add(request: TrustRequest, pk: int) -> HttpResponse:
    """One more trust takes part."""
    specification = specification_or_404(request, pk)
    form = TrustForm(
        request.POST or None,
        specification=specification,
        member=request.member,
        today=timezone.localdate(),
    )
    if is_done(
        form,
        lambda said: actions.add_trust(
            specification, **said, by=request.member, at=timezone.now()
        ),
    ):
        place = form.cleaned_data["organisation"]
        messages.success(request, f"{place} takes part. Now say who is asked there.")
        return redirect("seat_list", pk)
    context = {"form": form, "specification": specification}
    return render(
        request, "specifications/trust_add.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def trust_leave(request: TrustRequest, pk: int, code: str) -> HttpResponse:
    """A trust takes part no longer: it is neither asked nor bound."""
    specification, place = trust_or_404(request, pk, code)
    form = LeaveForm(request.POST or None)
    if is_done(
        form,
        lambda said: actions.leave_trust(
            specification, place, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, f"{place} takes part no longer.")
        return redirect("seat_list", pk)
    context = {
        "form": form,
        "specification": specification,
        "organisation": place,
        "why_not": rules.why_not_leave(specification, place, by=request.member),
    }
    return render(
        request, "specifications/trust_leave.html", context, status=status_of(form)
    )
