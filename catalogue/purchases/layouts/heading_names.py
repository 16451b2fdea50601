"""What finance systems call each field of a purchase extract.

One line a field; names are separated by `|`, and by `||` where what follows is only
taken when no earlier name is in the file. Names are compared without case, spaces,
punctuation, currency and VAT remarks, so `PO Number` is also `po_number`, `PO-Number`
and `PONUMBER`, and `Net Value` is also `Net Value (£)`. This module
is longer than others because it is one table.
"""

import re

_NAMES: dict[str, str] = {
    "organisation": """
        organisation | organisation code | org | org code | organization | entity
        | entity code | ods | ods code | trust | trust code | trust ods | buyer
        | buyer organisation | buying organisation | company | company code
        | business unit | operating unit | legal entity | purchaser | customer code
        | sefydliad || organisation name | trust name | entity name | company name
    """,
    "po_number": """
        po number | po no | po num | po nbr | po | po ref | po reference | ponum
        | order number | order no | order num | order nbr | order ref | order reference
        | purchase order | purchase order number | purchase order no
        | purchase order ref | purchase order reference
        | purch order | purch doc | purchasing document | purchasing doc
        | purchase doc | purchasing document number | po order no | po document
        | document number po | ebeln | pono | segment1 | po header
        | official order | official order number | po so
        || po id | order id | order code | purchase order id
    """,
    "line_number": """
        line number | line no | line num | line nbr | line | line id | line ref
        | po line | po line no | po line number | po line num | poline | po line id
        | order line | order line no | order line number | order line id
        | purchase order line | purchase order line number | purchase order line no
        | item line | line item | line item no | line item number | ebelp
        | po item | po line ref | seq | seq no | sequence | sequence no
        | line sequence | row no | distribution line
        || item number of purchasing document
    """,
    "order_date": """
        order date | date ordered | po date | purchase order date | orderdate
        | dateordered | date of order | ordered | ordered on | ordered date | raised
        | date raised | po raised | po raised date | raised date | order raised
        | order raised date | date order raised | order placed | date placed
        | order placed date | po order date | bedat || po created | po created date
        | po creation date | created on | created date | creation date | date created
        | order created | order created date | order creation date | aedat
        | po approved date | approved date | date approved | po issue date
        | issue date || document date | doc date | date
    """,
    "supplier": """
        supplier | supplier name | vendor | vendor name | suppliername | vendorname
        | supp name | supp | supplier description | supplier title | creditor
        | creditor name | seller | name of supplier | name of vendor | party name
        | supplier full name | vendor description | supplier desc
        || supplier code | vendor code | supplier no | vendor no | supplier number
        | vendor number | supplier id | vendor id | lifnr | apar id | apar name
    """,
    "supplier_part": """
        supplier part no | supplier part number | supplier part | supplier part code
        | supplier item | supplier item no | supplier item number | supplier item code
        | supplieritemno | sup part no | suppart no | suppartno | supp part no
        | supplier product code | supplier product | supplier code item
        | supplier catalogue no | supplier catalogue number | supplier catalogue code
        | supplier cat no | supplier ref | supplier reference | supplier stock code
        | suppliers part no | suppliers part number | suppliers code
        | suppliers product code | supplier sku | vendor item | vendor item no
        | vendor item number | vendor part | vendor part no | vendor part number
        | vendor product | vendor product code | vendor catalogue no
        | vendor catalogue number | vendor cat no | vendor sku | vendor material
        | vendor material number | vendor product num | idnlf | sup item | sup item no
        | cat no | cat number | catalogue no | catalogue number | catalogue code
        | catalog no | catalog number | catalogue ref | cat ref | catalogue item
        | product code supplier | order code supplier || sku
    """,
    "manufacturer": """
        manufacturer | manufacturer name | mfr | mfr name | manuf | manuf name
        | mfg | mfg name | maker | brand | brand name | manufactured by | brand owner
        | mnfr | manufactured || manufacturer code | manufacturing site
    """,
    "mpc": """
        mpc | manufacturer part no | manufacturer part number | manufacturer part
        | manufacturer part code | manufacturer product code | manufacturer code no
        | manufacturer item | manufacturer item no | manufacturer item code
        | manufacturer cat no | manufacturer catalogue no | manufacturer cat number
        | manufacturer catalogue number | manufacturer catalogue code
        | manufacturer ref | manufacturer reference | manufacturers part no
        | manufacturers part number | manufacturers product code | manufacturers code
        | manufacturers ref | mfr part no | mfr part number | mfr part | mfr code
        | mfrcode | mfr ref | mfr item | mfr cat no | mfr catalogue no
        | mfr product code | mfg part no | mfg part number | mfg part num
        | mfg code | manuf part no | manuf part number | manuf code | manuf ref | mpn
        | oem part no | mfrnr | mfrpn || part no | part number | model | model no
    """,
    "npc": """
        npc | npc code | npccode | national product code | nsv | nsv code | nsv npc
        | npc nsv | nsvcode | nhs sc code | nhssc code | nhs supply chain code
        | supply chain code | nhs sc | nhs sc npc | sc code | nhssc npc | nhs code
        | nhs product code | nhs supply chain npc | sccl code | nsc code | nhs npc
        | nhs supply chain product code | nhs sc product code | mp code
    """,
    "gtin": """
        gtin | gtin14 | gtin13 | gtin code | gtin number | ean | ean13 | ean code
        | ean number | ean upc | barcode | bar code | barcode number | gs1 code
        | gs1 gtin | gtin ean | ean gtin | gtin barcode | global trade item number
        | ean11 | upc | upc code | udi | udi di | product barcode
    """,
    "local_code": """
        local code | item code | item no | item number | itemno | item id
        | local item | local item code | local item no | stock code | stock no
        | stock number | stock item | stock item code | product code | product no
        | product id | product number | material | material number | material no
        | matnr | article | article code | article no | article number | part code
        | internal code | our code | trust item code | trust code item
        | inventory item | inventory item id | inventory code | commodity code local
        | item ref | item reference | stockcode | itemcode || item
    """,
    "description": """
        description | item description | item desc | itemdesc | product description
        | product desc | product name | item name | line description
        | line desc | po line description | order line description | goods description
        | material description | material text | article description | short text
        | description of goods | txz01 | maktx | stock description | part description
        | desc
        | goods services description | description of item | purchase description
        | description 1 || product | goods | item details | long description
        | full description | detail | details | narrative
    """,
    "unit_of_purchase": """
        unit of purchase | uop | unit of issue | uoi | uom | unit of measure | unit
        | unit code | purchase unit | purchasing unit | order unit | unit of order
        | uoo | uom code | po uom | order uom | purchase uom | purchasing uom
        | unit of measurement | unit meas | unit type | issue unit | pack type
        | bprme | meins | unit lookup code | unit meas lookup code | po unit | buy unit
        | uop code | uoi code | unit of sale | uos | selling unit | pack unit
        | unit of purchase code | unit description | packaging
    """,
    "pack_size": """
        pack size | pack qty | packqty | pack quantity | uoi qty | uop qty | uom qty
        | contents | content | pack contents | units per pack | qty per pack
        | quantity per pack | eaches | eaches per pack | each per pack | each qty
        | units per uop | units per uoi | eaches per uop | eaches per uoi | packsize
        | pack | conversion | conversion factor | uom conversion | uop factor
        | pack factor | inner qty | unit of measure per pack | qty in pack
        | quantity in pack | number in pack | no in pack | no per pack | pack of
        | unit of issue qty | unit of purchase qty | unit of measure qty
        | uoi quantity | uop quantity | units in pack | case size | items per pack
    """,
    "quantity": """
        quantity | qty | qty ordered | quantity ordered | order qty | order quantity
        | ordered qty | ordered quantity | qtyord | qty ord | ord qty | orderqty
        | po qty | po quantity | purchase qty | purchase quantity | purchased qty
        | line qty | line quantity | line item quantity | line item qty | menge
        | no ordered | number ordered | units ordered || qty received
        | quantity received | received qty | qty invoiced | quantity invoiced
        | invoiced qty | qty delivered | delivered qty | quantity delivered
    """,
    "unit_price": """
        unit price | unit cost | unitcost | unitprice | price each
        | price each uoi | price each uop | price per unit | price per uoi
        | price per uop | price per uom | price per pack | pack price
        | net unit price | unit net price | unit price net | order price | po price
        | po unit price | item price | item cost | cost price | purchase price
        | price unit of purchase | price unit of issue | price uoi | price uop
        | unit purchase price | unit rate | cost per unit | netpr | cost each
        | each price | uop price | uoi price | uom price | order unit price
        | unit price ordered | price per unit of purchase | price per unit of issue
        | uom unit price | contract price || price | net price | price net | unit value
        | gross price | gross unit price | unit price gross
    """,
    "line_value": """
        line value | net value | line total | line cost | linecost | line net
        | line amount | line net value | line net amount | net line value
        | net line amount | net line total | net amount | net total | net | net cost
        | value | total | total value | total price | total cost | total net
        | total net value | extended price | extended cost | extended value
        | ext price | ext cost | ext value | order value | order line value
        | po value | po line value | line item value | order total | po line amount
        | order amount | po amount | spend | line spend | net spend | netwr
        | goods value | value ordered | ordered value | ordered amount | amount
        | line val | total line value | net order value | nett value | nett
        | nett amount
        || gross | gross value | gross amount | gross total | line gross
        | gross line value | total gross
    """,
    "category": """
        category | category code | eclass | eclass code | nhs eclass | nhs eclass code
        | unspsc | unspsc code | commodity | commodity code | product category
        | item category | purchasing category | proc class | proclass | proclass code
        | cpv | cpv code | spend category | material group | matkl | e class
        | e class code | product group | gmdn || category name | category description
        | sub category | category level 1 | commodity description
    """,
    "contract_reference": """
        contract reference | contract ref | contract | contract no | contract number
        | contract id | contract code | framework | framework ref
        | framework reference | framework no | agreement | agreement no
        | agreement number | agreement ref | contract name | konnr
    """,
    "delivery_site": """
        delivery site | delivery location | deliver to | deliver to location
        | delivery point | delivery address | ship to | ship to location | site
        | site name | site code | location | requisition point | req point
        | delivery code | delivery point code | ship to site | plant | werks
        | ward | requisitioning point | delivery site name | receiving site
        | ship to code
    """,
    "receipt_date": """
        receipt date | date received | received date | receipted date | received on
        | received | goods receipt date | grn date | gr date | date receipted
        | delivery date | delivered date | date delivered | delivered
        | delivered to client date | actual delivery date | receipted | booked in date
    """,
}

