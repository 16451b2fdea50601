"""Profiles are remembered, edited, copied, deleted and brought back; every version of
them is kept."""

from datetime import datetime

from django.db import transaction

from catalogue.purchases import files
from catalogue.purchases.actions.states import NotAllowed
from catalogue.purchases.layouts import Layout, UnreadableFile, best_fit
from catalogue.purchases.models import Import, Profile, ProfileVersion, VersionKind
from catalogue.purchases.rules import why_not_profile_name
from trusts.audit import record
from trusts.models import Membership, Organisation

# What a layout is called unless somebody names it.
PROFILE_NAME = "Purchase orders"

# An import that is confirmed is on the record itself.
_ON_RECORD = {
    VersionKind.MADE: "profile_made",
    VersionKind.EDITED: "profile_edited",
    VersionKind.PUT_BACK: "profile_put_back",
    VersionKind.REMOVED: "profile_deleted",
    VersionKind.RESTORED: "profile_brought_back",
}


def free_name(organisation: Organisation | None, wanted: str = PROFILE_NAME) -> str:
    """The name, with a number behind it where the organisation has it already."""
    taken = {
        name.casefold()
        for name in Profile.objects.of(organisation).values_list("name", flat=True)
    }
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} {number}"
    return name


def profile_of(of_import: Import, name: str | None = None) -> Profile | None:
    """The profile of that name; without one that which was chosen for the import, else
    the one that fits its file best, the last confirmed of equals."""
    profiles = list(Profile.objects.of(of_import.organisation))
    if name is not None:
        return next((each for each in profiles if each.name == name), None)
    for each in profiles:
        if each.pk == of_import.profile_id:
            return each
    return fitting_profile(of_import, profiles)


def fitting_profile(of_import: Import, profiles: list[Profile]) -> Profile | None:
    """The one that fits the file best; None where it is like none of them."""
    layouts = [Layout.from_json(each.layout) for each in profiles]
    path = files.path_of(of_import.sha256)
    try:
        place = best_fit(path, layouts, file_name=of_import.file_name)
    except UnreadableFile:  # said where the file is read
        return None
    return None if place is None else profiles[place]


@transaction.atomic
def remember_layout(
    of_import: Import,
    *,
    layout: Layout,
    name: str,
    by: Membership | None,
    at: datetime,
) -> Profile:
    """The import's layout is right: keep it under the name, for the next file."""
    kept = {"layout": layout.to_json(), "confirmed_at": at, "confirmed_by": by}
    profiles = Profile.objects.kept().filter(organisation=of_import.organisation)
    profile = profiles.select_for_update().filter(name=name).first()
    is_new = profile is None or profile.layout != kept["layout"]
    if profile is None:
        profile = Profile(organisation=of_import.organisation, name=name)
    for field, value in kept.items():
        setattr(profile, field, value)
    profile.save()
    if is_new:
        _keep_version(profile, VersionKind.CONFIRMED, by=by, at=at, of_import=of_import)
    of_import.profile = profile
    of_import.save(update_fields=["profile"])
    return profile


@transaction.atomic
def edit_profile(
    profile: Profile,
    *,
    name: str,
    layout: Layout,
    by: Membership,
    at: datetime,
    kind: VersionKind = VersionKind.EDITED,
) -> bool:
    """Name and layout are these from now on. Answers whether anything changed.

    Raises NotAllowed where the name is another profile's.
    """
    profile = _locked(profile)
    if why_not := why_not_profile_name(name, profile.organisation, but=profile):
        raise NotAllowed(why_not)
    if (profile.name, profile.layout) == (name, layout.to_json()):
        return False
    profile.name, profile.layout = name, layout.to_json()
    profile.save(update_fields=["name", "layout"])
    _keep_version(profile, kind, by=by, at=at)
    return True


def put_back_version(
    profile: Profile, version: ProfileVersion, *, by: Membership, at: datetime
) -> bool:
    """Name and layout are again what they were in an earlier version."""
    return edit_profile(
        profile,
        name=version.name,
        layout=Layout.from_json(version.layout),
        by=by,
        at=at,
        kind=VersionKind.PUT_BACK,
    )


@transaction.atomic
def make_profile(like: Profile, *, name: str, by: Membership, at: datetime) -> Profile:
    """Another profile of the same organisation, to start with as the first."""
    if why_not := why_not_profile_name(name, like.organisation):
        raise NotAllowed(why_not)
    made = Profile.objects.create(
        organisation=like.organisation,
        name=name,
        layout=like.layout,
        confirmed_at=at,
        confirmed_by=by,
    )
    _keep_version(made, VersionKind.MADE, by=by, at=at)
    return made


@transaction.atomic
def remove_profile(profile: Profile, *, by: Membership, at: datetime) -> None:
    """No file is read by it any more; imports that were stay as they are."""
    profile = _locked(profile)
    if profile.removed_at is not None:
        raise NotAllowed("This profile was deleted already.")
    profile.removed_at, profile.removed_by = at, by
    profile.save(update_fields=["removed_at", "removed_by"])
    _keep_version(profile, VersionKind.REMOVED, by=by, at=at)


@transaction.atomic
def restore_profile(profile: Profile, *, by: Membership, at: datetime) -> Profile:
    """A deleted profile is there again; where its name was given away meanwhile, with
    a number behind it."""
    profile = _locked(profile)
    if profile.removed_at is None:
        raise NotAllowed("This profile was not deleted, or is back already.")
    profile.name = free_name(profile.organisation, profile.name)
    profile.removed_at = profile.removed_by = None
    profile.save(update_fields=["name", "removed_at", "removed_by"])
    _keep_version(profile, VersionKind.RESTORED, by=by, at=at)
    return profile


def _locked(profile: Profile) -> Profile:
    return Profile.objects.select_for_update().get(pk=profile.pk)


def _keep_version(
    profile: Profile,
    kind: VersionKind,
    *,
    by: Membership | None,
    at: datetime,
    of_import: Import | None = None,
) -> None:
    ProfileVersion.objects.create(
        profile=profile,
        kind=kind,
        name=profile.name,
        layout=profile.layout,
        of_import=of_import,
        saved_at=at,
        saved_by=by,
    )
    if action := _ON_RECORD.get(kind):
        record(
            action,
            target=profile.on_record,
            by=by,
            at=at,
            organisation=profile.organisation,
        )
