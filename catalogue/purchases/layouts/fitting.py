"""Which of the remembered layouts a file is like, going by its headings alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.heading_names import squeezed
from catalogue.purchases.layouts.headings import find_again, same_headings
from catalogue.purchases.layouts.opening import open_file
from catalogue.purchases.layouts.words import Layout


@dataclass(frozen=True, slots=True, order=True)
class Fit:
    """How like a layout a file is; the greater, the more so."""

    has_same_headings: bool
    headings_shared: float  # of all headings of either, 0 to 1
    found: int  # fields found under the headings they stood under
    fields: int  # fields of the layout

    @property
    def is_enough(self) -> bool:
        """Half of the fields at least: with fewer it is another extract."""
        return 2 * self.found >= self.fields


def fit_of(path: Path, layout: Layout, *, file_name: str) -> Fit:
    """Raises UnreadableFile where no headings are found."""
    opened = open_file(
        path,
        file_name=file_name,
        remembered=layout,
        answers={},
        max_bytes=limits.FILE_BYTES,
    )
    now = {squeezed(heading) for heading in opened.headings} - {""}
    before = {squeezed(heading) for heading in layout.headings} - {""}
    return Fit(
        has_same_headings=same_headings(opened.headings, layout.headings),
        headings_shared=len(now & before) / max(len(now | before), 1),
        found=len(find_again(opened.headings, layout.headings, layout.columns)),
        fields=len(layout.columns),
    )


def best_fit(path: Path, layouts: Sequence[Layout], *, file_name: str) -> int | None:
    """The place of the layout that fits best, the first of equals; None where none
    fits. Raises UnreadableFile where no headings are found."""
    fits = [fit_of(path, layout, file_name=file_name) for layout in layouts]
    best = max(range(len(fits)), key=lambda place: (fits[place], -place), default=None)
    return best if best is not None and fits[best].is_enough else None
