"""Products, prices and imports of the world that pages are looked at in."""

from datetime import timedelta

from django.utils import timezone

from catalogue.matching.actions import merge, say_different, say_equivalent, split
from catalogue.prices.models import ConfidentialPrice, PriceCorrection, PriceDispute
from catalogue.products.models import EquivalenceLevel, Kind, Product, Supplier
from catalogue.purchases import actions
from tests import region
from tests.extracts import extract, import_bytes, row
from tests.factories import make_membership, make_organisation
from trusts.models import Membership
from trusts.roles import Role


def price_rows(product: Product, amina: Membership) -> dict[str, object]:
    today, at = timezone.localdate(), timezone.now()
    correction = PriceCorrection.objects.create(
        kind="ADJUSTMENT", scope="PRICE", organisation=amina.organisation,
        product=product, reason="REBATE", percent=-10, evidence="Contract 4711",
        starts_on=today, ends_on=today + timedelta(days=9),
        until_on=today + timedelta(days=10), made_at=at, made_by=amina,
    )  # fmt: skip
    southmere = make_organisation("SMR")
    dispute = PriceDispute.objects.create(
        organisation=southmere, product=product, price_each="0.052", says="Not ours.",
        opened_on=today, opened_at=at,
        opened_by=make_membership("Dilys Morgan", Role.BUYER, southmere),
    )  # fmt: skip
    kept = ConfidentialPrice.objects.create(
        organisation=amina.organisation, product=region.product("Product 0"),
        reason="CONTRACT", evidence="Contract 4711, clause 9",
        ends_on=today + timedelta(days=90), made_at=at, made_by=amina,
    )  # fmt: skip
    return {"correction": correction, "dispute": dispute, "kept": kept}


def import_rows(amina: Membership) -> dict[str, object]:
    done = import_bytes(
        extract(row(), row(line_number="2", quantity="lots")), amina.organisation
    )
    asking, _ = actions.receive_file(
        [extract(row(order_date="03/04/2026"))],
        file_name="march.csv",
        organisation=amina.organisation,
        by=amina,
        at=timezone.now() - timedelta(hours=1),
    )
    profile = done.profile
    version = profile.versions.get()
    return {"done": done, "asking": asking, "profile": profile, "version": version}


def product_rows(gloves: Product) -> dict[str, object]:
    """Gloves under gloves, gowns that are no gloves, and what was taken back."""
    at = timezone.now()
    merged, gowns = region.product("Gloves, M"), region.product("Gowns")
    masks = region.product("Masks")
    osprey = Supplier.objects.create(name="Osprey Kestrel", name_key="OSPREY KESTREL")
    said, parted = (
        merge(kind=Kind.PRODUCT, from_id=each.pk, into_id=gloves.pk, by=None, at=at)
        for each in (merged, masks)
    )
    split(parted, by=None, at=at)
    return {
        "merge": said,
        "parted": parted,
        "merged": merged,
        "gowns": gowns,
        "osprey": osprey,
        "maker": gloves.manufacturer,
        "different": say_different(
            kind=Kind.PRODUCT, one_id=masks.pk, other_id=gloves.pk, by=None, at=at
        ),
        "equivalence": say_equivalent(
            product=gloves, other=gowns, level=EquivalenceLevel.INDIRECT, by=None, at=at
        ),
    }
