"""What the pages of profiles show: a layout in words, its history, and a trial."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core import signing

from catalogue.purchases import files, wording
from catalogue.purchases.layouts import (
    FIELDS,
    Difference,
    Layout,
    Understanding,
    UnreadableFile,
    naming,
    understand,
)
from catalogue.purchases.layouts.drifting import drift_of
from catalogue.purchases.layouts.words import shown
from catalogue.purchases.models import (
    Import,
    Profile,
    ProfileQuerySet,
    ProfileVersion,
)
from catalogue.purchases.trying import Trial, try_file
from trusts.models import Membership

VERSIONS_SHOWN = 50

# How long a file that a profile was tried on can be tried again without sending it.
TRIED_SECONDS = 3600
_SALT = "catalogue.purchases.profiles.tried"


@dataclass(frozen=True, slots=True)
class Listed:
    """A profile, what it says, and the import that it was last used for."""

    profile: Profile
    in_words: str
    last_import: Import | None


def listed(profiles: ProfileQuerySet) -> list[Listed]:
    """Profiles by organisation and name. Nobody has so many that they need pages."""
    found = list(
        profiles.kept()
        .select_related("organisation", "confirmed_by__user")
        .order_by("organisation__name", "name")
    )
    newest = Import.objects.filter(profile__in=found).order_by("profile", "-pk")
    last = {each.profile_id: each for each in newest.distinct("profile")}
    return [
        Listed(each, in_short(Layout.from_json(each.layout)), last.get(each.pk))
        for each in found
    ]


def in_short(layout: Layout) -> str:
    """`Text with commas between the cells, UTF-8. Dates day first.` and so on."""
    dates = naming.DATE_ORDERS.get(layout.date_order)
    return " ".join(
        [
            f"{wording.writing_of(layout)}.",
            f"Dates {dates}." if dates else "Dates as they stand.",
            f"{len(layout.columns)} of {len(FIELDS)} fields.",
            f"{wording.vat_of(layout)}.",
        ]
    )


def facts(layout: Layout) -> list[tuple[str, str]]:
    """Every part of a layout but the headings of its fields, in words."""
    dates = wording.DATE_ORDERS.get(layout.date_order, "As they stand")
    return [
        ("File", wording.writing_of(layout)),
        ("Headings", f"In row {layout.heading_row:,}"),
        ("Dates", dates),
        ("Decimals", wording.decimals_of(layout)),
        ("Prices", wording.vat_of(layout)),
        ("Unit names", naming.units_of(layout) or "As they stand in the file"),
    ]


def headings(layout: Layout) -> list[tuple[str, str]]:
    """Each field that the layout has, and the heading it stands under."""
    return [
        (
            naming.field_name(field),
            f"“{shown(layout.headings[layout.columns[field]], 80)}”, column "
            f"{naming.column_letters(layout.columns[field])}",
        )
        for field in FIELDS
        if field in layout.columns
    ]


@dataclass(frozen=True, slots=True)
class Past:
    """A version of a profile, and what it was before."""

    version: ProfileVersion
    differences: list[Difference]
    is_now: bool


def history(profile: Profile) -> list[Past]:
    """The versions of a profile, the newest first, each beside the one before."""
    versions = list(
        profile.versions.select_related("saved_by__user", "of_import").order_by("-pk")[
            : VERSIONS_SHOWN + 1
        ]
    )
    earlier: list[ProfileVersion | None] = [*versions[1:], None]
    now = (profile.name, profile.layout)
    return [
        Past(version, _between(before, version), (version.name, version.layout) == now)
        for version, before in zip(versions, earlier, strict=True)
    ][:VERSIONS_SHOWN]


def _between(
    before: ProfileVersion | None, version: ProfileVersion
) -> list[Difference]:
    if before is None:
        return []
    named = [Difference("Name", f"“{before.name}”", f"“{version.name}”")]
    was, now = Layout.from_json(before.layout), Layout.from_json(version.layout)
    renamed = before.name != version.name
    return [*(named if renamed else []), *drift_of(now, was)]


@dataclass(frozen=True, slots=True)
class Tried:
    """A file as it would be read under a layout; nothing of it is written."""

    file_name: str
    problem: str  # why it cannot be read, or ""
    reading: Understanding | None
    trial: Trial | None  # none while something would be asked about its columns
    token: str  # stands for the file in the next request


def try_layout(
    sha256: str,
    layout: Layout,
    *,
    file_name: str,
    profile: Profile,
    by: Membership,
    on: date,
) -> Tried:
    """Read a kept file under the layout, as an import on this day would."""
    path = files.path_of(sha256)
    token = signing.dumps(
        {"sha256": sha256, "file_name": file_name, "by": by.pk}, salt=_SALT
    )
    try:
        reading = understand(path, file_name=file_name, remembered=layout)
        trial = _trial(path, reading, profile, on=on)
    except UnreadableFile as problem:
        return Tried(file_name, str(problem), None, None, token)
    return Tried(file_name, "", reading, trial, token)


def _trial(
    path: Path, reading: Understanding, profile: Profile, *, on: date
) -> Trial | None:
    if any(question.key.startswith("column:") for question in reading.questions):
        return None
    organisation_id = profile.organisation_id
    return try_file(path, reading.layout, organisation_id=organisation_id, on=on)


def file_of(token: str, *, by: Membership) -> tuple[str, str] | None:
    """The digest and name of the file that the member tried before."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=TRIED_SECONDS)
    except signing.BadSignature:
        return None
    if said["by"] != by.pk or not files.path_of(said["sha256"]).is_file():
        return None
    return said["sha256"], said["file_name"]
