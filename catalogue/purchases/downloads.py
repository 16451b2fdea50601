"""Files that an import gives back, streamed and put on the record."""

from datetime import datetime

from django.http import StreamingHttpResponse

from catalogue.purchases import rejected
from catalogue.purchases.models import Import
from trusts.audit import record
from trusts.exports import csv_response
from trusts.models import Membership


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
    return csv_response(f"import-{of_import.pk}-rejected.csv", rejected.rows(of_import))
