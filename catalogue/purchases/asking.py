"""What the page "This is how we read it" shows of one import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.purchases import actions, rules, wording
from catalogue.purchases.forms import (
    ReadingForm,
    answers_in,
    sent_as,
    without_the_obvious,
)
from catalogue.purchases.layouts import Question, Understanding, UnreadableFile
from catalogue.purchases.layouts.words import counted
from catalogue.purchases.models import Import, Profile
from catalogue.purchases.receiving import profile_for, reading_of, trial_of
from catalogue.purchases.trying import Trial, TriedRow


@dataclass(frozen=True, slots=True)
class Asking:
    """A file as it would be read under the answers given so far."""

    reading: Understanding
    form: ReadingForm
    answers: dict[str, str]  # as they stand in an address
    facts: list[tuple[str, str]]
    fields: list[wording.FieldRead]
    absent: str
    trial: Trial | None  # none before it is known which column is what
    profile: Profile | None  # the layout that is remembered
    remember_as: str  # the name under which the layout is kept, unless changed
    returns_from: Import | None  # the rolled-back import of the same file
    problem: str  # why these answers do not do, or ""
    why_not: str  # why it cannot be confirmed yet, or ""

    @property
    def is_as_last_time(self) -> bool:
        return self.profile is not None and not self.reading.drift

    @property
    def rejected(self) -> int:
        """How many of the rows shown will be rejected."""
        return sum(bool(row.problem) for row in self.rows)

    @property
    def rows(self) -> tuple[TriedRow, ...]:
        return self.trial.first if self.trial else ()

    @property
    def drift_in_words(self) -> str:
        return counted(len(self.reading.drift), "difference")

    @property
    def waits_for_answers(self) -> bool:
        return bool(self.reading.questions)


def ask(of_import: Import, sent: Mapping[str, str], *, on: date) -> Asking:
    """Read the file under the answers in an address. Raises UnreadableFile.

    Answers under which it cannot be read are set aside, and the reason is told.
    """
    answers, problem = settled_answers(of_import, sent), ""
    try:
        reading = reading_of(of_import, answers)
    except UnreadableFile as unreadable:
        reading, answers, problem = reading_of(of_import), {}, str(unreadable)
    profile = profile_for(of_import, answers)
    form = ReadingForm(
        reading,
        _questions(of_import, answers, reading),
        answers=answers,
        asked_before=sent.get("asked", "").split(),
        profiles=list(Profile.objects.of(of_import.organisation)),
        profile=profile,
    )
    return Asking(
        reading=reading,
        form=form,
        answers=sent_as(answers),
        facts=_facts(of_import, reading),
        fields=wording.fields_read(reading),
        absent=wording.fields_absent(reading.layout),
        trial=_trial(of_import, reading, on=on),
        profile=profile,
        remember_as=remembered_as(of_import, profile),
        returns_from=of_import.rolled_back_twin(),
        problem=problem,
        why_not=rules.why_not_confirm(of_import, reading),
    )


def settled_answers(of_import: Import, sent: Mapping[str, str]) -> dict[str, str]:
    """The answers that say more than the file does by itself."""
    answers = answers_in(sent)
    if not answers:
        return {}
    which = _which(answers)
    if which.get("profile") == _key_of(profile_for(of_import)):
        del which["profile"], answers["profile"]
    plain = reading_of(of_import, which)
    asked = {question.key for question in plain.questions}
    kept = without_the_obvious(answers, plain.layout)
    return {key: answers[key] for key in answers if key in kept or key in asked}


def _questions(
    of_import: Import, answers: dict[str, str], reading: Understanding
) -> list[Question]:
    """What was asked and answered, and what is asked still, each once."""
    before = list(reading_of(of_import).questions)
    if which := _which(answers):
        before += reading_of(of_import, which).questions
    found = {question.key: question for question in before if question.key in answers}
    found |= {question.key: question for question in reading.questions}
    return list(found.values())


def _which(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that say what to look at: which sheet, by which profile."""
    return {key: answers[key] for key in ("sheet", "profile") if key in answers}


def _key_of(profile: Profile | None) -> str:
    return str(profile.pk) if profile else ""


def remembered_as(of_import: Import, profile: Profile | None) -> str:
    """The name under which the layout is kept unless somebody says another."""
    return profile.name if profile else actions.free_name(of_import.organisation)


def _trial(of_import: Import, reading: Understanding, *, on: date) -> Trial | None:
    if any(question.key.startswith("column:") for question in reading.questions):
        return None
    return trial_of(of_import, reading, on=on)


def _facts(of_import: Import, reading: Understanding) -> list[tuple[str, str]]:
    layout = reading.layout
    organisation = of_import.organisation
    return [
        ("Whose", organisation.name if organisation else "Each row says, by its code"),
        ("Rows", counted(reading.rows, "order line")),
        ("File", wording.writing_of(layout)),
        ("Headings", f"In row {layout.heading_row:,}"),
        ("Dates", wording.dates_of(reading)),
        ("Decimals", wording.decimals_of(layout)),
        ("VAT", wording.vat_of(layout)),
    ]
