"""What an import changed in the gaps: a part of the import's page, and a page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from catalogue.purchases.models import Import
from procurement.gaps.import_changes import changes_of_import
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.GAPS_VIEW)
def gap_changes_of_import(request: TrustRequest, pk: int) -> HttpResponse:
    of_import = get_object_or_404(Import.objects.visible_to(request.member), pk=pk)
    return render_page_or_partial(
        request,
        "gaps/gap_changes_of_import.html",
        "gap_changes",
        {"import": of_import, "changes": changes_of_import(of_import, request.member)},
    )
