"""What the page of a product shows, by what the member may see."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from catalogue.matching.standing import standing_rows, under
from catalogue.prices.months import monthly_prices, months_to
from catalogue.products.models import Kind, Pack, Product
from procurement.gaps.drawing import drawn
from procurement.gaps.explaining import Verdict
from procurement.gaps.lines import NEWEST_FIRST, ProductLines, lines_on
from procurement.gaps.models import Gap
from procurement.gaps.proof import Proof, proof_of
from procurement.gaps.unlisted import why_not_listed
from procurement.products.alternatives import alternatives_of
from procurement.products.codes import codes_of, packs_of
from procurement.products.decisions import decisions_on
from procurement.products.trend import Series, Trend, trend_of
from procurement.specifications.queries import versions_about
from trusts.models import Membership
from trusts.paging import page_of
from trusts.permissions import Permission

LINES_A_PAGE = 10
MOST_ITEMS = 200  # wordings side by side; more than this no person compares


def product_detail(
    product: Product, query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    """Without price rights only what a catalogue says of it, and what it is called."""
    standing = standing_rows(product)
    packs = list(Pack.objects.filter(product__in=standing).select_related("contains"))
    sees_own = member.may(Permission.PRICES_OWN_VIEW)
    evidence = proof_of(product, owner=member.organisation, member=member, on=on)
    context = {
        "product": product,
        "on": on,
        "packs": packs_of(packs, evidence.items),
        "all_withdrawn": bool(packs) and all(pack.withdrawn_on for pack in packs),
        "codes": codes_of(standing, packs, evidence.items),
        "under": under(Kind.PRODUCT, standing, member=member),
        "alternatives": alternatives_of(standing, member=member),
        "may_decide": member.may(Permission.SAMENESS_DECIDE),
        "sees_own": sees_own,
        "sees_peers": member.may(Permission.PRICES_PEER_VIEW),
        "sees_region": member.sees_region,
        "items": evidence.items[:MOST_ITEMS],
        "items_left": len(evidence.items[MOST_ITEMS:]),
        "owner_id": member.organisation_id,
        "considered": versions_about([each.pk for each in standing], member=member),
        "decisions": decisions_on(standing, member=member),
        "buys": member.organisation_id in {m.organisation_id for m in evidence.items},
    }
    if sees_own:
        context |= product_lines(
            product, query, member=member, on=on, evidence=evidence
        )
    if context["sees_peers"]:
        context |= _compared(product, evidence, member=member, on=on)
    return context


def product_lines(
    product: Product,
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
    evidence: Proof | None = None,
) -> dict[str, Any]:
    """The order lines of 12 months that the member may see, a page of them."""
    lines = lines_seen(product, member=member, on=on, evidence=evidence)
    page = page_of(
        lines.rows,
        NEWEST_FIRST,
        after=query.get("after", ""),
        before=query.get("before", ""),
        size=LINES_A_PAGE,
    )
    return {
        "product": product,
        "lines": lines.shown(page.rows),
        "line_page": page,
        "may_correct": member.may(Permission.PRICES_CORRECT),
        "price_from": lines.starts.get(member.organisation_id),
        "sees_region": member.sees_region,
    }


def lines_seen(
    product: Product,
    *,
    member: Membership,
    on: date,
    evidence: Proof | None = None,
) -> ProductLines:
    """A trust's own lines; every trust's for who sees the region's rows. `evidence` is
    the product's proof, where the caller has it already."""
    place = None if member.sees_region else [member.organisation_id]
    return lines_on(
        product,
        place,
        member=member,
        on=on,
        items=evidence.items if evidence else None,
        said=evidence.said if evidence else None,
    )


def _compared(
    product: Product, evidence: Proof, *, member: Membership, on: date
) -> dict[str, Any]:
    gaps = list(
        Gap.objects.visible_to(member)
        .listed()
        .filter(product=product)
        .select_related("organisation")
        .order_by("-gap_value", "pk")
    )
    return {
        "proof": evidence,
        "strip": drawn(evidence),
        "trend": _trend(product, evidence, member=member, on=on),
        "gaps": gaps,
        "may_keep": evidence.own is not None
        and member.may(Permission.PRICES_CORRECT)
        and not member.sees_region,
        "why_no_gap": "" if gaps else _why_no_gap(evidence, member=member),
    }


def _trend(
    product: Product, evidence: Proof, *, member: Membership, on: date
) -> Trend | None:
    paid: dict[int, dict[date, Decimal]] = {}
    for row in monthly_prices(product, member=member, on=on):
        paid.setdefault(row.organisation_id, {})[row.month] = row.price_each
    names = {m.organisation_id: m.organisation.name for m in evidence.items}
    kinds = {
        row.organisation.pk: "lowest"
        for row in evidence.rows
        if row.judged.verdict is Verdict.LOWEST
    } | {member.organisation_id: "own"}
    order = ("own", "lowest", "peer")
    several = sorted(
        (
            Series(names[place], kinds.get(place, "peer"), prices)
            for place, prices in paid.items()
            if place in names
        ),
        key=lambda series: (order.index(series.kind), series.name),
    )
    return trend_of(several, months_to(on))


def _why_no_gap(evidence: Proof, *, member: Membership) -> str:
    """Why the member's own trust has no gap here; "" where it does not buy it."""
    if evidence.own is None:
        return ""
    return why_not_listed(
        evidence.comparison,
        member.organisation.code,
        least_value=Decimal(settings.GAP_LEAST_VALUE),
        least_percent=Decimal(settings.GAP_LEAST_PERCENT),
    )
