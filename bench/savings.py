"""Measure 8: pages of savings and the league table, each beside a bare page of the site
in the same run, and what keeps savings and gaps up to date after an import.

A page and the bare one take turns, so that a machine with other work slows both."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from bench import invented
from bench.filling import Region
from bench.imports import FEWER_ROWS, SMALLER_BUYER, import_apart, later_month
from bench.pages import browsing, client_of, look_at, member_of, seconds_of
from bench.reporting import against, fact, heading, percentile, progress
from bench.saving_work import regional_lead, work_on_savings
from procurement.gaps.models import GapWatch
from procurement.opportunities.actions import keep_opportunities
from procurement.savings.actions import keep_pounds, keep_savings
from procurement.savings.models import (
    Claim,
    ClaimMonth,
    ConfirmedMonth,
    Initiative,
    Participation,
    TouchedClaim,
    TouchedTrust,
)
from procurement.suppliers.actions import keep_suppliers
from trusts.models import Membership, Organisation
from trusts.roles import Role

TIMES = 20
PDF_TIMES = 3  # it takes seconds
FLOOR = 0.150  # seconds at p95
PDF_FLOOR = 10.0
TOUCHED_FLOOR = 1.0  # for a few seconds
MOST_QUERIES = 15
FEW_QUERIES = ("dashboard", "league table")  # those that have to keep to it
BUSIEST = 0  # the trust with most lines
LISTS: list[tuple[str, str, dict[str, str]]] = [  # what it is called, view, query
    ("dashboard", "dashboard", {}),
    ("dashboard, by category", "dashboard", {"by": "category"}),
    ("dashboard, by supplier", "dashboard", {"by": "supplier"}),
    ("league table", "league", {}),
    ("opportunities", "opportunity_list", {}),
    ("opportunities, by supplier", "opportunity_list", {"by": "SUPPLIER"}),
    ("months, to confirm", "month_list", {}),
    ("months, those that ask again", "month_list", {"show": "again"}),
    ("months, not ready", "month_list", {"show": "not-ready"}),
    ("months, all", "month_list", {"show": "all"}),
    ("initiatives", "initiative_list", {}),
    ("initiatives, all", "initiative_list", {"stage": "all"}),
    ("initiatives, stuck", "initiative_list", {"waits": "stuck"}),
    ("leakage", "leak_list", {}),
    ("agreed prices, watched", "agreed_price_list", {}),
    ("letters", "ask_list", {}),
]


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    address: str
    times: int = TIMES
    floor: float = FLOOR


def measure_savings(region: Region, folder: Path) -> None:
    """Print each page's time beside a bare one's, for the regional lead and a trust's,
    then what follows an import of 10,000 rows."""
    started = time.perf_counter()
    work_on_savings(at=timezone.now())
    heading(f"Savings in a region of {region.size.lines:,} lines")
    fact("worked on in", f"{time.perf_counter() - started:,.0f} s")
    for name, rows in (
        ("parts", Participation.objects),
        ("claims", Claim.objects),
        ("months", ClaimMonth.objects),
        ("confirmations", ConfirmedMonth.objects),
        ("watched gaps", GapWatch.objects),
    ):
        fact(name, f"{rows.count():,}")
    trust = Organisation.objects.get(code=invented.codes()[BUSIEST])
    trusts, seconds = _timed(lambda: keep_pounds(on=timezone.localdate()))
    fact("pounds of trusts’ years", f"{seconds:.3f} s", f"of {trusts}")
    with browsing(), override_settings(ROOT_URLCONF="bench.bare"):
        for member in (regional_lead(), member_of(Role.TRUST_LEAD, trust)):
            _measure_pages(member, trust)
        _measure_touched()
    _measure_import(region, folder)


def _measure_pages(member: Membership, trust: Organisation) -> None:
    client = client_of(member)
    progress(f"savings: pages of a {member.get_role_display()}")
    heading(f"Pages of savings, {member.get_role_display()}, beside a bare page")
    bare: list[float] = []
    for page in _pages(member, trust):
        bare += _measure(page, client)
    fact(
        "the bare page",
        f"{percentile(bare, 0.95) * 1000:,.0f} ms p95",
        f"p50 {percentile(bare, 0.5) * 1000:,.0f} ms, "
        f"{look_at(client, reverse('bare'))[1]} queries",
    )


def _measure(page: Page, client: Client) -> list[float]:
    """Print a page's line; answers the seconds of the bare page meanwhile."""
    bare = reverse("bare")
    status, queries = look_at(client, page.address)
    look_at(client, bare)
    if status != 200:
        fact(page.name, f"status {status}", page.address)
        return []
    turns = [
        (seconds_of(client, bare), seconds_of(client, page.address))
        for _ in range(page.times)
    ]
    bares, ours = ([turn[which] for turn in turns] for which in (0, 1))
    p50, p95 = percentile(ours, 0.5), percentile(ours, 0.95)
    kept = p95 <= page.floor and (
        page.name not in FEW_QUERIES or queries <= MOST_QUERIES
    )
    fact(
        page.name,
        f"{p95 * 1000:,.0f} ms p95",
        f"p50 {p50 * 1000:,.0f} ms, {median(ours) / median(bares):.1f} x bare, "
        f"{queries} queries; at most {page.floor * 1000:,.0f} ms"
        + (f" and {MOST_QUERIES} queries" if page.name in FEW_QUERIES else "")
        + f": {'kept' if kept else 'MISSED'}",
    )
    return bares


