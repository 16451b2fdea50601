"""Why a specification may not be started, written on or moved on, or ""."""

from datetime import date

from catalogue.products.models import Product
from procurement.specifications.models import (
    IN_THE_WORKS,
    MOVES,
    EvidenceFile,
    Heading,
    Specification,
    Version,
    VersionState,
)
from procurement.specifications.queries import unanswered
from trusts.models import Membership
from trusts.permissions import Permission

MOST_FILE_BYTES = 20 * 2**20


def why_not_start(chair: Membership, *, by: Membership | None, on: date) -> str:
    """Why a specification may not be started with that chair."""
    if by is not None and not by.may(Permission.SPECIFICATIONS_DRAFT):
        return "Your role here may not start a specification."
    if not chair.may(Permission.ROUNDS_RUN):
        return "Only a clinical chair can run a specification."
    if not chair.is_active(on=on):
        return f"{chair.user} is a clinical chair no longer."
    return ""


def why_not_draft(specification: Specification, *, by: Membership | None) -> str:
    """Why somebody may not write on the specification at all: who sees it and may
    write may, for the text is everybody's."""
    if by is None:
        return ""
    if not by.may(Permission.SPECIFICATIONS_DRAFT):
        return "Your role here may not write specifications. You can comment on them."
    seen = Specification.objects.visible_to(by).filter(pk=specification.pk)
    return "" if seen.exists() else "Your trust does not take part in it."


def why_not_write(version: Version, *, by: Membership | None) -> str:
    """Why somebody may not change the text, criteria, products or evidence."""
    if reason := why_not_draft(version.specification, by=by):
        return reason
    if version.state != VersionState.DRAFT:
        return (
            f"Version {version.number} is no longer a draft: what people were shown "
            "stays as it was. Start the next version to change it."
        )
    return ""


def why_not_chair(specification: Specification, *, by: Membership | None) -> str:
    """Why somebody may not run consultation, scoring and sign-off."""
    if by is None:
        return ""
    if not by.may(Permission.ROUNDS_RUN):
        return "Only the clinical chair may do that."
    if by.user_id != specification.chair.user_id:
        return f"{specification.chair.user} chairs this specification."
    return ""


def why_not_follow(version: Version, *, by: Membership | None) -> str:
    """Why no next version may be started from this one."""
    if reason := why_not_draft(version.specification, by=by):
        return reason
    works = version.specification.versions.filter(state__in=IN_THE_WORKS)
    other = works.exclude(pk=version.pk).first()
    if other is not None:
        return f"Version {other.number} is being worked on already."
    if version.state == VersionState.DRAFT:
        return f"Version {version.number} is a draft: change it as it stands."
    return _why_not_stop(version, by=by)


def _why_not_stop(version: Version, *, by: Membership | None) -> str:
    """Why somebody may not put an end to what others work on: comments are the
    drafter's to take up, scores and signatures the chair's."""
    if version.state not in IN_THE_WORKS:
        return ""
    drafter = version.drafted_by.user_id if version.drafted_by else None
    is_drafter = by is not None and by.user_id == drafter
    if version.state == VersionState.CONSULTATION and is_drafter:
        return ""
    if why_not_chair(version.specification, by=by):
        return (
            f"It is in {version.get_state_display().lower()}: only its chair may stop "
            "that with a next version."
        )
    return ""


def why_not_move(version: Version, to: VersionState) -> str:
    """Why a version may not come to that state from where it stands, whoever asks."""
    stands = VersionState(version.state)
    if to not in MOVES[stands]:
        return (
            f"Version {version.number} is in “{stands.label.lower()}”: from there it "
            f"cannot come to “{to.label.lower()}”."
        )
    if stands == VersionState.DRAFT and to == VersionState.CONSULTATION:
        return _why_not_ready(version)
    return ""


def why_not_score(version: Version) -> str:
    """Why a version is not ready to be scored: a comment that is carried on with a
    reason has its answer."""
    waiting = unanswered(version).count()
    if not waiting:
        return ""
    comments = "comment has" if waiting == 1 else "comments have"
    return (
        f"{waiting} {comments} no answer yet. Answer each, or carry it on with a "
        "reason."
    )


def _why_not_ready(version: Version) -> str:
    """Why a draft says too little to be put before people."""
    empty = [each.label for each in Heading if not version.text_of(each)]
    if empty:
        return f"Nothing is written yet under {_and(empty)}."
    if not version.criteria.exists():
        return "There is no criterion yet that products could be scored on."
    if not version.considered.filter(is_standard=True).exists():
        return "No product is proposed as the standard yet."
    if not version.specification.participating.filter(left_at=None).exists():
        return "No trust takes part yet."
    return ""


def why_not_consider(version: Version, product: Product) -> str:
    """Why a product may not be added."""
    if product.merged_into_id is not None:
        return f"It stands under another product now: “{product.merged_into}”."
    if version.considered.filter(product=product).exists():
        return "It is considered already."
    return ""


def why_not_evidence(version: Version, *, size: int, sha256: str) -> str:
    """Why a paper may not be added."""
    if size == 0:
        return "The file is empty."
    if size > MOST_FILE_BYTES:
        return f"The file is larger than {MOST_FILE_BYTES // 2**20} MB."
    there = EvidenceFile.objects.filter(
        sha256=sha256, specification=version.specification_id
    )
    if version.evidence.filter(file__in=there).exists():
        return "That paper is there already."
    return ""


def _and(words: list[str]) -> str:
    quoted = [f"“{each}”" for each in words]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
