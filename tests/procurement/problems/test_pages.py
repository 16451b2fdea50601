"""Pages of problems: two taps, who reads what, and no price."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.problems import actions
from procurement.problems.models import ProductProblem, SafetyNotice
from procurement.specifications.actions import reaffirm
from tests import region
from tests.cast import signed_in_client
from tests.factories import make_membership, make_organisation
from tests.files import about_of, rows_of
from tests.procurement.problems.world import (
    in_force,
    notice,
    product_of,
    report,
)
from tests.procurement.signoff.test_no_price import Recording, crawl, prices_in
from trusts.roles import Role

pytestmark = pytest.mark.django_db

NUMBER = actions.References(incident_reference="INC-77", yellow_card_reference="YC-3")


@pytest.fixture
def world():
    return in_force(at=timezone.now() - timedelta(days=60))


def page_of(world, member, name, *args):
    return signed_in_client(member).get(reverse(name, args=args))


def test_a_clinician_reports_in_two_taps_from_the_reading_page(world):
    client = signed_in_client(world.member("Carys"))
    pk = world.specification.pk
    address = reverse("problem_report", args=[pk])
    reading = client.get(reverse("version_detail", args=[pk, 1]))
    assert f'href="{address}"' in reading.text
    form = client.get(address).context["form"]
    assert form["product"].value() == str(product_of(world).pk)
    assert form["happened_on"].value() == timezone.localdate()

    said = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(address, said | {"kind": "NEAR_MISS", "what": "It leaks."})

    problem = ProductProblem.objects.get()
    assert answer["Location"] == reverse("problem_detail", args=[problem.pk])
    assert problem.organisation == world.trusts[1]
    said = client.get(answer["Location"]).text
    assert "It leaks." in said
    assert "https://yellowcard.mhra.gov.uk" in said


def test_what_is_missing_is_said_beside_the_field(world):
    client = signed_in_client(world.member("Carys"))
    address = reverse("problem_report", args=[world.specification.pk])
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = client.post(address, {"happened_on": tomorrow.isoformat()})

    assert answer.status_code == 422
    for says in (
        "Choose the product.",
        "Choose what kind of problem it is.",
        "Say what happened, in a sentence or two.",
    ):
        assert says in answer.text


def test_other_trusts_read_it_without_who_it_was_and_outside_nobody_does(world):
    problem = report(world, "Carys", at=timezone.now(), references=NUMBER)
    own, other = world.member("Carys"), world.member("Dai")
    stranger = make_membership(
        "Sam Roe", Role.CLINICAL_REVIEWER, make_organisation("OUT", "Outside Trust")
    )

    own_page, other_page = (
        page_of(world, each, "problem_detail", problem.pk).text for each in (own, other)
    )

    assert all(each in own_page for each in ("Carys Jones", "INC-77", "YC-3"))
    assert not any(each in other_page for each in ("Carys Jones", "INC-77"))
    assert all(each in other_page for each in ("Southmere Hospitals", "YC-3"))
    assert page_of(world, stranger, "problem_detail", problem.pk).status_code == 404
    assert (
        "Problem" not in page_of(world, stranger, "problem_list").context["page"].rows
    )
    assert page_of(world, stranger, "problem_list").context["page"].rows == []


def test_the_specifications_page_says_what_led_to_a_review_until_it_stands(world):
    at = timezone.now()
    led = [report(world, name, at=at) for name in ("Dai", "Carys", "Efa")]

    pages = [
        page_of(world, world.chair, "specification_detail", world.specification.pk),
        page_of(world, world.chair, "version_detail", world.specification.pk, 1),
        page_of(
            world, world.chair, "version_move", world.specification.pk, 1, "reaffirm"
        ),
    ]

    for page in pages:
        assert "were reported by 3 trusts within 30 days" in page.text
        for each in led:
            assert reverse("problem_detail", args=[each.pk]) in page.text
    assert "3 problems reported" in pages[0].text
    reaffirm(world.version, reason="Mended.", by=world.chair, at=timezone.now())
    again = page_of(
        world, world.chair, "specification_detail", world.specification.pk
    ).text
    assert "What called for a review" not in again
    assert "within 30 days." in again  # among what happened


def test_follow_up_mistake_and_notice_are_entered_on_pages(world):
    problem = report(world, "Carys", at=timezone.now())
    client, chair = (
        signed_in_client(each) for each in (world.member("Carys"), world.chair)
    )

    client.post(
        reverse("problem_follow_up", args=[problem.pk]),
        {"text": "The maker has it.", "lfpse_reference": "L-9"},
    )
    client.post(
        reverse("problem_take_back", args=[problem.pk]), {"reason": "Another product."}
    )
    entered = chair.post(
        reverse("notice_enter"),
        {
            "product": product_of(world).pk,
            "kind": "RECALL",
            "reference": "R 2",
            "title": "One lot",
            "issued_on": timezone.localdate().isoformat(),
            "url": "https://www.gov.uk/x",
        },
    )

    page = client.get(reverse("problem_detail", args=[problem.pk])).text
    assert "The maker has it." in page
    assert "L-9" in page
    assert "it counts no more" in page
    found = SafetyNotice.objects.get()
    assert entered["Location"] == reverse("notice_detail", args=[found.pk])
    assert "came under review" in chair.get(entered["Location"]).text


def test_an_address_that_is_no_web_page_is_refused(world):
    chair = signed_in_client(world.chair)

    answer = chair.post(reverse("notice_enter"), {"url": "http://x.example.org"})

    assert "has to begin with https://" in answer.text


def test_the_list_costs_the_same_for_many(world, django_assert_max_num_queries):
    at = timezone.now()
    for place in range(12):
        report(world, "Carys", at=at, what=f"It leaks, {place}.")
    client = signed_in_client(world.member("Carys"))

    with django_assert_max_num_queries(8):
        page = client.get(reverse("problem_list"))

    assert len(page.context["page"].rows) == 12


def test_both_lists_are_files_that_say_who_reported_nowhere(world):
    at = timezone.now()
    report(world, "Carys", at=at, references=NUMBER)
    report(world, "Dai", kind="FIT", at=at)
    notice(world, at=at)
    own, other = (signed_in_client(world.member(name)) for name in ("Carys", "Dai"))
    where = reverse("problem_export")
    assert f'href="{where}?kind=DEFECT' in own.get("/problems/?kind=DEFECT").text

    [row] = rows_of(own.get(where, {"kind": "DEFECT"}))
    [seen] = rows_of(other.get(where, {"kind": "DEFECT", "format": "xlsx"}))

    assert (row["Incident system"], row["Yellow Card"]) == ("INC-77", "YC-3")
    assert (seen["Incident system"], seen["Yellow Card"]) == ("", "YC-3")
    assert "Carys Jones" not in [*row.values(), *seen.values()]
    assert about_of(own.get(where, {"whose": "ours"}))["Of"] == "Southmere Hospitals"
    page = own.get(where, {"kind": "x"}, follow=True).content.decode()
    assert "There is a problem" in page
    [entered] = rows_of(other.get(reverse("notice_export")))
    assert (entered["Reference"], entered["Title"]) == ("FSN-7", "A valve")


def test_no_price_is_on_any_page_of_it(world):
    on = timezone.localdate() - timedelta(days=9)
    for trust, value in zip(world.trusts, ("7319.46", "8419.57"), strict=False):
        orders = [(on - timedelta(days=days), 10_000, value) for days in range(3)]
        region.buy(region.item(trust, product_of(world)), orders)
    problem = report(world, "Carys", "HARM", at=timezone.now())
    found = notice(world, at=timezone.now())
    client = Recording()
    client.force_login(world.member("Carys").user)

    seen = crawl(client, reverse("problem_list"))

    assert {
        reverse("problem_detail", args=[problem.pk]),
        reverse("notice_detail", args=[found.pk]),
        reverse("problem_report", args=[world.specification.pk]),
    } <= seen
    # What is packed into a PDF or a workbook spells anything by chance; what stands in
    # a workbook stands in the CSV file, too.
    packed = ("%PDF", "PK")
    read = {at: s for at, s in client.answers.items() if not s.startswith(packed)}
    assert prices_in(read) == {}
