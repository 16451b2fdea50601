"""The state of affairs of a specification: its versions, who is asked, what is next."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from procurement.signoff.missing import Asked, asked_about
from procurement.signoff.models import Round
from procurement.specifications import moves, rules
from procurement.specifications.listing import Row, with_versions
from procurement.specifications.models import (
    IN_THE_WORKS,
    RiskTier,
    Specification,
    Version,
    VersionState,
    VersionStep,
)
from procurement.specifications.queries import unanswered
from procurement.specifications.tiers import TIERS
from trusts.models import Membership
from trusts.successions import day_in_words


@dataclass(frozen=True, slots=True)
class Doing:
    """What the member may do with the version that stands in front."""

    moves: list[moves.Open]
    may_write: bool
    why_not_follow: str
    may_follow: bool
    round: Round | None
    may_open: bool  # sign-off, in this state and by this person


@dataclass(frozen=True, slots=True)
class Affairs:
    """`row` as in the list; `waiting` is how many comments have no answer; `lacks`
    why a draft cannot be put before people yet."""

    row: Row
    versions: list[Version]
    steps: list[VersionStep]
    asked: Asked
    waiting: int
    doing: Doing

    @property
    def is_decided(self) -> bool:
        """Whether nobody is waited for any more."""
        return self.row.version.state not in IN_THE_WORKS


def affairs_of(
    specification: Specification, *, member: Membership, on: date
) -> Affairs:
    [row] = with_versions([specification])
    versions = specification.versions.select_related("drafted_by__user", "previous")
    steps = VersionStep.objects.filter(version__specification=specification)
    return Affairs(
        row=row,
        versions=list(versions.order_by("-number")),
        steps=list(steps.select_related("version", "by__user").order_by("-at", "-pk")),
        asked=asked_about(specification, member=member, on=on),
        waiting=unanswered(row.version).count(),
        doing=_doing(row.version, specification, member=member),
    )


def facts_of(specification: Specification, affairs: Affairs) -> list[tuple[str, str]]:
    """What stands of it whatever its versions say."""
    trusts = affairs.row.trusts
    tier = RiskTier(specification.tier)
    return [
        ("Risk", f"{tier.label}: {TIERS[tier]}"),
        ("Chair", str(specification.chair.user)),
        ("Trusts", f"{len(trusts)}: {', '.join(trusts)}" if trusts else "None yet"),
        ("Started", day_in_words(timezone.localdate(specification.started_at))),
    ]


def _doing(
    version: Version, specification: Specification, *, member: Membership
) -> Doing:
    version.specification = specification
    why_not_draft = rules.why_not_draft(specification, by=member)
    is_draft = version.state == VersionState.DRAFT
    return Doing(
        moves=[]
        if rules.why_not_chair(specification, by=member)
        else moves.moves_of(version, by=member),
        may_write=is_draft and not why_not_draft,
        why_not_follow=rules.why_not_follow(version, by=member),
        may_follow=not is_draft and not why_not_draft,
        round=Round.objects.visible_to(member).filter(version=version).first(),
        may_open=version.state == VersionState.SCORING
        and not rules.why_not_chair(specification, by=member),
    )
