"""Who may do what, on one page, and the two words a view says it with.

Read the table as: the role on the left may do what stands on its right. *Whose* rows
it may do that with is `visible_to` on each kind of row: a trust's own rows, or, for
the regional office, every trust's.

Longer than 250 lines: it is one table, to be read as one.
"""

from collections.abc import Callable
from enum import Enum, unique
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect

from trusts.roles import Role

View = Callable[..., HttpResponseBase]


@unique
class Permission(Enum):
    """One thing a door may ask for. The value finishes "You may not …"."""

    PRICES_OWN_VIEW = "see what the trust pays"
    PRICES_PEER_VIEW = "see what other trusts pay"
    GAPS_VIEW = "see price gaps"
    GAPS_WORK = "work on price gaps"
    ASKS_MAKE = "ask a supplier for a better price"
    PRICES_CORRECT = "correct or dispute a price"
    DISPUTES_SETTLE = "settle a dispute of a price"
    IMPORTS_VIEW = "see imports"
    IMPORTS_MAKE = "import purchase extracts"
    PRODUCTS_VIEW = "look up products"
    SUPPLIERS_VIEW = "look up suppliers"
    COVERAGE_VIEW = "see how complete the data is"
    SAMENESS_DECIDE = "say what is the same product, manufacturer or supplier"
    ALTERNATIVES_SAY = "say which product may stand in for another"
    ORGANISATIONS_VIEW = "see organisations"
    ORGANISATIONS_MANAGE = "change organisations"
    PEOPLE_MANAGE = "give people access"
    REVIEW_VIEW = "see the questions about packs and matches"
    REVIEW_PROPOSE = "propose an answer about packs and matches"
    REVIEW_DECIDE = "settle questions about packs and matches"
    SAVINGS_VIEW = "see savings"
    INITIATIVES_START = "start an initiative"
    SAVINGS_PROPOSE = "work on a trust’s savings"
    SAVINGS_CONFIRM = "agree baselines and confirm savings"
    TARGETS_SET = "set the region’s target"
    SAVINGS_REMIND = "remind a trust to confirm its savings"
    SPECIFICATIONS_VIEW = "see common specifications"
    SPECIFICATIONS_DRAFT = "write common specifications"
    SPECIFICATIONS_COMMENT = "comment on common specifications"
    PRODUCTS_SCORE = "score products"
    SIGN_OFF = "sign off specifications"
    ROUNDS_RUN = "run consultation, scoring and sign-off"
    ADOPTIONS_WORK = "work on a trust’s adoption of a standard"
    ADOPTIONS_EXEMPT = "exempt a trust from a standard"
    PROBLEMS_REPORT = "report a problem with a product"
    NOTICES_ENTER = "enter a safety notice"
    RECORD_VIEW = "read the record of what was done"
    RECORD_CHECKS_VIEW = "see whether the record is in order"
    LEAGUE_VIEW = "see the league table"
    LEAGUE_CHALLENGE = "challenge a figure of the league table"
    LEAGUE_RELEASE = "prepare and release the league table"


_P = Permission

