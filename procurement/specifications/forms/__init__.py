"""Forms of specifications: the list, starting one, and all that a draft says."""

from procurement.specifications.forms.narrowing import SpecificationFilters
from procurement.specifications.forms.starting import SpecificationForm

__all__ = ["SpecificationFilters", "SpecificationForm"]
