"""PDFs: what they say of themselves, that hostile text stays text, that nothing is
fetched, and what is said where none can be made."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.template import engines
from django.test import RequestFactory
from pypdf import PdfReader

from trusts import documents
from trusts.exports import PRICES, About
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db

AT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # in London it is 2 July
HOSTILE = "<img src='http://example.org/x.png'><script>alert(1)</script>{{ 7|add:7 }}"


@pytest.fixture(autouse=True)
def with_pango():
    if reason := documents.why_no_pdf():
        pytest.skip(reason)


@pytest.fixture
def about(amina):
    return About(
        "Gloves for all",
        why="To wear them.",
        by=amina,
        at=AT,
        organisation=None,
        definitions=(),
        confidentiality=PRICES,
    )


@pytest.fixture
def paper(monkeypatch):
    """`paper(markup)` makes the PDF of a template with this for its body."""

    def rendered(template, context):
        whole = '{% extends "documents/document.html" %}{% block document %}'
        return (
            engines["django"]
            .from_string(f"{whole}{template}{{% endblock %}}")
            .render(context)
        )

    monkeypatch.setattr(documents, "render_to_string", rendered)
    return documents.pdf_bytes


def test_pdf_bytes_is_tagged_titled_and_says_who_made_it_and_when(paper, about):
    read = PdfReader(BytesIO(paper("<h1>Gloves</h1><p>Fewer.</p>", {}, about=about)))

    assert read.metadata.title == "Gloves for all"
    assert read.root_object["/Lang"] == "en-GB"
    assert read.root_object["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in read.root_object["/Metadata"].get_object().get_data().decode()
    text = " ".join(read.pages[0].extract_text().split())
    assert "Gloves Fewer." in text
    assert "Share only inside the agreement." in text
    assert "Amina Shah, Procurement lead" in text
    assert "2 July 2026, 00:30" in text
    assert "Page 1 of 1" in text


def test_pdf_bytes_shows_hostile_text_as_text(paper, about):
    read = PdfReader(BytesIO(paper("<p>{{ it }}</p>", {"it": HOSTILE}, about=about)))

    shown = "".join(read.pages[0].extract_text().split())
    assert "".join(HOSTILE.split()) in shown


@pytest.mark.parametrize(
    "address",
    ["http://localhost/x.png", "file:///etc/passwd", "static:../settings.py", "x.png"],
)
def test_pdf_bytes_fetches_nothing_but_our_static_files(paper, about, address):
    with pytest.raises(ValueError, match="may not fetch"):
        paper(f"<img src='{address}' alt=''>", {}, about=about)


def test_pdf_bytes_is_the_same_for_the_same_words(paper, about):
    assert paper("<p>A</p>", {}, about=about) == paper("<p>A</p>", {}, about=about)


def test_pdf_response_says_why_where_there_can_be_none(monkeypatch, amina, about):
    monkeypatch.setattr(documents, "why_no_pdf", lambda: documents.NO_PDF)
    request = RequestFactory().get("/")
    request.user, request.member = amina.user, amina

    answer = documents.pdf_response(
        request, "documents/document.html", {}, name="x.pdf", about=about
    )

    assert answer.status_code == 503
    assert "libpango" in answer.content.decode()
    assert not AuditEvent.objects.filter(action="file_exported").exists()


def test_pdf_response_puts_what_it_made_on_the_record(paper, amina, about):
    assert paper
    request = RequestFactory().get("/")
    request.user, request.member = amina.user, amina

    answer = documents.pdf_response(request, "<p>A</p>", {}, name="x.pdf", about=about)

    assert answer.content.startswith(b"%PDF")
    event = AuditEvent.objects.get(action="file_exported")
    assert (event.target, event.detail) == ("Gloves for all", {"why": "To wear them."})
