"""What the reading page of a version shows to the person who reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from procurement.evaluation.results import in_words
from procurement.signoff import rules, showing
from procurement.signoff.models import Decision, Declaration, InterestRuling, Round
from procurement.signoff.objections import objections_to
from procurement.signoff.queries import latest_declaration, latest_ruling
from procurement.signoff.signing_forms import DeclarationForm
from procurement.specifications import talk
from procurement.specifications.models import Seat, Version
from procurement.specifications.rules import (
    why_not_comment,
    why_not_say_nothing_to_add,
)
from procurement.specifications.steps import step_in_words
from trusts.models import Membership, Organisation
from trusts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a round: their seat, what they declared and decided,
    and why they may not decide now, if so."""

    round: Round
    seat: Seat | None
    declaration: Declaration | None
    decision: Decision | None
    why_not: str

    @property
    def ruling(self) -> InterestRuling | None:
        """What the chair ruled on an interest of theirs."""
        return latest_ruling(self.round, self.seat) if self.seat else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A trust that takes part, with the people who are asked there."""

    trust: Organisation
    seats: list[Seat]


def page_of(version: Version, *, member: Membership, at: datetime) -> dict[str, Any]:
    """Everything the page shows."""
    shown = showing.shown_of(version)
    said = talk.own_comments(version, member)
    here = [each for each in said if each.version_id == version.pk]
    round_ = Round.objects.visible_to(member).filter(version=version).first()
    if round_ is not None:
        round_.version = version
    standing = standing_of(round_, member=member, at=at) if round_ else None
    return {
        "version": version,
        "specification": version.specification,
        "step": step_in_words(version.state),
        "content": shown.content,
        "sha256": shown.sha256,
        "reading": showing.reading(version, shown),
        "results": results_in_words(shown.content),
        "review_on": _day(shown.content["review_on"]),
        "said": said,
        "places": talk.in_their_places(here),
        "figures": talk.figures_of(version),
        **_answering(version, member, here),
        "asked": asked_of(version),
        "corrections": _corrections(round_),
        "objections": objections_to(round_) if round_ else [],
        "standing": standing,
        "round": round_,
        "newer": _newer(version),
        "form": _declaration_form(standing, shown.sha256),
        "may_answer": member.may(Permission.SPECIFICATIONS_DRAFT),
    }


@dataclass(frozen=True, slots=True)
class ProductResult:
    """How one product was scored, as it stands in what is signed."""

    product: str
    sheets: int
    uses: int
    fails: bool
    criteria: list[tuple[str, str]]


def results_in_words(content: dict[str, Any]) -> list[ProductResult]:
    """The scores that a signature covers. Before sign-off there are none to see: who
    has yet to score is not told what others gave."""
    names = {each["product"]: each["description"] for each in content["products"]}
    asks = {each["position"]: each["text"] for each in content["criteria"]}
    return [
        ProductResult(
            product=names[each["product"]],
            sheets=each["sheets"],
            uses=each["uses"],
            fails=each["fails"],
            criteria=[
                (asks[row["position"]], _score_in_words(row))
                for row in each["criteria"]
            ],
        )
        for each in content.get("results", [])
    ]


def _score_in_words(row: dict[str, Any]) -> str:
    words = in_words(row["count"], row["median"], row["lowest"], row["highest"])
    blank = row["not_tested"] + row["not_applicable"] if row["count"] else 0
    return f"{words}; {blank} left it out" if blank else words


def seat_of(version: Version, member: Membership) -> Seat | None:
    """The seat that somebody holds under the role they use."""
    seats = version.specification.seats.held().select_related("organisation")
    return seats.filter(membership=member).first()


def standing_of(round_: Round, *, member: Membership, at: datetime) -> Standing:
    """Where somebody stands in a round."""
    seat = seat_of(round_.version, member)
    if seat is None:
        return Standing(round_, None, None, None, why_not_asked(round_, member))
    decision = (
        Decision.objects.filter(round=round_, seat=seat, superseded_by=None)
        .select_related("text", "organisation")
        .first()
    )
    on = timezone.localdate(at)
    why_not = rules.why_not_declare(round_, seat, by=member, on=on)
    declaration = latest_declaration(round_, seat)
    return Standing(round_, seat, declaration, decision, why_not)


def why_not_asked(round_: Round, member: Membership) -> str:
    """Why somebody without a seat does not sign, and where they do."""
    if not round_.is_open:
        return "This round of sign-off is closed."
    if not member.may(Permission.SIGN_OFF):
        return "Your role here may not sign off: clinicians do."
    elsewhere = (
        round_.version.specification.seats.held()
        .filter(user=member.user_id)
        .select_related("organisation")
        .first()
    )
    if elsewhere is not None:
        return (
            f"You are asked at {elsewhere.organisation}: choose “Switch” at the top to "
            "work there."
        )
    return "You are not asked to sign this one."


def asked_of(version: Version) -> list[Asked]:
    """Who takes part: trusts by name, and the people who are asked in each."""
    taking_part = version.specification.participating.filter(left_at=None)
    found = {
        each.organisation_id: Asked(each.organisation, [])
        for each in taking_part.select_related("organisation").order_by(
            "organisation__name"
        )
    }
    seats = version.specification.seats.held().select_related("user")
    for seat in seats.order_by("user__full_name", "pk"):
        if seat.organisation_id in found and seat.kind != "CHAIR":
            found[seat.organisation_id].seats.append(seat)
    return list(found.values())


def _answering(version: Version, member: Membership, said: list[Any]) -> dict[str, Any]:
    """What the person may say on it, and what they have."""
    why_not = why_not_comment(version, by=member)
    return {
        "may_comment": not why_not,
        "why_not_comment": why_not,
        "may_say_read": not why_not_say_nothing_to_add(version, by=member),
        "read_at": _read_at(version, member, said),
    }


def _read_at(version: Version, member: Membership, said: list[Any]) -> datetime | None:
    """When the person said that they have nothing to add, unless they commented."""
    own = version.with_nothing_to_add.filter(said_by__user=member.user_id)
    found = None if said else own.first()
    return found.said_at if found else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _corrections(round_: Round | None) -> list[Any]:
    if round_ is None:
        return []
    ruled = round_.corrections.select_related("ruled_by__user")
    return list(ruled.order_by("ruled_at", "pk"))


def _newer(version: Version) -> int | None:
    """The number of the newest version, where it is not this one."""
    newest = version.specification.versions.latest("number")
    return newest.number if newest.number != version.number else None


def _declaration_form(standing: Standing | None, sha256: str) -> DeclarationForm | None:
    """The form that stands at the end of the page, where something is to be signed."""
    if standing is None or standing.why_not or standing.seat is None:
        return None
    known = DeclarationForm.as_declared(standing.declaration)
    return DeclarationForm(initial={"shown": sha256, **known})
