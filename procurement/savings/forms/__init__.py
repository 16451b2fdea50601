"""Forms of initiatives and of trusts' parts in them."""

from procurement.savings.forms.finance import (
    BaselineForm,
    NoteForm,
    SendBackForm,
    TakeBackRiseForm,
)
from procurement.savings.forms.initiatives import (
    AddTrustForm,
    InitiativeFilters,
    InitiativeForm,
    RenameForm,
)
from procurement.savings.forms.parts import (
    EvidenceForm,
    LapseForm,
    OwnerForm,
    TermsForm,
    UpliftForm,
)
from procurement.savings.forms.prices import PricesForm, UsePriceForm

__all__ = [
    "AddTrustForm",
    "BaselineForm",
    "EvidenceForm",
    "InitiativeFilters",
    "InitiativeForm",
    "LapseForm",
    "NoteForm",
    "OwnerForm",
    "PricesForm",
    "RenameForm",
    "SendBackForm",
    "TakeBackRiseForm",
    "TermsForm",
    "UpliftForm",
    "UsePriceForm",
]
