"""What can happen to somebody's second factor, beside what they do themselves."""

from datetime import datetime
from functools import partial

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from trusts import account_mails, audit
from trusts.actions.sessions import end_sessions
from trusts.models import Membership, User
from trusts.rules.refusing import refuse
from trusts.rules.second_factors import why_not_remove_second_factors


@transaction.atomic
def remove_second_factors(user: User, *, by: Membership | None, at: datetime) -> None:
    """Take away a person's app, keys and recovery codes, for when all are lost.

    They are signed out everywhere and told by mail. Raises Refused.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    on = timezone.localdate(at)
    refuse(why_not_remove_second_factors(user, on=on, by=by))
    Authenticator.objects.filter(user=user).delete()
    audit.record(
        "second_factors_removed",
        target=user,
        by=by,
        at=at,
        email=user.email,
    )
    tell = partial(
        account_mails.send,
        "mfa/email/second_factors_removed",
        to=user.email,
        context={
            "timestamp": at,
            "by": str(by.user) if by else audit.OPERATOR,
            "by_email": by.user.email if by else "",
        },
    )
    transaction.on_commit(partial(end_sessions, user))
    transaction.on_commit(tell)
