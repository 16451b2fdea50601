"""Which browsers somebody has signed in with before: each carries a signed note.

Nothing is kept about a browser here. On a shared desk the note names several people.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from trusts.models import User

NOTE = "known_browser"  # the cookie's name
KEPT_FOR = 365 * 24 * 60 * 60  # seconds
MOST_PEOPLE = 30  # of one browser; the earliest are forgotten


def is_known(request: HttpRequest, user: User) -> bool:
    """Say whether the person has signed in with this browser before."""
    return user.pk in _people(request)


def make_known(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser carry that the person has signed in with it."""
    people = [pk for pk in _people(request) if pk != user.pk] + [user.pk]
    response.set_cookie(
        NOTE,
        signing.dumps(people[-MOST_PEOPLE:], salt=NOTE),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _people(request: HttpRequest) -> list[int]:
    try:
        found = signing.loads(
            request.COOKIES.get(NOTE, ""), salt=NOTE, max_age=KEPT_FOR
        )
    except signing.BadSignature:
        return []
    return [pk for pk in found if isinstance(pk, int)]
