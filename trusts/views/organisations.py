"""Pages of organisations: the list as at a day, one with its history, and what the
region's administrator changes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trusts import actions, organisation_pages
from trusts.forms.organisations import (
    OrganisationFilters,
    OrganisationForm,
    ReasonForm,
)
from trusts.http import TrustRequest, render_page_or_partial, say_done
from trusts.models import Organisation
from trusts.organisation_changes import CHANGES, Change
from trusts.organisation_take_backs import take_back_of
from trusts.permissions import Permission, requires
from trusts.rules import organisations as rules


@require_safe
@requires(Permission.ORGANISATIONS_VIEW)
def organisation_list(request: TrustRequest) -> HttpResponse:
    """The organisations as at a day, those that closed apart."""
    filters = OrganisationFilters(request.GET)
    context: dict[str, Any] = {
        "filters": filters,
        "may_manage": not rules.why_not_manage(request.member),
    }
    if filters.is_valid():
        context |= organisation_pages.listed(
            Organisation.objects.visible_to(request.member),
            filters.cleaned_data,
            request.GET,
            today=timezone.localdate(),
        )
    return render_page_or_partial(
        request, "trusts/organisation_list.html", "organisation_table", context
    )


@require_safe
@requires(Permission.ORGANISATIONS_VIEW)
def organisation_detail(request: TrustRequest, code: str) -> HttpResponse:
    """One organisation: what it was called when, what it came from and became."""
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.member).with_history(), code=code
    )
    context = organisation_pages.shown(
        organisation, member=request.member, today=timezone.localdate()
    )
    return render(request, "trusts/organisation_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ORGANISATIONS_MANAGE)
def organisation_add(request: TrustRequest) -> HttpResponse:
    """Add an organisation under a code that is not on record yet."""
    _refuse_other_administrators(request)
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            added = actions.add_organisation(
                **form.cleaned_data, by=request.member, at=timezone.now()
            )
        except actions.Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, f"{added} is on record.")
            return redirect("organisation_detail", added.code)
    return render(
        request,
        "trusts/organisation_add.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ORGANISATIONS_MANAGE)
def organisation_change(request: TrustRequest, code: str, what: str) -> HttpResponse:
    """Ask for one change, say what it does to the history, ask once more, do it."""
    organisation = _managed(request, code)
    change = CHANGES.get(what)
    if change is None:
        raise Http404("No such change.")
    form = change.form(request.POST or None, organisation=organisation)
    context = {"organisation": organisation, "change": change, "form": form}
    if form.is_valid() and "again" not in request.POST:
        context |= _preview(request, organisation, change, form.cleaned_data)
        if context["why_not"]:
            form.add_error(None, str(context["why_not"]))
        elif "confirm" in request.POST:
            try:
                done, undo = change.apply(
                    organisation, form.cleaned_data, request.member, timezone.now()
                )
            except actions.Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return _done(request, organisation, done, undo)
    return render(
        request,
        "trusts/organisation_change.html",
        context,
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ORGANISATIONS_MANAGE)
def organisation_take_back(request: TrustRequest, code: str, what: str) -> HttpResponse:
    """Take back what was recorded wrongly, with a reason."""
    organisation = _managed(request, code)
    take_back = take_back_of(organisation, what)
    if take_back is None:
        raise Http404("Nothing of that kind is on record.")
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if form.is_valid() and not take_back.why_not:
        try:
            take_back.apply(**form.cleaned_data, by=request.member, at=timezone.now())
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Taken back. The record keeps why.")
            return redirect("organisation_detail", code)
    context = {"organisation": organisation, "take_back": take_back, "form": form}
    return render(
        request,
        "trusts/organisation_take_back.html",
        context,
        status=422 if form.errors else 200,
    )


def _preview(
    request: TrustRequest,
    organisation: Organisation,
    change: Change,
    asked: dict[str, Any],
) -> dict[str, Any]:
    """What the change would do, or why it may not be; and whose access it would end."""
    today = timezone.localdate()
    why_not = change.why_not(organisation, asked, today, request.member)
    if why_not:
        return {"why_not": why_not}
    closes = change.closes(organisation, asked)
    people = (
        actions.people_after(organisation, asked["on"], today=today) if closes else []
    )
    return {
        "why_not": "",
        "closes": closes,
        "effects": change.effects(organisation, asked, today),
        "people": people,
    }


def _done(
    request: TrustRequest, organisation: Organisation, done: str, undo: str
) -> HttpResponse:
    args = [organisation.code, undo]
    undo_url = reverse("organisation_take_back", args=args) if undo else ""
    say_done(request, done, undo_url=undo_url)
    return redirect("organisation_detail", organisation.code)


def _managed(request: TrustRequest, code: str) -> Organisation:
    _refuse_other_administrators(request)
    return get_object_or_404(Organisation.objects.visible_to(request.member), code=code)


def _refuse_other_administrators(request: TrustRequest) -> None:
    """The role alone is not enough: a trust's administrator changes no organisation."""
    if reason := rules.why_not_manage(request.member):
        raise PermissionDenied(reason)
