"""Trusts hear once that figures of theirs are in preview and can be challenged."""

from datetime import date, datetime, timedelta

from django.db import transaction

from procurement.league.editions import newest_ready
from procurement.league.mails import preview_mail
from procurement.league.models import PreviewNotice, Release, Standing
from trusts import mails
from trusts.models import Membership
from trusts.permissions import Permission, allows
from trusts.roles import Role

_TRY_AGAIN_AFTER = timedelta(hours=1)
_CHALLENGING = [role for role in Role if allows(role, Permission.LEAGUE_CHALLENGE)]


def tell_of_previews(*, on: date, at: datetime) -> list[str]:
    """One mail to each trust for each preview that is open. Answers the addresses; what
    nobody could be told stays noted. Safe to run twice."""
    releases = list(Release.objects.in_preview(on=on))
    for release in releases:
        _notice(release, at=at)
    waiting = PreviewNotice.objects.filter(release__in=releases, sent_at=None)
    waiting = waiting.exclude(tried_at__gt=at - _TRY_AGAIN_AFTER)
    told = [_tell(number, on=on, at=at) for number in waiting.values_list("pk")]
    return [readers for readers in told if readers]


def _notice(release: Release, *, at: datetime) -> None:
    there = Standing.objects.filter(working=newest_ready(release.pk))
    PreviewNotice.objects.bulk_create(
        [
            PreviewNotice(release=release, organisation_id=pk, noticed_at=at)
            for pk in there.values_list("organisation", flat=True)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def _tell(number: tuple[int], *, on: date, at: datetime) -> str:
    """The addresses it went to; "" where it did not go or another worker has it."""
    notice = (
        PreviewNotice.objects.filter(pk=number[0], sent_at=None)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("release", "organisation")
        .first()
    )
    if notice is None:
        return ""
    people = Membership.objects.active(on=on).filter(
        organisation=notice.organisation_id, role__in=_CHALLENGING
    )
    readers = sorted(set(people.values_list("user__email", flat=True)))
    if not readers:
        return ""
    notice.tried_at = at
    notice.failure = mails.send(preview_mail(notice, to=readers))
    if not notice.failure:
        notice.sent_at, notice.sent_to = at, ", ".join(readers)
    notice.save(update_fields=["tried_at", "failure", "sent_at", "sent_to"])
    return notice.sent_to
