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

from catalogue.matching.actions import merge, say_different, say_equivalent, split
from catalogue.prices.models import ConfidentialPrice, PriceCorrection, PriceDispute
from catalogue.products.models import EquivalenceLevel, Kind, Product, Supplier
from catalogue.purchases import actions
from catalogue.purchases.models import Item
from catalogue.spend.actions import keep_spend
from procurement.asks import actions as asks
from procurement.demonstration.models import Mail
from procurement.gaps.models import AcceptReason, Gap
from procurement.league import actions as league_actions
from procurement.league.models import Outcome
from procurement.opportunities.actions import keep_opportunities
from procurement.suppliers.actions import keep_suppliers
from procurement.suppliers.models import GapSupplier
from procurement.worklist import actions as worklist
from tests import region
from tests.browser.adopting import adoption_rows
from tests.browser.initiatives import initiative_rows
from tests.browser.scoring import scoring_rows
from tests.browser.signing import about_to_sign, signing_rows
from tests.browser.specifications import specification_rows
from tests.cast import signed_in_client
from tests.emptying import past_triggers
from tests.extracts import extract, import_bytes, row
from tests.factories import make_membership, make_organisation
from tests.procurement.gaps import world as gaps
from tests.procurement.league import world as league
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
        **_wrong_prices(gap.product, amina),
        **_imports(amina),
        **_events(amina),
        **_invitation(amina),
        **_said(gap.product),
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
    rows |= _league(members)
    rows |= specification_rows(members, gap.product)
    rows |= signing_rows(members)
    rows |= scoring_rows(members, gap.product)
    rows |= adoption_rows(members)
    rows |= _letters(rows["supplier"], amina)
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


def _wrong_prices(product: Product, amina: Membership) -> dict[str, object]:
    today, at = timezone.localdate(), timezone.now()
    correction = PriceCorrection.objects.create(
        kind="ADJUSTMENT", scope="PRICE", organisation=amina.organisation,
        product=product, reason="REBATE", percent=-10, evidence="Contract 4711",
        starts_on=today, ends_on=today + timedelta(days=9),
        until_on=today + timedelta(days=10), made_at=at, made_by=amina,
    )  # fmt: skip
    southmere = make_organisation("SMR")
    dispute = PriceDispute.objects.create(
        organisation=southmere, product=product, price_each="0.052", says="Not ours.",
        opened_on=today, opened_at=at,
        opened_by=make_membership("Dilys Morgan", Role.BUYER, southmere),
    )  # fmt: skip
    kept = ConfidentialPrice.objects.create(
        organisation=amina.organisation, product=region.product("Product 0"),
        reason="CONTRACT", evidence="Contract 4711, clause 9",
        ends_on=today + timedelta(days=90), made_at=at, made_by=amina,
    )  # fmt: skip
    return {"correction": correction, "dispute": dispute, "kept": kept}


def _imports(amina: Membership) -> dict[str, object]:
    done = import_bytes(
        extract(row(), row(line_number="2", quantity="lots")), amina.organisation
    )
    asking, _ = actions.receive_file(
        [extract(row(order_date="03/04/2026"))],
        file_name="march.csv",
        organisation=amina.organisation,
        by=amina,
        at=timezone.now() - timedelta(hours=1),
    )
    profile = done.profile
    version = profile.versions.get()
    return {"done": done, "asking": asking, "profile": profile, "version": version}


def _said(gloves: Product) -> dict[str, object]:
    """Gloves under gloves, gowns that are no gloves, and what was taken back."""
    at = timezone.now()
    merged, gowns = region.product("Gloves, M"), region.product("Gowns")
    masks = region.product("Masks")
    osprey = Supplier.objects.create(name="Osprey Kestrel", name_key="OSPREY KESTREL")
    said, parted = (
        merge(kind=Kind.PRODUCT, from_id=each.pk, into_id=gloves.pk, by=None, at=at)
        for each in (merged, masks)
    )
    split(parted, by=None, at=at)
    return {
        "merge": said,
        "parted": parted,
        "merged": merged,
        "gowns": gowns,
        "osprey": osprey,
        "maker": gloves.manufacturer,
        "different": say_different(
            kind=Kind.PRODUCT, one_id=masks.pk, other_id=gloves.pk, by=None, at=at
        ),
        "equivalence": say_equivalent(
            product=gloves, other=gowns, level=EquivalenceLevel.INDIRECT, by=None, at=at
        ),
    }


def _league(members: dict[Role, Membership]) -> dict[str, object]:
    """A release that is out, one withdrawn, and one in preview with two challenges."""
    amina, rae = members[Role.TRUST_LEAD], members[Role.REGIONAL_LEAD]
    league.fill()
    withdrawn = league_actions.withdraw_release(
        league.release(rae), because="Wrong.", by=rae, at=timezone.now()
    )
    released, in_preview = league.release(rae), league.preview(rae)
    answered, challenge = (
        league_actions.make_challenge(
            in_preview, amina.organisation, metric=metric, says="We do.",
            evidence="Order 1", by=amina, at=league.PREVIEWED,
        )
        for metric in ("M3", "M6")
    )  # fmt: skip
    league_actions.answer_challenge(
        answered, outcome=Outcome.REFUSED, answer="No.", by=rae, at=timezone.now()
    )
    return {
        "withdrawn": withdrawn,
        "released": released,
        "in_preview": in_preview,
        "challenge": challenge,
        "answered_challenge": answered,
    }


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


def _letters(supplier: Supplier, amina: Membership) -> dict[str, object]:
    """A draft, a letter that waits, and one answered with an agreed price."""
    at, letters = timezone.now(), {}
    for number, stage in enumerate(("draft", "sent", "answered")):
        gap = Gap.objects.get(product__description=f"Product {number}")
        GapSupplier.objects.create(gap=gap, supplier=supplier, suppliers=1)
        ask = asks.draft_ask(supplier, gaps=[gap.pk], by=amina, at=at)
        letters[stage] = ask
        if stage != "draft":
            asks.issue_ask(ask, by=amina, at=at)
    line = letters["answered"].lines.get()
    today = timezone.localdate()
    asks.log_reply(
        letters["answered"], replied_on=today, evidence="E-mail", by=amina, at=at,
        answers={line.pk: asks.LineAnswer("AGREED", line.price_each / 2, today)},
    )  # fmt: skip
    return letters | {"agreed": line.agreed_prices.get()}


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
