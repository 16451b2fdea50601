"""Why something may not be done with an import: a sentence, or "" where it may."""

from catalogue.purchases.layouts import FIELDS, Understanding
from catalogue.purchases.layouts.words import sentence_list, shown
from catalogue.purchases.models import Import, ImportState, Profile
from trusts.models import Organisation

_ORGANISATION = FIELDS.index("organisation")


def why_not_confirm(of_import: Import, reading: Understanding) -> str:
    """Why a file, read so, may not be imported yet."""
    if reading.questions:
        return "It can be imported as soon as the questions above are answered."
    return why_not_its_organisation(of_import, reading)


def why_not_its_organisation(of_import: Import, reading: Understanding) -> str:
    """Why the file cannot be this organisation's, going by its first rows."""
    has_column = "organisation" in reading.layout.columns
    if of_import.organisation is None:
        return "" if has_column else NO_ORGANISATION
    said = {row[_ORGANISATION].upper() for row in reading.sample} - {""}
    if not has_column or not said or of_import.organisation.code in said:
        return ""
    heading = shown(reading.layout.headings[reading.layout.columns["organisation"]])
    codes = sentence_list([f"“{shown(code, 20)}”" for code in sorted(said)[:3]])
    return (
        f"The column “{heading}” says {codes} in the first rows, and not "
        f"“{of_import.organisation.code}”, the code of {of_import.organisation}. If "
        "the file is another organisation’s, do not import it here. If the column "
        "means something else, say so under “Correct how it is read”."
    )


NO_ORGANISATION = (
    "The file has no column that says whose order each line is. Choose the "
    "organisation and upload it again."
)


def why_not_roll_back(of_import: Import) -> str:
    """Why an import cannot be taken back."""
    if of_import.state == ImportState.DONE:
        return ""
    if of_import.state == ImportState.QUEUED:
        return "This import is still being read. Roll it back when it is done."
    state = ImportState(of_import.state).label.lower()
    return f"There is nothing to roll back: this import is {state}."


LONGEST_NAME = 60


def why_not_profile_name(
    name: str, organisation: Organisation | None, *, but: Profile | None = None
) -> str:
    """Why a profile of the organisation cannot have the name; `but` is the profile
    itself, which may keep its own."""
    if not name.strip():
        return "Give the profile a name, such as “Pharmacy”."
    if len(name) > LONGEST_NAME or not name.isprintable():
        return f"A name has at most {LONGEST_NAME} characters, on one line."
    others = Profile.objects.kept().filter(organisation=organisation)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.filter(name__iexact=name).exists():
        return f"There is a profile “{name}” already. Choose another name."
    return ""
