"""All that is one person's goes to a colleague, in one step."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.gaps import summaries
from procurement.gaps.models import Gap
from procurement.worklist import actions
from procurement.worklist.forms import HandOverForm
from procurement.worklist.leavers import leavers
from procurement.worklist.wording import done_in_words
from trusts.http import TrustRequest, say_done
from trusts.models import Membership
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_safe
@requires(Permission.GAPS_VIEW)
def leaver_list(request: TrustRequest) -> HttpResponse:
    """Gaps that are with somebody who left, by person."""
    context = {
        "leavers": leavers(request.member, on=timezone.localdate()),
        "may_work": request.member.may(Permission.GAPS_WORK),
        "sees_region": request.member.sees_region,
    }
    return render(request, "worklist/leaver_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.GAPS_WORK)
def gap_hand_over(request: TrustRequest, pk: int) -> HttpResponse:
    """Choose who takes on all that is one person's."""
    member, today = request.member, timezone.localdate()
    people = Membership.objects.visible_to(member).filter(
        organisation=member.organisation_id
    )
    leaver = get_object_or_404(people.select_related("user", "organisation"), pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = HandOverForm(sent, leaver=leaver, member=member, today=today)
    if form.is_valid():
        try:
            worked = actions.hand_over(
                leaver, **form.cleaned_data, by=member, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = reverse("gap_act_take_back", args=[worked.act])
            sentence = done_in_words("gap_hand_over", worked, form.cleaned_data)
            say_done(request, sentence, undo_url=undo if worked.done else "")
            return redirect("leaver_list")
    theirs = Gap.objects.visible_to(member).present().filter(owner=leaver)
    context = {
        "leaver": leaver,
        "form": form,
        "worth": summaries.worth(theirs),
        "has_left": leaver.is_over(on=today),
    }
    status = 422 if form.errors else 200
    return render(request, "worklist/gap_hand_over.html", context, status=status)
