"""Measure 5: the pages of gaps through Django's test client: time and queries.

The client makes the whole page, templates and all; it leaves out the web server and the
network. Each address is asked for several times, and the pages are those of a member
whose list is the longest there is."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import get_resolver, reverse
from django.utils import timezone

from bench.filling import Region
from bench.reporting import fact, heading, percentile, progress
from procurement.gaps.models import Gap
from trusts.actions import CHOSEN
from trusts.models import Membership, Organisation, User
from trusts.roles import Kind, Role

TIMES = 30
FLOORS = {"list": 0.150, "product": 0.080}  # seconds at p95
AS_SERVED = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["testserver"],  # what the client calls itself
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    },
}


def measure_pages(region: Region, folder: Path) -> None:  # noqa: ARG001
    """Print p50, p95 and queries of each page, for a trust and for the region."""
    trust = Organisation.objects.get(code=region.trust(0).code)
    office, _ = Organisation.objects.get_or_create(
        code="BOFF", defaults={"name": "Regional Office", "kind": Kind.REGIONAL_OFFICE}
    )
    with browsing():
        for role, organisation in (
            (Role.TRUST_LEAD, trust),
            (Role.REGIONAL_LEAD, office),
        ):
            member = member_of(role, organisation)
            gaps = Gap.objects.visible_to(member).listed()
            progress(f"pages of a {role.label}")
            heading(f"Pages of a {role.label}, {gaps.count():,} gaps listed")
            for name, (kind, address) in _addresses(gaps).items():
                _measure(name, address, FLOORS[kind], client_of(member))


@contextmanager
def browsing() -> Iterator[None]:
    """While the test client may be used: plain files, and a host of its own; and what
    is loaded is kept from the garbage collector, as the web server does. Nothing else
    is as in a test: there every part of a template has its context copied."""
    get_resolver().url_patterns  # noqa: B018  # loads the views
    gc.collect()
    gc.freeze()
    try:
        with override_settings(**AS_SERVED):
            yield
    finally:
        gc.unfreeze()


def _addresses(gaps) -> dict[str, tuple[str, str]]:
    """Each page's name, its kind of floor, and its address."""
    listing = reverse("gap_list")
    by_value = gaps.order_by("-gap_value", "-id")
    deep = by_value[int(gaps.count() * 0.9)]
    top = by_value.select_related("product").first()
    ask = {
        "list, first page": {},
        "list, nine tenths down": {"after": f"{deep.gap_value}_{deep.pk}"},
        "list, by age": {"sort": "age"},
        "list, search for a word": {"search": "catheter"},
        "list, search for a product": {"search": top.product.description},
        "list, at least five trusts": {"least_trusts": 5},
        "list, search for nothing there": {"search": "zzqqxx"},
    }
    pages = {
        name: ("list", f"{listing}?{urlencode(query)}") for name, query in ask.items()
    }
    pages["one gap"] = ("product", reverse("gap_detail", args=[top.pk]))
    pages["its product"] = ("product", reverse("product_detail", args=[top.product_id]))
    pages["suspect prices"] = ("list", reverse("suspect_list"))
    pages["left out of the figures"] = ("list", reverse("left_out"))
    pages["imports"] = ("list", reverse("import_list"))
    return pages


def _measure(name: str, address: str, floor: float, client: Client) -> None:
    status, queries = look_at(client, address)
    if status != 200:
        fact(name, f"status {status}", address)
        return
    seconds = [seconds_of(client, address) for _ in range(TIMES)]
    p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
    kept = "kept" if p95 <= floor else "MISSED"
    fact(
        name,
        f"{p95 * 1000:,.0f} ms p95",
        f"p50 {p50 * 1000:,.0f} ms, {queries} queries; "
        f"at most {floor * 1000:.0f} ms: {kept}",
    )


def look_at(client: Client, address: str) -> tuple[int, int]:
    """The status of a page that is asked for the first time, and its queries."""
    with CaptureQueriesContext(connection) as queries:
        status = client.get(address, secure=True).status_code
        return status, len(queries)


def seconds_of(client: Client, address: str) -> float:
    """How long the whole page takes, once."""
    started = time.perf_counter()
    client.get(address, secure=True).content  # noqa: B018  # renders it
    return time.perf_counter() - started


def member_of(role: Role, organisation: Organisation) -> Membership:
    user, _ = User.objects.get_or_create(email=f"{role.value.lower()}@bench.example")
    return Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        role=role,
        defaults={"starts_on": timezone.localdate()},
    )[0]


def client_of(member: Membership) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(member.user)
    session = client.session
    session[CHOSEN] = member.pk
    session.save()
    return client
