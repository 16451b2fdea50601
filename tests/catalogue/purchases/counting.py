"""What an import came to, for tests of imports."""

from catalogue.purchases.models import (
    PurchaseLine,
)


def counts(of_import):
    return tuple(
        getattr(of_import, name)
        for name in ("rows", "accepted", "unchanged", "replaced", "rejected")
    )


def live_lines():
    return sorted(
        PurchaseLine.objects.live().values_list(
            "organisation__code", "po_number", "line_number", "quantity", "net_value"
        )
    )
