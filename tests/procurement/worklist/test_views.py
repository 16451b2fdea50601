"""Pages of the work on gaps: what a press does, whom they refuse, what they say."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from procurement.gaps.models import AcceptReason, Gap, GapStage, GapStep, GapWatch
from procurement.worklist import actions
from tests import region
from tests.factories import make_membership
from tests.procurement.gaps.world import make_gaps
from trusts.models import Membership
from trusts.roles import Role

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


def accept(gaps, by):
    return actions.accept(
        gaps, reason=AcceptReason.VOLUME, review_on=SOON, by=by, at=now()
    )


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


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [0, 1, 2, 3]),
        ("?stage=OPEN", [3]),
        ("?stage=ASSIGNED", [0, 1]),
        ("?stage=IN_TALKS", [2]),
        ("?stage=ACCEPTED", [4]),
        ("?owner=me", [2]),
        ("?owner=nobody", [3]),
        ("?owner=left", [0]),
        ("?due=overdue", [1]),
        ("?due=soon", [0]),
        ("?due=dated", [0, 1]),
        ("?due=undated", [2, 3]),
        ("?due=review", [4]),
        ("?snoozed=yes", [3]),
        ("?snoozed=no", [0, 1, 2]),
        ("?owner=watched", [1]),
        ("?sort=due", [1, 0, 2, 3]),
    ],
)
def test_the_list_narrows_to_the_work(client, amina, ben, query, numbers):
    gaps = make_gaps(amina.organisation, 5)
    leaver = make_membership("Lea Gone", Role.BUYER, amina.organisation)
    actions.assign(gaps[:1], to=leaver, due_on=SOON, by=amina, at=now())
    Membership.objects.filter(pk=leaver.pk).update(ends_on=TODAY - timedelta(days=1))
    actions.assign(gaps[1:2], to=ben, due_on=TODAY, by=amina, at=now())
    Gap.objects.filter(pk=gaps[1].pk).update(due_on=TODAY - timedelta(days=1))
    actions.move(gaps[2:3], stage=GapStage.IN_TALKS, by=amina, at=now())
    actions.snooze(gaps[3:4], until=SOON, by=amina, at=now())
    accept(gaps[4:], amina)
    Gap.objects.filter(pk=gaps[4].pk).update(review_on=TODAY)
    actions.watch(gaps[1], by=amina, at=now())

    found = client.get(f"/gaps/{query}").context["page"].rows
    by_name = client.get(f"/gaps/?owner={ben.user_id}").context["page"].rows

    shown = [int(gap.product.description.removeprefix("Product ")) for gap in found]
    assert (shown if "sort" in query else sorted(shown)) == numbers
    assert [gap.pk for gap in by_name] == [gaps[1].pk]


def test_home_counts_what_the_list_then_shows(client, northgate, amina):
    gaps = make_gaps(northgate, 5)
    actions.assign(gaps[:3], to=amina, due_on=SOON, by=amina, at=now())
    Gap.objects.filter(pk=gaps[0].pk).update(due_on=TODAY - timedelta(days=1))
    Gap.objects.filter(pk=gaps[0].pk).update(state="FOUND_AGAIN", found_on=TODAY)
    actions.snooze(gaps[2:3], until=SOON, by=amina, at=now())
    accept(gaps[4:], amina)
    Gap.objects.filter(pk=gaps[4].pk).update(review_on=TODAY)

    home = client.get("/")

    work = home.context["desk"].work
    counts = (work.mine, work.overdue, work.soon, work.back, work.review)
    assert counts == (2, 1, 1, 1, 1)
    page = home.content.decode()
    section = page[page.index('id="my-work"') : page.index("</section>")]
    links = re.findall(r'href="(/gaps/\?[^"]+)"', section)
    shown = [
        len(client.get(link.replace("&amp;", "&")).context["page"].rows)
        for link in links
    ]
    assert shown == [1, 1, 1, 1, 2]


def test_a_leavers_gaps_are_shown_and_handed_over_in_one_step(
    client, northgate, amina, ben, gaps
):
    actions.assign(gaps, to=ben, due_on=SOON, by=amina, at=now())
    Membership.objects.filter(pk=ben.pk).update(ends_on=TODAY, ended_at=now())

    home = words_of(client.get("/"))
    listed = words_of(client.get("/worklist/leavers/"))
    done = client.post(
        f"/worklist/people/{ben.pk}/hand-over/", {"to": amina.pk}, follow=True
    )

    assert "3 gaps are with somebody who left" in home
    assert "Ben Okoro" in listed
    assert "£6,000.00" in listed
    assert "Handed over 3 gaps worth £6,000.00 a year to Amina Shah." in words_of(done)
    assert "No gap is left behind" in words_of(done)
    assert Gap.objects.filter(owner=amina, due_on=SOON).count() == 3


def test_whose_access_ends_is_offered_to_be_handed_over(client, amina, ben):
    for address in (f"/people/{ben.pk}/", f"/people/{ben.pk}/end/"):
        page = client.get(address)
        assert f"/worklist/people/{ben.pk}/hand-over/" in page.content.decode(), address


def test_the_file_has_the_work(client, gaps, ben, amina):
    actions.assign(gaps[:1], to=ben, due_on=SOON, by=amina, at=now())

    text = b"".join(client.get("/gaps/export/?stage=ASSIGNED").streaming_content)

    [headings, row] = text.decode("utf-8-sig").splitlines()
    assert "Work,Owner,Due on,Put off until,Accepted because" in headings
    assert f"Assigned,Ben Okoro,{SOON.isoformat()},," in row


def test_the_list_of_assigned_gaps_takes_as_many_queries_for_fifty_as_for_one(
    client, northgate, amina, ben, django_assert_max_num_queries
):
    gaps = make_gaps(northgate, 55)
    actions.assign(gaps[::2], to=ben, due_on=SOON, by=amina, at=now())
    actions.assign(gaps[1::2], to=amina, by=amina, at=now())

    for query in ("?sort=due", "?owner=me", "?owner=left", "?due=dated"):
        with django_assert_max_num_queries(18):
            client.get(f"/gaps/{query}")
    with django_assert_max_num_queries(26):
        client.post(
            "/worklist/put-off/?all=yes", {"until": SOON.isoformat(), "expected": "55"}
        )
    assert Gap.objects.filter(snoozed_until=SOON).count() == 55
