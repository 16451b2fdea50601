"""The roles a person can hold at an organisation, in words a trust can approve.

"Lead buyer" is not here: it is a relation between one person and one project.
"""

from enum import unique

from django.db.models import TextChoices


@unique
class Kind(TextChoices):
    """What sort of organisation it is."""

    ACUTE = "acute", "Acute trust"
    SPECIALIST = "specialist", "Specialist trust"
    MENTAL_HEALTH = "mental_health", "Mental health trust"
    COMMUNITY = "community", "Community trust"
    AMBULANCE = "ambulance", "Ambulance trust"
    COUNCIL = "council", "Council"
    REGIONAL_OFFICE = "regional_office", "Regional office"


# Organisations that buy, and so have prices to compare.
BUYING_KINDS = (
    Kind.ACUTE,
    Kind.SPECIALIST,
    Kind.MENTAL_HEALTH,
    Kind.COMMUNITY,
    Kind.AMBULANCE,
)


@unique
class Role(TextChoices):
    """What a person does at the organisation; permissions.py says what that allows."""

    TRUST_LEAD = "trust_lead", "Procurement lead"
    BUYER = "buyer", "Buyer"
    TRUST_FINANCE = "trust_finance", "Trust finance"
    CLINICAL_REVIEWER = "clinical_reviewer", "Clinical reviewer"
    CLINICAL_CHAIR = "clinical_chair", "Clinical chair"
    REGIONAL_LEAD = "regional_lead", "Regional lead"
    DATA_STEWARD = "data_steward", "Data steward"
    COUNCIL_OFFICER = "council_officer", "Council business officer"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"

    @property
    def description(self) -> str:
        """One sentence for the person who approves the role."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    Role.TRUST_LEAD: (
        "Leads buying at one trust: gives its purchase extracts, sees its prices and "
        "what its peers pay, and decides what to do about each gap."
    ),
    Role.BUYER: (
        "Buys for one trust: gives its purchase extracts and works on its price gaps."
    ),
    Role.TRUST_FINANCE: (
        "Confirms figures for one trust's finance department; sees its prices and "
        "gaps and changes neither."
    ),
    Role.CLINICAL_REVIEWER: (
        "Judges products for one trust's patients and staff. Sees no prices."
    ),
    Role.CLINICAL_CHAIR: ("Chairs the clinical group of the region. Sees no prices."),
    Role.REGIONAL_LEAD: (
        "Leads the region's programme; sees every trust's prices and gaps and "
        "changes none of them."
    ),
    Role.DATA_STEWARD: (
        "Keeps the record right for every trust: imports, matches and packs. Sees "
        "what each trust pays, but not trusts set side by side."
    ),
    Role.COUNCIL_OFFICER: (
        "Helps local suppliers get ready to sell to the trusts. Sees no prices."
    ),
    Role.AUDITOR: "Reads what others can read, and the record of what was done.",
    Role.ADMINISTRATOR: (
        "Gives people access and takes it away. Sees no prices and decides nothing."
    ),
}


# Held at the regional office, these roles see every organisation's rows; held at a
# trust (an auditor of one trust, say) they see that trust's.
REGIONAL_ROLES = frozenset({Role.REGIONAL_LEAD, Role.AUDITOR, Role.DATA_STEWARD})

# Who gives access and who checks are not chosen by those whose work they check: only
# an administrator gives these roles and ends them.
GIVEN_BY_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})

# Roles that only make sense at some kinds of organisation; the rest can be held
# anywhere.
_ONLY_AT = {
    Role.TRUST_LEAD: BUYING_KINDS,
    Role.BUYER: BUYING_KINDS,
    Role.TRUST_FINANCE: BUYING_KINDS,
    Role.CLINICAL_REVIEWER: BUYING_KINDS,
    Role.REGIONAL_LEAD: (Kind.REGIONAL_OFFICE,),
    Role.COUNCIL_OFFICER: (Kind.COUNCIL,),
}


def sees_region(role: Role | str, kind: Kind | str) -> bool:
    """True where the role, at such an organisation, sees every organisation's rows."""
    return kind == Kind.REGIONAL_OFFICE and role in REGIONAL_ROLES


def why_not_held(role: Role | str, kind: Kind | str) -> str:
    """Say why the role cannot be held at an organisation of this kind, or ""."""
    allowed = _ONLY_AT.get(Role(role), tuple(Kind))
    if Kind(kind) in allowed:
        return ""
    places = "a trust" if len(allowed) > 1 else f"a {Kind(allowed[0]).label.lower()}"
    this = Kind(kind).label.lower()
    article = "an" if this[0] in "aeiou" else "a"
    return (
        f"The role “{Role(role).label}” belongs to {places}, "
        f"and this is {article} {this}."
    )
