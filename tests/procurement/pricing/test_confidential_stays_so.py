"""One confidential price, looked for in every page and file that a peer can open.

Southmere pays £4.7319, which no other figure looks like. What it is, and what could be
worked back to it (the gap, the percentage, the median of two), stands nowhere; nor does
Southmere where the product is spoken of.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from catalogue.matching.models import TouchedProduct
from catalogue.prices.actions import make_confidential
from catalogue.prices.models import ConfidentialReason
from catalogue.products.models import Supplier
from catalogue.purchases.models import Item
from catalogue.spend.actions import keep_spend
from procurement.asks import actions as asks
from procurement.gaps.actions import refresh_touched_gaps
from procurement.gaps.models import Gap
from procurement.opportunities.actions import keep_opportunities
from procurement.savings.actions import start_from_gaps
from procurement.suppliers.actions import keep_suppliers
from procurement.ui.figures import pounds, pounds_exact
from tests import region
from tests.browser.test_every_page import SHOWN, addresses_of
from tests.browser.world import make_world
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.house_rules.the_house import our_patterns
from tests.procurement.gaps import world as gaps
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db

SECRET = Decimal("4.7319")
NAME, WHOSE = "Cannula 7731", "Southmere"
SMALL = f"{NAME}, small"
# Northgate pays 6.2541 for 3,000 a year; Southmere's is 4.7319; Holm's 5.9207.
PAID, UNITS = Decimal("6.2541"), Decimal(3000)


@pytest.fixture
def made(tmp_path, settings):
    settings.FILES_DIR = settings.MEDIA_ROOT = tmp_path
    settings.DEMONSTRATION = settings.KEEPS_MAIL = True
    world = make_world(tmp_path)
    product = region.product(NAME)
    small = region.product(SMALL)
    seller = Supplier.objects.create(name="Cannula House", name_key="CANNULA HOUSE")
    for code, price in (("NGT", PAID), ("SMR", SECRET), ("HLM", Decimal("5.9207"))):
        item = region.item(region.trust(code), product, eaches=1)
        item.supplier, item.supplier_name = seller, seller.name
        item.save(update_fields=["supplier", "supplier_name"])
        days = [date(2026, 9, day) for day in (3, 4, 5)]
        region.buy(item, [(day, 1000, str(price * 1000)) for day in days])
    gone = gone_gap(small, days)
    world.rows |= {"product": product, "supplier": seller}
    worked_out(product)
    world.rows["gap"] = Gap.objects.get(product=product, organisation__code="NGT")
    world.rows["gone"] = gone
    return world


def gone_gap(product, days):
    """Northgate's gap to the same price of another product: it pays less now."""
    for code, price in (("NGT", PAID), ("SMR", SECRET)):
        item = region.item(region.trust(code), product, eaches=1)
        region.buy(item, [(day, 1000, str(price * 1000)) for day in days])
    worked_out(product)
    ours = Item.objects.get(organisation__code="NGT", match__product=product)
    region.buy(ours, [(days[2], 100_000, "410000.00")])
    worked_out(product)
    return Gap.objects.get(product=product, organisation__code="NGT", state="GONE")


def worked_out(product):
    TouchedProduct.objects.create(product_id=product.pk, import_id=0)
    refresh_touched_gaps(at=timezone.now())
    keep_spend(everything=True)
    keep_suppliers(on=gaps.DAY, at=timezone.now())
    keep_opportunities(at=timezone.now())


def kept_confidential(world):
    dilys = make_membership("Dilys Morgan", Role.TRUST_LEAD, region.trust("SMR"))
    for product in (world.rows["product"], world.rows["gone"].product):
        make_confidential(
            dilys.organisation,
            product,
            reason=ConfidentialReason.CONTRACT,
            evidence="",
            ends_on=timezone.localdate() + timedelta(days=30),
            by=dilys,
            at=timezone.now(),
        )
    worked_out(world.rows["product"])
    return dilys


