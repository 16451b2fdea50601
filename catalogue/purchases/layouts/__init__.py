"""How a purchase extract is laid out: found out from the file, asked, remembered.

`understand` looks at a whole file and says how it would be read, and what it must ask.
`read_rows` then streams the rows of a file whose layout is known.
"""

from catalogue.purchases.layouts.dates import read_date
from catalogue.purchases.layouts.fitting import best_fit
from catalogue.purchases.layouts.reading import original_rows, read_rows
from catalogue.purchases.layouts.understanding import understand
from catalogue.purchases.layouts.words import (
    FIELDS,
    REQUIRED,
    Difference,
    Layout,
    Question,
    Understanding,
    UnreadableFile,
)

__all__ = [
    "FIELDS",
    "REQUIRED",
    "Difference",
    "Layout",
    "Question",
    "Understanding",
    "UnreadableFile",
    "best_fit",
    "original_rows",
    "read_date",
    "read_rows",
    "understand",
]
