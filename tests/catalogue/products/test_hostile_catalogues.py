"""Catalogue files made to do harm: each is refused in words and changes nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.products.catalogues import xml_lines
from catalogue.products.catalogues.xml_lines import is_xml
from catalogue.products.models import Pack, SupplierCatalogue
from tests.catalogue.products.ubl_files import catalogue, line

pytestmark = pytest.mark.django_db

BOX = "19520000000025"
GOOD = catalogue(line(1, BOX))
START, BODY = GOOD.split("\n", 1)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def with_dtd(dtd, body=BODY):
    return f"{START}\n{dtd}\n{body}"


HOSTILE = {
    "billion laughs": with_dtd(
        f'<!DOCTYPE Catalogue [<!ENTITY l0 "ha">{LAUGHS}]>',
        BODY.replace("Gloves", "&l11;"),
    ),
    "quadratic blow-up": with_dtd(
        f'<!DOCTYPE Catalogue [<!ENTITY a "{"a" * 50_000}">]>',
        BODY.replace("Gloves", "&a;" * 5_000),
    ),
    "a file outside": with_dtd(
        '<!DOCTYPE Catalogue [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        BODY.replace("Gloves", "&x;"),
    ),
    "a document type outside": with_dtd(
        '<!DOCTYPE Catalogue SYSTEM "http://127.0.0.1:9/evil.dtd">'
    ),
    "a parameter entity": with_dtd(
        '<!DOCTYPE Catalogue [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'
    ),
    "a document type alone": with_dtd("<!DOCTYPE Catalogue>"),
}


def run(tmp_path, content):
    file = tmp_path / "catalogue.txt"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    said, trouble = StringIO(), StringIO()
    call_command("load_catalogue", str(file), stdout=said, stderr=trouble)
    return said.getvalue(), trouble.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("attack", HOSTILE)
def test_entities_and_document_types_are_refused(tmp_path, attack, encoding):
    text = HOSTILE[attack]
    if encoding == "utf-16":
        text = text.replace('encoding="UTF-8"', 'encoding="UTF-16"')

    with pytest.raises(CommandError, match="document type or entities"):
        run(tmp_path, text.encode(encoding))

    assert not Pack.objects.exists()
    assert not SupplierCatalogue.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD[: len(GOOD) // 2], "XML is broken at line"),
        (GOOD + "<again/>", "XML is broken at line"),
        ("<html><body>Sign in</body></html>", "begins with <html>"),
        (GOOD.replace(":Catalogue-2", ":Invoice-2"), "no UBL 2.1 catalogue"),
        (GOOD.replace("UTF-8", "KOI-99", 1), "encoding that cannot be read"),
        (GOOD.replace("<cbc:ID>1387</cbc:ID>", ""), "ID is missing"),
        (GOOD.replace("2026-08-01", "soon"), "not a date"),
        (
            GOOD.replace("Gloves", "<a>" * 100 + "x" + "</a>" * 100),
            "nested too deeply",
        ),
        (GOOD.replace("Gloves", "<a/>" * 30_000), "too many elements"),
        (b"\xff\xfe<\x00\x00\x00", "broken"),
        (GOOD.replace("Gloves", "Glo\0ves"), "broken"),
    ],
    ids=range(11),
)
def test_what_is_no_catalogue_says_what_is_wrong(tmp_path, content, says):
    with pytest.raises(CommandError, match=says):
        run(tmp_path, content)

    assert not Pack.objects.exists()
    assert not SupplierCatalogue.objects.exists()


def test_a_file_or_line_past_all_bounds_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xml_lines, "LARGEST_LINE", 100_000)
    with pytest.raises(CommandError, match="line longer than"):
        run(tmp_path, GOOD.replace("Gloves", "x" * 300_000))
    monkeypatch.setattr(xml_lines, "LARGEST_FILE", 1_000)
    with pytest.raises(CommandError, match="larger than"):
        run(tmp_path, GOOD)

    assert not Pack.objects.exists()


def test_an_inclusion_is_left_as_it_stands(tmp_path):
    inclusion = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
        'href="file:///etc/passwd"/>'
    )
    _, trouble = run(tmp_path, GOOD.replace("Gloves", inclusion))

    assert "the description is empty" in trouble
    assert not Pack.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_kind_of_file_is_told_by_its_content(tmp_path, encoding):
    name = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
    text = GOOD.replace("UTF-8", name, 1).replace("Gloves", "Gants à l'unité")

    said, trouble = run(tmp_path, text.encode(encoding))

    assert "1 rows, 1 taken: 1 products." in said
    assert trouble == ""
    assert Pack.objects.get().product.description == "Gants à l'unité"


def test_every_line_not_taken_is_printed(tmp_path):
    lines = [line(n, "123", seller=f"S{n}") for n in range(1, 41)]

    said, trouble = run(tmp_path, catalogue(*lines, line(41, BOX)))

    assert "41 rows, 1 taken: 1 products." in said
    assert trouble.count("no valid check digit") == 40
    assert "Row 40 (40, 123)" in trouble


def test_a_master_is_no_xml():
    assert not is_xml(b"gtin,unit,manufacturer")
    assert not is_xml(b"")
    assert is_xml(b"\xef\xbb\xbf \n<Catalogue")
    assert is_xml("<?xml".encode("utf-16-be"))
