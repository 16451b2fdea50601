"""Trusts' parts in initiatives as the dashboard names them: each a few facts and no
model, because the page of the region looks at hundreds."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from procurement.savings.models import Participation, SavingStage
from trusts.models import Membership, Organisation

_RUNNING = (SavingStage.IDENTIFIED, SavingStage.AGREED)  # and not realised yet


class Part(NamedTuple):
    """As `Participation`; `owner` is who looks after it by name, or ""."""

    pk: int
    organisation_id: int
    name: str
    kind: str
    stage: str
    start_month: date
    one_off_cost: Decimal
    proposed_at: datetime | None
    agreed_at: datetime | None
    ended_at: datetime | None
    moved_at: datetime
    owner: str

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for the trust's finance."""
        return self.stage == SavingStage.IDENTIFIED and self.proposed_at is not None

    @property
    def is_running(self) -> bool:
        return self.stage in _RUNNING

    @property
    def stage_label(self) -> str:
        return SavingStage(self.stage).label


# Its owner by name: a member and a person to each part would cost twice the rest.
_OWNER = Coalesce(
    NullIf("owner__user__full_name", Value("")),
    "owner__user__email",
    Value(""),
    output_field=TextField(),
)
_FACTS = (
    *("pk", "organisation_id", "initiative__name", "initiative__kind", "stage"),
    *("start_month", "one_off_cost", "proposed_at", "agreed_at", "ended_at"),
    *("moved_at", _OWNER),
)


def parts_since(
    month: date,
    since: datetime,
    *,
    member: Membership,
    organisation: Organisation | None,
) -> dict[int, Part]:
    """Those that are running, have a month from that one on or ended since: also those
    that start later, whose full year is identified or agreed."""
    return _parts(
        Q(stage__in=(SavingStage.IDENTIFIED, SavingStage.AGREED, SavingStage.REALISED))
        | Q(end_month__gt=month)
        | Q(ended_at__gte=since),
        member=member,
        organisation=organisation,
    )


def parts_that_moved(
    since: datetime,
    still_since: datetime,
    *,
    member: Membership,
    organisation: Organisation | None,
) -> dict[int, Part]:
    """Those agreed or ended since a moment, and running ones that had no step since
    another."""
    return _parts(
        Q(agreed_at__gte=since)
        | Q(ended_at__gte=since)
        | Q(stage__in=_RUNNING, moved_at__lt=still_since),
        member=member,
        organisation=organisation,
    )


def _parts(
    which: Q, *, member: Membership, organisation: Organisation | None
) -> dict[int, Part]:
    rows = Participation.objects.visible_to(member).filter(which)
    if organisation:
        rows = rows.filter(organisation=organisation)
    return {row[0]: Part._make(row) for row in rows.values_list(*_FACTS)}
