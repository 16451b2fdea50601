"""Rows for tests, as plain functions; each makes what it needs and was not given."""

from datetime import date

from trusts.models import Membership, Organisation, User
from trusts.roles import Kind, Role

LONG_AGO = date(2020, 1, 1)


def make_organisation(
    code: str = "NGT", name: str = "Northgate University Hospitals", kind: str = "acute"
) -> Organisation:
    """An organisation, or the one that has the code."""
    organisation, _ = Organisation.objects.get_or_create(
        code=code, defaults={"name": name, "kind": Kind(kind)}
    )
    return organisation


def make_person(full_name: str = "Amina Shah") -> User:
    """A person, with an e-mail address made of the first name."""
    email = f"{full_name.split(maxsplit=1)[0].lower()}@example.org"
    person, _ = User.objects.get_or_create(
        email=email, defaults={"full_name": full_name}
    )
    return person


def make_membership(
    full_name: str = "Amina Shah",
    role: str = Role.TRUST_LEAD,
    organisation: Organisation | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Membership:
    """A person's role at an organisation, for a long time already."""
    return Membership.objects.create(
        user=make_person(full_name),
        organisation=organisation or make_organisation(),
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
