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
    Clinician("Joanna Peel", "LKH", P.NURSE, "Care of children"),
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


def of_trusts(*codes: str, with_leads: bool = False) -> list[Clinician]:
    """Who is asked at these trusts."""
    asked = (*CLINICIANS, *TRUST_LEADS) if with_leads else CLINICIANS
    return [each for code in codes for each in asked if each.trust == code]
