"""One fixed form of a content, so that the same content always has the same hash."""

import json
import unicodedata
from hashlib import sha256
from typing import Any


def canonical(content: dict[str, Any]) -> str:
    """The content as JSON: keys in order, no blanks between, letters composed (NFC),
    line ends as one sign. Only text, whole numbers, booleans, lists and objects."""
    return json.dumps(
        _composed(content),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def digest(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", lines)
    if isinstance(value, dict):
        return {_composed(key): _composed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(each) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"No fixed form for {type(value).__name__}")
