"""A backup is put back: everything of it and checked, or nothing at all.

All of it happens in one transaction of `psql`, with the counts and sums checked at its
end. Whatever is killed before the last word leaves the old rows as they were.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from procurement.safekeeping import measuring, tools
from procurement.safekeeping.backing_up import PIECE
from procurement.safekeeping.manifest import (
    DUMP,
    FILES,
    MANIFEST,
    Damaged,
    Manifest,
    from_json,
)
from procurement.safekeeping.tools import Refused

BEGIN = b"""
BEGIN;
SET LOCAL lock_timeout = '20s';
SET LOCAL client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
# Only this makes it count: a connection that ends before it changes nothing.
END = b"\nCOMMIT;\n"


def restore(file: Path, *, replace: bool) -> Manifest:
    """Put the backup back. Raises Refused or Damaged, and then nothing has changed.

    With `replace` what the database holds is replaced; without, it must be empty.
    """
    programs = tools.folder()
    _refuse_in_use(replace=replace)
    with _unpacked(file) as (manifest, folder):
        if unknown := set(manifest.migrations) - measuring.migrations_known():
            raise Refused(
                "The backup was made by a newer version of the platform "
                f"({min(unknown)} is not known here). Restore it with that version."
            )
        _put_files(folder)
        connection.close()
        _put_rows(programs, folder / DUMP, manifest)
    return manifest


def _refuse_in_use(*, replace: bool) -> None:
    if not replace and not measuring.is_empty():
        raise Refused(
            "The database is not empty. Give --replace to put the backup in place of "
            "what it holds."
        )
    if count := measuring.others_connected():
        raise Refused(
            f"The database is in use ({count} other connections). Stop web, worker and "
            "beat first."
        )


@contextmanager
def _unpacked(file: Path) -> Iterator[tuple[Manifest, Path]]:
    """The backup's parts in a folder, each checked by its hash. Raises Damaged."""
    top = Path(settings.FILES_DIR)
    top.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=top, prefix=".restoring-") as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(file) as archive:
                manifest = from_json(archive.read(MANIFEST))
                for part, sha256 in manifest.parts.items():
                    _unpack(archive, part, sha256, folder / part)
        except FileNotFoundError as error:
            raise Refused(f"There is no file {file}.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
            raise Damaged("is damaged or cut short") from error
        if DUMP not in manifest.parts:
            raise Damaged("holds no rows")
        yield manifest, folder


def _unpack(archive: zipfile.ZipFile, part: str, sha256: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with archive.open(part) as source, target.open("xb") as copy:
        while piece := source.read(PIECE):
            digest.update(piece)
            copy.write(piece)
    if digest.hexdigest() != sha256:
        raise Damaged(f"is damaged: {part} is not what was backed up")


def _put_files(folder: Path) -> None:
    """Put uploaded files in place. They are named by their content, so none that the
    rows of now need is lost, and one that is damaged is mended."""
    source, target = folder / FILES, Path(settings.FILES_DIR)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)


def _put_rows(programs: Path, dump: Path, manifest: Manifest) -> None:
    """Everything in one transaction, which ends only if all counts and sums agree."""
    with tempfile.TemporaryFile() as said:
        command: list[str | Path] = [
            *(programs / "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"),
            *("--output", os.devnull, f"--dbname={tools.database()}"),
        ]
        with (
            suppress(BrokenPipeError),
            subprocess.Popen(  # noqa: S603  # our own words
                command, env=tools.environment(), stdin=subprocess.PIPE, stderr=said
            ) as psql,
        ):
            assert psql.stdin
            psql.stdin.write(BEGIN)
            _copy_dump(programs, dump, psql.stdin)
            psql.stdin.write(measuring.as_checks(manifest).encode() + END)
        said.seek(0)
        complaint = said.read().decode(errors="replace").strip()
    if psql.returncode:
        raise Refused(f"PostgreSQL did not take the backup; it said: {complaint}")


def _copy_dump(programs: Path, dump: Path, target: IO[bytes]) -> None:
    """Write the dump's SQL; raises Damaged where it cannot be read to its end."""
    command: list[str | Path] = [programs / "pg_restore", "-f-", dump]
    command += ["--no-owner", "--no-privileges"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:  # noqa: S603
        assert reader.stdout
        shutil.copyfileobj(reader.stdout, target, PIECE)
    if reader.returncode:
        raise Damaged("holds rows that pg_restore cannot read to their end")
