"""A version as one content: what is shown, frozen and signed is this."""

from typing import Any

from procurement.specifications.canonical import canonical, digest
from procurement.specifications.models import (
    ConsideredProduct,
    Criterion,
    Evidence,
    Version,
)

# Of the content below; a frozen text keeps the form it was made in. In the first one a
# product does not say how many eaches a use takes: one.
FORM = 2


def content_of(version: Version) -> dict[str, Any]:
    """Everything of a version that a signature covers, as plain values."""
    return {
        "form": FORM,
        "specification": version.specification_id,
        "name": version.specification.name,
        "tier": version.specification.tier,
        "version": version.number,
        "what_changes": version.what_changes,
        "texts": version.texts,
        "review_on": version.review_on.isoformat() if version.review_on else None,
        "criteria": [
            _criterion(each) for each in version.criteria.order_by("position")
        ],
        "products": [
            _product(each)
            for each in version.considered.order_by("-is_standard", "description", "pk")
        ],
        "evidence": [
            _evidence(each)
            for each in version.evidence.select_related("file")
            .defer("file__content")
            .order_by("file__name", "file__sha256")
        ],
    }


def content_hash(version: Version) -> str:
    """The hash of what the version says now."""
    return digest(canonical(content_of(version)))


def writing_hash(version: Version) -> str:
    """The hash of what stands under the headings alone: who saves a draft says with it
    which text they began from."""
    said = version.texts | {
        "what_changes": version.what_changes,
        "review_on": version.review_on.isoformat() if version.review_on else None,
    }
    return digest(canonical(said))


def criterion_hash(criterion: Criterion) -> str:
    """The hash of what a criterion says, wherever it stands in the order."""
    return digest(canonical(_criterion(criterion) | {"position": 0}))


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "position": criterion.position,
        "domain": criterion.domain,
        "text": criterion.text,
        "is_mandatory": criterion.is_mandatory,
        "weight": criterion.weight,
        "anchors": [meaning for _, meaning in criterion.anchors],
        "professions": sorted(criterion.professions),
    }


def _product(considered: ConsideredProduct) -> dict[str, Any]:
    return {
        "product": considered.product_id,
        "manufacturer": considered.manufacturer,
        "part_code": considered.part_code,
        "description": considered.description,
        "is_standard": considered.is_standard,
        "eaches_per_use": f"{considered.eaches_per_use.normalize():f}",
        "note": considered.note,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "name": evidence.file.name,
        "sha256": evidence.file.sha256,
        "size": evidence.file.size,
        "kind": evidence.kind,
        "note": evidence.note,
    }
