"""Files that an import gives back, streamed and put on the record."""

from datetime import datetime

from django.http import StreamingHttpResponse

from catalogue.purchases import rejected
from catalogue.purchases.models import Import
from trusts.audit import record
from trusts.exports import streamed
from trusts.models import Membership


def download_rejected(
    of_import: Import, *, by: Membership, at: datetime
) -> StreamingHttpResponse:
    """All rejected rows, as they stood in the file, each with its reason.

    It says nothing of itself: it is the trust's own file, to be mended and imported
    again, and lines below the rows would be read as rows.
    """
    record(
        "rejected_rows_exported",
        target=of_import.on_record,
        by=by,
        at=at,
        organisation=of_import.organisation,
        why="To put the rows right and to import them again.",
        rows=of_import.rejected,
    )
    return streamed(f"import-{of_import.pk}-rejected.csv", rejected.rows(of_import))
