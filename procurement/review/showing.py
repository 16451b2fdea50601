"""What the page of one question shows: each function makes one part of its context."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from catalogue.matching.actions import is_behind
from catalogue.matching.units import canonical_unit
from catalogue.prices.models import is_hidden
from procurement.review import rules
from procurement.review.candidates import (
    candidates_of,
    found_products,
    texts_of_product,
    two_shown,
)
from procurement.review.evidence import (
    MOST_ITEMS,
    Wording,
    beside_others,
    items_of,
    payers_of,
    typical,
    wordings_of,
)
from procurement.review.forms import AskForm
from procurement.review.models import (
    Answer,
    Question,
    QuestionKind,
    QuestionQuerySet,
)
from procurement.review.narrowing import after, before
from procurement.review.progress import released_by, waiting_for
from procurement.review.proposals import asked_in, readings_of
from procurement.review.wording import answer_words, title_of
from trusts.models import Membership
from trusts.permissions import Permission

RECENT = timedelta(hours=12)
MOST_PAYERS = 20


def question_detail(
    question: Question,
    questions: QuestionQuerySet,
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
    at: datetime,
) -> dict[str, Any]:
    """One question with its evidence; `questions` are those it stands among."""
    wordings = _wordings(question, member=member, on=on)
    standing = _answers(question).filter(undone_at=None).first()
    return {
        "question": question,
        "title": title_of(question),
        "wordings": wordings[:MOST_ITEMS],
        "wordings_left": len(wordings[MOST_ITEMS:]),
        "left": waiting_for(questions, member),
        "next": after(questions, question),
        "previous": before(questions, question),
        "released": released_by(member, at=at),
        "may_answer": rules.may_answer(member),
        "may_decide": member.may(Permission.REVIEW_DECIDE),
        "why_not": rules.why_not_answer(question, by=member),
        "is_second": rules.needs_second(question, by=member),
        "ask_form": AskForm(question=question),
        "is_asked_here": question.asked_of_id == member.organisation_id,
        "on": on,
        **_answered(standing, member=member),
        **last_answer(member, at=at),
        **_with_keys(_proposals(question, wordings, query, member=member, on=on)),
    }


def _with_keys(proposals: dict[str, Any]) -> dict[str, Any]:
    """Digits choose what is proposed. Where that is one thing at most, 2 says not the
    same and 3 says later, beside the letters that always do: a digit that chose a
    proposal here and put the question off there would be pressed wrongly."""
    readings = [each for each in proposals.get("readings", []) if each.key]
    count = len(readings or proposals.get("candidates", []))
    keys = {
        "different": "2 x" if count <= 1 else "x",
        "later": "3 l" if count <= 1 else "l",
    }
    return proposals | {"keys": keys}


def last_answer(member: Membership, *, at: datetime) -> dict[str, Any]:
    """The member's own newest answer that can be taken back, and whether figures have
    still to follow."""
    answer = (
        Answer.objects.standing()
        .filter(answered_by=member, answered_at__gte=at - RECENT)
        .newest_first()
        .select_related("question__asked_of", "product")
        .first()
    )
    if answer is None or rules.why_not_undo(answer, by=member):
        return {"last": None}
    return {
        "last": answer,
        "last_words": answer_words(answer),
        "is_behind": is_behind(),
    }


def wordings_asked(question: Question) -> list[tuple[str, str]]:
    """The units a question is about with what their sources say, in the order in which
    the page numbers them."""
    matches = items_of(question).order_by("pk")
    return list(dict.fromkeys((m.unit, m.pack_evidence) for m in matches))


def _answers(question: Question):
    return question.answers.select_related(
        "answered_by__user", "answered_by__organisation", "seconded_by__user",
        "undone_by__user", "product", "question__asked_of",
    ).newest_first()  # fmt: skip


def _answered(standing: Answer | None, *, member: Membership) -> dict[str, Any]:
    if standing is None:
        return {"answer": None}
    return {
        "answer": standing,
        "answer_words": answer_words(standing),
        "why_not_confirm": rules.why_not_confirm(standing, by=member),
        "why_not_undo": rules.why_not_undo(standing, by=member),
    }


def _wordings(question: Question, *, member: Membership, on: date) -> list[Wording]:
    beside = [text for p in _products(question) for text in texts_of_product(p)]
    shown = items_of(question).exclude(is_hidden(member))
    return wordings_of(shown, beside, member=member, on=on)


def _products(question: Question):
    return [p for p in (question.product, question.other_product) if p]


def _proposals(
    question: Question,
    wordings: list[Wording],
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
) -> dict[str, Any]:
    if question.kind == QuestionKind.NEAR_DUPLICATE:
        return _two(question, member=member, on=on)
    if question.kind in rules.ABOUT_MATCHES:
        return _which(question, wordings, query, member=member)
    return _how_many(question, wordings, member=member)


def _how_many(
    question: Question, wordings: list[Wording], *, member: Membership
) -> dict[str, Any]:
    product = question.product
    assert product is not None
    payers = payers_of([product.pk], question, member=member)
    payers_here = payers[product.pk]
    aside = {question.organisation_id} if question.organisation_id else set()
    others = typical(payers_here, but=aside)
    places = {pair: n for n, pair in enumerate(wordings_asked(question))}
    several = sorted(
        asked_in(question, wordings),
        key=lambda asked: places.get((asked.unit, asked.says), 0),
    )
    return {
        "payers": payers_here[:MOST_PAYERS],
        "payers_left": len(payers_here[MOST_PAYERS:]),
        "others": others,
        "several": several,
        "readings": readings_of(question, several, others),
        "packs": [
            (canonical_unit(pack.unit).lower(), pack)
            for pack in product.packs.order_by("eaches")
        ],
        "suspect": beside_others(question.price_each, others),
    }


def _which(
    question: Question,
    wordings: list[Wording],
    query: Mapping[str, str],
    *,
    member: Membership,
) -> dict[str, Any]:
    candidates = candidates_of(question, wordings, member=member)
    text = " ".join(query.get("find", "").split())[:200]
    context: dict[str, Any] = {"candidates": candidates, "find": text}
    if text:
        found, hits = found_products(text, question, wordings, member=member)
        context |= {"found": found, "hits": hits}
    return context


def _two(question: Question, *, member: Membership, on: date) -> dict[str, Any]:
    """Both products, each with its items and marked against the other."""
    one, other = _products(question)
    items = {
        product.pk: wordings_of(
            items_of(question, product_id=product.pk).exclude(is_hidden(member))[
                :MOST_ITEMS
            ],
            texts_of_product(beside),
            member=member,
            on=on,
        )
        for product, beside in ((one, other), (other, one))
    }
    shown = two_shown(one, other, question, member=member)
    return {"sides": [(each, items[each.product.pk]) for each in shown]}
