"""Adoptions, versions and groups as a member reaches them: what they may not see is not
there."""

from django.shortcuts import get_object_or_404

from procurement.adoption.models import Adoption, Training
from procurement.specifications.models import Version
from trusts.http import TrustRequest

_WITH = (
    "version__specification__chair__user",
    "organisation",
    "owner__user",
    "old_lines_blocked_by__user",
    "told_everybody_by__user",
    "participation",
)


def adoption_or_404(request: TrustRequest, pk: int) -> Adoption:
    rows = Adoption.objects.visible_to(request.member)
    return get_object_or_404(rows.select_related(*_WITH), pk=pk)


def own_adoption_or_404(request: TrustRequest, pk: int) -> Adoption:
    """One of the member's own trust: nobody else works on it."""
    rows = Adoption.objects.visible_to(request.member).select_related(*_WITH)
    return get_object_or_404(rows, pk=pk, organisation=request.member.organisation_id)


def version_or_404(request: TrustRequest, pk: int) -> Version:
    rows = Version.objects.visible_to(request.member)
    return get_object_or_404(rows.select_related("specification__chair__user"), pk=pk)


def training_or_404(request: TrustRequest, pk: int) -> Training:
    rows = Training.objects.visible_to(request.member)
    return get_object_or_404(
        rows.select_related("adoption__version", "adoption__organisation"),
        pk=pk,
        adoption__organisation=request.member.organisation_id,
    )
