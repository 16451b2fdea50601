"""Exactly what is put before people of a version, with its hash, and what is different
from what they had before them."""

import json
from dataclasses import dataclass
from typing import Any

from procurement.specifications.content import content_of
from procurement.specifications.models import FrozenText, Version
from procurement.specifications.reading import Reading, reading_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a version. `sha256` is empty as long as nothing is frozen:
    then nobody can sign it either."""

    content: dict[str, Any]
    sha256: str


def shown_of(version: Version) -> Shown:
    """The newest frozen text, corrections included; of one that was never put to
    sign-off what it says now."""
    text = version.frozen.order_by("-number").first()
    if text is None:
        return Shown(content_of(version), "")
    return Shown(json.loads(text.content), text.sha256)


def reading(version: Version, shown: Shown) -> Reading:
    """What is shown, with what changed since the version before it."""
    before = shown_of(version.previous).content if version.previous else None
    return reading_of(shown.content, before)


def since(version: Version, sha256: str) -> Reading | None:
    """What is different now from the text with that hash; None where that is what is
    put before people now, or where no such text ever was."""
    now = version.frozen.order_by("-number").first()
    seen = version.frozen.filter(sha256=sha256).first() if sha256 else None
    if now is None or seen is None or seen.sha256 == now.sha256:
        return None
    return reading_of(json.loads(now.content), json.loads(seen.content))


def is_known(version: Version, sha256: str) -> bool:
    return FrozenText.objects.filter(version=version, sha256=sha256).exists()
