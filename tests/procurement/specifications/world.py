"""A specification of catheters, three trusts, and the people who are asked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from catalogue.products.models import Manufacturer, Product
from procurement.signoff import actions as signoff
from procurement.signoff.models import DecisionKind, Proof, Round
from procurement.specifications import actions
from procurement.specifications.models import (
    Domain,
    EvidenceKind,
    Heading,
    Profession,
    RiskTier,
    Seat,
    SeatKind,
    Specification,
    Version,
)
from tests.factories import make_membership, make_organisation
from trusts.models import Membership, Organisation
from trusts.roles import Role

AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
DEADLINE = AT + timedelta(days=14)
TEXTS = {
    each.value: f"{each.label} asks for this.\n\nAnd for that." for each in Heading
}


@dataclass
class World:
    """What a test needs of it; `seats` by the first name of who holds it."""

    trusts: list[Organisation]
    chair: Membership
    drafter: Membership
    version: Version
    seats: dict[str, Seat]

    @property
    def specification(self) -> Specification:
        return self.version.specification

    @property
    def round(self) -> Round:
        return Round.objects.get(version=self.version)

    def member(self, name: str) -> Membership:
        return self.seats[name].membership


def make_product(description: str = "Foley catheter 14 Ch", maker: str = "Kestrel"):
    manufacturer, _ = Manufacturer.objects.get_or_create(name=maker)
    return Product.objects.create(
        manufacturer=manufacturer,
        part_code="KC-14",
        part_key="KC14",
        description=description,
        is_declared=True,
    )


def make_world(
    tier: RiskTier = RiskTier.LOW,
    *,
    chair: Membership | None = None,
    drafter: Membership | None = None,
    names: tuple[str, ...] = ("Dai", "Carys", "Efa"),
    at: datetime = AT,
) -> World:
    """A draft that is ready to be put before people; Carys reviews for Southmere, Dai
    for Northgate, Efa for Eastwood."""
    trusts = [
        make_organisation(),
        make_organisation("SMR", "Southmere Hospitals"),
        make_organisation("EST", "Eastwood Community", "community"),
    ]
    office = make_organisation("OFF", "Regional Office", "regional_office")
    chair = chair or make_membership("Glenys Price", Role.CLINICAL_CHAIR, office)
    drafter = drafter or make_membership("Amina Shah", Role.TRUST_LEAD, trusts[0])
    version = actions.start_specification(
        "Foley catheters", tier=tier, chair=chair, organisations=trusts, by=None, at=at
    )
    version.drafted_by = drafter
    version.save(update_fields=["drafted_by"])
    fill(version, by=drafter, at=at)
    world = World(trusts, chair, drafter, version, {})
    for name, trust in zip(names, trusts, strict=False):
        add_seat(world, name, trust, at=at)
    return world


def add_seat(
    world: World,
    name: str,
    trust: Organisation,
    *,
    kind: SeatKind = SeatKind.REVIEWER,
    profession: Profession = Profession.NURSE,
    at: datetime = AT,
) -> Seat:
    member = make_membership(f"{name} Jones", Role.CLINICAL_REVIEWER, trust)
    world.seats[name] = actions.give_seat(
        world.specification,
        member,
        kind=kind,
        profession=profession,
        by=world.chair,
        at=at,
    )
    return world.seats[name]


def put_to_sign_off(world: World, *, at: datetime = AT) -> Round:
    """Consulted, scored and open for signatures until the deadline."""
    actions.open_consultation(world.version, by=world.chair, at=at)
    actions.open_scoring(world.version, by=world.chair, at=at)
    world.version.refresh_from_db()
    return signoff.open_round(
        world.version, deadline_at=at + timedelta(days=14), by=world.chair, at=at
    )


def change(world: World, *, at: datetime = AT) -> None:
    """The next version: a paragraph, a criterion and what the ward is told differ."""
    version = actions.start_next_version(
        world.version, note="14 Ch is enough.", by=world.drafter, at=at
    )
    asks = (
        "Technical and physical asks for 14 Ch.",
        "And for that.",
        "And a blue box.",
    )
    texts = TEXTS | {"technical_text": "\n\n".join(asks)}
    actions.write(
        version,
        texts=texts,
        what_changes="14 Ch stays; the valve changes; the box is blue.",
        review_on=date(2028, 10, 1),
        by=world.drafter,
        at=at,
    )
    actions.change_criterion(
        version.criteria.get(),
        text="The balloon holds for 30 days.",
        by=world.drafter,
        at=at,
    )
    world.version = version


def sign(world: World, name: str, kind: str = "APPROVE", *, at: datetime = AT, **said):
    """Declare nothing and sign what is on the screen."""
    round_, seat = world.round, world.seats[name]
    signoff.declare(round_, seat, by=seat.membership, at=at)
    return signoff.sign(
        round_,
        seat,
        signoff.Signed(DecisionKind(kind), **(said or usual(kind))),
        shown=round_.text.sha256,
        proof=Proof.PASSWORD,
        by=seat.membership,
        at=at,
    )


def usual(kind: str) -> dict[str, object]:
    """What has to be said with a decision of that kind."""
    if kind.startswith("OBJECT"):
        return {
            "rationale": "The valve leaked.",
            "reason_class": "SAFETY",
            "would_resolve": "A new valve.",
        }
    if kind == "APPROVE_WITH_CONDITIONS":
        return {"conditions": "Training first."}
    if kind == "EXEMPT":
        return {"rationale": "Burns unit.", "exempt_until": date(2027, 10, 1)}
    return {}


def fill(version: Version, *, by: Membership, at: datetime) -> None:
    """What a draft has to say before it is put before people."""
    actions.write(
        version,
        texts=TEXTS,
        what_changes="The valve changes; the box is blue.",
        review_on=date(2028, 10, 1),
        by=by,
        at=at,
    )
    actions.add_criterion(
        version,
        domain=Domain.CLINICAL_USE,
        text="The balloon holds for 28 days.",
        is_mandatory=True,
        by=by,
        at=at,
    )
    product = Product.objects.filter(part_key="KC14").first() or make_product()
    actions.consider(version, product, is_standard=True, by=by, at=at)
    actions.add_evidence(
        version,
        name="trial.txt",
        content=b"46 uses",
        kind=EvidenceKind.TRIAL,
        by=by,
        at=at,
    )
