"""Whose gaps are, in the list, on the first page and in the file; and of who left."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from procurement.gaps.models import AcceptReason, Gap, GapStage
from procurement.worklist import actions
from tests import region
from tests.factories import make_membership
from tests.files import rows_of
from tests.procurement.gaps.world import make_gaps
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)


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


def test_the_file_has_the_work(client, gaps, ben, amina):
    actions.assign(gaps[:1], to=ben, due_on=SOON, by=amina, at=now())

    [row] = rows_of(client.get("/gaps/export/?stage=ASSIGNED"))

    assert (row["Work"], row["Owner"]) == ("Assigned", "Ben Okoro")
    assert (row["Due on"], row["Accepted because"]) == (SOON.isoformat(), "")


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
