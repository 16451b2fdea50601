"""Imports: what is taken, what is not and why, and the same again."""

from decimal import Decimal

import pytest

from catalogue.purchases.models import (
    Import,
    Item,
    PurchaseLine,
    Rejection,
)
from tests.catalogue.purchases.counting import counts, live_lines
from tests.extracts import extract, import_bytes, row
from tests.region import trust

pytestmark = pytest.mark.django_db


# No index could hold it: 13,000 characters that do not repeat.
LONG = "".join(f"{number:x}" for number in range(10_000, 13_300))


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"po_number": ""}, "po_number", "empty"),
        ({"line_number": ""}, "line_number", "empty"),
        ({"order_date": ""}, "order_date", "empty"),
        ({"description": ""}, "description", "empty"),
        ({"quantity": ""}, "quantity", "empty"),
        ({"unit_price": ""}, "unit_price", "empty"),
        ({"order_date": "31/02/2026"}, "order_date", "no_date"),
        ({"order_date": "tomorrow"}, "order_date", "no_date"),
        ({"order_date": "23/11/2026"}, "order_date", "future"),
        ({"order_date": "23/09/2099"}, "order_date", "future"),
        ({"order_date": "31/12/1899"}, "order_date", "early"),
        ({"quantity": "ten"}, "quantity", "no_number"),
        ({"quantity": "1e308"}, "quantity", "no_number"),
        ({"quantity": "NaN"}, "quantity", "no_number"),
        ({"unit_price": "1,2,3"}, "unit_price", "no_number"),
        ({"unit_price": "Infinity"}, "unit_price", "no_number"),
        ({"line_value": "n/a"}, "line_value", "no_number"),
        ({"line_value": "66.00"}, "line_value", "mismatch"),
        ({"po_number": LONG}, "po_number", "too_long"),
        ({"line_number": LONG}, "line_number", "too_long"),
        ({"local_code": LONG}, "local_code", "too_long"),
        ({"supplier": LONG}, "supplier", "too_long"),
        ({"manufacturer": LONG}, "manufacturer", "too_long"),
        ({"mpc": LONG}, "mpc", "too_long"),
        ({"quantity": "999999999999"}, "quantity", "too_large"),
        ({"quantity": "-1000000000"}, "quantity", "too_large"),
        ({"unit_price": "999999999999"}, "unit_price", "too_large"),
        ({"quantity": "99999999", "unit_price": "11"}, "line_value", "too_large"),
    ],
)
def test_a_row_that_breaks_a_rule_is_rejected_with_its_reason(said, field, reason):
    good = row(po_number="2001")

    of_import = import_bytes(extract(good, row(**said)), trust("NGT"))

    rejection = Rejection.objects.get(of_import=of_import)
    assert counts(of_import) == (2, 1, 0, 0, 1)
    assert (rejection.row_number, rejection.field, rejection.reason) == (
        3,
        field,
        reason,
    )
    assert rejection.text == said.get(field, "")[:200]


@pytest.mark.parametrize(
    "said",
    [
        {"line_value": "65.01"},
        {"quantity": "1000", "unit_price": "1.00", "line_value": "1004.99"},
        {"line_value": ""},
        {"quantity": "-3"},
        {"unit_price": "0", "line_value": "0"},
        {"unit_price": "£6.50", "line_value": "£65.00"},
        {"quantity": "1,000", "unit_price": "1,234.56", "line_value": "1,234,560.00"},
        {"description": "=cmd|' /C calc'!A0"},
        {"description": "<script>alert(1)</script>"},
    ],
)
def test_a_row_within_the_rules_is_accepted(said):
    of_import = import_bytes(extract(row(po_number="9"), row(**said)), trust("NGT"))

    assert counts(of_import) == (2, 2, 0, 0, 0)


def test_a_line_repeated_in_one_file_is_rejected_and_the_first_kept():
    of_import = import_bytes(
        extract(row(), row(quantity="20"), row(po_number="1002")), trust("NGT")
    )

    assert counts(of_import) == (3, 2, 0, 0, 1)
    assert Rejection.objects.get().reason == "repeated"
    assert PurchaseLine.objects.get(po_number="1001").quantity == 10


