"""The specification that an address names, as far as the member sees it."""

from django.shortcuts import get_object_or_404

from procurement.specifications.models import Specification
from trusts.http import TrustRequest


def specification_or_404(request: TrustRequest, pk: int) -> Specification:
    seen = Specification.objects.visible_to(request.member)
    return get_object_or_404(seen.select_related("chair__user"), pk=pk)
