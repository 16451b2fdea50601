"""What of a round is not for everybody who takes part: what an interest is about, and
the addresses and registration numbers of who signed."""

from procurement.specifications.models import Specification
from trusts.models import Membership
from trusts.roles import Role

KEPT = "kept for the chair and auditors"


def sees_private(specification: Specification, *, member: Membership) -> bool:
    """Whether somebody reads it all: the specification's own chair, and auditors."""
    is_chair = member.user_id == specification.chair.user_id
    return is_chair or member.role == Role.AUDITOR
