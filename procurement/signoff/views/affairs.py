"""A specification with its state of affairs, and who is asked about it.

They stand here, above specifications, because the rule of sign-off says who is missing.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.signoff import duties
from procurement.signoff.affairs import affairs_of, facts_of
from procurement.signoff.missing import asked_about
from procurement.specifications.rules import why_not_chair
from procurement.specifications.views.fetching import specification_or_404
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def specification_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """Where it stands, what is next and who takes it, and who is missing."""
    specification = specification_or_404(request, pk)
    affairs = affairs_of(specification, member=request.member, on=timezone.localdate())
    return render(
        request,
        "signoff/specification_detail.html",
        {
            "specification": specification,
            "affairs": affairs,
            "facts": facts_of(specification, affairs),
        },
    )


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def duty_list(request: TrustRequest) -> HttpResponse:
    """What waits for who runs specifications, drafted them, or looks after an
    objection."""
    found = duties.duties_of(request.member, at=timezone.now())
    return render(request, "signoff/duty_list.html", {"duties": found})


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def seat_list(request: TrustRequest, pk: int) -> HttpResponse:
    """Who is asked, by trust, and which seats nobody holds."""
    specification = specification_or_404(request, pk)
    member, today = request.member, timezone.localdate()
    left = specification.participating.filter(left_at__isnull=False)
    context = {
        "specification": specification,
        "asked": asked_about(specification, member=member, on=today),
        "left": left.select_related("organisation").order_by("-left_at"),
        "may_add": member.may(Permission.SPECIFICATIONS_DRAFT)
        and (member.sees_region or not why_not_chair(specification, by=member)),
    }
    return render(request, "signoff/seat_list.html", context)
