"""One file that holds the whole record: rows, uploaded files, and what to expect."""

import hashlib
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction

from procurement.safekeeping import measuring, tools
from procurement.safekeeping.manifest import DUMP, FILES, MANIFEST, Manifest, as_json
from procurement.safekeeping.tools import Refused
from trusts.models import RecordLink

PIECE = 1 << 20  # bytes


def backup(file: Path, *, at: datetime) -> Manifest:
    """Write the backup; whole, or not at all. Raises Refused."""
    if file.exists():
        raise Refused(f"{file} is there already. Give a new name; nothing is replaced.")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.")
    programs = tools.folder()
    descriptor, unfinished = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "w+b") as handle:
            with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _write_parts(archive, programs, at)
                archive.writestr(MANIFEST, as_json(manifest))
            handle.flush()
            os.fsync(handle.fileno())
        Path(unfinished).rename(file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return manifest


def _write_parts(archive: zipfile.ZipFile, programs: Path, at: datetime) -> Manifest:
    """Rows and counts of one moment, then the files, which are never changed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        parts = {DUMP: _dump(archive, programs, snapshot)}
        tables = measuring.rows_by_table()
        totals = measuring.totals()
        migrations = measuring.migrations_applied()
        head = RecordLink.objects.head()
    for path in uploaded_files():
        name = FILES + path.relative_to(settings.FILES_DIR).as_posix()
        with path.open("rb") as source:
            parts[name] = _add(archive, name, source)
    return Manifest(
        made_at=at.isoformat(timespec="seconds"),
        parts=parts,
        tables=tables,
        totals=totals,
        migrations=migrations,
        head=str(head or ""),
    )


def uploaded_files() -> Iterator[Path]:
    """Files kept for good; what is being uploaded just now is not one yet."""
    folder = Path(settings.FILES_DIR)
    for path in sorted(folder.rglob("*")):
        names = path.relative_to(folder).parts
        if path.is_file() and not any(name.startswith((".", "tmp")) for name in names):
            yield path


def _dump(archive: zipfile.ZipFile, programs: Path, snapshot: str) -> str:
    """Add the rows as `pg_dump` writes them; answers their SHA-256."""
    command: list[str | Path] = [
        programs / "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
        f"--snapshot={snapshot}",
        *(f"--exclude-table-data=public.{each}" for each in measuring.NOT_KEPT),
        f"--dbname={tools.database()}",
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603  # our own words
        command,
        env=tools.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as dump:
        assert dump.stdout
        assert dump.stderr
        digest = _add(archive, DUMP, dump.stdout, how=zipfile.ZIP_STORED)
        said = dump.stderr.read().decode(errors="replace")
    if dump.returncode:
        raise Refused(f"pg_dump did not succeed; it said: {said.strip()}")
    return digest


def _add(
    archive: zipfile.ZipFile,
    name: str,
    source: IO[bytes],
    how: int = zipfile.ZIP_DEFLATED,
) -> str:
    """Add one part; answers its SHA-256."""
    digest = hashlib.sha256()
    part = zipfile.ZipInfo(name)
    part.compress_type = how
    with archive.open(part, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()