def _pages(member: Membership, trust: Organisation) -> list[Page]:
    def page(name: str, view: str, *args: object, **query: object) -> Page:
        asked = f"?{urlencode(query)}" if query else ""
        return Page(name, reverse(view, args=args) + asked)

    parts = Participation.objects.visible_to(member)
    part = parts.filter(stage="REALISED", organisation=trust).earliest("start_month")
    deep = ClaimMonth.objects.visible_to(member).order_by("month", "pk").first()
    assert deep is not None
    below = f"{deep.claim.participation_id}_{deep.month:%Y-%m}"
    initiative = Initiative.objects.get(pk=part.initiative_id)
    pages = [page(name, view, **query) for name, view, query in LISTS]
    pages += [
        page("months, all, the oldest", "month_list", show="all", before=below),
        page("an initiative", "initiative_detail", initiative.pk),
        page("a trust’s part", "part_detail", part.pk),
        page("its months", "part_months", part.pk),
        Page("board paper (PDF)", reverse("board_paper"), PDF_TIMES, PDF_FLOOR),
    ]
    if member.sees_region:
        pages.append(
            page("months, of one trust", "month_list", show="all", trust=trust.code)
        )
    return pages


def _measure_touched() -> None:
    """The region's page in the seconds until what changed is added up: at one trust, as
    whenever somebody does something, and at all, as when a month begins."""
    heading("The page of savings, Regional lead, when trusts were just touched")
    client, page = client_of(regional_lead()), reverse("dashboard")
    trusts = Organisation.objects.values_list("pk", flat=True)
    busiest = trusts.filter(code=invented.codes()[BUSIEST])
    for name, touched, floor in (
        ("one trust", busiest, FLOOR),
        ("all trusts", trusts, TOUCHED_FLOOR),
    ):
        TouchedTrust.objects.bulk_create(
            TouchedTrust(organisation_id=pk) for pk in touched
        )
        for by in ("", "category", "supplier"):
            told = f"{name}, by {by}" if by else name
            _measure(Page(told, f"{page}?by={by}", floor=floor), client)


def _measure_import(region: Region, folder: Path) -> None:
    """Months are worked out for touched claims only; gaps while people watch them."""
    progress(f"savings: importing {FEWER_ROWS:,} rows")
    keep_savings(on=timezone.localdate())
    path = later_month(region, folder, SMALLER_BUYER, FEWER_ROWS)
    done = import_apart(path, invented.codes()[SMALLER_BUYER])
    on, at = timezone.localdate(), timezone.now()
    heading(f"After an import of {done['rows']:,} rows, with savings at work")
    against("gaps, touched products only", done["steps"]["gaps"], 1, unit="s",
            is_least=False)  # fmt: skip
    touched = TouchedClaim.objects.count()
    changed, seconds = _timed(lambda: keep_savings(on=on))
    fact("months of savings", f"{seconds:.3f} s",
         f"{touched:,} products touched, {changed:,} rows changed")  # fmt: skip
    progress("savings: months of everything")
    _, of_all = _timed(lambda: keep_savings(on=on, everything=True))
    fact("  beside those of everything", f"{seconds / of_all:.2f} x", f"{of_all:.3f} s")
    trusts, seconds = _timed(lambda: keep_pounds(on=on))
    fact("pounds of trusts’ years", f"{seconds:.3f} s", f"{trusts} touched")
    _, seconds = _timed(lambda: keep_pounds(on=on, everything=True))
    fact("  those of all trusts", f"{seconds:.3f} s")
    _, seconds = _timed(lambda: keep_suppliers(on=on, at=at))
    fact("suppliers", f"{seconds:.3f} s")
    _, seconds = _timed(lambda: keep_opportunities(at=at))
    fact("opportunities", f"{seconds:.3f} s")


def _timed[Answer](do: Callable[[], Answer]) -> tuple[Answer, float]:
    started = time.perf_counter()
    answer = do()
    return answer, time.perf_counter() - started
