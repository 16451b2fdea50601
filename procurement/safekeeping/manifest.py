"""What a backup says of itself: its parts, and what the database held. Pure."""

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import PurePosixPath

FORMAT = 1  # raised when an older `restore` could no longer read what `backup` writes
MANIFEST = "manifest.json"
DUMP = "database.dump"
FILES = "files/"


class Damaged(Exception):
    """Why a file cannot be restored, in words that follow "This file …"."""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of pounds that must come out the same; `answer` is exact, as text."""

    name: str
    question: str  # SQL
    answer: str

    def __str__(self) -> str:
        return f"£{Decimal(self.answer):,.2f}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`parts`: SHA-256 by name. `tables`: rows by table. `migrations`: "app.name".
    `head`: the newest link of the record, HASH/NUMBER; empty where there was none."""

    made_at: str
    parts: dict[str, str]
    tables: dict[str, int]
    totals: tuple[Total, ...]
    migrations: tuple[str, ...]
    head: str = ""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def as_json(manifest: Manifest) -> str:
    return json.dumps(asdict(manifest), indent=1)


def from_json(text: str | bytes) -> Manifest:
    """The manifest as it was written. Raises Damaged."""
    try:
        said = json.loads(text)
        if said["format"] > FORMAT:
            raise Damaged("was made by a newer version of the platform")
        return Manifest(
            made_at=str(said["made_at"]),
            parts={_inside(name): str(sha) for name, sha in said["parts"].items()},
            tables={str(name): int(rows) for name, rows in said["tables"].items()},
            totals=tuple(Total(**each) for each in said["totals"]),
            migrations=tuple(said["migrations"]),
            head=str(said.get("head", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("has no list of contents that can be read") from error


def _inside(name: str) -> str:
    """The name of a part, which must lie where a part may lie."""
    path = PurePosixPath(name)
    is_file = name.startswith(FILES) and ".." not in path.parts
    if not (name == DUMP or is_file) or str(path) != name:
        raise Damaged(f"names a part that does not belong there ({name})")
    return name
