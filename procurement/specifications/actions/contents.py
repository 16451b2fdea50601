"""What a draft asks for beside its text: criteria, products, evidence."""

from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max

from catalogue.products.models import Product
from procurement.specifications import rules
from procurement.specifications.actions.stepping import locked, written
from procurement.specifications.content import criterion_hash
from procurement.specifications.models import (
    ConsideredProduct,
    Criterion,
    Evidence,
    EvidenceFile,
    EvidenceKind,
    Version,
)
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def add_criterion(
    version: Version, *, by: Membership | None, at: datetime, **said: Any
) -> Criterion:
    """Add one at the end: `domain`, `text`, `is_mandatory`, `weight`, `professions`
    and, where they are not the usual ones, the anchors. Raises Refused."""
    version = _to_write(version, by=by)
    last = version.criteria.aggregate(last=Max("position"))["last"] or 0
    criterion = Criterion.objects.create(version=version, position=last + 1, **said)
    written(version, "criterion_added", by=by, at=at, criterion=criterion.text[:200])
    return criterion


@transaction.atomic
def change_criterion(
    criterion: Criterion,
    *,
    basis: str = "",
    by: Membership | None,
    at: datetime,
    **said: Any,
) -> None:
    """Say it otherwise. Raises Refused; also where `basis`, the hash of what somebody
    began from, is not that of what it says now."""
    version = _to_write(criterion.version, by=by)
    criterion.refresh_from_db()
    if basis and basis != criterion_hash(criterion):
        refuse(
            "Somebody changed it since you opened this page. Nothing of yours is saved "
            "yet, and nothing is lost: look at theirs below, then save again."
        )
    for name, value in said.items():
        setattr(criterion, name, value)
    criterion.save(update_fields=list(said))
    written(version, "criterion_changed", by=by, at=at, criterion=criterion.text[:200])


@transaction.atomic
def move_criterion(
    criterion: Criterion, *, up: bool, by: Membership | None, at: datetime
) -> None:
    """Let it change places with the one before or after. Raises Refused."""
    version = _to_write(criterion.version, by=by)
    criterion.refresh_from_db(fields=["position"])
    place = criterion.position + (-1 if up else 1)
    other = version.criteria.filter(position=place).first()
    if other is None:
        return
    other.position, criterion.position = criterion.position, place
    for each in (other, criterion):
        each.save(update_fields=["position"])
    written(version, "criterion_moved", by=by, at=at, criterion=criterion.text[:200])


@transaction.atomic
def drop_criterion(
    criterion: Criterion, *, by: Membership | None, at: datetime
) -> None:
    """Take one out of a draft; those after it move up. Raises Refused."""
    version = _to_write(criterion.version, by=by)
    text = criterion.text[:200]
    criterion.delete()
    for place, each in enumerate(version.criteria.order_by("position"), start=1):
        if each.position != place:
            each.position = place
            each.save(update_fields=["position"])
    written(version, "criterion_dropped", by=by, at=at, criterion=text)


@transaction.atomic
def consider(
    version: Version,
    product: Product,
    *,
    is_standard: bool,
    eaches_per_use: Decimal = Decimal(1),
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> ConsideredProduct:
    """Add a product that is looked at, or proposed as the standard. Raises Refused."""
    version = _to_write(version, by=by)
    refuse(rules.why_not_consider(version, product))
    considered = ConsideredProduct.objects.create(
        version=version,
        product=product,
        manufacturer=str(product.manufacturer or ""),
        part_code=product.part_code,
        description=product.description,
        is_standard=is_standard,
        eaches_per_use=eaches_per_use,
        note=note,
    )
    written(version, "product_considered", by=by, at=at, product=product.pk)
    return considered


@transaction.atomic
def change_considered(
    considered: ConsideredProduct,
    *,
    is_standard: bool,
    eaches_per_use: Decimal,
    note: str,
    by: Membership | None,
    at: datetime,
) -> None:
    """Propose a product as the standard, or no longer, and say how many eaches a use of
    it takes. Raises Refused."""
    version = _to_write(considered.version, by=by)
    considered.is_standard, considered.note = is_standard, note
    considered.eaches_per_use = eaches_per_use
    considered.save(update_fields=["is_standard", "eaches_per_use", "note"])
    written(
        version,
        "product_considered",
        by=by,
        at=at,
        product=considered.product_id,
        is_standard=is_standard,
        eaches_per_use=eaches_per_use,
    )


@transaction.atomic
def drop_considered(
    considered: ConsideredProduct, *, by: Membership | None, at: datetime
) -> None:
    """Take a product out of a draft. Raises Refused."""
    version = _to_write(considered.version, by=by)
    number = considered.product_id
    considered.delete()
    written(version, "product_dropped", by=by, at=at, product=number)


@transaction.atomic
def add_evidence(
    version: Version,
    *,
    name: str,
    content: bytes,
    kind: EvidenceKind,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> Evidence:
    """Rest a draft on a paper, which is kept as it came. Raises Refused."""
    version = _to_write(version, by=by)
    known = sha256(content).hexdigest()
    refuse(rules.why_not_evidence(version, size=len(content), sha256=known))
    file, _ = EvidenceFile.objects.get_or_create(
        specification=version.specification,
        sha256=known,
        defaults={
            "name": name[-200:],
            "size": len(content),
            "content": content,
            "added_at": at,
            "added_by": by,
        },
    )
    evidence = Evidence.objects.create(version=version, file=file, kind=kind, note=note)
    written(version, "evidence_added", by=by, at=at, name=file.name, sha256=known)
    return evidence


@transaction.atomic
def drop_evidence(evidence: Evidence, *, by: Membership | None, at: datetime) -> None:
    """Rest a draft on it no longer; the paper itself is kept. Raises Refused."""
    version = _to_write(evidence.version, by=by)
    name = evidence.file.name
    evidence.delete()
    written(version, "evidence_dropped", by=by, at=at, name=name)


def _to_write(version: Version, *, by: Membership | None) -> Version:
    version = locked(version)
    refuse(rules.why_not_write(version, by=by))
    return version
