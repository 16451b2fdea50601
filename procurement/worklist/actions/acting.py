"""How an act is done to many gaps: held, judged one by one, changed together, each with
its step, and recorded."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet

from procurement.gaps import rules
from procurement.gaps.models import Gap, StepKind
from procurement.worklist import queries
from trusts import audit
from trusts.models import Membership

type Gaps = QuerySet[Gap] | list[Gap]


@dataclass(frozen=True, slots=True)
class Worked:
    """What an act did: to how many gaps, worth how many pounds a year together; and
    how many it left as they were, by the sentence that says why."""

    act: UUID
    done: int
    value: Decimal
    left: Mapping[str, int] = field(default_factory=dict)


def own(why_not: Callable[[Gap], str], by: Membership) -> Callable[[Gap], str]:
    """The rule, for gaps of the member's own trust alone."""
    return lambda gap: rules.why_not_work(gap.organisation_id, by=by) or why_not(gap)


def work(
    gaps: Gaps,
    kind: StepKind,
    changes: dict[str, Any],
    *,
    why_not: Callable[[Gap], str],
    by: Membership | None,
    at: datetime,
    note: str = "",
    **detail: Any,
) -> Worked:
    held = locked(gaps)
    reasons = {gap.pk: why_not(gap) for gap in held}
    done = [gap for gap in held if not reasons[gap.pk]]
    if changes and done:
        Gap.objects.filter(pk__in=[gap.pk for gap in done]).update(**changes)
    act = keep(done, kind, note=note.strip(), by=by, at=at, **detail)
    left = Counter(reason for reason in reasons.values() if reason)
    return Worked(act, len(done), value_of(done), left)


def locked(gaps: Gaps) -> list[Gap]:
    """The gaps, held until the act is done; in one order, so that two acts never wait
    for each other."""
    numbers = (
        [gap.pk for gap in gaps]
        if isinstance(gaps, list)
        else list(gaps.values_list("pk", flat=True))
    )
    rows = Gap.objects.filter(pk__in=numbers).order_by("pk")
    return list(rows.select_for_update(of=("self",)).select_related("product"))


def keep(
    gaps: list[Gap],
    kind: StepKind,
    *,
    note: str,
    by: Membership | None,
    at: datetime,
    **detail: Any,
) -> UUID:
    """Add a step for each and, for each trust, an event to the record."""
    act = uuid4()
    values: dict[str, Any] = {
        "act": act,
        "at": at,
        "by": by.pk if by else None,
        "what": kind,
        "note": note,
        "gaps": [gap.pk for gap in gaps],
        "stages": [gap.stage for gap in gaps],
    }
    with connection.cursor() as cursor:
        cursor.execute(queries.KEEP_STEPS, values)
    for of_trust in _by_trust(gaps):
        first, count = of_trust[0], len(of_trust)
        audit.record(
            f"gap_{kind.lower()}",
            target=first.product if count == 1 else f"{count} price gaps",
            by=by,
            at=at,
            organisation=first.organisation,
            gaps=count,
            act=act,
            **({"note": note[:500]} if note else {}),
            **detail,
        )
    return act


def _by_trust(gaps: list[Gap]) -> Iterable[list[Gap]]:
    by_trust: dict[int, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_trust[gap.organisation_id].append(gap)
    return by_trust.values()


def value_of(gaps: list[Gap]) -> Decimal:
    return sum((gap.gap_value for gap in gaps), Decimal(0))
