"""Lists of gaps and of what is left out: who sees what, and every figure as stored."""

import pytest

from procurement.gaps.models import Gap, SuspectPrice
from tests import region
from tests.procurement.gaps import world
from tests.reading import words_of
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap(amina, dilys):
    return world.fill()


def test_gap_list_shows_the_total_its_date_and_how_complete_it_is(sign_in, amina, gap):
    words = words_of(sign_in(amina).get("/gaps/"))

    assert "Price gaps worth £1,950 a year" in words
    assert "1 gap listed, £1,950.00 a year in all" in words
    assert "As at 30 September 2026" in words
    assert "All 5 trusts have given data" in words
    for figure in ("£1,950", "20%", "6.50p", "5.20p", "Southmere", "56 days ago"):
        assert figure in words


def test_gap_list_shows_a_trust_its_own_gaps_only(sign_in, dilys, gap):
    words = words_of(sign_in(dilys).get("/gaps/"))

    assert "No price gaps" in words
    assert "Nothing to act on" in words
    assert "Nitrile" not in words


def test_gap_list_shows_the_region_every_trusts_gaps_and_their_sum(sign_in, rae, gap):
    world.make_gaps(region.trust("SMR"), 2)

    page = sign_in(rae).get("/gaps/")
    narrowed = sign_in(rae).get("/gaps/?trust=SMR")

    assert "3 gaps listed at 2 trusts, £4,950.00 a year in all" in words_of(page)
    assert [each.worth.value for each in page.context["by_trust"]] == [3000, 1950]
    assert "2 gaps match, £3,000.00 a year" in words_of(narrowed)
    assert "Nitrile" not in words_of(narrowed)


def test_gap_list_says_when_nothing_was_compared_yet(sign_in, amina):
    words = words_of(sign_in(amina).get("/gaps/"))

    assert "No prices have been compared yet" in words


@pytest.mark.parametrize(
    "address",
    ["/gaps/{}/", "/gaps/{}/lines/", "/gaps/{}/lines/export/"],
)
def test_a_gap_of_another_trust_is_not_there(sign_in, dilys, rae, gap, address):
    assert sign_in(dilys).get(address.format(gap.pk)).status_code == 404
    assert sign_in(rae).get(address.format(gap.pk)).status_code == 200


@pytest.mark.parametrize("who", ["carys", "stella", "petra"])
@pytest.mark.parametrize(
    "address",
    ["/gaps/", "/gaps/export/", "/gaps/suspects/", "/gaps/{}/"],
)
def test_roles_without_peer_prices_are_refused(sign_in, request, gap, who, address):
    member = request.getfixturevalue(who)

    response = sign_in(member).get(address.format(gap.pk))

    assert response.status_code == 403
    assert b"6.50p" not in response.content


def test_text_from_a_file_is_never_markup(sign_in, amina, gap):
    for address in (f"/gaps/{gap.pk}/", "/gaps/suspects/"):
        content = sign_in(amina).get(address).content
        assert b"<script>alert" not in content
    assert world.HOSTILE in words_of(sign_in(amina).get(f"/gaps/{gap.pk}/"))


def test_suspect_list_says_what_is_probably_wrong(sign_in, rae, dilys, gap):
    words = words_of(sign_in(rae).get("/gaps/suspects/"))

    assert SuspectPrice.objects.get().organisation.code == "HLT"
    assert "Probably a pack difference: about 13 times what others pay." in words
    assert "No suspect prices" in words_of(sign_in(dilys).get("/gaps/suspects/"))


def test_suspect_list_does_not_count_in_the_total(sign_in, amina, gap):
    world.make_suspect(amina.organisation, region.product("Gowns"))

    words = words_of(sign_in(amina).get("/gaps/"))

    assert "Price gaps worth £1,950 a year" in words
    assert "1 suspect price waits for a check" in words


def test_left_out_shows_what_is_in_no_figure(sign_in, rae, gap):
    words = words_of(sign_in(rae).get("/gaps/left-out/"))

    assert "Matched to a product, but the pack is not known £70.00 1" in words


def test_left_out_items_are_what_its_figure_is_made_of(sign_in, rae, gap):
    client = sign_in(rae)
    [row] = client.get("/gaps/left-out/").context["rows"]

    page = client.get(f"/gaps/left-out/items/?reason={row.reason.code}")

    assert sum(item.spent for item in page.context["page"].rows) == row.value == 70
    assert "GLOVE BX" in words_of(page)
    assert client.get("/gaps/left-out/items/?reason=weather").status_code == 404


def test_left_out_is_of_the_members_own_trust(sign_in, amina, gap):
    client = sign_in(amina)

    assert client.get("/gaps/left-out/").context["rows"] == []
    page = client.get("/gaps/left-out/items/?reason=unknown-pack")
    assert "GLOVE BX" not in words_of(page)


def test_gap_list_needs_as_many_queries_for_fifty_rows_as_for_one(
    sign_in, amina, django_assert_max_num_queries
):
    world.make_gaps(amina.organisation, 60)
    client = sign_in(amina)

    for address in ("/gaps/", "/gaps/?sort=age&order=asc&least_trusts=3"):
        with django_assert_max_num_queries(16):
            assert len(client.get(address).context["page"].rows) >= 30
    with django_assert_max_num_queries(20):
        client.get("/gaps/?search=Product 1&supplier=x")


def test_looking_is_not_recorded_and_taking_away_is(sign_in, amina, gap):
    client = sign_in(amina)
    client.get("/gaps/")
    client.get(f"/gaps/{gap.pk}/")
    assert not AuditEvent.objects.filter(action="file_exported").exists()

    client.get("/gaps/export/?least_value=100")
    client.get(f"/gaps/{gap.pk}/lines/export/")

    first, second = AuditEvent.objects.filter(action="file_exported").order_by("pk")
    assert (first.target, first.membership_number) == ("Price gaps", amina.pk)
    assert first.detail["filters"]["Worth at least, £ a year"] == "100"
    assert first.detail["filters"]["Work"] == "Any, but not accepted"
    assert first.detail["as_at"] == "2026-09-30"
    assert first.detail["why"].startswith("To decide whom to ask")
    assert (
        second.target == f"Order lines of {gap.product.description}, price gap {gap.pk}"
    )
    assert Gap.objects.count() == 1
