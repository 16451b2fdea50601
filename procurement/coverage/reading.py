"""What the member may see of each trust's months, read from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from catalogue.purchases.models import Import, ImportState
from catalogue.spend.models import SpendDay
from catalogue.spend.summaries import Spent, spent_by_organisation
from procurement.coverage.grid import Sums, Trust, months_given
from trusts.models import Membership, Organisation
from trusts.permissions import Permission


def trusts_of(
    groups: Iterable[tuple[Organisation, Sequence[Organisation]]],
    months: Sequence[date],
    *,
    member: Membership,
    on: date,
) -> list[Trust]:
    """A row for each organisation, with the figures of all those that stand under it:
    itself, and where figures are restated also those it follows."""
    days = SpendDay.objects.visible_to(member)
    spent = spent_by_organisation(days, on=on)
    by_month = _by_month(member, months)
    imports = _last_imports(member)
    return [
        _trust(organisation, [each.pk for each in under], months,
               spent=spent, by_month=by_month, imports=imports, on=on)
        for organisation, under in groups
    ]  # fmt: skip


def _trust(
    organisation: Organisation,
    under: list[int],
    months: Sequence[date],
    *,
    spent: dict[int, Spent],
    by_month: dict[int, dict[date, Sums]],
    imports: dict[int, Import],
    on: date,
) -> Trust:
    found = [spent[pk] for pk in under if pk in spent]
    first = min((each.first for each in found), default=None)
    newest = max((each.newest for each in found), default=None)
    sums: dict[date, Sums] = defaultdict(Sums)
    for pk in under:
        for month, of_month in by_month.get(pk, {}).items():
            sums[month] += of_month
    of_year = sum(
        (Sums(0, each.net_value, each.comparable_value) for each in found), Sums()
    )
    return Trust(
        organisation=organisation,
        months=months_given(months, sums, first=first, newest=newest),
        of_year=of_year,
        first=first,
        newest=newest,
        last_import=imports.get(organisation.pk),
        on=on,
    )


def _by_month(
    member: Membership, months: Sequence[date]
) -> dict[int, dict[date, Sums]]:
    rows = (
        SpendDay.objects.visible_to(member)
        .annotate(month=TruncMonth("day"))
        .filter(month__in=months)
        .values("organisation", "month")
        .annotate(
            all_lines=Sum("lines"),
            spent=Sum("net_value"),
            comparable=Sum("comparable_value"),
        )
        .order_by()
    )
    found: dict[int, dict[date, Sums]] = defaultdict(dict)
    for row in rows:
        found[row["organisation"]][row["month"]] = Sums(
            row["all_lines"], row["spent"], row["comparable"]
        )
    return found


def _last_imports(member: Membership) -> dict[int, Import]:
    """Each organisation's newest extract that stands or waits for somebody."""
    if not member.may(Permission.IMPORTS_VIEW):
        return {}
    imports = (
        Import.objects.visible_to(member)
        .exclude(state__in=(ImportState.DISCARDED, ImportState.ROLLED_BACK))
        .exclude(organisation=None)
        .order_by("organisation", "-pk")
        .distinct("organisation")
        .select_related("uploaded_by__user")
    )
    return {each.organisation_id or 0: each for each in imports}
