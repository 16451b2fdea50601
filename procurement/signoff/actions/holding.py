"""What every action on a round begins and ends with."""

from datetime import datetime
from typing import Any

from procurement.signoff.models import Round
from procurement.specifications.actions import locked
from procurement.specifications.canonical import canonical, digest
from procurement.specifications.models import FrozenText, Version
from trusts import audit
from trusts.models import Membership


def held(round_: Round) -> Round:
    """The round as it stands, with its version, held until the transaction ends."""
    version = locked(round_.version)
    again = (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("rule")
        .get(pk=round_.pk)
    )
    again.version = version
    return again


def freeze(
    version: Version, content: dict[str, Any], *, by: Membership, at: datetime
) -> FrozenText:
    """Keep exactly what is put before people."""
    text = canonical(content)
    return FrozenText.objects.create(
        version=version,
        number=version.frozen.count() + 1,
        sha256=digest(text),
        content=text,
        frozen_at=at,
        frozen_by=by,
    )


def record(
    action: str, round_: Round, *, by: Membership, at: datetime, **detail: Any
) -> None:
    audit.record(action, target=round_.version, by=by, at=at, **detail)
