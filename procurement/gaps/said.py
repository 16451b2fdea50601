"""What persons say of prices, in the sentences of the pages that compare them."""

from catalogue.prices.marks import Marks
from catalogue.prices.models import PriceCorrection, PricePaid
from procurement.gaps.explaining import Paid
from trusts.successions import day_in_words


def why_barred(marks: Marks) -> str:
    """Why a price is no reference; "" where nobody says that it is not."""
    for dispute in marks.disputes:
        who = f" ({dispute.opened_by.user})" if dispute.opened_by else ""
        return (
            f"Disputed by {dispute.organisation.name}{who} since "
            f"{day_in_words(dispute.opened_on)}: no reference until that is settled."
        )
    for correction in marks.barred:
        return (
            f"No reference until {day_in_words(correction.ends_on)}: "
            f"{correction.get_reason_display().lower()}."
        )
    return ""


def why_left_out(marks: Marks) -> str:
    """Why orders make no price; "" where none is left out."""
    for correction in marks.left_out:
        return (
            f"No price from the orders that count: left out until "
            f"{day_in_words(correction.ends_on)}, "
            f"{correction.get_reason_display().lower()}."
        )
    return ""


def paid_of(price: PricePaid, marks: Marks) -> Paid:
    return Paid(
        code=price.organisation.code,
        price=price.price_each,
        units=price.units_12m,
        lines=price.evidence_lines,
        first_on=price.first_evidence_on,
        last_on=price.last_evidence_on,
        barred=why_barred(marks),
        is_disputed=bool(marks.disputes),
        left_out=why_left_out(marks),
    )


def in_words(marks: Marks) -> str:
    """All that is said of a price in one line: "adjusted (rebate); disputed"."""
    said = [
        f"{what} ({_reasons(corrections)})"
        for what, corrections in (
            ("adjusted", marks.adjustments),
            ("order lines left out", marks.left_out),
            ("no reference", marks.barred),
        )
        if corrections
    ]
    return "; ".join([*said, "disputed"] if marks.disputes else said)


def _reasons(corrections: tuple[PriceCorrection, ...]) -> str:
    reasons = dict.fromkeys(c.get_reason_display().lower() for c in corrections)
    return ", ".join(reasons)
