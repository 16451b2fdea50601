"""All that is one person's goes to a colleague in one step, and back."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from procurement.asks.models import Ask
from procurement.gaps.models import Gap, GapStage
from procurement.leavers import actions
from procurement.leavers.models import HandOver
from procurement.savings import actions as savings
from procurement.savings.models import Benefit, InitiativeKind, Participation
from procurement.worklist import actions as worklist
from tests import region
from tests.factories import make_membership
from tests.procurement.gaps.world import make_gaps
from tests.procurement.suppliers.world import supplier as supplier_of
from tests.reading import words_of
from trusts.models import Membership
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

AT = timezone.now()
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)


def make_part(by, name="Gloves at the lowest price"):
    initiative = savings.start_initiative(
        name,
        kind=InitiativeKind.NO_SWITCH,
        benefit=Benefit.CASH_RELEASING,
        is_recurrent=True,
        organisations=[by.organisation],
        start_month=TODAY.replace(day=1),
        by=by,
        at=AT,
    )
    return initiative.participations.get()


def make_letter(by, supplier="Kestrel", **more):
    return Ask.objects.create(
        organisation=by.organisation, supplier=supplier_of(supplier), as_at=TODAY,
        contact_name=str(by.user), contact_email=by.user.email, contact_phone="0161",
        reply_until=SOON, paragraphs=[], drafted_at=AT, drafted_by=by, owner=by, **more,
    )  # fmt: skip


@pytest.fixture
def work(amina, ben):
    """Three gaps, a part and a draft of Ben's; a part and a letter of Amina's."""
    gaps = make_gaps(amina.organisation, 3)
    worklist.assign(gaps, to=ben, due_on=SOON, by=amina, at=AT)
    make_part(amina, "Of Amina")
    make_letter(amina, "Osprey")
    return gaps, make_part(ben), make_letter(ben)


def leave(member):
    Membership.objects.filter(pk=member.pk).update(
        starts_on=date(2020, 1, 1), ends_on=TODAY, ended_at=AT
    )


@pytest.fixture
def client(sign_in, amina):
    region.item(amina.organisation, region.product("Something"))  # it has begun
    return sign_in(amina)


def test_all_of_it_goes_to_a_colleague_and_comes_back(work, amina, ben):
    _, part, letter = work

    handed = actions.hand_over(ben, to=amina, note="Bye", by=amina, at=AT)

    assert (handed.gaps, handed.parts, handed.asks) == (3, [part.pk], [letter.pk])
    assert Gap.objects.filter(owner=amina, due_on=SOON).count() == 3
    assert Participation.objects.filter(owner=amina).count() == 2
    assert Ask.objects.filter(owner=amina).count() == 2
    letter.refresh_from_db()
    assert letter.contact_email == amina.user.email
    assert part.steps.last().note == "Bye"

    _, back = actions.take_back(handed.act, by=amina, at=AT)

    assert back == 5
    assert Gap.objects.filter(owner=ben).count() == 3
    assert Participation.objects.get(owner=ben) == part
    assert Ask.objects.get(owner=ben).contact_email == ben.user.email
    with pytest.raises(Refused, match="taken back already"):
        actions.take_back(handed.act, by=amina, at=AT)


def test_what_went_on_since_stays_where_it_is(work, amina, ben):
    gaps, part, _ = work
    cara = make_membership("Cara Lane", Role.BUYER, amina.organisation)
    handed = actions.hand_over(ben, to=amina, by=amina, at=AT)
    worklist.assign(gaps[:1], to=cara, by=amina, at=AT)
    savings.hand_to(part, cara, by=amina, at=AT)

    _, back = actions.take_back(handed.act, by=amina, at=AT)

    assert back == 3
    assert Gap.objects.get(owner=cara) == gaps[0]
    assert Participation.objects.get(owner=cara) == part


def test_what_is_over_is_not_handed_over(work, amina, ben):
    gaps, part, letter = work
    Gap.objects.filter(pk=gaps[0].pk).update(state="GONE", stage=GapStage.REALISED)
    Participation.objects.filter(pk=part.pk).update(
        stage="LAPSED", lapse_reason="OTHER", ended_at=AT
    )
    Ask.objects.filter(pk=letter.pk).update(
        stage="DISCARDED", discarded_at=AT, discarded_by=ben
    )

    handed = actions.hand_over(ben, to=amina, by=amina, at=AT)

    assert (handed.gaps, handed.parts, handed.asks) == (2, [], [])


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (Role.TRUST_FINANCE, "works here as trust finance, which is not for this"),
        ("gone", "has no access here any more"),
        ("elsewhere", "does not work at this trust"),
        ("same", "It is theirs already"),
    ],
)
def test_only_a_colleague_who_does_this_work_takes_it_on(work, amina, dilys, role, why):
    ben = Membership.objects.get(user__full_name="Ben Okoro")
    people = {
        "gone": lambda: make_membership("Lea Gone", ends_on=date(2025, 9, 1)),
        "elsewhere": lambda: dilys,
        "same": lambda: ben,
    }
    to = people[role]() if role in people else make_membership("Femi Ade", role)

    with pytest.raises(Refused, match=why):
        actions.hand_over(ben, to=to, by=amina, at=AT)

    assert Gap.objects.filter(owner=ben).count() == 3


def test_another_trust_and_finance_hand_nothing_over(work, amina, ben, dilys):
    femi = make_membership("Femi Ade", Role.TRUST_FINANCE, amina.organisation)
    handed = actions.hand_over(ben, to=amina, by=amina, at=AT)

    for who in (dilys, femi):
        with pytest.raises(Refused):
            actions.hand_over(amina, to=ben, by=who, at=AT)
    for who in (dilys, ben):
        with pytest.raises(Refused, match="Only who handed it over"):
            actions.take_back(handed.act, by=who, at=AT)


def test_the_regional_office_hands_its_letters_over(rae):
    ada = make_membership("Ada Reed", Role.REGIONAL_LEAD, rae.organisation)
    letter = make_letter(rae)
    leave(rae)

    handed = actions.hand_over(rae, to=ada, by=ada, at=AT)

    assert (handed.gaps, handed.asks) == (0, [letter.pk])
    assert actions.take_back(handed.act, by=ada, at=AT)[1] == 1


def test_pages_say_what_a_leaver_left_and_hand_it_over(client, work, amina, ben):
    leave(ben)

    home = words_of(client.get("/"))
    listed = words_of(client.get("/leavers/"))
    asked = words_of(client.get(f"/leavers/{ben.pk}/hand-over/"))
    parts = client.get("/initiatives/?whose=nobodys")
    done = client.post(f"/leavers/{ben.pk}/hand-over/", {"to": amina.pk}, follow=True)

    assert "With somebody who left: 3 gaps, 1 initiative and 1 supplier pack" in home
    assert "1 initiative that nobody here looks after" in home
    assert "Ben Okoro" in listed
    assert "£6,000.00 a year" in listed
    said = "3 price gaps worth £6,000.00 a year, 1 initiative worth £0.00 a year and 1"
    assert said in asked
    assert [row.part.owner for row in parts.context["rows"]] == [ben]
    assert "Ben Okoro has left" in words_of(parts)
    sentence = "Handed over 3 price gaps, 1 initiative and 1 supplier pack to Amina"
    assert sentence in words_of(done)
    assert "Nothing is left behind" in words_of(done)
    [undo] = re.findall(r'action="(/leavers/acts/[^"]+)"', done.content.decode())
    assert "all of it is with Ben Okoro again" in words_of(
        client.post(undo, follow=True)
    )


def test_the_end_of_access_says_what_is_theirs_and_leads_there(client, work, ben):
    for address in (f"/people/{ben.pk}/", f"/people/{ben.pk}/end/"):
        page = client.get(address).content.decode()
        assert f'hx-get="/leavers/{ben.pk}/"' in page, address

    before = client.get(f"/leavers/{ben.pk}/", headers={"HX-Request": "true"})
    leave(ben)
    after = words_of(client.get(f"/leavers/{ben.pk}/"))

    assert "3 price gaps worth £6,000.00" in unescape(before.content.decode())
    assert f"/leavers/{ben.pk}/hand-over/" in before.content.decode()
    assert "Without anybody now that Ben Okoro has left: 3 price gaps" in after


def test_another_trusts_people_are_hidden(sign_in, work, dilys, ben):
    client = sign_in(dilys)

    assert client.get(f"/leavers/{ben.pk}/").status_code == 404
    assert client.get(f"/leavers/{ben.pk}/hand-over/").status_code == 404
    assert client.get("/leavers/").context["leavers"] == []


def test_a_page_for_fifty_parts_takes_as_many_queries_as_for_one(
    client, amina, ben, django_assert_max_num_queries
):
    make_gaps(amina.organisation, 3)
    for number in range(12):
        make_part(ben, f"Number {number}")
    leave(ben)

    with django_assert_max_num_queries(16):
        page = client.get("/leavers/")

    [leaver] = page.context["leavers"]
    assert (leaver.theirs.parts, leaver.theirs.part_value) == (12, Decimal(0))
    assert not HandOver.objects.exists()
