"""A league table and letters to a supplier, for tests that only look."""

from django.utils import timezone

from catalogue.products.models import Supplier
from procurement.asks import actions as asks
from procurement.gaps.models import Gap
from procurement.league import actions as league_actions
from procurement.league.models import Outcome
from procurement.suppliers.models import GapSupplier
from tests.procurement.league import world as league
from trusts.models import Membership
from trusts.roles import Role


def league_rows(members: dict[Role, Membership]) -> dict[str, object]:
    """A release that is out, one withdrawn, and one in preview with two challenges."""
    amina, rae = members[Role.TRUST_LEAD], members[Role.REGIONAL_LEAD]
    league.fill()
    withdrawn = league_actions.withdraw_release(
        league.release(rae), because="Wrong.", by=rae, at=timezone.now()
    )
    released, in_preview = league.release(rae), league.preview(rae)
    answered, challenge = (
        league_actions.make_challenge(
            in_preview, amina.organisation, metric=metric, says="We do.",
            evidence="Order 1", by=amina, at=league.PREVIEWED,
        )
        for metric in ("M3", "M6")
    )  # fmt: skip
    league_actions.answer_challenge(
        answered, outcome=Outcome.REFUSED, answer="No.", by=rae, at=timezone.now()
    )
    return {
        "withdrawn": withdrawn,
        "released": released,
        "in_preview": in_preview,
        "challenge": challenge,
        "answered_challenge": answered,
    }


def letter_rows(supplier: Supplier, amina: Membership) -> dict[str, object]:
    """A draft, a letter that waits, and one answered with an agreed price."""
    at, letters = timezone.now(), {}
    for number, stage in enumerate(("draft", "sent", "answered")):
        gap = Gap.objects.get(product__description=f"Product {number}")
        GapSupplier.objects.create(gap=gap, supplier=supplier, suppliers=1)
        ask = asks.draft_ask(supplier, gaps=[gap.pk], by=amina, at=at)
        letters[stage] = ask
        if stage != "draft":
            asks.issue_ask(ask, by=amina, at=at)
    line = letters["answered"].lines.get()
    today = timezone.localdate()
    asks.log_reply(
        letters["answered"], replied_on=today, evidence="E-mail", by=amina, at=at,
        answers={line.pk: asks.LineAnswer("AGREED", line.price_each / 2, today)},
    )  # fmt: skip
    return letters | {"agreed": line.agreed_prices.get()}
