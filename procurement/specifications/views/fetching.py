"""The specification and version that an address names, as far as the member sees."""

from django.shortcuts import get_object_or_404

from procurement.specifications.models import Specification, Version
from trusts.http import TrustRequest


def specification_or_404(request: TrustRequest, pk: int) -> Specification:
    seen = Specification.objects.visible_to(request.member)
    return get_object_or_404(seen.select_related("chair__user"), pk=pk)


def version_or_404(request: TrustRequest, pk: int, number: int) -> Version:
    seen = Version.objects.visible_to(request.member).select_related(
        "specification__chair__user", "drafted_by__user"
    )
    return get_object_or_404(seen, specification=pk, number=number)