def act_on_it(world):
    """A letter and an initiative about the gap, made since."""
    amina = Membership.objects.get(user__full_name="Amina Shah")
    gap = Gap.objects.get(pk=world.rows["gap"].pk)
    draft = asks.draft_ask(
        world.rows["supplier"], gaps=[gap.pk], by=amina, at=timezone.now()
    )
    world.rows["draft"] = draft
    started = start_from_gaps(
        "Cannulas", [gap], by=amina, at=timezone.now(), kind="NO_SWITCH",
        benefit="CASH_RELEASING", is_recurrent=True,
        organisations=[amina.organisation],
        start_month=timezone.localdate().replace(day=1),
    ).initiative  # fmt: skip
    world.rows |= {
        "initiative": started,
        "identified": started.participations.get(),
        "part": started.participations.get(),
    }
    return [
        reverse(name, args=[draft.pk]) for name in ("ask_letter", "ask_workbook")
    ] + [f"{reverse('gap_list')}?search=cannula&sort=percent&organisations=restated"]


def secrets():
    """The price and what it can be worked back from, in every way it could stand."""
    percent = (PAID - SECRET) / PAID * 100
    value = (PAID - SECRET) * UNITS
    return {
        "4.7319", "473.19p", "£4.73", "1.5222", f"{percent:.1f}%", f"{percent:.4f}",
        f"{(percent / 100):.6f}", pounds(value), pounds_exact(value), f"{value:.2f}",
        f"{value:f}", f"{value / 12:.2f}", pounds(value / 12), "14195.7",
    }  # fmt: skip


def text_of(answer):
    """All that an answer says, tags and all; cells and words of files."""
    if answer.status_code != 200:
        return answer.content.decode(errors="replace") if answer.content else ""
    kind = answer.headers.get("Content-Type", "")
    whole = answer.getvalue()
    if "spreadsheet" in kind:
        sheets = load_workbook(BytesIO(whole)).worksheets
        cells = (c for sheet in sheets for row in sheet.values for c in row)
        return "\n".join(str(cell) for cell in cells if cell is not None)
    if "pdf" in kind:
        return "\n".join(
            page.extract_text() for page in PdfReader(BytesIO(whole)).pages
        )
    return whole.decode(errors="replace")


def all_addresses(world):
    for pattern, _ in our_patterns():
        if not pattern.pattern.converters or pattern.name in SHOWN:
            yield from addresses_of(pattern, world)


def told(client, addresses):
    """What of the secrets each address tells, and where it names the trust."""
    found = {}
    looked_for = [
        re.compile(rf"(?<![\w.,]){re.escape(each)}(?!\w|[.,]\d)") for each in secrets()
    ]
    for address in addresses:
        answer = client.get(address)
        if answer.status_code >= 500:
            found[address] = [answer.status_code]
            continue
        text = text_of(answer)
        said = [each.pattern for each in looked_for if each.search(text)]
        said += [
            line[:300]
            for line in text.splitlines()
            if NAME in line and WHOSE in line and len(line) < 5000
        ]
        if said:
            found[address] = said
    return found


def test_no_page_and_no_file_tells_a_confidential_price(made, tmp_path):
    client = made.clients[Role.TRUST_LEAD]
    about = [reverse("gap_detail", args=[made.rows[g].pk]) for g in ("gap", "gone")]
    assert len(told(client, about)) == 2, "the search finds what it looks for"

    dilys = kept_confidential(made)
    more = act_on_it(made)
    addresses = [*all_addresses(made), *more, *about]
    assert len(addresses) > 200

    assert told(client, addresses) == {}
    stan = make_membership("Stan Ward", Role.DATA_STEWARD, region.trust("NGT"))
    assert told(signed_in_client(stan), addresses) == {}
    for name in ("gap_detail", "product_detail"):
        page = client.get(reverse(name, args=[made.rows[name.partition("_")[0]].pk]))
        assert WHOSE not in page.content.decode()
        assert "£4.70 to £5.10" in page.content.decode()
    product = reverse("product_detail", args=[made.rows["product"].pk])
    for member in (signed_in_client(dilys), made.clients[Role.REGIONAL_LEAD]):
        assert "£4.7319" in member.get(product).content.decode()
    path = tmp_path / "gaps.csv"
    call_command("export_gaps", on=gaps.DAY, output=path)
    assert "4.731900" in path.read_text()
