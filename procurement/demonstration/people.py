"""The people of the demonstration: who they are and how they sign in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from procurement.demonstration.clinicians import CLINICIANS, OFFICERS, TRUST_LEADS
from procurement.demonstration.names import NAMED_TRUSTS
from trusts.actions import add_membership, add_person, attest_memberships
from trusts.models import Membership, Organisation, User
from trusts.roles import Kind, Role

# Where the people of the whole region work. Its presence marks a database as a
# demonstration's.
OFFICE_CODE = "BVP"
OFFICE = (OFFICE_CODE, "Brindle Vale Procurement Partnership", Kind.REGIONAL_OFFICE)
COUNCIL_CODE = "BVC"
COUNCIL = (COUNCIL_CODE, "Brindle Vale Council", Kind.COUNCIL)

_FIRST, _SECOND, _THIRD = (trust.code for trust in NAMED_TRUSTS[:3])


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented; the address is in a domain kept for examples."""

    full_name: str
    role: Role
    organisation: str

    @property
    def email(self) -> str:
        return f"{self.full_name.lower().replace(' ', '.')}@example.org"


PEOPLE = (
    Person("Amina Shah", Role.TRUST_LEAD, _FIRST),
    Person("Ben Okoro", Role.BUYER, _FIRST),
    Person("Hanif Yusuf", Role.TRUST_FINANCE, _FIRST),
    Person("Carys Evans", Role.CLINICAL_REVIEWER, _SECOND),
    Person("Joan Fairley", Role.CLINICAL_CHAIR, OFFICE_CODE),
    Person("Kamal Idris", Role.CLINICAL_CHAIR, _THIRD),
    Person("Dilys Marsh", Role.REGIONAL_LEAD, OFFICE_CODE),
    Person("Ewan Frost", Role.DATA_STEWARD, OFFICE_CODE),
    Person("Farah Malik", Role.AUDITOR, OFFICE_CODE),
    Person("Imogen Clarke", Role.COUNCIL_OFFICER, COUNCIL_CODE),
    Person("Gwen Adeyemi", Role.ADMINISTRATOR, OFFICE_CODE),
)

# Who leads buying and who confirms figures at the other trusts. They are at work in
# what the demonstration shows and need not be signed in as.
_LEADS = (
    "Josie Barrow", "Kofi Mensah", "Lena Hart", "Marek Nowak", "Nadia Aziz",
    "Owen Price", "Priya Raman", "Rosa Lindt", "Sam Whitlock", "Tara Quinn",
    "Uma Desai", "Victor Lane", "Wendy Cole",
)  # fmt: skip
_FINANCE = (
    "Adele Stone", "Bilal Khan", "Clara Voss", "Dermot Foley", "Esme Grant",
    "Felix Boateng", "Grace Tindall", "Hugo Marsh", "Ines Duarte", "Jonas Beck",
    "Katya Orlova", "Leroy Banks", "Mina Patel",
)  # fmt: skip
STAFF = (
    *(
        Person(name, role, trust.code)
        for role, names in ((Role.TRUST_LEAD, _LEADS), (Role.TRUST_FINANCE, _FINANCE))
        for trust, name in zip(NAMED_TRUSTS[1:], names, strict=True)
    ),
    # Carys Evans is among those who can be signed in as.
    *(
        Person(each.name, Role.CLINICAL_REVIEWER, each.trust)
        for each in (*CLINICIANS[1:], *TRUST_LEADS, *OFFICERS)
    ),
)
HERE_FOR = timedelta(days=730)


def password() -> str:
    """The one password of all demonstration people."""
    return getattr(settings, "DEMONSTRATION_PASSWORD", "demonstration")


def have_been_added() -> bool:
    return User.objects.filter(email=PEOPLE[-1].email).exists()


@transaction.atomic
def add_people(*, at: datetime) -> None:
    """Add the people with their memberships, for two years before `at` already, and
    confirmed a month ago."""
    everybody = (*PEOPLE, *STAFF)
    places = {
        organisation.code: organisation
        for organisation in Organisation.objects.filter(
            code__in={person.organisation for person in everybody}
        )
    }
    for person in everybody:
        if person.organisation in places:
            _add(person, places[person.organisation], at=at)
    administrator = Membership.objects.get(role=Role.ADMINISTRATOR)
    attest_memberships(
        Membership.objects.exclude(pk=administrator.pk),
        by=administrator,
        at=at - timedelta(days=30),
    )


def _add(person: Person, place: Organisation, *, at: datetime) -> None:
    user = add_person(
        email=person.email,
        full_name=person.full_name,
        password=password() if person in PEOPLE else None,
        by=None,
        at=at,
    )
    add_membership(
        user=user,
        organisation=place,
        role=person.role,
        starts_on=timezone.localdate(at - HERE_FOR),
        by=None,
        at=at,
    )


def sign_ins() -> list[tuple[str, str, str, str]]:
    """E-mail, password, name with role, and organisation of those who can sign in."""
    memberships = Membership.objects.filter(
        user__email__in=[person.email for person in PEOPLE], user__is_active=True
    )
    return [
        (
            membership.user.email,
            password(),
            f"{membership.user.full_name}, {Role(membership.role).label.lower()}",
            membership.organisation.name,
        )
        for membership in memberships.select_related("user", "organisation").order_by(
            "pk"
        )
    ]
