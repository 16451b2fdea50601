"""Extracts kept as they came, named by their SHA-256, outside what the web serves."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def keep(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep the bytes; answers their SHA-256 and size. Safe to run twice."""
    folder = Path(settings.FILES_DIR) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as handle:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            handle.write(chunk)
        handle.flush()
        os.fsync(handle.fileno())
    Path(handle.name).replace(path_of(digest.hexdigest()))
    return digest.hexdigest(), size


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.FILES_DIR) / "imports" / sha256


def chunks_of(path: Path, size: int = 1 << 20) -> Iterable[bytes]:
    """The bytes of a file, a piece at a time."""
    with path.open("rb") as handle:
        while chunk := handle.read(size):
            yield chunk
