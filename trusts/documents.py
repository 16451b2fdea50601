"""A template of ours as a PDF that a screen reader can read (PDF/UA), or why there is
none. Nothing is fetched but our own static files; the same words give the same bytes.

A template for this extends `documents/document.html`. What stands in its context is
escaped as on any page, so text from a file is never markup.
"""

import warnings
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from trusts.exports import About, record_export
from trusts.http import TrustRequest

NO_PDF = (
    "PDFs cannot be made on this server: the Pango library is missing. Whoever runs it "
    "installs libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 (on a Mac: "
    "brew install pango) and starts it again. Everything else works without."
)
OURS = "static:"


class NoPdf(Exception):
    """PDFs cannot be made here; the text says why, for whoever asked for one."""


@cache
def why_no_pdf() -> str:
    """Say why no PDF can be made on this machine, or ""."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint  # noqa: F401, PLC0415  # loads Pango, which may be missing
    except OSError:
        return NO_PDF
    return ""


def pdf_bytes(template: str, context: dict[str, Any], *, about: About) -> bytes:
    """The template as a tagged PDF; `about` is its title and stands at every foot.

    Raises NoPdf. An address in the template that is not `static:NAME` is an error.
    """
    if reason := why_no_pdf():
        raise NoPdf(reason)
    from weasyprint import HTML  # noqa: PLC0415  # may be missing
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    stands_in = {"about": about, "is_demonstration": settings.DEMONSTRATION}
    text = render_to_string(template, context | stands_in)
    try:
        document = HTML(string=text, url_fetcher=_fetcher(), base_url=OURS)
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as refusal:  # no Exception: nothing here expects one
        raise ValueError(str(refusal)) from refusal
    return made


def pdf_response(
    request: TrustRequest,
    template: str,
    context: dict[str, Any],
    *,
    name: str,
    about: About,
) -> HttpResponse:
    """The template as a PDF called `name`, put on the record once it is made; or a page
    that says why there is none."""
    try:
        made = pdf_bytes(template, context, about=about)
    except NoPdf as reason:
        said = {"reason": str(reason)}
        return render(request, "documents/no_pdf.html", said, status=503)
    record_export(about)
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _fetcher() -> Any:
    """What WeasyPrint fetches with: our static files by `static:NAME`, and no more."""
    from weasyprint.urls import (  # noqa: PLC0415  # may be missing
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class OurFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            found = _own_file(url)
            if found is None:
                raise FatalURLFetchingError(f"A document may not fetch {url}.")
            kind = {"Content-Type": guess_type(found.name)[0]}
            return URLFetcherResponse(url, found.read_bytes(), kind)

    return OurFiles()


def _own_file(url: str) -> Path | None:
    if not url.startswith(OURS):
        return None
    try:
        found = finders.find(url.removeprefix(OURS))
    except SuspiciousFileOperation:
        return None
    return Path(found) if isinstance(found, str) else None
