"""The demonstration's specifications: each state is there, and every rule was kept."""

import re
from datetime import date

import pytest
from django.utils import timezone

from procurement.adoption.models import Adoption, AdoptionState
from procurement.adoption.queries import unbound
from procurement.demonstration import papers, people
from procurement.demonstration.life.moments import People
from procurement.demonstration.life.specifications import specification_events
from procurement.demonstration.names import NAMED_TRUSTS
from procurement.evaluation.models import ScoreSheet
from procurement.signoff.models import Decision, ObjectionAct, Round, RoundCount
from procurement.signoff.waiting import waiting_for
from procurement.specifications.models import (
    FrozenText,
    HandingOn,
    NothingToAdd,
    Specification,
    Version,
    VersionState,
)
from tests.procurement.specifications.world import make_product
from tests.trusts.chained import verify_record
from trusts.models import Organisation

PRICES = re.compile(r"£|\bprices?\b|\bcosts?\b|\bpence\b|\bpounds?\b|\bcheap", re.I)


@pytest.fixture
def lived(db):
    """The fourteen trusts with their people and a few products, after two years."""
    for each in NAMED_TRUSTS:
        Organisation.objects.create(code=each.code, name=each.name, kind=each.kind)
    for code, name, kind in (people.OFFICE, people.COUNCIL):
        Organisation.objects.create(code=code, name=name, kind=kind)
    for size in ("12 Ch", "14 Ch", "16 Ch"):
        make_product(f"Foley catheter {size}")
    for name in papers.__all__:
        make_product(getattr(papers, name).noun)
    people.add_people(at=timezone.now())
    cast = People()
    events = specification_events(cast, timezone.localdate())
    for event in sorted(events, key=lambda each: each.at):
        event.do(event.at)
    return cast


def test_each_state_occurs_by_the_rules_and_without_a_price(lived):
    """One test, for the two years are long."""
    _each_state_occurs()
    _each_state_of_an_adoption_occurs()
    _dissent_is_kept(lived)
    _something_waits_for_the_clinician_and_for_the_chair(lived)
    _no_price_is_in_what_anybody_reads()
    is_well, said = verify_record()
    assert is_well, said


def _each_state_occurs():
    assert set(Version.objects.values_list("state", flat=True)) == set(VersionState)
    assert set(Version.objects.values_list("number", flat=True)) == {1, 2, 3}
    review = Version.objects.get(state=VersionState.UNDER_REVIEW)
    note = "3 problems with hypodermic needle safety were reported by 3 trusts within"
    assert review.steps.latest("pk").note.startswith(note)
    assert "Not covered" in review.problems.latest("pk").what
    assert HandingOn.objects.get().specification.name == papers.FACE_MASKS.name
    read = NothingToAdd.objects.filter(version__state=VersionState.CONSULTATION)
    assert read.count() == 3
    wipes = Version.objects.get(state=VersionState.SUSPENDED)
    assert wipes.review_causes.get().notice.reference == "FSN-2207"


def _each_state_of_an_adoption_occurs():
    assert set(Adoption.objects.values_list("state", flat=True)) == set(AdoptionState)
    gloves = Adoption.objects.filter(
        version__specification__name=papers.GLOVES.name,
        version__state=VersionState.ADOPTED,
    )
    carried = gloves.get(organisation__code="ALD")
    assert "Carried over from version 1" in carried.steps.earliest("pk").note
    assert carried.participation is not None
    not_bound = unbound([carried.version_id], on=timezone.localdate())
    assert [each.word for each in not_bound.values()] == ["Not bound"]


def _dissent_is_kept(lived):
    gloves = Version.objects.get(
        specification__name=papers.GLOVES.name, state=VersionState.ADOPTED
    )
    dissent = Decision.objects.filter(round__version=gloves, kind__startswith="OBJECT")
    assert sorted(dissent.values_list("signer_name", "kind")) == [
        ("Emeka Obi", "OBJECT_ADVISORY"),
        ("Murray Thorne", "OBJECT_BLOCKING"),
    ]
    last = dissent.get(kind="OBJECT_BLOCKING").steps.latest("taken_at", "pk")
    assert last.act == ObjectionAct.DISMISSED
    assert last.taken_by == lived.of("WRN", "clinical_chair")
    assert RoundCount.objects.filter(round__version=gloves).count() == 2


def _something_waits_for_the_clinician_and_for_the_chair(lived):
    carys = lived.named("Carys Evans")
    assert [each.name for each in waiting_for(carys) if each.is_to_sign] == [
        papers.CATHETERS.name
    ]
    round_ = Round.objects.open().get()
    assert round_.deadline_at > timezone.now()
    assert round_.version.specification.chair == lived.named("Joan Fairley")
    trial = round_.version.trials.get()
    sheets = ScoreSheet.objects.filter(trial=trial, uses__gt=0)
    assert sheets.values("organisation").distinct().count() == 4


def _no_price_is_in_what_anybody_reads():
    said = [
        *FrozenText.objects.values_list("content", flat=True),
        *(text for each in Version.objects.all() for text in each.texts.values()),
        *Version.objects.values_list("what_changes", flat=True),
        *Specification.objects.values_list("name", flat=True),
    ]

    assert len(said) > 100
    assert [text for text in said if PRICES.search(text)] == []


@pytest.mark.parametrize("today", [date(2026, 11, 27 + day) for day in range(4)])
def test_what_happened_is_over_whichever_day_it_is(today):
    """Weekends move a moment back, never past what came before it."""
    from procurement.demonstration.life.telling import Telling

    story = Telling.__new__(Telling)
    story.today = today
    moments = [story.moment(days) for days in range(20, 0, -1)]

    assert moments == sorted(moments)
    assert all(each.date() < today and each.weekday() < 5 for each in moments)
