"""The league table: one released after a challenge, and the next in its preview."""

from datetime import date, datetime, timedelta

from procurement.demonstration.life.moments import Event, People, at_time
from procurement.league import actions
from procurement.league.models import Challenge, Metric, Outcome, Release
from procurement.savings.years import month_of, months_after

CHALLENGED_AFTER, ANSWERED_AFTER, RELEASED_AFTER = 6, 9, 24  # days


def league_events(people: People, today: date) -> list[Event]:
    """The table of the last whole quarter but one, and of the one after."""
    last = months_after(month_of(today), -1) - timedelta(days=1)
    before = months_after(month_of(today), -4) - timedelta(days=1)
    league = _League(people)
    prepared = today - timedelta(days=50)
    return [
        Event(at_time(prepared), lambda at: league.prepare(before, at)),
        Event(at_time(_later(prepared, CHALLENGED_AFTER)), league.challenge),
        Event(at_time(_later(prepared, ANSWERED_AFTER)), league.answer),
        Event(at_time(_later(prepared, RELEASED_AFTER)), league.publish),
        Event(at_time(_later(today, -3)), lambda at: league.prepare(last, at)),
    ]


class _League:
    """The release that is under way."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.release: Release | None = None
        self.challenged: Challenge | None = None

    def prepare(self, as_at: date, at: datetime) -> None:
        lead = self.people.regional_lead
        self.release = actions.prepare_release(
            period_from=months_after(month_of(as_at), -2),
            as_at=as_at,
            by=lead,
            at=at,
        )
        working = self.release.workings.get()
        actions.work_out(working.pk, at=at, progress=lambda _step: None)
        actions.open_preview(self.release, by=lead, at=at)

    def challenge(self, at: datetime) -> None:
        assert self.release is not None
        finance = self.people.at_trusts("trust_finance")[0]
        self.challenged = actions.make_challenge(
            self.release,
            finance.organisation,
            metric=Metric.DATA,
            says="A file of June was given twice; the second one should not count.",
            evidence="The two control totals",
            by=finance,
            at=at,
        )

    def answer(self, at: datetime) -> None:
        assert self.challenged is not None
        actions.answer_challenge(
            self.challenged,
            outcome=Outcome.REFUSED,
            answer="The same bytes again wrote nothing: every line counts once.",
            by=self.people.regional_lead,
            at=at,
        )

    def publish(self, at: datetime) -> None:
        assert self.release is not None
        actions.release(
            self.release, carries_open=False, by=self.people.regional_lead, at=at
        )


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)
