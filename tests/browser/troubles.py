"""A standard in force with problems and a safety notice, for tests that only look."""

from datetime import datetime, timedelta

from django.utils import timezone

from procurement.problems import actions
from tests.procurement.problems.world import notice, product_of, standard
from trusts.actions import check_record
from trusts.models import Membership
from trusts.roles import Role


def trouble_rows(members: dict[Role, Membership]) -> dict[str, object]:
    """Lancets: Carys reports serious harm, Amina late boxes; the chair follows up, and
    enters a notice. The record has been checked."""
    amina, carys = members[Role.TRUST_LEAD], members[Role.CLINICAL_REVIEWER]
    chair, at = members[Role.CLINICAL_CHAIR], timezone.now()
    world = standard(
        "Lancets",
        [amina.organisation, carys.organisation],
        chair=chair,
        by=amina,
        at=at - timedelta(days=90),
        reviewer="Hal",
    )

    def reported(by: Membership, kind: str, at: datetime, **more):
        return actions.report_problem(
            world.version,
            product_of(world),
            kind=kind,
            what="It came out of its cap by itself, batch 7.",
            happened_on=at.date(),
            by=by,
            at=at,
            references=actions.References(incident_reference="INC-1", **more),
        )

    late = reported(amina, "SUPPLY", at - timedelta(days=3))
    harm = reported(carys, "HARM", at, yellow_card_reference="YC-2")
    actions.follow_up(harm, text="The maker has it.", by=chair, at=at)
    found = notice(world, at=at, url="https://www.gov.uk/drug-device-alerts")
    check_record(at=at)
    return {
        "in_force": world.specification,
        "reaffirm": "reaffirm",
        "late": late,
        "harm": harm,
        "notice": found,
    }
