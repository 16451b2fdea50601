"""The prices of a product as the marks of its strip chart."""

from procurement.gaps.explaining import Verdict
from procurement.gaps.proof import PriceRow, Proof
from procurement.gaps.strip import Point, Strip, strip_of

# How a price is drawn, by what it counts for.
_KINDS = {
    Verdict.LOWEST: "lowest",
    Verdict.QUALIFIES: "peer",
    Verdict.TOO_FEW: "few",
    Verdict.DISPUTED: "barred",
    Verdict.BARRED: "barred",
    Verdict.ALONE: "peer",
    Verdict.SUSPECT: "suspect",
}


def drawn(evidence: Proof) -> Strip | None:
    points = [
        Point(
            name=row.organisation.name,
            price=row.judged.paid.price,
            kind=_kind(row),
            is_believed=row.judged.verdict is not Verdict.SUSPECT,
            low=row.band.low if row.band else None,
        )
        for row in evidence.rows
        if row.judged.paid.price is not None
    ]
    return strip_of(points, evidence.comparison.median)


def _kind(row: PriceRow) -> str:
    kind = _KINDS[row.judged.verdict]
    return "own" if row.is_own and kind in ("peer", "few", "barred") else kind
