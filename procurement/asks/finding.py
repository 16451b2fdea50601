"""The letter or price that an address means, for who may see it."""

from django.shortcuts import get_object_or_404

from procurement.asks.models import AgreedPrice, Ask
from trusts.http import TrustRequest


def ask_or_404(request: TrustRequest, pk: int) -> Ask:
    asks = Ask.objects.visible_to(request.member).kept()
    named = asks.select_related(
        "supplier", "organisation", "issued_by__user", "drafted_by__user"
    )
    return get_object_or_404(named, pk=pk)


def price_or_404(request: TrustRequest, pk: int) -> AgreedPrice:
    prices = AgreedPrice.objects.visible_to(request.member).select_related(
        "supplier", "organisation", "product__manufacturer", "agreed_by__user",
        "agreed_by__organisation", "line__ask__organisation",
    )  # fmt: skip
    return get_object_or_404(prices, pk=pk)
