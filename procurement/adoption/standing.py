"""Where each trust stands with each version in force: whom it binds, how far they are,
how much they buy of it. For many versions with one statement for each kind of row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procurement.adoption.models import Adoption, AdoptionState
from procurement.adoption.queries import (
    Bought,
    Unbound,
    bought_lately,
    unbound,
    uncarried,
)
from procurement.specifications.models import Version
from procurement.specifications.queries import trusts_of
from trusts.models import Organisation

S = AdoptionState
COLOURS = {
    S.PLANNED: "white",
    S.TRAINING: "yellow",
    S.STOCK_RUN_DOWN: "orange",
    S.LIVE: "green",
    S.EMBEDDED: "green",
    S.EXEMPT: "grey",
}
NO_PLAN = "Not planned yet"
# As they stand in a narrow column.
SHORT = {S.STOCK_RUN_DOWN: "Stock"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One trust and one version. Of a trust that is not bound `unbound` says why; of
    one that is live `bought` what it bought lately."""

    version: Version
    organisation: Organisation
    adoption: Adoption | None
    unbound: Unbound | None
    bought: Bought | None

    @property
    def is_bound(self) -> bool:
        return self.unbound is None

    @property
    def word(self) -> str:
        if self.adoption is not None and self.is_bound:
            return self.adoption.get_state_display()
        return self.unbound.word if self.unbound else NO_PLAN

    @property
    def short(self) -> str:
        """The same for a narrow column."""
        if self.adoption is not None and self.is_bound:
            return SHORT.get(AdoptionState(self.adoption.state), self.word)
        return self.unbound.word if self.unbound else "No plan"

    @property
    def colour(self) -> str:
        if self.adoption is None or not self.is_bound:
            return "grey" if self.unbound else "red"
        return COLOURS[AdoptionState(self.adoption.state)]

    @property
    def until(self) -> date | None:
        """The day on which the trust's exemption is over."""
        if self.unbound is not None:
            return self.unbound.until
        return self.adoption.exempt_until if self.adoption else None

    @property
    def why(self) -> str:
        """Why it is exempt or not bound; "" for who goes on."""
        if self.unbound is not None:
            return self.unbound.why
        return self.adoption.exempt_because if self.adoption else ""


def standings(versions: Iterable[Version], *, on: date) -> dict[int, list[Standing]]:
    """By version, the trusts that take part, by name. What is not carried over yet
    stands there as it did under the version before."""
    several = {each.pk: each for each in versions}
    by_specification = {each.specification_id: each for each in several.values()}
    adoptions = {
        (each.version_id, each.organisation_id): each
        for each in Adoption.objects.filter(version__in=several).select_related(
            "owner__user", "organisation"
        )
    }
    not_bound = unbound(several, on=on)
    for place, each in uncarried(several.values()).items():
        if place not in not_bound:
            adoptions.setdefault(place, each)
    bought = bought_lately(adoptions.values(), on=on)
    found: dict[int, list[Standing]] = {pk: [] for pk in several}
    for row in trusts_of(list(by_specification)):
        version = by_specification[row.specification_id]
        place = version.pk, row.organisation_id
        adoption = adoptions.get(place)
        found[version.pk].append(
            Standing(
                version,
                row.organisation,
                adoption,
                not_bound.get(place),
                bought.get(adoption.pk, Bought()) if adoption else None,
            )
        )
    return found
