"""The commands that bring in organisations and the first people."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories import make_membership, make_organisation
from trusts.models import Membership, Organisation

pytestmark = pytest.mark.django_db

HEADINGS = "code,name,kind,postcode\n"


@pytest.fixture
def load(tmp_path, capsys):
    def run(text, *options):
        path = tmp_path / "organisations.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("load_organisations", str(path), *options)
        return capsys.readouterr().out

    return run


def test_load_organisations_counts_in_json(load):
    text = "\ufeff" + HEADINGS + "ngt, Northgate  Hospitals ,Acute trust,zz1 1aa\n\n"

    assert json.loads(load(text, "--json")) == {
        "rows": 1,
        "added": 1,
        "renamed": 0,
        "changed": 0,
        "unchanged": 0,
    }
    northgate = Organisation.objects.get()
    assert (northgate.code, northgate.name) == ("NGT", "Northgate Hospitals")
    assert (northgate.kind, northgate.postcode) == ("acute", "ZZ1 1AA")


def test_load_organisations_says_what_happened(load):
    load(HEADINGS + "NGT,Northgate,acute,\n")

    assert load(HEADINGS + "NGT,Northgate,community,\n") == (
        "1 organisations in the file = 0 added + 0 renamed + 1 changed + 0 unchanged.\n"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is missing"),
        (HEADINGS, "headings and no organisations"),
        ("code;name;kind;postcode\nA;B;acute;\n", "has to name the columns"),
        (HEADINGS + "N!,Northgate,acute,\n", "Line 2: the code “N!” is not"),
        (HEADINGS + "NGT,,acute,\n", "Line 2: the name is empty"),
        (HEADINGS + "NGT," + "x" * 201 + ",acute,\n", "longer than 200"),
        (HEADINGS + "NGT,Northgate,zoo,\n", "“zoo” is not one of acute"),
        (HEADINGS + "NGT,Northgate,acute,££\n", "is no postcode"),
        (HEADINGS + "NGT,A,acute,\nNGT,B,acute,\n", "already on line 2"),
        (HEADINGS + 'NGT,"A,acute,\n', "no CSV"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"a\x00b", "NUL bytes"),
    ],
)
def test_load_organisations_refuses_and_changes_nothing(load, text, reason):
    good = HEADINGS + "SMR,Southmere,acute,\n"
    if isinstance(text, str) and text.startswith(HEADINGS) and text != HEADINGS:
        text = good + text.removeprefix(HEADINGS)
        reason = reason.replace("Line 2", "Line 3").replace("line 2", "line 3")

    with pytest.raises(CommandError, match="Nothing was changed") as refusal:
        load(text)

    assert reason in str(refusal.value)
    assert not Organisation.objects.exists()


def test_load_organisations_names_a_missing_file():
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("load_organisations", "/nowhere/organisations.csv")


def test_add_member_prints_a_link_that_sets_the_password(capsys):
    make_organisation("NGT")
    call_command(
        "add_member",
        "Amina@Example.org",
        name="Amina Shah",
        organisation="ngt",
        role="trust_lead",
    )
    link = capsys.readouterr().out.split("password: ")[1].strip()

    client = Client()
    page = client.get(link, follow=True)
    new = "a long and lovely phrase"
    answer = client.post(
        page.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True
    )

    assert answer.wsgi_request.user.is_authenticated
    member = Membership.objects.get()
    assert member.user.check_password(new)
    assert member.user.email == "amina@example.org"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"organisation": "XXX"}, "no organisation with the code XXX"),
        ({"role": "council_officer"}, "belongs to a council"),
        ({"email": "amina"}, "amina is no e-mail address"),
    ],
)
def test_add_member_refuses(changed, reason):
    make_membership("Ben Okoro")
    given = {"organisation": "NGT", "role": "buyer", "email": "amina@example.org"}
    given |= changed

    with pytest.raises(CommandError, match=reason):
        call_command("add_member", given.pop("email"), name="Amina", **given)

    assert Membership.objects.count() == 1


def test_load_organisations_takes_days_and_writes_names_as_people_do(load):
    dated = "code,name,kind,postcode,opened_on,closed_on,name_from\n"
    load(HEADINGS + "RM3,SALFORD ROYAL NHS TRUST,acute,M6 8HD\n", "--on", "2016-04-01")
    later = (
        "RM3,NORTHERN CARE (SALFORD AND KING'S-UPON-MERE) NHS TRUST,acute,M6 9XX,"
        "1994-04-01,,2021-10-01\nRW6,Pennine,acute,,,2021-10-01,\n"
    )

    counted = json.loads(load(dated + later, "--on", "2022-03-31", "--json"))
    again = json.loads(load(dated + later, "--on", "2022-03-31", "--json"))

    assert (counted["added"], counted["renamed"], again["unchanged"]) == (1, 1, 2)
    salford = Organisation.objects.get(code="RM3")
    assert salford.name == "Northern Care (Salford and King's-upon-Mere) NHS Trust"
    assert salford.name_on(date(2021, 9, 30)) == "Salford Royal NHS Trust"
    assert salford.postcode_on(date(2021, 10, 1)) == "M6 8HD"
    assert salford.opened_on == date(1994, 4, 1)
    assert Organisation.objects.get(code="RW6").closed_on == date(2021, 10, 1)


def test_load_organisations_closes_none_where_people_have_access_unless_told(load):
    member = make_membership()
    text = HEADINGS.strip() + ",closed_on\nNGT,Northgate University Hospitals,acute,,"

    with pytest.raises(CommandError, match="1 person has access there"):
        load(text + "2021-01-01\n")
    load(text + "2021-01-01\n", "--end-access")

    member.refresh_from_db()
    assert member.ended_at


def test_load_successions_records_them_once(tmp_path, capsys):
    make_organisation("OLD", "Old"), make_organisation("NEW", "New")
    path = tmp_path / "successions.csv"
    path.write_text("predecessor,successor,on,kind\nold,NEW,2021-10-01,merged\n")

    call_command("load_successions", str(path))
    call_command("load_successions", str(path), "--json")

    first, again = capsys.readouterr().out.splitlines()
    assert first == "1 successions in the file = 1 added + 0 unchanged."
    assert json.loads(again) == {"rows": 1, "added": 0, "unchanged": 1}
    assert str(Organisation.objects.get(code="OLD").closed_on) == "2021-10-01"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("OLD,XXX,2021-10-01,merged", "no organisation with the code XXX"),
        ("OLD,NEW,1.10.21,merged", "Line 2: “1.10.21” is no day"),
        ("OLD,NEW,,merged", "Line 2: the day is empty"),
        ("OLD,NEW,2021-10-01,bought", "Line 2: the kind “bought” is not one of"),
        (
            "OLD,NEW,2022-01-01,merged",
            "On record is: Old merged into New, on 1 October",
        ),
    ],
)
def test_load_successions_refuses_and_changes_nothing(tmp_path, row, reason):
    make_organisation("OLD", "Old"), make_organisation("NEW", "New")
    path = tmp_path / "successions.csv"
    good = "predecessor,successor,on,kind\nOLD,NEW,2021-10-01,merged\n"
    if "2022" in row:
        path.write_text(good)
        call_command("load_successions", str(path))
    path.write_text(good.replace("OLD,NEW,2021-10-01,merged", row))

    with pytest.raises(CommandError, match="Nothing was changed") as refusal:
        call_command("load_successions", str(path))

    assert reason in str(refusal.value)
