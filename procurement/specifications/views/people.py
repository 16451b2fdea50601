"""Asking clinicians for a trust, and the trusts that take part."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from procurement.specifications import actions, rules
from procurement.specifications.forms import InviteForm, SeatForm
from procurement.specifications.forms.people import first_kind
from procurement.specifications.models import (
    ParticipatingTrust,
    Seat,
    Specification,
)
from procurement.specifications.queries import who_gives_access
from procurement.specifications.tasks import tell_who_is_asked
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest, site_of
from trusts.models import Organisation
from trusts.permissions import Permission, requires
from trusts.tasks import send_waiting_invitations


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def seat_give(request: TrustRequest, pk: int, code: str) -> HttpResponse:
    """Ask somebody who works at the trust as a clinician; a mail tells them."""
    specification, place = trust_or_404(request, pk, code)
    today = timezone.localdate()
    form = SeatForm(
        request.POST or None,
        specification=specification,
        organisation=place,
        today=today,
        initial=first_kind(request.GET),
    )
    told: dict[str, Any] = {
        "site": site_of(request),
        "by": request.member,
        "at": timezone.now(),
    }
    if is_done(form, lambda said: actions.give_seat(specification, **said, **told)):
        return _asked(request, pk, str(form.cleaned_data["membership"].user))
    context = {
        "form": form,
        "specification": specification,
        "organisation": place,
        "why_not": rules.why_not_speak_for(specification, place, by=request.member),
        "may_invite": not rules.why_not_offer(specification, place, by=request.member),
        "leads": who_gives_access(place, on=today),
    }
    return render(
        request, "specifications/seat_give.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def seat_invite(request: TrustRequest, pk: int, code: str) -> HttpResponse:
    """Give access and a seat to a clinician who has none yet."""
    specification, place = trust_or_404(request, pk, code)
    form = InviteForm(
        request.POST or None,
        specification=specification,
        organisation=place,
        initial=first_kind(request.GET),
    )
    if is_done(
        form,
        lambda said: actions.offer_seat(
            specification,
            place,
            email=said["email"],
            full_name=said["full_name"],
            asked=form.asked,
            site=site_of(request),
            by=request.member,
            at=timezone.now(),
        ),
    ):
        return _invited(request, pk, form.cleaned_data["full_name"])
    context = {
        "form": form,
        "specification": specification,
        "organisation": place,
        "why_not": rules.why_not_offer(specification, place, by=request.member),
    }
    return render(
        request, "specifications/seat_invite.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_VIEW)
def seat_give_up(request: TrustRequest, pk: int) -> HttpResponse:
    """By who holds it or who gives the trust's seats; what follows is said first."""
    seen = Seat.objects.visible_to(request.member).select_related(
        "specification__chair__user", "organisation", "user"
    )
    seat = get_object_or_404(seen, pk=pk)
    if request.method == "POST":
        press(
            request,
            lambda: actions.give_up_seat(seat, by=request.member, at=timezone.now()),
            f"{seat.user} is not asked any more.",
        )
        return redirect("seat_list", seat.specification_id)
    context = {
        "seat": seat,
        "is_own": seat.user_id == request.user.pk,
        "why_not": rules.why_not_give_up_seat(seat, by=request.member),
    }
    return render(request, "specifications/seat_give_up.html", context)


def _asked(request: TrustRequest, pk: int, who: str) -> HttpResponse:
    # Robust: should the queue be away, what waits is found by its state.
    transaction.on_commit(tell_who_is_asked.delay, robust=True)
    messages.success(request, f"{who} is asked. A mail with the link goes to them.")
    return redirect("seat_list", pk)


def _invited(request: TrustRequest, pk: int, who: str) -> HttpResponse:
    transaction.on_commit(send_waiting_invitations.delay, robust=True)
    messages.success(
        request,
        f"{who} is invited. They have the seat as soon as they accept, and come to "
        "this specification.",
    )
    return redirect("seat_list", pk)


def trust_or_404(
    request: TrustRequest, pk: int, code: str
) -> tuple[Specification, Organisation]:
    """A specification that the member sees, and a trust that takes part in it."""
    seen = ParticipatingTrust.objects.visible_to(request.member).select_related(
        "organisation", "specification__chair__user"
    )
    trust = get_object_or_404(
        seen, specification=pk, organisation__code=code, left_at=None
    )
    return trust.specification, trust.organisation