_LOOKING_UP = {_P.ORGANISATIONS_VIEW, _P.PRODUCTS_VIEW, _P.SUPPLIERS_VIEW}
_BUYING = {
    *_LOOKING_UP,
    _P.PRICES_OWN_VIEW,
    _P.PRICES_PEER_VIEW,
    _P.PRICES_CORRECT,
    _P.GAPS_VIEW,
    _P.GAPS_WORK,
    _P.ASKS_MAKE,
    _P.IMPORTS_VIEW,
    _P.IMPORTS_MAKE,
    _P.COVERAGE_VIEW,
    _P.ALTERNATIVES_SAY,
    _P.REVIEW_VIEW,
    _P.REVIEW_PROPOSE,
    _P.SAVINGS_VIEW,
    _P.INITIATIVES_START,
    _P.SAVINGS_PROPOSE,
    _P.LEAGUE_VIEW,
}
_SPECIFYING = {
    _P.SPECIFICATIONS_VIEW,
    _P.SPECIFICATIONS_DRAFT,
    _P.SPECIFICATIONS_COMMENT,
    _P.PROBLEMS_REPORT,
}
_ADOPTING = {_P.ADOPTIONS_WORK, _P.ADOPTIONS_EXEMPT}
_SAVING = {_P.SAVINGS_VIEW, _P.INITIATIVES_START, _P.SAVINGS_PROPOSE}
_READING = _BUYING - {
    _P.IMPORTS_MAKE,
    _P.PRICES_CORRECT,
    _P.ALTERNATIVES_SAY,
    _P.REVIEW_PROPOSE,
    _P.GAPS_WORK,
    _P.ASKS_MAKE,
    _P.INITIATIVES_START,
    _P.SAVINGS_PROPOSE,
}
_PEERS = {
    _P.PRICES_PEER_VIEW,
    _P.GAPS_VIEW,
    _P.GAPS_WORK,
    _P.ASKS_MAKE,
    _P.LEAGUE_VIEW,
}
_JUDGING = (_LOOKING_UP - {_P.SUPPLIERS_VIEW}) | {
    _P.ALTERNATIVES_SAY,
    _P.SPECIFICATIONS_VIEW,
    _P.SPECIFICATIONS_COMMENT,
    _P.PRODUCTS_SCORE,
    _P.SIGN_OFF,
    _P.PROBLEMS_REPORT,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.TRUST_LEAD: frozenset(
        _BUYING | _SPECIFYING | _ADOPTING | {_P.PEOPLE_MANAGE, _P.LEAGUE_CHALLENGE}
    ),
    Role.BUYER: frozenset(_BUYING | _SPECIFYING | {_P.ADOPTIONS_WORK}),
    Role.TRUST_FINANCE: frozenset(_READING | {_P.SAVINGS_CONFIRM, _P.LEAGUE_CHALLENGE}),
    Role.CLINICAL_REVIEWER: frozenset(_JUDGING),
    # The chair runs what clinicians decide; nobody who sees a price has a say in it.
    Role.CLINICAL_CHAIR: frozenset(
        _JUDGING
        | _ADOPTING
        | {_P.SPECIFICATIONS_DRAFT, _P.ROUNDS_RUN, _P.NOTICES_ENTER}
    ),
    # Asks and starts for several trusts at once; what counts, each trust says itself.
    Role.REGIONAL_LEAD: frozenset(
        _READING
        | {
            _P.PEOPLE_MANAGE,
            _P.SPECIFICATIONS_VIEW,
            _P.SPECIFICATIONS_DRAFT,
            _P.NOTICES_ENTER,
            _P.ASKS_MAKE,
            _P.INITIATIVES_START,
            _P.TARGETS_SET,
            _P.SAVINGS_REMIND,
            _P.LEAGUE_RELEASE,
        }
    ),
    # A steward mends every trust's imports and so sees each trust's own lines; what
    # trusts pay side by side, which a gap shows, is not needed for that. Nobody settles
    # a dispute of their own.
    Role.DATA_STEWARD: frozenset(
        (_BUYING - _SAVING - _PEERS)
        | {_P.DISPUTES_SETTLE, _P.SAMENESS_DECIDE, _P.REVIEW_DECIDE}
    ),
    Role.COUNCIL_OFFICER: frozenset(_LOOKING_UP),
    Role.AUDITOR: frozenset(
        _READING | {_P.RECORD_VIEW, _P.RECORD_CHECKS_VIEW, _P.SPECIFICATIONS_VIEW}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            _P.ORGANISATIONS_VIEW,
            _P.ORGANISATIONS_MANAGE,
            _P.PEOPLE_MANAGE,
            _P.RECORD_CHECKS_VIEW,
        }
    ),
}


def allows(role: Role | str, permission: Permission) -> bool:
    """Say whether the role carries the permission."""
    return permission in PERMISSIONS[Role(role)]


def sees_prices(role: Role | str) -> bool:
    """Say whether the role sees what anybody pays."""
    return allows(role, _P.PRICES_OWN_VIEW) or allows(role, _P.PRICES_PEER_VIEW)


def needs_second_factor(role: Role | str) -> bool:
    """Say whether the role must sign in with a second factor, where that is required.

    Also who gives access: they could give it to themselves under another address.
    """
    return sees_prices(role) or allows(role, _P.PEOPLE_MANAGE)


def requires(permission: Permission) -> Callable[[View], View]:
    """Open the view to members whose role carries the permission, and nobody else.

    Signed out: to the sign-in page. Signed in without a membership in use: to the page
    that chooses one, or says why there is none. Wrong role: 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.member is None:
                return redirect("choose_membership")
            if not request.member.may(permission):
                raise PermissionDenied(_refusal(request.member.role, permission))
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def any_role(view: View) -> View:
    """Open the view to every role; what it shows goes by the role's permissions."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.member is None:
            return redirect("choose_membership")
        return view(request, *args, **kwargs)

    guarded.is_for_every_role = True  # type: ignore[attr-defined]
    return guarded


def signed_in(view: View) -> View:
    """Open the view to everybody who is signed in, even without a membership."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.is_for_anybody_signed_in = True  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Open the view to everybody, signed in or not."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.is_public = True  # type: ignore[attr-defined]
    return login_not_required(opened)


def _refusal(role: str, permission: Permission) -> str:
    return f"Your role here, {Role(role).label.lower()}, may not {permission.value}."
