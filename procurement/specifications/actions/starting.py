"""Starting a specification, and the next version of one."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from procurement.specifications import rules
from procurement.specifications.actions.stepping import locked, step, written
from procurement.specifications.actions.taking_part import add_trust
from procurement.specifications.content import writing_hash
from procurement.specifications.models import (
    IN_THE_WORKS,
    ConsideredProduct,
    Criterion,
    Evidence,
    Heading,
    RiskTier,
    Specification,
    Version,
    VersionState,
    VersionStep,
)
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import Refused, refuse

WRITTEN = ("what_changes", "review_on", *Heading.values)


@transaction.atomic
def start_specification(
    name: str,
    *,
    tier: RiskTier,
    chair: Membership,
    organisations: Iterable[Organisation],
    by: Membership | None,
    at: datetime,
) -> Version:
    """Start one, with its first draft, for these trusts. Raises Refused."""
    name = name.strip()
    if not name:
        raise Refused("Say what kind of product it is for.")
    refuse(rules.why_not_start(chair, by=by, on=timezone.localdate(at)))
    specification = Specification.objects.create(
        name=name, tier=tier, chair=chair, started_at=at, started_by=by
    )
    audit.record("specification_started", target=specification, by=by, at=at, tier=tier)
    for organisation in organisations:
        add_trust(specification, organisation, by=by, at=at)
    return _draft(specification, number=1, previous=None, by=by, at=at)


@transaction.atomic
def start_next_version(
    version: Version, *, note: str, by: Membership | None, at: datetime
) -> Version:
    """A draft with all that this version says, to be changed. Where this one was still
    in the works it is superseded, and signatures on it are void. Raises Refused."""
    version = locked(version)
    refuse(rules.why_not_follow(version, by=by))
    if not note.strip():
        raise Refused("Say why there is to be another version.")
    if version.state in IN_THE_WORKS:
        step(version, VersionState.SUPERSEDED, by=by, at=at, note=note)
    newest = version.specification.versions.latest("number")
    new = _draft(
        version.specification,
        number=newest.number + 1,
        previous=version,
        by=by,
        at=at,
        note=note,
    )
    _copy(version, new)
    return new


class Overtaken(Refused):
    """Somebody else saved another text meanwhile."""


@transaction.atomic
def write(
    version: Version,
    *,
    texts: dict[str, str],
    what_changes: str,
    review_on: date | None,
    basis: str | None = None,
    by: Membership | None,
    at: datetime,
) -> None:
    """Put down what a draft says under its headings. Raises Refused; Overtaken where
    `basis`, the hash of the text that somebody began from, is not that of the draft."""
    version = locked(version)
    refuse(rules.why_not_write(version, by=by))
    if basis is not None and basis != writing_hash(version):
        raise Overtaken(
            "Somebody saved another text since you opened this page. Nothing of yours "
            "is saved yet, and nothing is lost: look at theirs below, then save again."
        )
    said = {**texts, "what_changes": what_changes, "review_on": review_on}
    changed = [name for name in WRITTEN if said.get(name) != getattr(version, name)]
    for name in changed:
        setattr(version, name, said.get(name, ""))
    version.save(update_fields=changed)
    written(version, "version_written", by=by, at=at, changed=changed)


def _draft(
    specification: Specification,
    *,
    number: int,
    previous: Version | None,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> Version:
    said = _said_by(previous) if previous else {}
    version = Version.objects.create(
        specification=specification,
        number=number,
        state=VersionState.DRAFT,
        previous=previous,
        drafted_at=at,
        drafted_by=by,
        moved_at=at,
        **said,
    )
    VersionStep.objects.create(
        version=version, state=VersionState.DRAFT, note=note, at=at, by=by
    )
    audit.record("version_draft", target=version, by=by, at=at, note=note[:500])
    return version


def _said_by(version: Version) -> dict[str, Any]:
    """What it says under its headings, with what was corrected since it was frozen."""
    said = {name: getattr(version, name) for name in WRITTEN}
    frozen = version.frozen.order_by("-number").first()
    if frozen is None:
        return said
    content = json.loads(frozen.content)
    return said | content["texts"] | {"what_changes": content["what_changes"]}


def _copy(old: Version, new: Version) -> None:
    """Criteria, products and evidence of the one before."""
    rows: tuple[type[Model], ...] = (Criterion, ConsideredProduct, Evidence)
    for model in rows:
        kept = list(model._default_manager.filter(version=old).order_by("pk"))
        for row in kept:
            row.pk, row._state.adding = None, True
            setattr(row, "version", new)  # noqa: B010  # three kinds of row
        model._default_manager.bulk_create(kept)
