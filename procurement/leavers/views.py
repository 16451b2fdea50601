"""Pages of what is with whom: with people who left, with one person, handing over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procurement.leavers import actions, reading
from procurement.leavers.forms import HandOverForm
from procurement.leavers.wording import done_in_words, in_words, taken_back_in_words
from procurement.signoff.duty_queries import without_chair
from trusts.http import TrustRequest, render_page_or_partial, say_done
from trusts.models import Membership
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_safe
@requires(Permission.GAPS_VIEW)
def leaver_list(request: TrustRequest) -> HttpResponse:
    """What is with somebody who left, by person."""
    context = {
        "leavers": reading.leavers(request.member, on=timezone.localdate()),
        "unrun": without_chair(request.member, on=timezone.localdate()),
        "may_work": request.member.may(Permission.ASKS_MAKE),
        "sees_region": request.member.sees_region,
    }
    return render(request, "leavers/leaver_list.html", context)


@require_safe
@requires(Permission.GAPS_VIEW)
def person_work(request: TrustRequest, pk: int) -> HttpResponse:
    """What is one person's; what the page of their access shows of it."""
    person = _person_or_404(request, pk)
    today = timezone.localdate()
    theirs = reading.work_of(person, member=request.member, on=today)
    context = {
        "person": person,
        "theirs": in_words(theirs),
        "has_left": person.is_over(on=today),
        "may_work": request.member.may(Permission.ASKS_MAKE)
        and person.organisation_id == request.member.organisation_id,
    }
    return render_page_or_partial(
        request, "leavers/person_work.html", "work_of_person", context
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ASKS_MAKE)
def work_hand_over(request: TrustRequest, pk: int) -> HttpResponse:
    """Choose who takes on all that is one person's."""
    member, today = request.member, timezone.localdate()
    leaver = _person_or_404(request, pk, organisation=member.organisation_id)
    sent = request.POST if request.method == "POST" else None
    form = HandOverForm(sent, leaver=leaver, member=member, today=today)
    if form.is_valid():
        try:
            handed = actions.hand_over(
                leaver, **form.cleaned_data, by=member, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = done_in_words(handed, form.cleaned_data["to"])
            undo = reverse("hand_over_take_back", args=[handed.act])
            say_done(request, sentence, undo_url=undo)
            return redirect("leaver_list")
    context = {
        "leaver": leaver,
        "form": form,
        "theirs": in_words(reading.work_of(leaver, member=member, on=today)),
        "has_left": leaver.is_over(on=today),
    }
    status = 422 if form.errors else 200
    return render(request, "leavers/work_hand_over.html", context, status=status)


@require_POST
@requires(Permission.ASKS_MAKE)
def hand_over_take_back(request: TrustRequest, act: UUID) -> HttpResponse:
    """Give back what the member handed over at once."""
    try:
        handed, back = actions.take_back(act, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, taken_back_in_words(handed, back))
    return redirect("leaver_list")


def _person_or_404(request: TrustRequest, pk: int, **where: int) -> Membership:
    people = Membership.objects.visible_to(request.member).filter(**where)
    return get_object_or_404(people.select_related("user", "organisation"), pk=pk)
