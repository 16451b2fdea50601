"""A day's work by the role that owns nothing: nothing that it needs is missing."""

from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from catalogue.prices.models import PricePaid
from catalogue.purchases.actions import roll_back_import
from catalogue.purchases.models import ImportState
from catalogue.spend.actions import keep_spend
from catalogue.suggestions.actions import suggest
from procurement.gaps import actions as gaps
from procurement.gaps.models import Gap
from procurement.opportunities.actions import keep_opportunities
from procurement.review.actions import refresh_questions
from procurement.savings.tasks import check_savings, keep_savings
from procurement.suppliers.actions import keep_suppliers
from tests.as_application import ROLE
from tests.cast import signed_in_client
from tests.extracts import AT, TODAY, extract, import_bytes, row
from tests.factories import make_membership, make_organisation
from trusts.models import AuditSeal
from trusts.roles import Role
from trusts.tasks import seal_audit, seal_everything


def bought(code, price):
    """Three orders of a trust, in months that no partition was made for."""
    return extract(
        *(
            row(
                po_number=f"{code}{month}",
                order_date=f"0{month}/0{month}/2026",
                gtin="04006381333931",
                local_code=f"{code}-GLOVE",
                unit_price=price,
                quantity="500",
            )
            for month in (7, 8, 9)
        )
    )


def keep_everything():
    """What the worker does again and again."""
    while gaps.catch_up(on=TODAY, at=AT):
        pass
    gaps.refresh_gaps(on=TODAY, at=AT)
    keep_spend()
    keep_suppliers(on=TODAY, at=AT)
    keep_opportunities(at=AT)
    refresh_questions(on=TODAY, at=AT)
    suggest(at=AT)
    suggest(at=AT, everything=True)
    keep_savings()
    check_savings()
    seal_audit()
    seal_everything()


PAGES = ("home", "gap_list", "import_list", "product_list", "supplier_list", "ask_list")


def test_files_come_in_gaps_are_found_and_a_file_goes_again(as_application):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == (ROLE, ROLE)
    northgate = make_organisation()
    amina = make_membership("Amina Rahman", Role.TRUST_LEAD, northgate)
    import_bytes(bought("SMR", "5.20"), make_organisation("SMR", "Southmere"))
    dear = import_bytes(bought("NGT", "6.50"), northgate)
    keep_everything()
    assert Gap.objects.listed().filter(organisation=northgate).exists()

    visitor = signed_in_client(amina)
    for page in PAGES:
        assert visitor.get(reverse(page)).status_code == 200, page

    roll_back_import(dear, by=amina, at=timezone.now())
    keep_everything()
    dear.refresh_from_db()
    assert dear.state == ImportState.ROLLED_BACK
    assert not PricePaid.objects.filter(organisation=northgate).exists()
    assert AuditSeal.objects.exists()
    call_command("verify_record")