def test_net_value_is_that_of_accepted_rows_and_ex_vat():
    content = extract(
        row(), row(po_number="2", quantity="1", unit_price="12"), row(po_number="")
    )

    of_import = import_bytes(
        content, trust("LNG"), answers={"prices_include_vat": "yes"}
    )

    assert of_import.net_value == (Decimal(77) / Decimal("1.2")).quantize(
        Decimal("0.000001")
    )


def test_kinds_of_line_are_told_apart():
    import_bytes(
        extract(
            row(po_number="O"),
            row(po_number="C", quantity="-2"),
            row(po_number="F", unit_price="0"),
            row(po_number="G", description="Carriage charge"),
        ),
        trust("NGT"),
    )

    lines = PurchaseLine.objects.all()
    assert all(line.po_number == line.kind for line in lines)
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("Carriage", "G"),
        ("CARRIAGE CHARGE", "G"),
        ("Delivery charge - next day", "G"),
        ("Postage & packing", "G"),
        ("P&P", "G"),
        ("Delivery pack obstetric", "O"),
        ("Delivery set", "O"),
        ("Courier bag 10L", "O"),
        ("Patient transfer and carriage chair", "O"),
    ],
)
def test_carriage_is_told_by_all_its_words(description, kind):
    import_bytes(extract(row(description=description, mpc="CARRIAGE")), trust("NGT"))

    assert PurchaseLine.objects.get().kind == kind


def test_the_same_bytes_again_write_nothing():
    first = import_bytes(extract(row()), trust("NGT"))

    again = import_bytes(extract(row()), trust("NGT"))

    assert again == first
    assert Import.objects.count() == 1
    assert PurchaseLine.objects.count() == 1


def test_the_same_bytes_for_another_trust_are_its_own():
    import_bytes(extract(row()), trust("NGT"))

    other = import_bytes(extract(row()), trust("SMR"))

    assert counts(other) == (1, 1, 0, 0, 0)
    assert len(live_lines()) == 2


def test_a_later_file_leaves_replaces_and_adds_lines():
    import_bytes(extract(row(po_number="1"), row(po_number="2")), trust("NGT"))

    later = import_bytes(
        extract(
            row(po_number="1"), row(po_number="2", quantity="7"), row(po_number="3")
        ),
        trust("NGT"),
    )

    assert counts(later) == (3, 1, 1, 1, 0)
    assert live_lines() == [
        ("NGT", "1", "1", 10, 65),
        ("NGT", "2", "1", 7, Decimal("45.5")),
        ("NGT", "3", "1", 10, 65),
    ]
    assert PurchaseLine.objects.count() == 4


def test_a_change_of_format_alone_is_no_change():
    import_bytes(extract(row()), trust("NGT"))

    later = import_bytes(
        extract(row(order_date="2026-09-23", unit_price="£6.5", quantity="10.0")),
        trust("NGT"),
    )

    assert counts(later) == (1, 0, 1, 0, 0)


def test_a_row_of_another_organisation_is_rejected():
    content = b"Organisation," + extract(row()).replace(b"\r\n1001", b"\r\nSMR,1001")
    trust("SMR")

    of_import = import_bytes(content, trust("NGT"))

    assert Rejection.objects.get(of_import=of_import).field == "organisation"


def test_a_file_with_an_organisation_column_is_split():
    trust("NGT")
    trust("SMR")
    lines = extract(row(), row(po_number="2"), row(po_number="3")).split(b"\r\n")
    codes = [b"Organisation", b"NGT", b"smr", b"XXX"]
    content = b"\r\n".join(
        code + b"," + line for code, line in zip(codes, lines[:4], strict=True)
    )

    of_import = import_bytes(content, None)

    assert counts(of_import) == (3, 2, 0, 0, 1)
    assert [line[0] for line in live_lines()] == ["NGT", "SMR"]


def test_damaged_gtins_are_told_and_the_rows_kept():
    of_import = import_bytes(
        extract(row(gtin="5.01235E+12"), row(po_number="2")), trust("NGT")
    )

    assert counts(of_import) == (2, 2, 0, 0, 0)
    assert "5.01235E+12" in " ".join(of_import.notes)
    assert set(Item.objects.values_list("gtin_key", flat=True)) == {""}
