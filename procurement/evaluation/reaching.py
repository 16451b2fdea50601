"""Products, sheets and trials as a member reaches them: what they may not see is not
there."""

from django.shortcuts import get_object_or_404

from procurement.evaluation.models import ScoreSheet, Trial
from procurement.specifications.models import ConsideredProduct, Seat, Version
from trusts.http import TrustRequest
from trusts.models import Membership


def considered_or_404(request: TrustRequest, pk: int) -> ConsideredProduct:
    return get_object_or_404(
        ConsideredProduct.objects.visible_to(request.member).select_related(
            "version__specification"
        ),
        pk=pk,
    )


def trial_or_404(request: TrustRequest, pk: int) -> Trial:
    return get_object_or_404(
        Trial.objects.visible_to(request.member).select_related(
            "version__specification__chair__user"
        ),
        pk=pk,
    )


def sheet_or_404(request: TrustRequest, pk: int) -> ScoreSheet:
    return get_object_or_404(
        ScoreSheet.objects.visible_to(request.member).select_related(
            "version__specification",
            "considered",
            "trial",
            "organisation",
            "seat",
            "superseded_by",
        ),
        pk=pk,
    )


def seat_of(version: Version, member: Membership) -> Seat | None:
    """The seat that somebody holds with the role they use."""
    seats = version.specification.seats.held().filter(membership=member)
    return seats.select_related("organisation", "specification").first()
