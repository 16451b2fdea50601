"""Pages of the work on gaps: what a press does, whom they refuse, what they say."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from procurement.gaps.models import Gap, GapStage, GapStep, GapWatch
from procurement.worklist import actions
from tests import region
from tests.procurement.gaps.world import make_gaps

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)


def words_of(response):
    """What a person reads, in one line."""
    page = response.content.decode().replace("</t", " </t")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))


@pytest.fixture
def gaps(northgate):
    return make_gaps(northgate, 3)


@pytest.fixture
def client(sign_in, amina):
    region.item(amina.organisation, region.product("Something"))  # it has begun
    return sign_in(amina)


def now():
    return timezone.now()


def test_gap_assign_names_what_is_meant_and_can_be_undone(client, gaps, ben):
    address = f"/worklist/assign/?gap={gaps[0].pk}&gap={gaps[2].pk}&owner=nobody"
    asked = words_of(client.get(address))

    done = client.post(
        address, {"to": ben.pk, "due_on": SOON.isoformat(), "note": "Call"}, follow=True
    )

    assert "2 gaps, £4,000.00 a year together" in asked
    assert done.redirect_chain == [("/gaps/?owner=nobody", 302)]
    assert "Assigned 2 gaps worth £4,000.00 a year to Ben Okoro." in words_of(done)
    assert Gap.objects.filter(owner=ben, due_on=SOON).count() == 2
    [undo] = re.findall(r'action="(/worklist/acts/[^"]+)"', done.content.decode())
    undone = client.post(undo, follow=True)
    assert "Taken back for 2 gaps" in words_of(undone)
    assert not Gap.objects.exclude(owner=None).exists()


def test_all_that_match_are_counted_again_before_it_acts(client, gaps, amina):
    address = "/worklist/put-off/?all=yes&least_value=2000"
    asked = words_of(client.get(address))
    sent = {"until": SOON.isoformat(), "expected": "2"}

    Gap.objects.filter(pk=gaps[0].pk).update(gap_value=9000)
    refused = client.post(address, sent)
    done = client.post(address, sent | {"expected": "3"}, follow=True)

    assert "All that match the filters of the list" in asked
    assert refused.status_code == 422
    assert "3 gaps match by now" in words_of(refused)
    assert "Put off 3 gaps" in words_of(done)


def test_gap_accept_takes_it_off_the_list_and_shows_it_beside(client, gaps):
    address = f"/worklist/accept/?gap={gaps[2].pk}&one=yes"
    client.post(address, {"reason": "CLINICAL", "review_on": SOON.isoformat()})

    page = client.get("/gaps/")
    accepted = client.get("/gaps/?stage=ACCEPTED")
    gap = words_of(client.get(f"/gaps/{gaps[2].pk}/"))

    assert "2 gaps listed, £3,000.00 a year in all" in words_of(page)
    assert "1 more, £3,000 a year, is accepted" in words_of(page)
    assert [g.pk for g in accepted.context["page"].rows] == [gaps[2].pk]
    assert "Accepted: clinical need." in gap
    assert "comes back by itself at £3,750.00" in gap


@pytest.mark.parametrize(
    "wrong",
    [
        ("accept", {"review_on": SOON.isoformat()}, "Choose a reason."),
        (
            "accept",
            {"reason": "OTHER", "review_on": SOON.isoformat()},
            "Say in the note what the reason is.",
        ),
        (
            "accept",
            {"reason": "VOLUME", "review_on": TODAY.isoformat()},
            "Give a day after today",
        ),
        ("put-off", {"until": TODAY.isoformat()}, "Give a day after today."),
        ("put-off", {"until": "someday"}, "Enter a day, such as 4/10/2026."),
        ("note", {"note": "  "}, "Write the note."),
        ("assign", {"to": "1234567"}, "Choose somebody who works on gaps"),
        (
            "assign",
            {"due_on": (TODAY - timedelta(days=2)).isoformat()},
            "Give a day from today on",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_done(client, amina, gaps, wrong):
    page, sent, says = wrong
    sent = {"to": amina.pk} | sent if page == "assign" else sent
    answer = client.post(f"/worklist/{page}/?gap={gaps[0].pk}", sent)

    assert answer.status_code == 422
    assert says in words_of(answer)
    assert not GapStep.objects.exists()


def test_nothing_ticked_says_so(client, gaps):
    answer = client.get("/worklist/assign/?gap=", follow=True)

    assert "Tick at least one gap" in words_of(answer)


def test_what_was_left_as_it_was_is_counted_with_the_reason(client, gaps, amina):
    actions.move(gaps[:1], stage=GapStage.AGREED, by=amina, at=now())
    address = f"/worklist/put-off/?gap={gaps[0].pk}&gap={gaps[1].pk}"

    done = client.post(address, {"until": SOON.isoformat()}, follow=True)

    words = words_of(done)
    assert "Put off 1 gap worth £2,000.00 a year" in words
    assert "1 was left as it was: A better price is agreed" in words


def test_another_trusts_gaps_cannot_be_chosen(sign_in, dilys, rae, gaps):
    address = f"/worklist/assign/?gap={gaps[0].pk}"

    answer = sign_in(dilys).post(address, {"to": dilys.pk}, follow=True)

    assert "Tick at least one gap" in words_of(answer)
    assert sign_in(rae).get(address).status_code == 403
    assert sign_in(dilys).post(f"/worklist/gaps/{gaps[0].pk}/wake/").status_code == 404
    assert sign_in(dilys).post(f"/worklist/gaps/{gaps[0].pk}/watch/").status_code == 404


def test_watch_put_off_and_wake_on_the_gaps_own_page(client, gaps, ben):
    address = f"/gaps/{gaps[0].pk}/"
    client.post(f"/worklist/gaps/{gaps[0].pk}/watch/")
    actions.snooze(gaps[:1], until=SOON, note="Tender runs", by=ben, at=now())

    page = words_of(client.get(address))
    home = words_of(client.get("/"))
    client.post(f"/worklist/gaps/{gaps[0].pk}/wake/")

    assert "Stop watching" in page
    assert "Tender runs" in page
    assert "Of what you watch, since Monday: Product 0 (put off)." in home
    assert Gap.objects.get(pk=gaps[0].pk).snoozed_until is None
    client.post(f"/worklist/gaps/{gaps[0].pk}/stop-watching/")
    assert not GapWatch.objects.exists()
