"""Pages of who may come in: the list, one person, giving a role."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trusts import actions, people
from trusts.exports import PERSONS, About
from trusts.forms.in_words import filters_in_words
from trusts.forms.people import GivingForm, PeopleFilters
from trusts.http import TrustRequest, back_to, render_page_or_partial, say_done
from trusts.models import Membership
from trusts.permissions import Permission, requires
from trusts.summaries import people_figures
from trusts.workbooks import table_response


@require_safe
@requires(Permission.PEOPLE_MANAGE)
def person_list(request: TrustRequest) -> HttpResponse:
    """Who may come in, by name."""
    now = timezone.now()
    on = timezone.localdate(now)
    memberships = Membership.objects.visible_to(request.member)
    filters = PeopleFilters(request.GET, member=request.member)
    context = {
        "filters": filters,
        "on": on,
        "figures": people_figures(request.member, on=on, at=now),
    }
    if filters.is_valid():
        found = people.narrow(
            memberships.managed_by(request.member), filters.cleaned_data, on=on
        )
        page = people.person_page(found, request.GET, order=people.BY_NAME)
        context["page"] = page
        context["rows"] = people.rows_of(page.rows, on=on, by=request.member)
    return render_page_or_partial(
        request, "trusts/person_list.html", "person_table", context
    )


@require_safe
@requires(Permission.PEOPLE_MANAGE)
def person_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages, narrowed the same way."""
    now = timezone.now()
    on = timezone.localdate(now)
    filters = PeopleFilters(request.GET, member=request.member)
    if not filters.is_valid():
        return back_to("person_list", request)
    memberships = Membership.objects.visible_to(request.member)
    found = people.narrow(
        memberships.managed_by(request.member), filters.cleaned_data, on=on
    )
    asked = filters.cleaned_data.get("organisation")
    everybody = request.member.manages_everybody
    about = About(
        "People with access",
        why="To go through who may come in, and whether they still need it.",
        by=request.member,
        at=now,
        as_at=on,
        organisation=asked or (None if everybody else request.member.organisation),
        filters=filters_in_words(filters),
        definitions=people.DEFINITIONS,
        confidentiality=PERSONS,
    )
    sheet = people.person_sheet(people.by_name(found).iterator(2000), on=on)
    return table_response(request.GET, f"people-{on}", sheet, about=about)


@require_safe
@requires(Permission.PEOPLE_MANAGE)
def person_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One person, found by one of their memberships: what they may do, since when."""
    context = people.person_detail(
        _memberships_of_person(request, pk),
        on=timezone.localdate(),
        by=request.member,
    )
    return render(request, "trusts/person_detail.html", context | {"pk": pk})


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def membership_add(request: TrustRequest, pk: int) -> HttpResponse:
    """Give a further role to somebody who has one."""
    person = _memberships_of_person(request, pk)[0].user
    today = timezone.localdate()
    form = GivingForm(
        request.POST or None, member=request.member, initial={"starts_on": today}
    )
    if form.is_valid():
        try:
            given = actions.add_further_membership(
                user=person, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            role = given.get_role_display().lower()
            say_done(request, f"{person} is now {role} at {given.organisation}.")
            return redirect("person_detail", pk=given.pk)
    return render(
        request,
        "trusts/membership_add.html",
        {"form": form, "person": person, "pk": pk},
        status=422 if form.is_bound else 200,
    )


def _memberships_of_person(request: TrustRequest, pk: int) -> list[Membership]:
    """All memberships of whoever has that one, the newest first."""
    managed = Membership.objects.visible_to(request.member).managed_by(request.member)
    found = managed.filter(pk=pk).values("user")
    theirs = people.with_people(managed.filter(user__in=found))
    if not found:
        raise Http404("Nobody whose access the member looks after.")
    return list(theirs.order_by("-starts_on", "-pk"))
