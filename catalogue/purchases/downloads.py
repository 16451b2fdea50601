"""Files that an import gives back, streamed and put on the record."""

import csv
from datetime import datetime

from django.http import StreamingHttpResponse

from catalogue.purchases import rejected
from catalogue.purchases.models import Import
from trusts.audit import record
from trusts.models import Membership

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows UTF-8


class _Passer:
    """A file that hands back what is written to it, for csv.writer."""

    def write(self, text: str) -> str:
        return text


def download_rejected(
    of_import: Import, *, by: Membership, at: datetime
) -> StreamingHttpResponse:
    """All rejected rows, as they stood in the file, each with its reason."""
    record(
        "rejected_rows_exported",
        target=of_import.on_record,
        by=by,
        at=at,
        organisation=of_import.organisation,
        rows=of_import.rejected,
    )
    writer = csv.writer(_Passer())
    return StreamingHttpResponse(
        (
            (BYTE_ORDER_MARK if number == 0 else "") + writer.writerow(row)
            for number, row in enumerate(rejected.rows(of_import))
        ),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": "attachment; "
            f'filename="import-{of_import.pk}-rejected.csv"'
        },
    )
