"""People, organisations, who is what at which, and the record of who did what."""

from trusts.models.audit_event import AuditEvent
from trusts.models.membership import Membership
from trusts.models.organisation import Organisation, OrganisationName, Succession
from trusts.models.user import User

__all__ = [
    "AuditEvent",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Succession",
    "User",
]
