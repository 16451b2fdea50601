"""Files that are no extract are refused in a plain sentence and change nothing."""

import io
import zipfile
from html import unescape

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.purchases.models import Import, PurchaseLine, Rejection
from catalogue.purchases.tasks import run_import
from tests.catalogue.purchases.layouts.extracts import WELSH
from tests.extracts import extract, row

pytestmark = pytest.mark.django_db

MEGABYTE = 2**20


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def without_sheets() -> bytes:
    held = io.BytesIO()
    ordinary = zipfile.ZipFile(io.BytesIO(workbook(["PO Number"])))
    with zipfile.ZipFile(held, "w") as package:
        for part in ordinary.namelist():
            if "sheet1" in part:
                continue
            package.writestr(part, ordinary.read(part))
    return held.getvalue()


def bomb() -> bytes:
    held = io.BytesIO()
    ordinary = zipfile.ZipFile(io.BytesIO(workbook(["PO Number"])))
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for part in ordinary.namelist():
            if "sheet1" not in part:
                package.writestr(part, ordinary.read(part))
        package.writestr("xl/worksheets/sheet1.xml", b" " * (64 * MEGABYTE))
    return held.getvalue()


def formulas() -> bytes:
    headings = ["PO Number", "Line", "Order Date", "Description", "Qty", "Unit Price"]
    return workbook(headings, ["1", "1", "23/09/2026", "Gloves", "=2+3", "6.50"])


def mixed() -> bytes:
    rows = extract(row(description="Café"), row(description="Naïve", line_number="2"))
    return rows.replace("Naïve".encode(), "Naïve".encode("cp1252"))


REFUSED = {
    "an empty file": (b"", "is empty"),
    "a binary file named .csv": (bytes(range(256)) * 64, "binary file"),
    "a picture named .csv": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "is a picture"),
    "one endless line": (b"x" * (3 * MEGABYTE), "line of more than"),
    "a workbook without a sheet": (without_sheets(), "sheet"),
    "formulas without values": (formulas(), "holds a formula"),
    "a zip bomb": (bomb(), "unpack"),
    "no heading row": (b"1,2,23/09/2026,Gloves,3,4\n" * 9, "No row of headings"),
    "NUL characters": (extract(row()).replace(b"Nitrile", b"Nit\0ile"), "NUL"),
    "mixed encodings": (mixed(), "mixes encodings"),
    "a cell of 1 MB": (extract(row(description="y" * (MEGABYTE - 9))), "characters"),
    "a million columns": (b"PO Number" + b",x" * 1_000_000, "line of more than"),
    "a million empty columns": (b"PO Number" + b"," * 999_999, "1,000,000 columns"),
    "headings alone": (extract(), "no order lines below"),
    "payments, no order lines": (
        b"Dept Family,Expense Type,Date,Supplier,Description,Amount\n"
        b"NHS,Drugs,23/09/2026,Acme,Saline,12.00\n",
        "list of payments",
    ),
}


@pytest.fixture
def give(sign_in, amina):
    client = sign_in(amina)

    def upload(content, name="extract.csv"):
        file = SimpleUploadedFile(name, content)
        return client.post(reverse("import_upload"), {"extract": file}, follow=True)

    return upload


def text_of(response):
    return unescape(response.content.decode())


@pytest.mark.parametrize("what", REFUSED)
def test_import_upload_refuses_in_a_sentence_and_changes_nothing(give, what):
    content, said = REFUSED[what]

    response = give(content)

    [problem] = response.context["form"].errors["extract"]
    assert response.status_code == 422
    assert said in problem
    assert text_of(response).count(problem) == 2  # in the summary and beside the field
    assert not Import.objects.exists()
    assert not PurchaseLine.objects.exists()


@pytest.mark.parametrize(
    "name", ["=cmd|' -C calc'!A0.csv", "<script>alert(1)<b>.csv", "{{ x }}'\".csv"]
)
def test_a_hostile_file_name_is_inert_text(give, name):
    refused = give(b"", name)
    taken = give(extract(row()), name)

    for response in (refused, taken):
        assert name in text_of(response)
        assert "<script>alert" not in response.content.decode()


def test_hostile_cells_are_inert_text_before_and_after_the_import(give):
    script, formula = "<script>alert(1)</script>", "=cmd|' /C calc'!A0"
    taken = give(
        extract(row(description=script), row(line_number="2", quantity=formula))
    )
    of_import = Import.objects.get()

    taken.client.post(reverse("import_confirm", args=[of_import.pk]))
    run_import(import_id=of_import.pk)
    done = taken.client.get(reverse("import_detail", args=[of_import.pk]))

    assert script in text_of(taken)
    assert formula in text_of(done)
    for response in (taken, done):
        assert script not in response.content.decode()


def test_two_columns_with_one_heading_are_asked_about(give):
    response = give(extract(row()).replace(b"MPC", b"Qty"))

    assert "could each be the quantity. Which one is it?" in text_of(response)


def test_a_heading_row_in_welsh_is_asked_about(give):
    rows = [",".join(WELSH), "1,1,23/09/2026,Acme,Menig,10,6.50,65.00"]

    response = give("\n".join(rows).encode())

    assert "Which column holds the" in text_of(response)
    assert not PurchaseLine.objects.exists()


def test_another_organisations_file_is_not_offered_for_import(give, southmere):
    content = b"Trust," + extract(row()).replace(b"\r\n1001", b"\r\nSMR,1001")

    response = give(content)

    assert "says “SMR” in the first rows, and not “NGT”" in text_of(response)
    of_import = Import.objects.get()
    response.client.post(reverse("import_confirm", args=[of_import.pk]))
    of_import.refresh_from_db()
    assert of_import.state == "ASKING"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"order_date": "31/12/1899"}, "dated too long ago"),
        ({"order_date": "23/09/2099"}, "dated in the future"),
        ({"quantity": "1e308"}, "where the quantity is not a number"),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_its_reason(give, said, reason):
    taken = give(extract(row(), row(line_number="2", **said)))
    of_import = Import.objects.get()

    taken.client.post(reverse("import_confirm", args=[of_import.pk]))
    run_import(import_id=of_import.pk)

    shown = taken.client.get(reverse("import_detail", args=[of_import.pk]))
    assert f"1 row {reason}" in text_of(shown)
    assert Rejection.objects.count() == 1
    assert PurchaseLine.objects.count() == 1


def test_prices_with_a_decimal_comma_are_read_as_such(give):
    response = give(extract(row(unit_price="6,50", line_value="65,00")))

    assert "A comma before the decimals" in text_of(response)
    assert "£6.50" in text_of(response)


def test_a_workbook_with_two_sheets_asks_which_and_reads_the_one_chosen(give):
    headings = ["PO Number", "Line", "Order Date", "Description", "Qty", "Unit Price"]
    book = openpyxl.Workbook()
    for name, thing in (("March", "Gloves"), ("April", "Gowns")):
        sheet = book.create_sheet(name)
        sheet.append(headings)
        sheet.append(["1", "1", "23/09/2026", thing, 10, 6.5])
    del book["Sheet"]
    held = io.BytesIO()
    book.save(held)

    asked = give(held.getvalue(), "two.xlsx")
    of_import = Import.objects.get()
    page = reverse("import_detail", args=[of_import.pk])
    chosen = asked.client.get(page, {"sheet": "April", "sheet_shown": "March"})

    assert "2 sheets could be the extract" in text_of(asked)
    assert "Gowns" in text_of(chosen)
    assert "Excel workbook, sheet “April”" in text_of(chosen)
