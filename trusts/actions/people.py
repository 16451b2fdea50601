"""What people change about themselves."""

from datetime import datetime

from django.db import transaction

from trusts import audit, rules
from trusts.models import Membership, User


@transaction.atomic
def rename_person(
    user: User, *, full_name: str, by: Membership | None, at: datetime
) -> User:
    """Call a person by another name from now on; the record keeps the old one.

    Raises Refused.
    """
    rules.refuse(rules.why_not_name(full_name.strip()))
    user = User.objects.select_for_update().get(pk=user.pk)
    before, user.full_name = user.full_name, full_name.strip()
    if before != user.full_name:
        user.save(update_fields=["full_name"])
        audit.record(
            "person_renamed", target=user, by=by, at=at, before=before, email=user.email
        )
    return user
