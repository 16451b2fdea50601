"""Pages of initiatives: the list, starting one, and one with its trusts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.gaps.models import Gap
from procurement.savings import actions, part_list, rules, starting
from procurement.savings.exports import about_parts, part_sheet
from procurement.savings.forms import (
    AddTrustForm,
    InitiativeFilters,
    InitiativeForm,
    RenameForm,
)
from procurement.savings.models import Claim, Initiative, Participation
from procurement.savings.part_page import version_of
from procurement.savings.years import FinancialYear
from trusts.answering import is_done, status_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import table_response


@require_safe
@requires(Permission.SAVINGS_VIEW)
def initiative_list(request: TrustRequest) -> HttpResponse:
    """The parts of the member's trust, or of every trust, narrowed."""
    filters = InitiativeFilters(request.GET, member=request.member)
    context = part_list.initiative_list(
        filters, request.GET, member=request.member, at=timezone.now()
    )
    return render_page_or_partial(
        request, "savings/initiative_list.html", "initiative_table", context
    )


@require_safe
@requires(Permission.SAVINGS_VIEW)
def initiative_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages: CSV, or with `?format=xlsx` a workbook."""
    filters, now = InitiativeFilters(request.GET, member=request.member), timezone.now()
    if not filters.is_valid():
        return back_to("initiative_list", request)
    asked = filters.cleaned_data
    seen = Participation.objects.visible_to(request.member)
    parts = part_list.narrow(seen, asked, member=request.member, at=now)
    today = timezone.localdate(now)
    about = about_parts(
        by=request.member,
        at=now,
        trust=asked.get("trust"),
        filters=filters_in_words(filters),
    )
    rows = part_list.with_figures(parts.order_by("-moved_at", "-pk"), at=now)
    year = FinancialYear.of(today)
    sheet = part_sheet(rows, year=year)
    return table_response(request.GET, f"initiatives-{today}", sheet, about=about)


@require_http_methods(["GET", "POST"])
@requires(Permission.INITIATIVES_START)
def initiative_start(request: TrustRequest) -> HttpResponse:
    """Start one, on gaps that are named in the address or on none.

    A list that posts gaps and nothing else is led on to the address that names them.
    """
    asked = request.POST if request.method == "POST" else request.GET
    today = timezone.localdate()
    numbers = starting.numbers_in(asked, member=request.member, today=today)
    chosen = starting.chosen_gaps(numbers, member=request.member)
    is_filled_in = "name" in request.POST
    if request.method == "POST" and not is_filled_in:
        query = urlencode({"gap": [gap.pk for gap in chosen.gaps]}, doseq=True)
        return redirect(f"{reverse('initiative_start')}?{query}")
    form = InitiativeForm(
        request.POST if is_filled_in else None,
        member=request.member,
        hints=chosen.hints(),
        initial={"name": chosen.name, "organisations": chosen.trusts},
    )
    if form.is_valid() and (started := _started(request, form, chosen)):
        return _to(started)
    context = {
        "form": form,
        "chosen": chosen,
        "sees_region": request.member.sees_region,
    }
    return render(
        request, "savings/initiative_start.html", context, status=status_of(form)
    )


@require_safe
@requires(Permission.SAVINGS_VIEW)
def initiative_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One initiative: the parts that the member may see, and who else takes part."""
    initiative, now = _initiative_or_404(request, pk), timezone.now()
    parts = list(
        Participation.objects.visible_to(request.member)
        .filter(initiative=initiative)
        .with_owners(on=timezone.localdate(now))
        .order_by("organisation__name", "pk")
    )
    places = initiative.participations.values_list("organisation__name", flat=True)
    context = {
        "initiative": initiative,
        "version": version_of(initiative, member=request.member),
        "rows": part_list.with_figures(parts, at=now),
        "others": sorted({*places} - {part.organisation.name for part in parts}),
        "year": FinancialYear.of(timezone.localdate(now)),
        "may_add": not rules.why_not_kind(initiative.kind)
        and request.member.sees_region
        and request.member.may(Permission.INITIATIVES_START),
        "may_rename": not _why_not_rename(request, initiative),
    }
    return render(request, "savings/initiative_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INITIATIVES_START)
def initiative_rename(request: TrustRequest, pk: int) -> HttpResponse:
    """Give it another name."""
    initiative = _initiative_or_404(request, pk)
    form = RenameForm(request.POST or None, initial={"name": initiative.name})
    if is_done(
        form,
        lambda said: actions.rename_initiative(
            initiative, name=said["name"], by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Renamed.")
        return redirect("initiative_detail", pk)
    context = {
        "form": form,
        "initiative": initiative,
        "why_not": _why_not_rename(request, initiative),
    }
    return render(
        request, "savings/initiative_rename.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.INITIATIVES_START)
def part_add(request: TrustRequest, pk: int) -> HttpResponse:
    """One more trust takes part."""
    initiative = _initiative_or_404(request, pk)
    form = AddTrustForm(request.POST or None, member=request.member)
    if is_done(
        form,
        lambda said: actions.add_participation(
            initiative, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, f"{form.cleaned_data['organisation']} takes part.")
        return redirect("initiative_detail", pk)
    why_not = rules.why_not_kind(initiative.kind)
    context = {"form": form, "initiative": initiative, "why_not": why_not}
    return render(request, "savings/part_add.html", context, status=status_of(form))


@require_safe
@requires(Permission.SAVINGS_VIEW)
def gap_initiative(request: TrustRequest, pk: int) -> HttpResponse:
    """Which initiative a gap is in; what the gap's own page shows of it."""
    gap = get_object_or_404(
        Gap.objects.visible_to(request.member).select_related("product"), pk=pk
    )
    claims = Claim.objects.visible_to(request.member).on_product(gap.product_id)
    claims = claims.filter(organisation=gap.organisation_id, is_live=True)
    names = ("participation__initiative", "participation__organisation")
    context = {
        "gap": gap,
        "claims": claims.select_related(*names).order_by("-first_month"),
        "may_start": request.member.may(Permission.INITIATIVES_START),
    }
    return render_page_or_partial(
        request, "savings/gap_initiative.html", "initiative_of_gap", context
    )


def _started(
    request: TrustRequest, form: InitiativeForm, chosen: starting.Chosen
) -> Initiative | None:
    """The initiative; None where the form now says why there is none."""
    said = dict(form.cleaned_data)
    gaps = chosen.at(said["organisations"])
    try:
        started = actions.start_from_gaps(
            said.pop("name"), gaps, **said, by=request.member, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    taken = started.taken
    messages.success(
        request,
        f"Started with {taken} product{'' if taken == 1 else 's'}."
        if taken
        else "Started. Add the products that it saves on.",
    )
    for reason in started.left[:5]:
        messages.warning(request, f"Left out: {reason}")
    return started.initiative


def _to(initiative: Initiative) -> HttpResponse:
    """To the only part there is, or to all of them."""
    parts = initiative.participations.all()[:2]
    if len(parts) == 1:
        return redirect("part_detail", parts[0].pk)
    return redirect("initiative_detail", initiative.pk)


def _why_not_rename(request: TrustRequest, initiative: Initiative) -> str:
    parts = initiative.participations.select_related("organisation")
    return rules.why_not_start([each.organisation for each in parts], by=request.member)


def _initiative_or_404(request: TrustRequest, pk: int) -> Initiative:
    return get_object_or_404(Initiative.objects.visible_to(request.member), pk=pk)