_VAT_WORDS = re.compile(
    r"\b(?P<ex>ex|exc|excl|excluding|exclusive\s+of|net\s+of|less|without|before)"
    r"\.?\s*vat\b"
    r"|\b(?P<inc>inc|incl|including|inclusive\s+of|with|plus|after)\.?\s*vat\b"
    r"|\bvat\s*(?P<ex2>ex|exc|excl|excluded|exclusive)\b"
    r"|\bvat\s*(?P<inc2>inc|incl|included|inclusive)\b",
    re.I,
)
_CURRENCY = re.compile(
    r"[£$€]|\b(gbp|eur|usd|pounds?)\b|\bin sterling\b|\bsterling\b", re.I
)
_NOT_LETTERS = re.compile(r"[\W_]+")


def squeezed(heading: str) -> str:
    """A heading as it is compared: letters and digits only, without case."""
    heading = _VAT_WORDS.sub(" ", heading.replace("_", " "))
    return _NOT_LETTERS.sub("", _CURRENCY.sub(" ", heading)).casefold()


def vat_remark(heading: str) -> str:
    """ "inc" or "ex" where a heading says so, else ""; gross is "inc", net is "ex"."""
    spaced = heading.replace("_", " ")
    if found := _VAT_WORDS.search(spaced):
        return "inc" if found["inc"] or found["inc2"] else "ex"
    if re.search(r"\bgross\b", spaced, re.I):
        return "inc"
    return "ex" if re.search(r"\bnett?\b", spaced, re.I) else ""


def _ranked_names() -> dict[str, tuple[str, int]]:
    """Squeezed name -> field and rank; rank 0 is taken before rank 1."""
    names: dict[str, tuple[str, int]] = {}
    for field, lines in _NAMES.items():
        for rank, group in enumerate(lines.split("||")):
            for name in group.split("|"):
                taken = names.setdefault(squeezed(name), (field, rank))
                if taken[0] != field:
                    raise ValueError(f"{name!r} is {taken[0]} and {field}")
    return names


RANKED_NAMES = _ranked_names()
