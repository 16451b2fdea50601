"""The form of a profile: every part of its layout, and a file to try it on."""

from dataclasses import replace
from typing import Any

from django import forms

from catalogue.purchases import rules
from catalogue.purchases.layouts import FIELDS, REQUIRED, Layout, naming
from catalogue.purchases.layouts.heading_names import squeezed
from catalogue.purchases.layouts.limits import PREAMBLE_ROWS
from catalogue.purchases.layouts.worksheets import column_letters
from catalogue.purchases.models import Import, Profile
from catalogue.purchases.wording import DATE_ORDERS, DECIMAL_MARKS

# Codecs to choose from; what a file has beyond them stays as it was found.
_CODECS = ("utf-8", "cp1252", "mac_roman", "cp850", "utf-16")
# Imports whose files are offered to try a profile on.
OFFERED = 12
_UNIT_LINE = "A line for each, such as: BX = BOX"


class ProfileForm(forms.Form):
    """A profile's name and layout. `layout()` is the layout as it is in the form."""

    name = forms.CharField(label="Name", max_length=rules.LONGEST_NAME)
    heading_row = forms.IntegerField(
        label="Row in which the headings stand",
        help_text="Where the same headings stand in another row, they are found there.",
        min_value=1,
        max_value=PREAMBLE_ROWS,
    )
    date_order = forms.ChoiceField(
        label="Dates that could be read two ways",
        choices=[("", "Ask each time"), *DATE_ORDERS.items()],
        required=False,
    )
    decimal_mark = forms.ChoiceField(label="Decimals", choices=[*DECIMAL_MARKS.items()])
    prices_include_vat = forms.ChoiceField(
        label="Prices",
        choices=[("no", "Without VAT"), ("yes", "Including VAT, at 20%")],
    )
    units = forms.CharField(
        label="Names of units that this system alone uses",
        help_text=_UNIT_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        self.profile, self.before = profile, Layout.from_json(profile.layout)
        super().__init__(data, initial=_initial(profile, self.before))
        if self.before.kind == "csv":
            self.fields |= _writing_fields(self.before)
        else:
            self.fields["sheet"] = forms.CharField(label="Sheet", max_length=31)
        for field in FIELDS:
            self.fields[f"heading_of_{field}"] = forms.CharField(
                label=naming.field_name(field),
                max_length=200,
                required=field in REQUIRED,
                error_messages={"required": _wanted(field)},
            )

    def outside_fields(self) -> list[forms.BoundField]:
        """How the file is written, around its cells."""
        names = ("delimiter", "encoding", "sheet", "heading_row")
        return [self[name] for name in names if name in self.fields]

    def heading_fields(self) -> list[forms.BoundField]:
        return [self[f"heading_of_{field}"] for field in FIELDS]

    def style_fields(self) -> list[forms.BoundField]:
        names = ("date_order", "decimal_mark", "prices_include_vat", "units")
        return [self[name] for name in names]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        organisation = self.profile.organisation
        why_not = rules.why_not_profile_name(name, organisation, but=self.profile)
        if why_not:
            raise forms.ValidationError(why_not)
        return name

    def clean_units(self) -> dict[str, str]:
        units: dict[str, str] = {}
        for line in self.cleaned_data["units"].splitlines():
            name, _, unit = (part.strip() for part in line.partition("="))
            if not (name or unit):
                continue
            if not name or not unit or len(name) > 40 or len(unit) > 40:
                raise forms.ValidationError(
                    f"“{line.strip()[:60]}” does not say which unit it is. {_UNIT_LINE}"
                )
            units[name] = unit
        return units

    def clean(self) -> None:
        """Find the column of each heading that was typed."""
        headings = [*self.before.headings]
        columns: dict[str, int] = {}
        for field in FIELDS:
            typed = self.cleaned_data.get(f"heading_of_{field}", "").strip()
            if not typed:
                continue
            try:
                columns[field] = _column(field, typed, self.before, headings, columns)
            except forms.ValidationError as problem:
                self.add_error(f"heading_of_{field}", problem)
        self.headings, self.columns = tuple(headings), columns

    def layout(self) -> Layout:
        said = self.cleaned_data
        parts = {
            name: said[name]
            for name in (
                *("delimiter", "encoding", "sheet", "heading_row", "date_order"),
                *("decimal_mark", "units"),
            )
            if name in said
        }
        return replace(
            self.before,
            headings=self.headings,
            columns=self.columns,
            prices_include_vat=said["prices_include_vat"] == "yes",
            **parts,
        )


def _column(
    field: str,
    typed: str,
    before: Layout,
    headings: list[str],
    taken: dict[str, int],
) -> int:
    """The column of a typed heading; one that no column has is put in the field's
    place, or added."""
    own = before.columns.get(field)
    if own is not None and squeezed(headings[own]) == squeezed(typed):
        headings[own], places = typed, [own]
    else:
        places = [
            n for n, each in enumerate(headings) if squeezed(each) == squeezed(typed)
        ]
    if len(places) > 1:
        letters = " and ".join(map(column_letters, places))
        raise forms.ValidationError(
            f"“{typed}” heads the columns {letters}. Say which one when you import a "
            "file, under “Correct how it is read”."
        )
    if not places and own is not None and own not in taken.values():
        headings[own], places = typed, [own]
    elif not places:
        headings.append(typed)
        places = [len(headings) - 1]
    for other, column in taken.items():
        if column == places[0]:
            raise forms.ValidationError(
                f"“{typed}” is the {naming.field_name(other).lower()} already."
            )
    return places[0]


def _initial(profile: Profile, layout: Layout) -> dict[str, Any]:
    headings = {
        f"heading_of_{field}": layout.headings[column]
        for field, column in layout.columns.items()
        if column < len(layout.headings)
    }
    return headings | {
        "name": profile.name,
        "delimiter": layout.delimiter,
        "encoding": layout.encoding,
        "sheet": layout.sheet,
        "heading_row": layout.heading_row,
        "date_order": layout.date_order,
        "decimal_mark": layout.decimal_mark or ".",
        "prices_include_vat": "yes" if layout.prices_include_vat else "no",
        "units": "\n".join(f"{name} = {unit}" for name, unit in layout.units.items()),
    }


def _writing_fields(layout: Layout) -> dict[str, forms.ChoiceField]:
    marks = {**naming.DELIMITERS, layout.delimiter: naming.delimiter_of(layout)}
    codecs = {codec: naming.ENCODINGS[codec] for codec in _CODECS}
    name = naming.encoding_of(layout)
    codecs = {codec: each for codec, each in codecs.items() if each != name}
    return {
        "delimiter": forms.ChoiceField(
            label="Between the cells",
            choices=[(mark, each.capitalize()) for mark, each in marks.items()],
        ),
        "encoding": forms.ChoiceField(
            label="Text",
            help_text="Where a file itself leaves no doubt, it is read as it is.",
            choices=[(layout.encoding, name), *codecs.items()],
        ),
    }


def _wanted(field: str) -> str:
    name = naming.field_name(field)
    return f"{name}: every extract must have it. Write the heading it stands under."


class TryForm(forms.Form):
    """The file that a profile is tried on: an earlier import's, or one given now."""

    tried_import = forms.ModelChoiceField(
        Import.objects.none(),
        label="A file that was imported",
        empty_label="None of these",
        required=False,
    )
    tried_file = forms.FileField(
        label="Or another file", allow_empty_file=True, required=False
    )

    def __init__(self, *args: Any, imports: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = [each.pk for each in imports[:OFFERED]]
        self.fields["tried_import"].queryset = imports.filter(  # type: ignore[attr-defined]
            pk__in=newest
        )


class CopyForm(forms.Form):
    """Another profile, like one there is."""

    name = forms.CharField(
        label="Name of the new profile",
        help_text="Such as the system whose extracts it is for: Pharmacy.",
        max_length=rules.LONGEST_NAME,
    )

    def __init__(self, *args: Any, like: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.like = like

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if why_not := rules.why_not_profile_name(name, self.like.organisation):
            raise forms.ValidationError(why_not)
        return name
