import pytest

from catalogue.purchases.layouts import FIELDS
from catalogue.purchases.layouts.heading_names import squeezed, vat_remark
from catalogue.purchases.layouts.headings import recognise

IN_ORDER = FIELDS[1:17]


@pytest.mark.parametrize(
    "headings",
    [
        "PO Number,Line,Order Date,Supplier,Supplier Part No,Manufacturer,MPC,NPC,GTIN,"
        "Item Code,Item Description,UOP,Pack Size,Qty,Unit Price,Line Value",
        "Order No,Order Line,Date Ordered,Vendor Name,Vendor Item,Mfr Name,Mfr Part No,"
        "NHS SC Code,Barcode,Stock Code,Description,Unit of Issue,UOI Qty,"
        "Quantity Ordered,Price Each UOI,Net Value",
        "PO Ref,Line No.,Raised,Supplier Name,Cat No,Manufacturer Name,"
        "Manufacturer Cat. No.,NSV/NPC,EAN,Local Item,Product,UOM,Contents,Order Qty,"
        "Price (ex VAT),Total (ex VAT)",
        "ponum,poline,orderdate,suppliername,supplieritemno,mfr,mfrcode,npccode,gtin14,"
        "itemno,itemdesc,uom,packqty,qtyord,unitcost,linecost",
        ",".join(IN_ORDER),
    ],
)
def test_recognise_knows_the_headings_of_finance_systems(headings):
    found = recognise(headings.split(","))

    assert found.columns == {name: column for column, name in enumerate(IN_ORDER)}
    assert not found.rivals


def test_recognise_knows_every_field_by_its_own_name():
    assert set(recognise(FIELDS).columns) == set(FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("DateOrdered", "order_date"),
        ("SupplierName", "supplier"),
        ("SupPartNo", "supplier_part"),
        ("Catalogue No", "supplier_part"),
        ("Manufacturer Part No", "mpc"),
        ("NSV", "npc"),
        ("Brand", "manufacturer"),
        ("UOI", "unit_of_purchase"),
        ("Unit of Purchase", "unit_of_purchase"),
        ("Unit Price (£)", "unit_price"),
        ("UNIT_PRICE", "unit_price"),
        ("Price Each", "unit_price"),
        ("Value ex VAT", "line_value"),
        ("Total (ex VAT)", "line_value"),
        ("Purchasing Document", "po_number"),
        ("Ebelp", "line_number"),
        ("Short Text", "description"),
        ("Order Unit", "unit_of_purchase"),
        ("Net Order Value", "line_value"),
        ("eClass", "category"),
        ("UNSPSC", "category"),
        ("Contract", "contract_reference"),
        ("Deliver To", "delivery_site"),
        ("Date Received", "receipt_date"),
        ("ODS", "organisation"),
        ("Entity", "organisation"),
    ],
)
def test_recognise_knows_one_heading(heading, field):
    assert recognise([heading]).columns == {field: 0}


@pytest.mark.parametrize(
    "heading", ["VAT", "VAT Amount", "VAT Rate", "VAT Code", "Net weight", "Nifer", ""]
)
def test_recognise_leaves_other_headings_alone(heading):
    assert recognise([heading]).columns == {}


def test_recognise_prefers_the_price_without_vat():
    found = recognise(["Gross Value", "Net Value", "Unit Price inc VAT", "Unit Price"])

    assert found.columns == {"line_value": 1, "unit_price": 3}


def test_recognise_prefers_the_quantity_ordered():
    assert recognise(["Qty Received", "Qty Ordered"]).columns == {"quantity": 1}


def test_recognise_leaves_two_claims_to_a_required_field_open():
    found = recognise(["Unit Price", "Pack Price", "Qty"])

    assert found.rivals == {"unit_price": (0, 1)}
    assert found.columns == {"quantity": 2}


def test_recognise_leaves_the_same_heading_twice_open():
    assert recognise(["GTIN", "Qty", "GTIN"]).rivals == {"gtin": (0, 2)}


def test_recognise_passes_over_a_lesser_name_of_an_optional_field():
    found = recognise(["Supplier Code", "Supplier"])

    assert found.columns == {"supplier": 1}
    assert found.passed_over == {"supplier": (0,)}


@pytest.mark.parametrize(
    ("heading", "remark"),
    [
        ("Unit Price (inc VAT)", "inc"),
        ("Amount_incl_VAT", "inc"),
        ("Price VAT included", "inc"),
        ("Gross Value", "inc"),
        ("Price (ex VAT)", "ex"),
        ("Value excl. VAT", "ex"),
        ("Net Value", "ex"),
        ("Nett", "ex"),
        ("Unit Price", ""),
        ("Network", ""),
    ],
)
def test_vat_remark_of_a_heading(heading, remark):
    assert vat_remark(heading) == remark


def test_squeezed_leaves_out_what_does_not_name():
    assert squeezed(" Net_Value (£) ex. VAT ") == "netvalue"
