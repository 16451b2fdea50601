"""Pages of profiles: how each system's extract is read, edited and tried on a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalogue.purchases import actions, files, profiles, uploads
from catalogue.purchases.layouts import Layout
from catalogue.purchases.models import Import, ImportQuerySet, Profile
from catalogue.purchases.profile_forms import CopyForm, ProfileForm, TryForm
from catalogue.purchases.receiving import STRAY_AFTER, sweep_strays
from trusts.http import TrustRequest, say_done
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.IMPORTS_VIEW)
def profile_list(request: TrustRequest) -> HttpResponse:
    found = profiles.listed(Profile.objects.visible_to(request.member))
    context = {"profiles": found, **_may(request)}
    return render(request, "purchases/profile_list.html", context)


@require_safe
@requires(Permission.IMPORTS_VIEW)
def profile_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """A profile in words, the imports read by it, and how it came to be so."""
    profile = _profile(request, pk)
    layout = Layout.from_json(profile.layout)
    context = {
        "profile": profile,
        "facts": profiles.facts(layout),
        "headings": profiles.headings(layout),
        "imports": _imports(request, profile).filter(profile=profile)[:10],
        "history": profiles.history(profile),
        **_may(request),
    }
    return render(request, "purchases/profile_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORTS_MAKE)
def profile_edit(request: TrustRequest, pk: int) -> HttpResponse:
    """Change a profile; before it is saved it can be tried on a file."""
    profile = _kept_profile(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*sent[:1], profile=profile)
    trying = TryForm(*sent, imports=_imports(request, profile))
    tried = None
    if sent and uploads.is_over_limit(request):
        form.full_clean()
        trying.errors["tried_file"] = trying.error_class([uploads.limit_sentence()])
    elif sent and form.is_valid() and trying.is_valid():
        if "save" in request.POST:
            return _saved(request, profile, form)
        tried = _tried(request, profile, form, trying)
    context = {
        "profile": profile,
        "form": form,
        "trying": trying,
        "tried": tried,
        "limit": uploads.limit_in_words(),
    }
    status = 422 if form.errors or trying.errors else 200
    return render(request, "purchases/profile_edit.html", context, status=status)


def _saved(request: TrustRequest, profile: Profile, form: ProfileForm) -> HttpResponse:
    changed = actions.edit_profile(
        profile,
        name=form.cleaned_data["name"],
        layout=form.layout(),
        by=request.member,
        at=timezone.now(),
    )
    said = "Saved." if changed else "Nothing was different, so nothing was saved."
    messages.success(request, said)
    return redirect("profile_detail", pk=profile.pk)


def _tried(
    request: TrustRequest, profile: Profile, form: ProfileForm, trying: TryForm
) -> profiles.Tried | None:
    """The chosen file as it would be read under the layout of the form."""
    now = timezone.now()
    chosen, given = (
        trying.cleaned_data[name] for name in ("tried_import", "tried_file")
    )
    before = profiles.file_of(request.POST.get("tried_before", ""), by=request.member)
    if given:
        sweep_strays(before=now - STRAY_AFTER)
        which = files.keep(given.chunks())[0], given.name
    elif chosen:
        which = chosen.sha256, chosen.file_name
    elif before:
        which = before
    else:
        trying.add_error("tried_import", "Choose a file to try the profile on.")
        return None
    return profiles.try_layout(
        which[0],
        form.layout(),
        file_name=which[1],
        profile=profile,
        by=request.member,
        on=timezone.localdate(now),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORTS_MAKE)
def profile_copy(request: TrustRequest, pk: int) -> HttpResponse:
    """Make another profile, to start with like this one."""
    like = _kept_profile(request, pk)
    form = CopyForm(request.POST or None, like=like)
    if request.method == "POST" and form.is_valid():
        made = actions.make_profile(
            like, name=form.cleaned_data["name"], by=request.member, at=timezone.now()
        )
        messages.success(request, f"“{made}” is made. Change what is different in it.")
        return redirect("profile_edit", pk=made.pk)
    status = 422 if form.errors else 200
    context = {"profile": like, "form": form}
    return render(request, "purchases/profile_copy.html", context, status=status)


@require_POST
@requires(Permission.IMPORTS_MAKE)
def profile_remove(request: TrustRequest, pk: int) -> HttpResponse:
    """Delete a profile; the next page offers to bring it back."""
    profile = _profile(request, pk)
    try:
        actions.remove_profile(profile, by=request.member, at=timezone.now())
    except actions.NotAllowed as problem:
        messages.error(request, str(problem))
    else:
        undo = reverse("profile_restore", args=[pk])
        say_done(request, f"“{profile}” is deleted.", undo_url=undo)
    return redirect("profile_list")


@require_POST
@requires(Permission.IMPORTS_MAKE)
def profile_restore(request: TrustRequest, pk: int) -> HttpResponse:
    profile = _profile(request, pk)
    try:
        back = actions.restore_profile(profile, by=request.member, at=timezone.now())
    except actions.NotAllowed as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"“{back}” is back.")
    return redirect("profile_detail", pk=pk)


@require_POST
@requires(Permission.IMPORTS_MAKE)
def profile_put_back(request: TrustRequest, pk: int, version: int) -> HttpResponse:
    """Make a profile what it was in an earlier version."""
    profile = _kept_profile(request, pk)
    earlier = get_object_or_404(profile.versions, pk=version)
    try:
        actions.put_back_version(profile, earlier, by=request.member, at=timezone.now())
    except actions.NotAllowed as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "The profile is as it was then.")
    return redirect("profile_detail", pk=pk)


def _profile(request: TrustRequest, pk: int) -> Profile:
    profiles = Profile.objects.visible_to(request.member).select_related(
        "organisation", "confirmed_by__user", "removed_by__user"
    )
    return get_object_or_404(profiles, pk=pk)


def _kept_profile(request: TrustRequest, pk: int) -> Profile:
    profiles = Profile.objects.visible_to(request.member).kept()
    return get_object_or_404(profiles.select_related("organisation"), pk=pk)


def _imports(request: TrustRequest, profile: Profile) -> ImportQuerySet:
    """The imports of the profile's organisation, the newest first."""
    return (
        Import.objects.visible_to(request.member)
        .filter(organisation=profile.organisation_id)
        .newest_first()
    )


def _may(request: TrustRequest) -> dict[str, bool]:
    return {"may_import": request.member.may(Permission.IMPORTS_MAKE)}
