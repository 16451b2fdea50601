"""What the lists of questions and of answers show."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from catalogue.matching.actions import is_behind
from procurement.review import rules
from procurement.review.forms import QuestionFilters
from procurement.review.models import Answer, Question
from procurement.review.narrowing import LARGEST_FIRST, narrow
from procurement.review.progress import (
    desk_of,
    released_by,
    waiting_for,
)
from procurement.review.showing import last_answer
from procurement.review.wording import answer_words
from trusts.models import Membership, Organisation
from trusts.paging import Order, page_of
from trusts.permissions import Permission

NEWEST_FIRST = Order("id", True, int)
ANSWERS_A_PAGE = 30


def question_list(
    filters: QuestionFilters,
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
    at: datetime,
) -> dict[str, Any]:
    """The questions asked for, largest first, a page of them."""
    context = {
        "filters": filters,
        "desk": desk_of(member, at=at),
        "released": released_by(member, at=at),
        "may_answer": rules.may_answer(member),
        "sees_region": member.sees_region,
        **last_answer(member, at=at),
    }
    if not filters.is_valid():
        return context | {"page": None}
    visible = Question.objects.visible_to(member)
    found = narrow(visible, filters.cleaned_data, member=member, on=on)
    page = page_of(
        found.select_related("product__manufacturer", "organisation", "asked_of"),
        LARGEST_FIRST,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return context | {
        "page": page,
        "shown": waiting_for(found, member),
        "rows": _with_trusts(page.rows),
        "first": found.largest_first().first(),
    }


def _with_trusts(questions: list[Question]) -> list[tuple[Question, str]]:
    """Each with where its items are: the trust's name, or how many trusts."""
    names = names_of(
        {q.organisations[0] for q in questions if len(q.organisations) == 1}
    )
    return [
        (
            question,
            names.get(question.organisations[0], "")
            if len(question.organisations) == 1
            else f"{len(question.organisations)} trusts",
        )
        for question in questions
    ]


def names_of(places: set[int] | None = None) -> dict[int, str]:
    """Organisations' names by their ids; of all of them without any."""
    rows = Organisation.objects.all()
    if places is not None:
        rows = rows.filter(pk__in=places)
    return dict(rows.values_list("pk", "name"))


def answer_list(
    query: Mapping[str, str], *, member: Membership, at: datetime
) -> dict[str, Any]:
    """Who answered what and when, newest first."""
    answers = Answer.objects.visible_to(member).select_related(
        "question__product",
        "question__asked_of",
        "product",
        "answered_by__user",
        "answered_by__organisation",
        "seconded_by__user",
        "undone_by__user",
    )
    if query.get("by") == "me":
        answers = answers.filter(answered_by=member)
    page = page_of(
        answers,
        NEWEST_FIRST,
        after=query.get("after", ""),
        before=query.get("before", ""),
        size=ANSWERS_A_PAGE,
    )
    return {
        "page": page,
        "rows": [
            (answer, answer_words(answer), rules.why_not_undo(answer, by=member))
            for answer in page.rows
        ],
        "by": query.get("by", ""),
        "released": released_by(member, at=at),
        "may_answer": rules.may_answer(member),
        "may_decide": member.may(Permission.REVIEW_DECIDE),
        "is_behind": is_behind(),
    }
