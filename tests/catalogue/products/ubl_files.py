"""UBL catalogues made for tests."""

from xml.sax.saxutils import escape

NAMES = "urn:oasis:names:specification:ubl:schema:xsd"


def line(number, gtin="", *, action="", name="Gloves", **said):
    """One CatalogueLine; `said` are seller, maker, part, unit, content, size, packs,
    component, quantity, category, starts, ends, npc."""

    def tag(path, value, **attributes):
        if value in ("", None):
            return ""
        first, *rest = path.split("/")
        if rest:
            return (
                f"<cac:{first}>{tag('/'.join(rest), value, **attributes)}</cac:{first}>"
            )
        marks = "".join(f' {key}="{text}"' for key, text in attributes.items())
        return f"<cbc:{first}{marks}>{escape(str(value))}</cbc:{first}>"

    get = said.get
    period = tag("StartDate", get("starts")) + tag("EndDate", get("ends"))
    component = get("component") and (
        "<cac:ComponentRelatedItem>"
        + tag("ID", get("component"))
        + tag("Quantity", get("quantity"), unitCode="EA")
        + "</cac:ComponentRelatedItem>"
    )
    return "".join(
        [
            "<cac:CatalogueLine>",
            tag("ID", number),
            tag("ActionCode", action),
            tag("OrderableUnit", get("unit", "BX")),
            tag("ContentUnitQuantity", get("content"), unitCode="C62"),
            f"<cac:LineValidityPeriod>{period}</cac:LineValidityPeriod>"
            if period
            else "",
            component or "",
            "<cac:Item>",
            tag("Description", get("description")),
            tag("PackQuantity", get("packs")),
            tag("PackSizeNumeric", get("size")),
            tag("Name", name),
            tag("SellersItemIdentification/ID", get("seller")),
            tag("ManufacturersItemIdentification/ID", get("part", "HG1000")),
            tag("StandardItemIdentification/ID", gtin, schemeID="0160"),
            tag("AdditionalItemIdentification/ID", get("npc"), schemeID="NPC"),
            tag(
                "CommodityClassification/ItemClassificationCode",
                get("category"),
                listID="MP",
            ),
            tag("ManufacturerParty/PartyName/Name", get("maker", "Harlow")),
            "</cac:Item></cac:CatalogueLine>",
        ]
    )


def catalogue(
    *lines, action="Add", issued="2026-08-01", number="1387", ends="", **said
):
    """The whole file as text; `said` are version and provider."""
    period = (
        f"<cac:ValidityPeriod><cbc:EndDate>{ends}</cbc:EndDate></cac:ValidityPeriod>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Catalogue xmlns="{NAMES}:Catalogue-2" xmlns:cac="{NAMES}:CommonAggregateComponents-2"
 xmlns:cbc="{NAMES}:CommonBasicComponents-2">
<cbc:ID>{number}</cbc:ID>
{f"<cbc:ActionCode>{action}</cbc:ActionCode>" if action else ""}
<cbc:Name>Spring</cbc:Name><cbc:IssueDate>{issued}</cbc:IssueDate>
<cbc:VersionID>{said.get("version", "1")}</cbc:VersionID>
{period if ends else ""}
<cac:ProviderParty><cbc:EndpointID>{said.get("provider", "987654325")}</cbc:EndpointID>
</cac:ProviderParty>
{"".join(lines)}
</Catalogue>"""
