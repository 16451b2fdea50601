"""The clinicians whom the demonstration asks about specifications.

They are at work in what it shows; who of them can be signed in as stands in
`people.py`.
"""

from dataclasses import dataclass

from procurement.specifications.models import Profession, SeatKind

P = Profession


@dataclass(frozen=True, slots=True)
class Clinician:
    """Somebody invented, the trust they work for, and as what."""

    name: str
    trust: str
    profession: Profession
    specialty: str
    kind: SeatKind = SeatKind.SPECIALTY_REVIEWER


CLINICIANS = (
    Clinician("Carys Evans", "STM", P.NURSE, "Continence care"),
    Clinician("Anil Verma", "ALD", P.DOCTOR, "Urology"),
    Clinician("Beth Holloway", "WRN", P.NURSE, "Infection prevention"),
    Clinician("Callum Reid", "HBR", P.NURSE, "Community nursing"),
    Clinician("Dora Lindqvist", "OXM", P.THEATRE, "Theatres"),
    Clinician("Emeka Obi", "CLF", P.DOCTOR, "Emergency care"),
    Clinician("Fiona Tranter", "THB", P.NURSE, "Tissue viability"),
    Clinician("Gareth Blythe", "MSG", P.PHARMACIST, "Medicines"),
    Clinician("Hannah Weiss", "PLB", P.INFECTION, "Infection prevention"),
    Clinician("Idris Kamara", "QRB", P.DOCTOR, "Anaesthetics"),
    # The only one who is asked there, and who speaks for the whole trust.
    Clinician(
        "Joanna Peel", "LKH", P.NURSE, "Care of children", SeatKind.CLINICAL_LEAD
    ),
    Clinician("Kieran Nash", "FNM", P.NURSE, "Mental health"),
    Clinician("Leila Haddad", "RWS", P.NURSE, "District nursing"),
    Clinician("Murray Thorne", "BDW", P.PARAMEDIC, "Ambulance"),
)
# Who speaks for a whole trust.
TRUST_LEADS = tuple(
    Clinician(name, trust, profession, "", SeatKind.CLINICAL_LEAD)
    for name, trust, profession in (
        ("Nerys Coates", "ALD", P.DOCTOR),
        ("Oscar Bell", "STM", P.DOCTOR),
        ("Paula Innes", "HBR", P.THERAPIST),
        ("Quentin Ashe", "RWS", P.NURSE),
    )
)
# Who is asked besides where a wrong product can harm badly.
OFFICERS = (
    Clinician("Ruth Amory", "ALD", P.SCIENTIST, "", SeatKind.SAFETY_OFFICER),
    Clinician("Stefan Crewe", "ALD", P.NURSE, "", SeatKind.QUALITY_EXECUTIVE),
    Clinician("Thea Lomax", "STM", P.NURSE, "", SeatKind.SAFETY_OFFICER),
    Clinician("Vikram Sethi", "STM", P.DOCTOR, "", SeatKind.QUALITY_EXECUTIVE),
)


def of_trusts(
    *codes: str, with_leads: bool = False, with_officers: bool = False
) -> list[Clinician]:
    """Who is asked at these trusts."""
    leads, officers = TRUST_LEADS * with_leads, OFFICERS * with_officers
    asked = (*CLINICIANS, *leads, *officers)
    return [each for code in codes for each in asked if each.trust == code]
