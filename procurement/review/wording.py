"""What a question asks and what an answer says, in words."""

from procurement.review.models import Answer, Outcome, Question, QuestionKind

MOST_LETTERS = 120


def title_of(question: Question) -> str:
    """The question, as a person would ask it."""
    what = shortened(
        question.product.description if question.product else question.description
    )
    unit = f"one {question.unit or 'unit'}"
    match QuestionKind(question.kind):
        case QuestionKind.SUSPECT:
            place = question.organisation.name if question.organisation else "a trust"
            return f"{what} at {place}: is the pack wrong?"
        case QuestionKind.PACK_CONFLICT:
            return f"How many are in {unit} of {what}? Its sources disagree"
        case QuestionKind.PACK_UNKNOWN:
            return f"How many are in {unit} of {what}?"
        case QuestionKind.CODES_CONFLICT:
            return f"Its codes contradict each other. Which product is {what}?"
        case QuestionKind.UNMATCHED:
            return f"Which product is {what}?"
        case QuestionKind.NEAR_DUPLICATE:
            return f"Are these one product? {what}"


def answer_words(answer: Answer) -> str:
    """What was answered: `One BOX holds 100`."""
    product = shortened(answer.product.description) if answer.product else ""
    until, asked = answer.question.later_until, answer.question.asked_of
    outcome, unit = Outcome(answer.outcome), answer.question.unit or "unit"
    words = {
        Outcome.SAME: f"It is {product}",
        Outcome.NOT_SAME: f"It is not {product or 'any of the products suggested'}",
        Outcome.PACK: f"One {unit} holds {answer.eaches or 0:,}",
        Outcome.LATER: f"Put off until {until.day} {until:%B}" if until else "Put off",
        Outcome.ASKED: f"{asked.name if asked else 'The trust'} was asked",
    }
    return words.get(outcome, outcome.label)


def shortened(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()}…"
