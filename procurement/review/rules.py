"""Why a question may not be answered, or an answer not confirmed or taken back."""

from datetime import date
from decimal import Decimal

from django.conf import settings

from procurement.review.models import Answer, Question, QuestionKind, QuestionState
from trusts.models import Membership
from trusts.permissions import Permission

S = QuestionState
ABOUT_PACKS = {
    QuestionKind.PACK_UNKNOWN,
    QuestionKind.PACK_CONFLICT,
    QuestionKind.SUSPECT,
}
ABOUT_MATCHES = {QuestionKind.UNMATCHED, QuestionKind.CODES_CONFLICT}

_SAID = {
    S.SETTLED: (
        "This question was answered meanwhile. Take that answer back to change it."
    ),
    S.PROPOSED: "This question has an answer that waits for a second reader.",
    S.GONE: "This question has gone: what it was about is no longer so.",
}


def why_not_answer(
    question: Question, *, by: Membership | None, kinds: set[QuestionKind] | None = None
) -> str:
    """Say why the member may not answer the question this way, or ""."""
    if by and not may_answer(by):
        return "Your role here may look at questions and not answer them."
    if kinds is not None and question.kind not in kinds:
        return "This is no answer to this kind of question."
    return _SAID.get(S(question.state), "")


def may_answer(member: Membership) -> bool:
    return member.may(Permission.REVIEW_DECIDE) or member.may(Permission.REVIEW_PROPOSE)


def needs_second(question: Question, *, by: Membership | None) -> bool:
    """Whether the answer counts only when another person has confirmed it: above a
    value, and wherever a trust proposes."""
    if by is None:
        return False
    above = Decimal(settings.REVIEW_SECOND_READER_ABOVE)
    return not by.may(Permission.REVIEW_DECIDE) or question.value > above


def why_not_confirm(answer: Answer, *, by: Membership | None) -> str:
    if answer.undone_at:
        return "This answer was taken back meanwhile, so there is nothing to confirm."
    if not answer.is_waiting_for_a_second:
        return "This answer counts already."
    if by and not by.may(Permission.REVIEW_DECIDE):
        return "Your role here may propose answers and not confirm them."
    if by and answer.answered_by and by.user_id == answer.answered_by.user_id:
        return "Somebody else has to confirm it: you gave this answer yourself."
    return ""


def why_not_undo(answer: Answer, *, by: Membership | None) -> str:
    if answer.undone_at:
        return "This answer was taken back already."
    if by is None or by.may(Permission.REVIEW_DECIDE):
        return ""
    author = answer.answered_by
    if author is None or by.user_id != author.user_id:
        return "Only its author or a data steward may take an answer back."
    if answer.seconded_at:
        return "This answer was confirmed. Ask the data steward to take it back."
    return ""


def why_not_later(
    question: Question, until: date, *, on: date, by: Membership | None
) -> str:
    """Say why the question may not be put off until then, or "". A trust puts off what
    is about its own items alone: others wait for an answer too."""
    is_own = by is not None and question.organisations == [by.organisation_id]
    if by and not by.may(Permission.REVIEW_DECIDE) and not is_own:
        return (
            "Other trusts wait for this answer too, so only a data steward may put it "
            "off. Go on to the next question, or propose an answer."
        )
    if until <= on:
        return "Choose a day after today."
    if (until - on).days > 366:
        return "A question can be put off for a year at most."
    return ""
