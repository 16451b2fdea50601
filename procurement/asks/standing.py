"""Whether a draft's figures are still those of its gaps."""

from procurement.asks import queries
from procurement.asks.figures import by_product, figures_of
from procurement.asks.models import Ask, AskedGap
from trusts.models import Membership


def why_behind(ask: Ask, *, member: Membership) -> str:
    """Why a draft does not say what is so today, or ""."""
    numbers = AskedGap.objects.filter(line__ask=ask).values("gap")
    found = by_product(
        queries.gaps_under(ask.supplier, member=member).filter(pk__in=numbers)
    )
    lines = {line.product_id: line for line in ask.lines.all()}
    changed = [
        product_id
        for product_id, line in lines.items()
        if product_id not in found
        or not figures_of(found[product_id]).are_those_of(line)
    ]
    if not lines:
        return "No product is left in it."
    if not changed:
        return ""
    return (
        f"Prices or quantities of {len(changed)} of its {len(lines)} products have "
        "changed since it was drafted. Bring its figures up to date first."
    )
