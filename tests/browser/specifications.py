"""Specifications for tests that only look: a draft, and one that was consulted on."""

from datetime import date

from django.utils import timezone

from catalogue.products.models import Product
from procurement.specifications import actions
from procurement.specifications.models import (
    Domain,
    EvidenceKind,
    Heading,
    Profession,
    RiskTier,
    SeatKind,
    Version,
)
from trusts.models import Membership
from trusts.roles import Role


def specification_rows(
    members: dict[Role, Membership], product: Product
) -> dict[str, object]:
    """Amina drafts and Carys is asked, with a deputy wanting; Chidi chairs."""
    amina, carys = members[Role.TRUST_LEAD], members[Role.CLINICAL_REVIEWER]
    chair, at = members[Role.CLINICAL_CHAIR], timezone.now()
    trusts = [amina.organisation, carys.organisation]
    draft = _start("Foley catheters", RiskTier.MODERATE, trusts, chair)
    criterion, considered, evidence = _fill(draft, product, by=amina)
    seat = actions.give_seat(
        draft.specification, carys, kind=SeatKind.SPECIALTY_REVIEWER,
        profession=Profession.NURSE, specialty="Urology", by=chair, at=at,
    )  # fmt: skip
    consulted = _start("Wipes", RiskTier.LOW, trusts, chair)
    _fill(consulted, product, by=amina)
    actions.open_consultation(consulted, by=chair, at=at)
    return {
        "specification": draft.specification,
        "consulted": consulted.specification,
        "number": draft.number,
        "criterion": criterion,
        "considered": considered,
        "evidence": evidence,
        "seat": seat,
        "southmere": carys.organisation.code,
        # What stands in an address as it is.
        "consult": "consult",
        "withdraw": "withdraw",
    }


def _start(name, tier, trusts, chair) -> Version:
    return actions.start_specification(
        name, tier=tier, chair=chair, organisations=trusts, by=None, at=timezone.now()
    )


def _fill(version: Version, product: Product, *, by: Membership) -> tuple:
    at = timezone.now()
    actions.write(
        version,
        texts={each.value: f"{each.label}.\n\nAnd more of it." for each in Heading},
        what_changes="The valve changes; the box is blue.",
        review_on=date(2028, 10, 1),
        by=by,
        at=at,
    )
    criterion = actions.add_criterion(
        version, domain=Domain.CLINICAL_USE, text="The balloon holds for 28 days.",
        is_mandatory=True, by=by, at=at,
    )  # fmt: skip
    considered = actions.consider(version, product, is_standard=True, by=by, at=at)
    evidence = actions.add_evidence(
        version, name="trial.txt", content=b"46 uses", kind=EvidenceKind.TRIAL,
        by=by, at=at,
    )  # fmt: skip
    return criterion, considered, evidence
