"""The record as auditors read it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories import make_membership
from tests.files import rows_of
from trusts import audit
from trusts.models import AuditEvent
from trusts.record_words import details_of
from trusts.roles import Role

pytestmark = pytest.mark.django_db

AT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # in London it is 2 July


@pytest.fixture
def events(amina, dilys):
    audit.record("gap_accepted", target="Gloves", by=amina, at=AT, reason="contract")
    audit.record("gap_accepted", target="Gowns", by=dilys, at=AT.replace(day=5))
    audit.record("import_done", target="march.csv", by=dilys, at=AT.replace(day=9))


def targets(page):
    return [row.event.target for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["march.csv", "Gowns", "Gloves"]),
        ({"search": "amina"}, ["Gloves"]),
        ({"search": "dilys gow"}, ["Gowns"]),
        ({"action": "gap_accepted"}, ["Gowns", "Gloves"]),
        ({"organisation": "SMR"}, ["march.csv", "Gowns"]),
        ({"from_day": "2026-07-02", "until_day": "2026-07-02"}, ["Gloves"]),
        ({"until_day": "2026-07-01"}, []),
        ({"search": "100%_"}, []),
    ],
)
def test_record_list_is_narrowed(sign_in, aldo, events, asked, found):
    page = sign_in(aldo).get(reverse("record_list"), asked)

    assert targets(page) == found


@pytest.mark.parametrize(
    "asked",
    [
        {"action": "nothing_of_ours"},
        {"from_day": "yesterday"},
        {"from_day": "2026-07-02", "until_day": "2026-07-01"},
        {"until_day": "9999-12-31"},
    ],
)
def test_record_list_says_which_filter_is_wrong(sign_in, aldo, events, asked):
    page = sign_in(aldo).get(reverse("record_list"), asked).content.decode()

    assert "There is a problem" in page


def test_record_list_pages_with_few_queries(
    sign_in, aldo, amina, django_assert_max_num_queries
):
    for number in range(60):
        audit.record("tested", target=f"T{number}", by=amina, at=AT)
    client = sign_in(aldo)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("record_list"))
    older = client.get(reverse("record_list"), {"after": page.context["page"].older})
    newer = client.get(reverse("record_list"), {"before": older.context["page"].newer})

    assert targets(page) + targets(older) == [f"T{n}" for n in reversed(range(60))]
    assert targets(newer) == targets(page)


def test_the_auditor_of_one_trust_reads_that_trusts_record(sign_in, events, northgate):
    una = make_membership("Una Price", Role.AUDITOR, northgate)
    client = sign_in(una)
    theirs = AuditEvent.objects.get(target="Gowns")

    assert targets(client.get(reverse("record_list"))) == ["Gloves"]
    assert client.get(reverse("record_detail", args=[theirs.pk])).status_code == 404


def test_one_event_is_opened_in_words(sign_in, aldo, amina):
    event = audit.record(
        "membership_added",
        target="<b>Ben</b>",
        by=amina,
        at=AT,
        role="trust_lead",
        starts_on="2026-10-04",
        ends_on=None,
        after={"kind": "acute", "names": ["a", "b"]},
    )

    assert details_of(event) == [
        ("Role", "Procurement lead"),
        ("After – kind", "Acute trust"),
        ("After – names", "a, b"),
        ("First day", "4 October 2026"),
        ("Last day", "None"),
    ]
    page = sign_in(aldo).get(reverse("record_detail", args=[event.pk])).content.decode()
    assert "Role given" in page
    assert "&lt;b&gt;Ben&lt;/b&gt;" in page


def test_record_export_is_itself_recorded(sign_in, aldo, events):
    answer = sign_in(aldo).get(reverse("record_export"), {"search": "Gloves"})

    [row] = rows_of(answer)
    assert (row["what"], row["organisation_code"]) == ("Gloves", "NGT")
    assert row["detail"] == "Reason: contract"
    assert AuditEvent.objects.get(action="file_exported").target == "The record"
