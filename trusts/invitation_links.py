"""The link of an invitation: number and nonce, signed with the installation's key."""

from django.core.signing import BadSignature, Signer

from trusts.models import Invitation, User
from trusts.rules import Closed

_SIGNER = Signer(sep=".", salt="trusts.invitation")


def token_of(invitation: Invitation) -> str:
    """What the address of the link ends with."""
    return _SIGNER.sign(f"{invitation.pk}-{invitation.nonce}")


def read_token(token: str) -> tuple[Invitation | None, Closed | None]:
    """The invitation a link was made for; without one, or where it was sent again
    since, how the link is closed."""
    try:
        number, _, nonce = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None, Closed.UNREADABLE
    invitation = (
        Invitation.objects.select_related("invited_by__user", "organisation")
        .filter(pk=number)
        .first()
    )
    if invitation is None:
        return None, Closed.UNREADABLE
    return invitation, None if invitation.nonce == nonce else Closed.REPLACED


def has_account(invitation: Invitation) -> bool:
    """Whether somebody with the invited address can sign in already."""
    return User.objects.filter(email=invitation.email).exists()
