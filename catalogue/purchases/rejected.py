"""The rejected rows of an import as a file: the cells as they came, and why."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from catalogue.purchases import files
from catalogue.purchases.layouts import Layout, original_rows
from catalogue.purchases.models import Import
from catalogue.purchases.reasons import sentence
from trusts.exports import as_text

# What is in such a file can be written again from the import at any time.
KEPT_FOR = timedelta(days=30)


def rows(of_import: Import) -> Iterator[list[str]]:
    """Heading row, then each rejected row with its number and reason in front."""
    layout = Layout.from_json(of_import.layout)
    headings = (as_text(heading) for heading in layout.headings)
    yield ["Row in the file", "What is wrong", "What stood there", *headings]
    reasons = {
        rejection.row_number: rejection
        for rejection in of_import.rejections.in_file_order().iterator()
    }
    path = files.path_of(of_import.sha256)
    for number, cells in original_rows(path, layout, set(reasons)):
        rejection = reasons[number]
        yield [
            str(number),
            sentence(rejection.field, rejection.reason),
            as_text(rejection.text),
            *(as_text(cell) for cell in cells),
        ]


def write_file(of_import: Import, *, at: datetime) -> Path:
    """Write them beside the kept extract; answers where. What was written so long ago
    that nobody corrects it any more is taken away."""
    folder = Path(settings.FILES_DIR) / "rejected"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder, before=at - KEPT_FOR)
    path = folder / f"import-{of_import.pk}-rejected.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        csv.writer(handle).writerows(rows(of_import))
    return path


def _sweep(folder: Path, *, before: datetime) -> None:
    for path in folder.glob("import-*-rejected.csv"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
