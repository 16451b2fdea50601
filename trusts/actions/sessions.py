"""Where somebody is signed in: one row a browser, ended from anywhere.

The rows are the sign-in library's; it knows them by the number of the session.
"""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from trusts.models import User

SEEN_EVERY = 300  # seconds; being here is written down no more often
NO_ADDRESS = "::"  # of a request that came over no network
LONGEST_NAME = 200  # characters of what a browser calls itself


def record_session(request: HttpRequest, user: User) -> None:
    """Write down that somebody signed in with this browser."""
    if not request.session.session_key:
        request.session.save()
    key = request.session.session_key
    UserSession.objects.update_or_create(
        session_key=key,
        defaults={
            "user": user,
            "ip": _address(request),
            "user_agent": request.META.get("HTTP_USER_AGENT", "")[:LONGEST_NAME],
        },
    )
    cache.set(_seen_key(key), True, SEEN_EVERY)


def mark_seen(session_key: str, *, at: datetime) -> None:
    """Write down that the session is in use, once in a while."""
    if cache.add(_seen_key(session_key), True, SEEN_EVERY):
        UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)


def count_sessions(user: User) -> int:
    """With how many browsers a person is signed in."""
    return len(UserSession.objects.purge_and_list(user))


def end_session(user: User, *, number: int) -> bool:
    """End one of a person's own sessions; False where there is no such."""
    session = UserSession.objects.filter(user=user, pk=number).first()
    if session is None:
        return False
    session.end()
    return True


def end_sessions(user: User, *, keep: str | None = None) -> None:
    """Sign a person out everywhere, but for the session whose key is to be kept."""
    for session in _others(user, keep):
        session.end()


def _others(user: User, keep: str | None) -> QuerySet[UserSession]:
    sessions = UserSession.objects.filter(user=user)
    return sessions.exclude(session_key=keep) if keep else sessions


def _seen_key(session_key: str | None) -> str:
    return f"seen:{session_key}"


def _address(request: HttpRequest) -> str:
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return NO_ADDRESS
