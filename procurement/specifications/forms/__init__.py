"""Forms of specifications: the list, starting one, and all that a draft says."""

from procurement.specifications.forms.contents import (
    ConsideredForm,
    CriterionForm,
    EvidenceForm,
)
from procurement.specifications.forms.narrowing import SpecificationFilters
from procurement.specifications.forms.people import (
    InviteForm,
    LeaveForm,
    SeatForm,
    TrustForm,
)
from procurement.specifications.forms.starting import SpecificationForm
from procurement.specifications.forms.writing import (
    MoveForm,
    NextVersionForm,
    WritingForm,
    written,
)

__all__ = [
    "ConsideredForm",
    "CriterionForm",
    "EvidenceForm",
    "InviteForm",
    "LeaveForm",
    "MoveForm",
    "NextVersionForm",
    "SeatForm",
    "SpecificationFilters",
    "SpecificationForm",
    "TrustForm",
    "WritingForm",
    "written",
]
