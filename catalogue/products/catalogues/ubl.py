"""What a UBL catalogue and each of its lines say. Pure: elements in, small values out.

As Peppol's catalogue has it: an item's GTIN is its standard identification, what is in
a pack is a component with its quantity, or a count of content units.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from xml.etree.ElementTree import Element

# UN/ECE units that count single things; every other one measures or packs.
SINGLE_UNITS = {"C62", "H87", "EA", "NAR", "PCE", "PCB", "NMB", "1N"}
_GTIN_SCHEMES = {"", "0160", "GTIN", "EAN"}
_UNSPSC = {"MP", "TST", "UNSPSC"}  # names under which its codes come
_LONGEST = 2000  # characters of any one text


class Action(Enum):
    """What a line does to what is declared."""

    DECLARE = "Add or Update"
    WITHDRAW = "Delete"


@dataclass(frozen=True, slots=True)
class Head:
    """Which catalogue, of whom, in which version. `is_whole` says that what it does not
    name any more is withdrawn: it is not an update of some lines."""

    provider: str
    number: str
    name: str
    version: str
    issued_on: date | None
    ends_on: date | None
    action: Action
    is_whole: bool


@dataclass(slots=True)
class Line:
    """One line. `component` is a GTIN or the seller's code of what the pack holds
    `quantity` of; `content` the number of single things in it. `withdrawn_on` is the
    first day on which it can no longer be ordered. `problem` says why it is not taken.
    """

    number: str
    action: Action
    gtin: str = ""
    seller_id: str = ""
    unit: str = ""
    manufacturer: str = ""
    part_code: str = ""
    npc: str = ""
    description: str = ""
    category: str = ""
    component: str = ""
    quantity: str = ""
    content: str = ""
    withdrawn_on: date | None = None
    problem: str = ""
    notes: list[str] = field(default_factory=list)


class Unclear(Exception):
    """What a line or the catalogue says cannot be meant; the message says why."""


def head_of(root: Element) -> Head:
    """Of the catalogue, before its first line."""
    action = _text(root, "ActionCode").casefold()
    return Head(
        provider=_first(
            root,
            "ProviderParty/PartyIdentification/ID",
            "ProviderParty/EndpointID",
            "ProviderParty/PartyLegalEntity/CompanyID",
            "SellerSupplierParty/Party/PartyIdentification/ID",
            "ProviderParty/PartyLegalEntity/RegistrationName",
        ),
        number=_text(root, "ID"),
        name=_text(root, "Name"),
        version=_text(root, "VersionID"),
        issued_on=_date(root, "IssueDate"),
        ends_on=_date(root, "ValidityPeriod/EndDate"),
        action=Action.WITHDRAW if action == "delete" else Action.DECLARE,
        is_whole=action != "update",
    )


def line_of(element: Element, head: Head) -> Line:
    """One CatalogueLine."""
    item = element.find("{*}Item")
    line = Line(_text(element, "ID"), head.action)
    if item is None:
        line.problem = "it has no item"
        return line
    try:
        line.action = _action(element, head)
        _identify(line, item)
        if line.action is Action.WITHDRAW:
            line.withdrawn_on = (
                _date(element, "LineValidityPeriod/StartDate") or head.issued_on
            )
            return line
        _describe(line, element, item)
        _pack(line, element, item)
        line.withdrawn_on = _end(element, head)
    except Unclear as problem:
        line.problem = str(problem)
    return line


def _action(element: Element, head: Head) -> Action:
    said = _text(element, "ActionCode")
    if said.casefold() == "delete":
        return Action.WITHDRAW
    if said.casefold() not in ("", "add", "update"):
        raise Unclear(f"its ActionCode is {said[:40]!r}; it may be Add, Update, Delete")
    return head.action if not said else Action.DECLARE


def _identify(line: Line, item: Element) -> None:
    line.seller_id = _text(item, "SellersItemIdentification/ID")
    for standard in _all(item, "StandardItemIdentification/ID"):
        if standard.get("schemeID", "") in _GTIN_SCHEMES:
            line.gtin = _cleaned(standard.text)
            return
    if line.action is Action.DECLARE:
        raise Unclear("it has no GTIN (StandardItemIdentification), which names a pack")


def _describe(line: Line, element: Element, item: Element) -> None:
    name, description = _text(item, "Name"), _text(item, "Description")
    if name.casefold() in description.casefold():
        line.description = description
    else:
        line.description = f"{name}, {description}" if description else name
    unit = _text(element, "OrderableUnit")
    # Packages of Recommendation 21 carry an X where they stand among those of 20.
    line.unit = unit[1:] if len(unit) == 3 and unit.startswith("X") else unit
    if line.unit in SINGLE_UNITS or not line.unit:
        line.unit = "EA"
    line.manufacturer = _text(item, "ManufacturerParty/PartyName/Name")
    line.part_code = _text(item, "ManufacturersItemIdentification/ID")
    for other in _all(item, "AdditionalItemIdentification/ID"):
        if other.get("schemeID", "").upper() in ("NPC", "NSV"):
            line.npc = _cleaned(other.text)
    line.category = _category(item)


def _category(item: Element) -> str:
    """The first that is an UNSPSC code, else the first there is."""
    codes = _all(item, "CommodityClassification/ItemClassificationCode")
    known = [code for code in codes if code.get("listID", "").upper() in _UNSPSC]
    return next((_cleaned(code.text) for code in [*known, *codes]), "")


def _pack(line: Line, element: Element, item: Element) -> None:
    components = _all(element, "ComponentRelatedItem")
    if len(components) == 1:
        line.component = _text(components[0], "ID")
        line.quantity = _whole(components[0], "Quantity")
    elif components:
        line.notes.append("it is made of several components, so no pack is read")
    line.content = _content(element, item)


def _content(element: Element, item: Element) -> str:
    """How many single things; empty where nothing says, or nothing more than one."""
    units = element.find("{*}ContentUnitQuantity")
    said = set()
    if units is not None and units.get("unitCode", "") in SINGLE_UNITS:
        said.add(_whole(element, "ContentUnitQuantity"))
    said.add(_whole(item, "PackSizeNumeric"))
    said -= {"", "1"}
    if len(said) > 1:
        both = " and ".join(sorted(said, key=int))
        raise Unclear(f"its pack is said to hold {both} units; only one can be right")
    if said and _whole(item, "PackQuantity") not in ("", "1", *said):
        raise Unclear(
            "PackQuantity and PackSizeNumeric are both above 1; say how many units are "
            "in it by ContentUnitQuantity alone, or by a component"
        )
    return next(iter(said), "")


def _whole(element: Element, path: str) -> str:
    """A whole number above 0 as its digits; empty where there is none."""
    text = _text(element, path)
    if not text:
        return ""
    whole, _, rest = text.partition(".")
    if not whole.isascii() or not whole.isdecimal() or rest.strip("0"):
        raise Unclear(f"{path} is {text[:40]!r}, not a whole number")
    number = int(whole) if len(whole) <= 9 else 0
    if not 1 <= number < 1_000_000:
        raise Unclear(f"{path} is {text[:40]!r}, which no pack holds")
    return str(number)


def _end(element: Element, head: Head) -> date | None:
    """The day after the last on which it is offered."""
    last = _date(element, "LineValidityPeriod/EndDate") or head.ends_on
    return last + timedelta(days=1) if last and last < date.max else None


def _date(element: Element, path: str) -> date | None:
    text = _text(element, path)[:10]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise Unclear(f"{path} is {text!r}, not a date") from problem


def _first(element: Element, *paths: str) -> str:
    return next((text for path in paths if (text := _text(element, path))), "")


def _text(element: Element, path: str) -> str:
    found = element.find(_anywhere(path))
    return "" if found is None else _cleaned(found.text)


def _all(element: Element, path: str) -> list[Element]:
    return element.findall(_anywhere(path))


def _anywhere(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _cleaned(text: str | None) -> str:
    return " ".join((text or "").replace("\0", " ").split())[:_LONGEST]
