"""One small region with something on every page, for tests that only look.

It is made once for a module and is there for the web server's thread too: rows are
committed, and taken away when the module is done.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from catalogue.products.models import Supplier
from catalogue.purchases.models import Item
from catalogue.spend.actions import keep_spend
from procurement.demonstration.models import Mail
from procurement.gaps.models import AcceptReason, Gap
from procurement.opportunities.actions import keep_opportunities
from procurement.suppliers.actions import keep_suppliers
from procurement.worklist import actions as worklist
from tests import region
from tests.browser.adopting import adoption_rows
from tests.browser.catalogue import import_rows, price_rows, product_rows
from tests.browser.dealings import league_rows, letter_rows
from tests.browser.initiatives import initiative_rows
from tests.browser.scoring import scoring_rows
from tests.browser.signing import about_to_sign, signing_rows
from tests.browser.specifications import specification_rows
from tests.browser.troubles import trouble_rows
from tests.cast import signed_in_client
from tests.emptying import past_triggers
from tests.factories import make_membership, make_organisation
from tests.procurement.gaps import world as gaps
from tests.procurement.review import questions
from tests.procurement.savings.months import months_of_savings
from trusts import audit
from trusts.actions.invitations import invite
from trusts.invitation_links import token_of
from trusts.models import Membership
from trusts.roles import Role

PLACES = {
    "CNL": ("Brindle Council", "council"),
    "REG": ("Regional Office", "regional_office"),
}
# One person for each role, where it is as a rule held.
PEOPLE = {
    Role.TRUST_LEAD: ("Amina Shah", "NGT"),
    Role.BUYER: ("Ben Okoro", "NGT"),
    Role.TRUST_FINANCE: ("Fran Doyle", "NGT"),
    Role.CLINICAL_REVIEWER: ("Carys Evans", "SMR"),
    Role.CLINICAL_CHAIR: ("Chidi Obi", "REG"),
    Role.REGIONAL_LEAD: ("Rae Lindqvist", "REG"),
    Role.DATA_STEWARD: ("Stella Nowak", "REG"),
    Role.COUNCIL_OFFICER: ("Cole Hart", "CNL"),
    Role.AUDITOR: ("Aldo Ricci", "REG"),
    Role.ADMINISTRATOR: ("Petra Quinn", "REG"),
}


@dataclass
class World:
    """Rows by the name tests know them by, and everybody signed in twice: once to ask
    for pages, once for a browser."""

    files: Path
    rows: dict[str, object]
    clients: dict[Role, Client]
    browsers: dict[Role, Client]


def make_world(files: Path) -> World:
    """Gaps, imports in two states, a suspect price, spend, people and events."""
    gap = gaps.fill()
    for code, (name, kind) in PLACES.items():
        make_organisation(code, name, kind)
    members = {
        role: make_membership(name, role, region.trust(code))
        for role, (name, code) in PEOPLE.items()
    }
    amina = members[Role.TRUST_LEAD]
    made = gaps.make_gaps(amina.organisation, 5)
    Gap.objects.update(found_on=timezone.localdate())
    act = _worked_on(gap, made, amina, members[Role.BUYER])
    gaps.make_suspect(amina.organisation, region.product("Gowns"))
    rows = {
        "gap": gap,
        "product": gap.product,
        "supplier": _supplier_of(gap),
        "ben": members[Role.BUYER],
        "act": str(act),
        **price_rows(gap.product, amina),
        **import_rows(amina),
        **_events(amina),
        **_invitation(amina),
        **product_rows(gap.product),
        # What stands in an address as it is.
        "of_products": "product",
        "of_suppliers": "supplier",
        **{each: each for each in ("name", "succession")},
        "code": amina.organisation.code,
        "month": "2026-08",
        "metric": "M5",
        "prices": "M1",
        "gaps": "M2",
    }
    keep_spend(everything=True)
    keep_suppliers(on=gaps.DAY, at=timezone.now())
    rows |= initiative_rows(amina)
    rows |= months_of_savings(amina, members[Role.TRUST_FINANCE])
    keep_opportunities(at=timezone.now())
    rows |= questions.ask_of_each_kind(gap.product, by=amina)
    rows |= league_rows(members)
    rows |= specification_rows(members, gap.product)
    rows |= signing_rows(members)
    rows |= scoring_rows(members, gap.product)
    rows |= trouble_rows(members)
    rows |= adoption_rows(members)  # after it: of the same product
    rows |= letter_rows(rows["supplier"], amina)
    _without_password(members[Role.COUNCIL_OFFICER])
    world = World(files, rows, _signed_in(members), _signed_in(members))
    for everybody in (world.clients, world.browsers):
        about_to_sign(everybody[Role.CLINICAL_REVIEWER], rows)
    return world


def _without_password(member: Membership) -> None:
    """As who came in by single sign-on: they can give themselves one."""
    member.user.set_unusable_password()
    member.user.save(update_fields=["password"])


def _worked_on(gap: Gap, made: list[Gap], amina: Membership, ben: Membership) -> UUID:
    """Gloves are Ben’s and watched, one gap is accepted, one is with a leaver."""
    at, later = timezone.now(), timezone.localdate() + timedelta(days=30)
    leaver = make_membership("Lea Gone", Role.BUYER, amina.organisation)
    worklist.assign(made[3:4], to=leaver, by=amina, at=at)
    Membership.objects.filter(pk=leaver.pk).update(
        ends_on=later - timedelta(days=60), ended_at=at
    )
    worklist.accept(
        made[4:], reason=AcceptReason.CLINICAL, review_on=later, by=amina, at=at
    )
    worklist.watch(gap, by=amina, at=at)
    note = "Call Kestrel before the contract ends."
    return worklist.assign([gap], to=ben, due_on=later, note=note, by=amina, at=at).act


def _supplier_of(gap: Gap) -> Supplier:
    kestrel = Supplier.objects.create(name="Kestrel", name_key="KESTREL")
    Item.objects.filter(supplier_name="Kestrel").update(supplier=kestrel)
    return kestrel


def _events(amina: Membership) -> dict[str, object]:
    at = timezone.now()
    audit.record("file_exported", target="Price gaps", by=amina, at=at)
    event = audit.record("import_rolled_back", target="may.csv", by=amina, at=at)
    mail = Mail.objects.create(
        sent_at=at, sender="a@example.org", recipients="b@example.org",
        subject="Your invitation", text="Come in: http://localhost/invitations/x/",
    )  # fmt: skip
    return {"event": event, "mail": mail}


def _invitation(amina: Membership) -> dict[str, object]:
    invitation = invite(
        email="ines@example.org",
        full_name="Ines Roth",
        organisation=amina.organisation,
        role=Role.BUYER,
        starts_on=timezone.localdate(),
        ends_on=None,
        site="http://localhost",
        by=amina,
        at=timezone.now(),
    )
    token = token_of(invitation)
    return {"invitation": invitation, "token": token}


def _signed_in(members: dict[Role, Membership]) -> dict[Role, Client]:
    return {role: signed_in_client(member) for role, member in members.items()}


# A thread of the web server ends with the browser's line to it, which the browser
# keeps; until then it keeps its own to the database, which could not be dropped.
END_SESSIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def take_world_away() -> None:
    """Also the connection: under a running browser it is one of its own, which nobody
    else would close."""
    with past_triggers():
        call_command("flush", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(END_SESSIONS)
    connection.close()
