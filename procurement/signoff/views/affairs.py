"""A specification with its state of affairs, and who is asked about it.

They stand here, above specifications, because the rule of sign-off says who is missing.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.signoff import actions, duties, rules
from procurement.signoff.affairs import affairs_of, facts_of
from procurement.signoff.board_forms import HandOnForm
from procurement.signoff.handing_mails import handing_mails
from procurement.signoff.missing import asked_about
from procurement.signoff.unreached import unreached
from procurement.specifications.models import HandingOn
from procurement.specifications.queries import is_run
from procurement.specifications.rules import why_not_chair
from procurement.specifications.views.fetching import specification_or_404
from trusts import mails
from trusts.answering import is_done, status_of
from trusts.http import TrustRequest, site_of
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
            "may_hand_on": not rules.why_not_hand_on(specification, by=request.member),
            "is_run": is_run(specification, on=timezone.localdate()),
        },
    )


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def duty_list(request: TrustRequest) -> HttpResponse:
    """What waits for who runs specifications, drafted them, or looks after an
    objection: the beginning of each kind, or all of one a page at a time."""
    now, asked = timezone.now(), request.GET
    group = duties.duties_of_kind(
        asked.get("kind", ""),
        request.member,
        at=now,
        after=asked.get("after", ""),
        before=asked.get("before", ""),
    )
    context = (
        {"group": group}
        if group
        else {"duties": duties.duties_of(request.member, at=now)}
    )
    return render(request, "signoff/duty_list.html", context)


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
        "unreached": unreached(specification, member=member, on=today),
        "left": left.select_related("organisation").order_by("-left_at"),
        "may_add": member.may(Permission.SPECIFICATIONS_DRAFT)
        and (member.sees_region or not why_not_chair(specification, by=member)),
    }
    return render(request, "signoff/seat_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def chair_hand_on(request: TrustRequest, pk: int) -> HttpResponse:
    """Another chair runs it from now on; handing it back is the same again."""
    specification = specification_or_404(request, pk)
    form = HandOnForm(
        request.POST or None, specification=specification, today=timezone.localdate()
    )
    done: list[HandingOn] = []
    if is_done(
        form,
        lambda said: done.append(
            actions.hand_on_chair(
                specification, **said, by=request.member, at=timezone.now()
            )
        ),
    ):
        _tell(request, done[0])
        return redirect("specification_detail", pk)
    context = {
        "form": form,
        "specification": specification,
        "why_not": rules.why_not_hand_on(specification, by=request.member),
        "handings": specification.handings_on.select_related(
            "from_chair__user", "to_chair__user", "handed_by__user"
        ).order_by("-handed_at", "-pk"),
    }
    return render(
        request, "signoff/chair_hand_on.html", context, status=status_of(form)
    )


def _tell(request: TrustRequest, handing: HandingOn) -> None:
    """A mail that does not go out is said, and undoes nothing."""
    messages.success(
        request, f"{handing.to_chair.user} chairs it now, and can hand it back."
    )
    if missed := mails.send_all(handing_mails(handing, site=site_of(request))):
        messages.warning(
            request, f"The e-mail to {', '.join(missed)} could not be sent."
        )
