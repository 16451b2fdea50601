"""What somebody has to score, and the sheet of one product."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from procurement.evaluation import queries, rules
from procurement.evaluation.models import Score, ScoreSheet, Trial, TrialState
from procurement.specifications.models import (
    ConsideredProduct,
    Criterion,
    Seat,
    Version,
)
from trusts.models import Membership


@dataclass(slots=True)
class Item:
    """A product with the sheets of the person, and the trials they can report on."""

    product: ConsideredProduct
    at_desk: ScoreSheet | None = None
    trials: list[tuple[Trial, ScoreSheet | None]] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.at_desk is not None or any(sheet for _, sheet in self.trials)


@dataclass(slots=True)
class Group:
    """A version that is being scored, with its products."""

    version: Version
    seconds: int
    items: list[Item] = field(default_factory=list)

    @property
    def left(self) -> list[Item]:
        return [each for each in self.items if not each.is_done]

    @property
    def done(self) -> list[Item]:
        return [each for each in self.items if each.is_done]

    @property
    def minutes(self) -> int:
        """About how long the products that are left take."""
        return ceil(len(self.left) * self.seconds / 60)


def own_groups(member: Membership) -> list[Group]:
    """What the member is asked to score now, version by version."""
    asked = list(
        queries.asked_to_score(member)
        .select_related("version__specification")
        .order_by("version__specification__name", "-is_standard", "description", "pk")
    )
    groups: dict[int, Group] = {}
    items: dict[int, Item] = {}
    seconds = _seconds(asked, member)
    for product in asked:
        number = product.version_id
        group = groups.setdefault(number, Group(product.version, seconds[number]))
        items[product.pk] = Item(product)
        group.items.append(items[product.pk])
    _put_sheets(items, member)
    return list(groups.values())


def _seconds(asked: Iterable[ConsideredProduct], member: Membership) -> dict[int, int]:
    """How long a product takes, by version: its criteria that are for the person."""
    seats = Seat.objects.held().filter(membership=member)
    professions = dict(seats.values_list("specification", "profession"))
    found: dict[int, int] = dict.fromkeys((each.version_id for each in asked), 0)
    rows = Criterion.objects.filter(version__in=list(found))
    for version, specification, only in rows.values_list(
        "version", "version__specification", "professions"
    ):
        if not only or professions.get(specification) in only:
            found[version] += queries.SECONDS
    return found


def _put_sheets(items: dict[int, Item], member: Membership) -> None:
    own = ScoreSheet.objects.filter(considered__in=items, seat__membership=member)
    sheets = {
        (each.considered_id, each.trial_id): each
        for each in own.standing().order_by("pk")
    }
    for number, item in items.items():
        item.at_desk = sheets.get((number, None))
    trials = Trial.objects.filter(
        products__considered__in=items,
        state=TrialState.LIVE,
        sites__organisation=member.organisation_id,
    )
    for trial in trials.distinct().prefetch_related("products").order_by("pk"):
        for each in trial.products.all():
            if each.considered_id in items:
                sheet = sheets.get((each.considered_id, trial.pk))
                items[each.considered_id].trials.append((trial, sheet))


def criteria_for(version: Version, seat: Seat) -> list[Criterion]:
    """Those that are for the profession of the seat."""
    criteria = version.criteria.order_by("position")
    return [each for each in criteria if not rules.why_not_may_score(each, seat)]


def last_sheet(
    product: ConsideredProduct, seat: Seat, trial: Trial | None
) -> ScoreSheet | None:
    """What the person handed in before, which a new sheet takes the place of."""
    own = ScoreSheet.objects.filter(considered=product, seat=seat, trial=trial)
    return own.standing().prefetch_related("scores").first()


def scores_of(sheet: ScoreSheet) -> list[Score]:
    """With their criteria, in their order."""
    scores = sheet.scores.select_related("criterion")
    return list(scores.order_by("criterion__position"))
