"""People, organisations, who is what at which, and the record of who did what."""

from trusts.models.attestation import Attestation
from trusts.models.audit_event import AuditEvent
from trusts.models.audit_seal import AuditSeal, AuditSealed
from trusts.models.invitation import LINK_DAYS, Failure, Invitation, InvitationState
from trusts.models.membership import Membership
from trusts.models.organisation import (
    Organisation,
    OrganisationAddress,
    OrganisationName,
    Succession,
)
from trusts.models.record_check import HeadMail, RecordAlarm, RecordCheck
from trusts.models.record_link import Head, RecordLink
from trusts.models.refused_address import RefusedAddress
from trusts.models.user import User

__all__ = [
    "LINK_DAYS",
    "Attestation",
    "AuditEvent",
    "AuditSeal",
    "AuditSealed",
    "Failure",
    "Head",
    "HeadMail",
    "Invitation",
    "InvitationState",
    "Membership",
    "Organisation",
    "OrganisationAddress",
    "OrganisationName",
    "RecordAlarm",
    "RecordCheck",
    "RecordLink",
    "RefusedAddress",
    "Succession",
    "User",
]
