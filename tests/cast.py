"""The cast: the same named people in every test, and how they sign in.

Amina leads buying at Northgate and Ben buys there. Dilys buys at Southmere, where Carys
is a clinician. Rae leads the region, Stella is its data steward, Aldo its auditor and
Petra its administrator.
"""

import pytest
from django.test import Client

from tests.factories import make_membership, make_organisation
from trusts.actions import CHOSEN
from trusts.models import Membership
from trusts.roles import Role


@pytest.fixture
def northgate(db):
    return make_organisation("NGT", "Northgate University Hospitals")


@pytest.fixture
def southmere(db):
    return make_organisation("SMR", "Southmere Hospitals")


@pytest.fixture
def regional_office(db):
    return make_organisation("REG", "Regional Office", "regional_office")


@pytest.fixture
def amina(northgate):
    return make_membership("Amina Shah", Role.TRUST_LEAD, northgate)


@pytest.fixture
def ben(northgate):
    return make_membership("Ben Okoro", Role.BUYER, northgate)


@pytest.fixture
def carys(southmere):
    return make_membership("Carys Evans", Role.CLINICAL_REVIEWER, southmere)


@pytest.fixture
def dilys(southmere):
    return make_membership("Dilys Morgan", Role.BUYER, southmere)


@pytest.fixture
def rae(regional_office):
    return make_membership("Rae Lindqvist", Role.REGIONAL_LEAD, regional_office)


@pytest.fixture
def stella(regional_office):
    return make_membership("Stella Nowak", Role.DATA_STEWARD, regional_office)


@pytest.fixture
def aldo(regional_office):
    return make_membership("Aldo Ricci", Role.AUDITOR, regional_office)


@pytest.fixture
def petra(regional_office):
    return make_membership("Petra Quinn", Role.ADMINISTRATOR, regional_office)


def signed_in_client(member: Membership) -> Client:
    """A client that works under this membership."""
    client = Client()
    client.force_login(member.user)
    session = client.session
    session[CHOSEN] = member.pk
    session.save()
    return client


@pytest.fixture
def sign_in():
    """`sign_in(amina)` gives a client that works under Amina's membership."""
    return signed_in_client
