"""Pages that change what somebody is: the last day, the end, who is still needed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from trusts import actions, people, rules
from trusts.forms.people import ChosenForm, EndForm
from trusts.http import TrustRequest, say_done
from trusts.models import Membership
from trusts.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def membership_change_end(request: TrustRequest, pk: int) -> HttpResponse:
    """Set the last day of somebody's access, or none."""
    membership = _membership_or_404(request, pk)
    today = timezone.localdate()
    why_not = rules.why_not_reopen(membership, on=today, by=request.member)
    before = None if membership.ended_at else membership.ends_on
    is_sent = request.method == "POST"
    form = EndForm(request.POST if is_sent else None, initial={"ends_on": before})
    if is_sent and form.is_valid():
        undo = _undo_url(membership)
        try:
            changed = actions.change_membership_end(
                membership, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.Refused as refusal:
            form.add_error("ends_on", str(refusal))
        else:
            say_done(request, _new_end(changed), undo_url=undo)
            return redirect("person_detail", pk=pk)
    context = {"form": form, "membership": membership, "why_not": why_not}
    return render(
        request,
        "trusts/membership_change_end.html",
        context,
        status=422 if is_sent else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def membership_end(request: TrustRequest, pk: int) -> HttpResponse:
    """Say what ends, ask once, and end it now."""
    membership = _membership_or_404(request, pk)
    today = timezone.localdate()
    why_not = rules.why_not_end_at_once(membership, on=today, by=request.member)
    if request.method == "POST" and not why_not:
        undo = _undo_url(membership)
        try:
            actions.end_membership_at_once(
                membership, by=request.member, at=timezone.now()
            )
        except actions.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            sentence = f"The access of {membership.user} has ended, on open pages too."
            say_done(request, sentence, undo_url=undo)
        return redirect("person_detail", pk=pk)
    return render(
        request,
        "trusts/membership_end.html",
        {
            "membership": membership,
            "why_not": why_not,
            "has_work": membership.may(Permission.ASKS_MAKE),
            "hands_over": people.hands_over(membership, by=request.member),
        },
        status=409 if request.method == "POST" else 200,
    )


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def membership_reinstate(request: TrustRequest, pk: int) -> HttpResponse:
    """Take back an end that was set: the last day is again the one in the address."""
    membership = _membership_or_404(request, pk)
    form = EndForm(request.GET)
    if not form.is_valid():
        return HttpResponse("That is no day.", status=400)
    try:
        changed = actions.change_membership_end(
            membership, by=request.member, at=timezone.now(), **form.cleaned_data
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say_done(request, _new_end(changed))
    return redirect("person_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def attestation_list(request: TrustRequest) -> HttpResponse:
    """Who has to be confirmed as still needed; several are settled at once."""
    on = timezone.localdate()
    memberships = Membership.objects.visible_to(request.member)
    due = memberships.decided_by(request.member).attestation_due(on=on)
    form = ChosenForm(request.POST or None)
    form.fields["chosen"].queryset = due  # type: ignore[attr-defined]
    if form.is_valid():
        if form.cleaned_data["decision"] == "ask":
            chosen = people.with_people(form.cleaned_data["chosen"])
            return render(request, "trusts/attestation_end.html", {"chosen": chosen})
        _settle(request, **form.cleaned_data)
        return redirect("attestation_list")
    page = people.person_page(due, request.GET, order=people.BY_DUE)
    context = {
        "form": form,
        "page": page,
        "rows": people.due_rows(page.rows, on=on, by=request.member),
    }
    status = 422 if form.is_bound else 200
    return render(request, "trusts/attestation_list.html", context, status=status)


def _settle(request: TrustRequest, *, chosen: Any, decision: str) -> None:
    """Confirm those chosen, or end them, all or none."""
    by, at = request.member, timezone.now()
    try:
        if decision == "needed":
            count = len(actions.attest_memberships(chosen, by=by, at=at))
            sentence = f"{count} confirmed as still needed."
        else:
            count = len(actions.end_memberships_at_once(chosen, by=by, at=at))
            sentence = f"{count} ended, on open pages too."
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say_done(request, sentence)


def _membership_or_404(request: TrustRequest, pk: int) -> Membership:
    managed = Membership.objects.visible_to(request.member).managed_by(request.member)
    return get_object_or_404(
        managed.select_related("user", "organisation", "granted_by__user"), pk=pk
    )


def _undo_url(membership: Membership) -> str:
    """What sets the last day back to what it is now."""
    address = reverse("membership_reinstate", args=[membership.pk])
    day = membership.ends_on
    return f"{address}?{urlencode({'ends_on': day.isoformat()})}" if day else address


def _new_end(membership: Membership) -> str:
    if membership.ends_on is None:
        return f"The access of {membership.user} has no planned end."
    return (
        f"The access of {membership.user} ends with {membership.ends_on:%-d %B %Y}; "
        "that day it still works."
    )
