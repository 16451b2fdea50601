"""Products that are scored and were scored, with trials, for tests that only look."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from catalogue.products.models import Product
from procurement.evaluation import actions
from procurement.evaluation.models import Trial, TrialState
from procurement.signoff import actions as signoff
from procurement.specifications import actions as specifications
from procurement.specifications.models import (
    Domain,
    Heading,
    Profession,
    Seat,
    SeatKind,
    Version,
)
from trusts.models import Membership
from trusts.roles import Role


def scoring_rows(
    members: dict[Role, Membership], product: Product
) -> dict[str, object]:
    """Carys has handed in one sheet of a trial; of the other version all is seen."""
    version, seat = _scored("Syringes", product, members)
    planned, live = (_trial(version, members, is_live) for is_live in (False, True))
    sheet = _sheet(version, seat, trial=live, uses=12)
    done, seat = _scored("Cannulae", product, members)
    _sheet(done, seat, remarks="The cap sticks.")
    signoff.open_round(
        done,
        deadline_at=timezone.now() + timedelta(days=14),
        by=members[Role.CLINICAL_CHAIR],
        at=timezone.now(),
    )
    return {
        "scored": version.considered.get(),
        "sheet": sheet,
        "planned_trial": planned,
        "live_trial": live,
        "of_scored": version.specification,
        "of_results": done.specification,
        "first": version.number,
    }


def _scored(
    name: str, product: Product, members: dict[Role, Membership]
) -> tuple[Version, Seat]:
    amina, carys = members[Role.TRUST_LEAD], members[Role.CLINICAL_REVIEWER]
    chair, at = members[Role.CLINICAL_CHAIR], timezone.now()
    version = specifications.start_specification(
        name, tier="LOW", chair=chair, by=None, at=at,
        organisations=[amina.organisation, carys.organisation],
    )  # fmt: skip
    seat = specifications.give_seat(
        version.specification, carys, kind=SeatKind.REVIEWER,
        profession=Profession.NURSE, by=chair, at=at,
    )  # fmt: skip
    texts = {each.value: f"{each.label}." for each in Heading}
    specifications.write(
        version, texts=texts, what_changes="", review_on=None, by=amina, at=at
    )
    for text, is_mandatory in (("It holds.", True), ("It opens easily.", False)):
        specifications.add_criterion(
            version, domain=Domain.CLINICAL_USE, text=text,
            is_mandatory=is_mandatory, by=amina, at=at,
        )  # fmt: skip
    specifications.consider(version, product, is_standard=True, by=amina, at=at)
    specifications.open_consultation(version, by=chair, at=at)
    specifications.open_scoring(version, by=chair, at=at)
    version.refresh_from_db()
    return version, seat


def _sheet(version: Version, seat: Seat, **more):
    holds, opens = version.criteria.order_by("position")
    return actions.hand_in(
        version.considered.get(),
        seat,
        said={
            holds.pk: {"verdict": "SCORED", "value": 0, "comment": "It fell off."},
            opens.pk: {"verdict": "NOT_TESTED", "value": None, "comment": ""},
        },
        token=uuid4(),
        by=seat.membership,
        at=timezone.now(),
        **more,
    )


def _trial(version: Version, members: dict[Role, Membership], is_live: bool) -> Trial:
    carys, at = members[Role.CLINICAL_REVIEWER], timezone.now()
    trial = actions.plan_trial(
        version,
        sites=[(carys.organisation, "Ward 7")],
        products=[(version.considered.get(), "L-1")],
        by=members[Role.TRUST_LEAD],
        at=at,
        objective="Whether it holds on wet skin.",
        starts_on=timezone.localdate(at),
        ends_on=timezone.localdate(at) + timedelta(days=28),
        uses_planned=40,
        stop_rule="Any harm to a patient.",
        incident_route="Tell the ward manager at once.",
        indemnity="Form 7",
    )
    if is_live:
        chair = members[Role.CLINICAL_CHAIR]
        actions.move_trial(trial, TrialState.LIVE, by=chair, at=at)
    return trial
