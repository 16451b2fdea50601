"""A standard that was adopted: Northgate is live, Southmere is exempt for a time."""

from datetime import datetime, timedelta

from django.utils import timezone

from procurement.adoption import actions
from procurement.adoption.models import AdoptionState
from procurement.signoff import actions as signoff
from procurement.specifications import actions as specifications
from procurement.specifications.models import RiskTier, Version
from tests import region
from tests.factories import make_membership, make_organisation
from tests.procurement.specifications.world import (
    World,
    add_seat,
    fill,
    put_to_sign_off,
    sign,
)
from trusts.models import Membership
from trusts.roles import Role


def adoption_rows(members: dict[Role, Membership]) -> dict[str, object]:
    at, amina = timezone.now(), members[Role.TRUST_LEAD]
    version = _adopted(members, at=at - timedelta(days=15))
    day = timezone.localdate(at)
    adoption = actions.start_adoption(
        version, by=amina, at=at, go_live_on=day, fallback="The former lotion",
        super_users="Sister Hughes, ward 4", stock_weeks=3, told_everybody=True,
    )  # fmt: skip
    training = actions.set_training(
        adoption, group="Ward nurses", people=40, trained=31, by=amina, at=at
    )
    for state in ("TRAINING", "STOCK_RUN_DOWN", "LIVE"):
        note = "The last nine follow on Monday." if state == "LIVE" else ""
        actions.move_adoption(
            adoption, AdoptionState(state), note=note, by=amina, at=at
        )
    item = region.item(amina.organisation, version.considered.get().product, eaches=10)
    region.buy(item, [(day, 4, 20), (day - timedelta(days=40), 6, 30)])
    lead = make_membership(
        "Sioned Rees", Role.TRUST_LEAD, make_organisation("SMR", "Southmere Hospitals")
    )
    actions.exempt(
        version,
        until=day + timedelta(days=90),
        because="Skin of newborns.",
        by=lead,
        at=at,
    )
    return {
        "adopted": version,
        "adoption": adoption,
        "training": training,
        "adoption_month": f"{day:%Y-%m}",
    }


def _adopted(members: dict[Role, Membership], *, at: datetime) -> Version:
    chair, amina = members[Role.CLINICAL_CHAIR], members[Role.TRUST_LEAD]
    trusts = [amina.organisation, make_organisation("SMR", "Southmere Hospitals")]
    trusts.append(make_organisation("EST", "Eastwood Community", "community"))
    version = specifications.start_specification(
        "Skin lotions", tier=RiskTier.LOW, chair=chair, organisations=trusts,
        by=None, at=at,
    )  # fmt: skip
    made = World(trusts, chair, amina, version, {})
    fill(version, by=amina, at=at)
    for name, trust in zip(("Gwilym", "Hefin", "Ifan"), trusts, strict=True):
        add_seat(made, name, trust, at=at)
    round_ = put_to_sign_off(made, at=at)
    for name in ("Gwilym", "Hefin", "Ifan"):
        sign(made, name, at=at)
    signoff.close_round(round_, by=chair, at=round_.deadline_at)
    version.refresh_from_db()
    return version
