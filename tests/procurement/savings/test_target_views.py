"""The region's target, and the nightly check as each may see it."""

import pytest

from procurement.savings.actions import checking
from procurement.savings.models import SavingsCheck, SavingsTarget
from procurement.savings.tasks import check_savings
from tests.procurement.savings.test_month_views import words_of
from tests.procurement.savings.world import AT, TODAY, Gloves
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_the_regional_lead_sets_the_target_and_earlier_ones_are_kept(sign_in, rae):
    client = sign_in(rae)
    for amount in ("£12,000,000", "15 000 000"):
        said = {"year": "2026", "amount": amount, "note": "Board, 4 May"}
        page = client.post("/savings/targets/set/", said, follow=True)

    words = words_of(page)
    assert "The target of 2026/27 is £15.0m." in words
    assert "£15,000,000.00 Yes" in words
    assert "£12,000,000.00 No, replaced" in words
    assert SavingsTarget.objects.count() == 2
    assert AuditEvent.objects.filter(action="target_set").count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Give the target in pounds"),
        ("lots", "Give the target in pounds"),
        ("-5", "above £0"),
        ("9" * 30, "more than any region saves"),
    ],
)
def test_a_target_that_cannot_be_is_refused_in_words(sign_in, rae, typed, said):
    answer = sign_in(rae).post(
        "/savings/targets/set/", {"year": "2026", "amount": typed}
    )

    assert answer.status_code == 422
    assert said in words_of(answer)
    assert not SavingsTarget.objects.exists()


def test_a_trust_reads_the_target_and_may_not_set_it(sign_in, amina):
    client = sign_in(amina)

    assert "No target is set" in words_of(client.get("/savings/targets/"))
    assert client.get("/savings/targets/set/").status_code == 403


def test_findings_are_in_words_with_where_to_look_and_a_trust_sees_its_own(
    sign_in, rae, dilys
):
    gloves = Gloves()
    gloves.agree()
    check = SavingsCheck.objects.create(
        checked_at=AT, on=TODAY, claims=1, months=4,
        findings=[{
            "rule": "asks_again", "says": "Finance is asked again.",
            "organisation": "NGT", "trust": "NGT Hospitals",
            "product": gloves.product.pk, "product_name": "Nitrile gloves",
            "month": "2026-07-01", "amount": "13.00",
        }],
    )  # fmt: skip

    for member in (rae, gloves.lead):
        page = sign_in(member).get(f"/savings/checks/{check.pk}/")
        assert "Finance is asked again." in words_of(page)
        assert "July 2026 £13.00" in words_of(page)
        lines = f"/savings/parts/{gloves.part.pk}/months/2026-07/"
        assert f'href="{lines}"' in page.content.decode()
    other = words_of(sign_in(dilys).get(f"/savings/checks/{check.pk}/"))
    assert "Nothing was found at your trust" in other
    assert "gloves" not in other


def test_the_nightly_check_works_out_what_just_came_in_first(sign_in, rae):
    gloves = Gloves()
    gloves.agree()

    check_savings()

    [check] = SavingsCheck.objects.all()
    assert check.findings == []
    assert "nothing" in words_of(sign_in(rae).get("/savings/checks/"))


# Every month since 2010 at Northgate, and the last one at one other trust.
IN_PLENTY = """
SELECT o.id, p.id, m::date, 1.00::numeric
FROM products_product AS p, trusts_organisation AS o,
    generate_series(date '2010-01-01', date '2026-06-01', interval '1 month') AS m
WHERE o.code = 'NGT' OR (o.code = 'SMR' AND m = date '2026-06-01')
"""


def test_what_one_trust_has_in_plenty_hides_nothing_at_another(
    monkeypatch, sign_in, rae, dilys
):
    lead = Gloves().lead
    rules = {rule: (f"By {rule}.", IN_PLENTY) for rule in ("one", "other")}
    monkeypatch.setattr(checking, "RULES", rules)

    check = checking.check_savings(on=TODAY, at=AT)

    assert (check.more, check.found) == ({"NGT": 2 * (198 - 100)}, 2 * (198 + 1))
    for member, kept, more in ((rae, 202, 196), (lead, 200, 196), (dilys, 2, 0)):
        found = check.findings_for(member)
        assert (len(found), check.more_for(member)) == (kept, more)
        assert {each["rule"] for each in found} == {"one", "other"}
        page = words_of(sign_in(member).get(f"/savings/checks/{check.pk}/"))
        assert (f"{more} more were found" in page) is (more > 0)
