"""A decision between the moment somebody made it and the moment they sign it.

It stays in their session: nothing that was typed is lost by a wrong password or by the
way to a provider of single sign-on, and nothing counts before it is signed.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from procurement.signoff.actions import Signed
from procurement.signoff.signing_forms import signed_of
from procurement.specifications.canonical import canonical, digest

_KEPT = "decisions_to_sign"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, as the form takes it again, and the hash of the text it is
    about."""

    round: int
    shown: str
    said: dict[str, Any]

    @property
    def signed(self) -> Signed:
        return signed_of(self.said)

    @property
    def act(self) -> str:
        """The digest of what signing it does: a proof of identity is for this and for
        nothing else."""
        signed = asdict(self.signed)
        until = signed["exempt_until"]
        signed["exempt_until"] = until.isoformat() if until else ""
        act = {"round": self.round, "shown": self.shown, "signed": signed}
        return digest(canonical(act))


def keep(
    session: SessionBase, round_id: int, *, shown: str, said: dict[str, Any]
) -> None:
    until = said["exempt_until"]
    plain = {**said, "exempt_until": until.isoformat() if until else ""}
    kept = {**session.get(_KEPT, {}), str(round_id): {"shown": shown, "said": plain}}
    session[_KEPT] = kept


def kept(session: SessionBase, round_id: int) -> Draft | None:
    """What waits to be signed in this round, if anything does."""
    found = session.get(_KEPT, {}).get(str(round_id))
    if found is None:
        return None
    until = found["said"]["exempt_until"]
    said = {
        **found["said"],
        "exempt_until": date.fromisoformat(until) if until else None,
    }
    return Draft(round_id, found["shown"], said)


def drop(session: SessionBase, round_id: int) -> None:
    rest = dict(session.get(_KEPT, {}))
    rest.pop(str(round_id), None)
    session[_KEPT] = rest
