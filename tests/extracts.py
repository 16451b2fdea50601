"""Small purchase extracts, and putting them through the same door as anybody's."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

from catalogue.purchases import actions, files
from catalogue.purchases.models import Import
from trusts.models import Organisation

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)

HEADINGS = {
    "po_number": "PO Number",
    "line_number": "Line",
    "order_date": "Order Date",
    "supplier": "Supplier",
    "supplier_part": "Supplier Part No",
    "manufacturer": "Manufacturer",
    "mpc": "MPC",
    "npc": "NPC",
    "gtin": "GTIN",
    "local_code": "Item Code",
    "description": "Item Description",
    "unit_of_purchase": "UOP",
    "pack_size": "Pack Size",
    "quantity": "Qty",
    "unit_price": "Unit Price",
    "line_value": "Line Value",
}
ORDINARY = {
    "po_number": "1001",
    "line_number": "1",
    "order_date": "23/09/2026",
    "supplier": "Ashdene Supplies",
    "description": "Nitrile gloves medium",
    "unit_of_purchase": "BOX100",
    "quantity": "10",
    "unit_price": "6.50",
    "line_value": "65.00",
}


def row(**said: str) -> dict[str, str]:
    """An ordinary row, except for what is said. A value follows quantity and price."""
    whole = ORDINARY | said
    if "line_value" not in said and {"quantity", "unit_price"} & set(said):
        whole["line_value"] = ""
    return whole


def extract(*rows: dict[str, str]) -> bytes:
    """The rows as a CSV file with headings."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS.values())
    for said in rows:
        writer.writerow(said.get(field, "") for field in HEADINGS)
    return text.getvalue().encode()


def import_bytes(
    content: bytes,
    organisation: Organisation | None,
    *,
    file_name: str = "extract.csv",
    answers: dict[str, str] | None = None,
    on: date = TODAY,
) -> Import:
    """Receive, confirm as understood, and run. Questions left open are an error."""
    of_import, is_new = actions.receive_file(
        [content], file_name=file_name, organisation=organisation, by=None, at=AT
    )
    if not is_new:
        return of_import
    profile = actions.profile_of(of_import)
    understanding = actions.understand_import(
        of_import, answers=answers, profile=profile
    )
    assert not understanding.questions, understanding.questions
    actions.confirm_import(
        of_import,
        layout=understanding.layout,
        notes=understanding.notes,
        by=None,
        at=AT,
        profile_name=profile.name if profile else actions.free_name(organisation),
    )
    return actions.run_import(of_import.pk, on=on, at=AT)


def import_file(path: Path, organisation: Organisation | None, **options) -> Import:
    return import_bytes(
        b"".join(files.chunks_of(path)), organisation, file_name=path.name, **options
    )
