"""Which products a trust's part claims, at what prices, and on what papers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from catalogue.products.models import Product
from procurement.savings import rules
from procurement.savings.actions.aiming import peers_prices
from procurement.savings.actions.stepping import hold, locked, root_of, step
from procurement.savings.models import Claim, EvidenceFile, Participation
from trusts.models import Membership
from trusts.rules import Refused, refuse

MOST_FILE_BYTES = 10 * 1024 * 1024
_SAID = ["target_price", "is_peers_price", "agreed_price", "agreed_units"]


@dataclass(frozen=True, slots=True)
class Prices:
    """What is hoped for and what is in writing, pounds ex VAT per use; `units` are
    the uses expected in 12 months. See `Claim`."""

    target_price: Decimal | None = None
    agreed_price: Decimal | None = None
    agreed_units: Decimal | None = None


@transaction.atomic
def claim_products(
    participation: Participation,
    targets: Mapping[Product, Decimal | None],
    *,
    by: Membership | None,
    at: datetime,
) -> list[Claim]:
    """Claim products for the part's months, each with the price aimed at. Raises
    Refused where a month of one is claimed already."""
    participation = locked(participation)
    refuse(rules.why_not_choose(participation, by=by))
    roots = [root_of(product) for product in targets]
    peers = peers_prices(participation.organisation_id, roots)
    said = {
        product: {
            "target_price": aim,
            "is_peers_price": aim is not None and aim == peers.get(root_of(product)),
        }
        for product, aim in targets.items()
    }
    return take_products(participation, said, by=by, at=at)


def take_products(
    participation: Participation,
    products: Mapping[Product, Mapping[str, Any]],
    *,
    by: Membership | None,
    at: datetime,
) -> list[Claim]:
    """Claim them, each with what is said of its claim. Raises Refused where a month of
    one is claimed already."""
    claims = []
    # Always in one order, so that two who claim the same never wait for each other.
    for product, said in sorted(products.items(), key=lambda each: root_of(each[0])):
        hold(participation.organisation_id, product)
        refuse(
            rules.why_not_claim(
                participation.organisation,
                product,
                first_month=participation.start_month,
                is_switch=participation.initiative.is_switch,
            )
        )
        claim, _ = Claim.objects.update_or_create(
            participation=participation,
            product=product,
            defaults={
                "organisation": participation.organisation,
                "first_month": participation.start_month,
                "end_month": participation.end_month,
                "is_live": True,
                **said,
            },
        )
        claims.append(claim)
    done = f"Added {len(claims)} product{'' if len(claims) == 1 else 's'}"
    step(participation, "products_claimed", done, by=by, at=at)
    return claims


@transaction.atomic
def drop_claim(claim: Claim, *, by: Membership | None, at: datetime) -> None:
    """Take a product out of a part that is not agreed yet. Raises Refused."""
    participation = locked(claim.participation)
    refuse(rules.why_not_choose(participation, by=by))
    # Taken up again it starts afresh.
    claim.is_live = False
    claim.target_price = claim.agreed_price = claim.agreed_units = None
    claim.is_peers_price = False
    claim.save(update_fields=["is_live", *_SAID])
    claim.baselines.filter(ended_at=None).update(ended_at=at)
    step(participation, "product_dropped", f"Took out {claim.product}", by=by, at=at)


@transaction.atomic
def set_prices(
    participation: Participation,
    prices: Mapping[int, Prices],
    *,
    by: Membership | None,
    at: datetime,
) -> None:
    """Say what is aimed at and what is in writing, by claim; in a switch the same of
    every one. Raises Refused."""
    participation = locked(participation)
    refuse(rules.why_not_change(participation, by=by))
    claims = list(
        participation.claims.select_for_update().filter(pk__in=prices, is_live=True)
    )
    if len(claims) != len(prices):
        raise Refused("One of the products is not in this part any more. Look again.")
    live = participation.claims.filter(is_live=True).count()
    refuse(rules.why_not_one_price(participation, list(prices.values()), live))
    for claim in claims:
        said = prices[claim.pk]
        if claim.target_price != said.target_price:
            claim.is_peers_price = False
        claim.target_price = said.target_price
        claim.agreed_price = said.agreed_price
        claim.agreed_units = said.agreed_units
    Claim.objects.bulk_update(claims, _SAID)
    step(
        participation,
        "saving_prices_set",
        _prices_set(participation, claims),
        by=by,
        at=at,
        prices={
            claim.product_id: [claim.target_price, claim.agreed_price]
            for claim in claims
        },
    )


def _prices_set(participation: Participation, claims: list[Claim]) -> str:
    if participation.initiative.is_switch:
        return "Set the price of a use"
    return f"Set the prices of {len(claims)} product{'' if len(claims) == 1 else 's'}"


@transaction.atomic
def add_evidence_file(
    participation: Participation,
    *,
    name: str,
    content: bytes,
    by: Membership | None,
    at: datetime,
) -> EvidenceFile:
    """Keep a paper as it came. Raises Refused for one that is empty or too large."""
    participation = locked(participation)
    refuse(rules.why_not_work(participation, by=by))
    if not content:
        raise Refused("The file is empty.")
    if len(content) > MOST_FILE_BYTES:
        raise Refused("The file is larger than 10 MB. Give the pages that matter.")
    file = EvidenceFile.objects.create(
        participation=participation,
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        added_at=at,
        added_by=by,
    )
    done = f"Added the paper {file.name}"
    step(participation, "evidence_added", done, by=by, at=at, sha256=file.sha256)
    return file
