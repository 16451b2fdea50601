"""Definitions and weights: a change is a new version, and old releases keep theirs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from procurement.league import rules
from procurement.league.metrics import FEWEST_PEERS, LEAST_SHARE, METRICS, Described
from procurement.league.models import DefinitionVersion, MetricDefinition
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse

# Definitions and releases are made one at a time.
_LOCK = 7_309


def one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@transaction.atomic
def definitions_now(*, at: datetime) -> DefinitionVersion:
    """The newest version; a new one where the program has come to define a metric
    otherwise, or where there is none yet. Weights stay what they were set to."""
    one_at_a_time()
    newest = DefinitionVersion.objects.newest_first().first()
    if newest is None:
        weights = {each.metric: each.weight for each in METRICS}
        return _make(weights, LEAST_SHARE, FEWEST_PEERS, "As proposed.", by=None, at=at)
    if _words(newest) == _WORDS:
        return newest
    return _make(
        {each.metric: each.weight for each in newest.metrics.all()},
        newest.least_share,
        newest.fewest_peers,
        "The program’s definitions have changed.",
        by=None,
        at=at,
    )


@transaction.atomic
def set_weights(
    weights: Mapping[str, Decimal],
    *,
    least_share: Decimal,
    note: str,
    by: Membership | None,
    at: datetime,
) -> DefinitionVersion:
    """Weights in per cent and the gate, for releases prepared from now on. Raises
    Refused."""
    refuse(rules.why_not_weigh(weights, least_share))
    one_at_a_time()
    newest = DefinitionVersion.objects.newest_first().first()
    fewest = newest.fewest_peers if newest else FEWEST_PEERS
    return _make(weights, least_share, fewest, note, by=by, at=at)


_Word = tuple[str, str, str, str, bool, Decimal]
_WORDS: set[_Word] = {
    (e.metric, e.name, e.definition, e.formula, e.lower_is_better, e.step)
    for e in METRICS
}


def _words(version: DefinitionVersion) -> set[_Word]:
    return {
        (e.metric, e.name, e.definition, e.formula, e.lower_is_better, e.step)
        for e in version.metrics.all()
    }


def _make(
    weights: Mapping[str, Decimal],
    least_share: Decimal,
    fewest_peers: int,
    note: str,
    *,
    by: Membership | None,
    at: datetime,
) -> DefinitionVersion:
    newest = DefinitionVersion.objects.newest_first().first()
    made = DefinitionVersion.objects.create(
        number=newest.number + 1 if newest else 1,
        least_share=least_share,
        fewest_peers=fewest_peers,
        note=note,
        made_at=at,
        made_by=by,
    )
    MetricDefinition.objects.bulk_create(
        _definition(made, each, weights[each.metric]) for each in METRICS
    )
    audit.record(
        "league_weights_set",
        target=f"League definitions, version {made.number}",
        by=by,
        at=at,
        weights=dict(weights),
        least_share=least_share,
        note=note[:500],
    )
    return made


def _definition(
    version: DefinitionVersion, metric: Described, weight: Decimal
) -> MetricDefinition:
    return MetricDefinition(
        version=version,
        metric=metric.metric,
        name=metric.name,
        definition=metric.definition,
        formula=metric.formula,
        lower_is_better=metric.lower_is_better,
        step=metric.step,
        weight=weight,
    )
