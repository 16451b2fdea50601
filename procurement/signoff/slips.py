"""What may pass for a slip of the pen in a text that people have signed, and what may
not. Pure."""

import re
from collections import Counter
from difflib import SequenceMatcher

MOST_LETTERS = 20  # that come or go
# Words and numbers that turn a sentence round.
WEIGHTY = re.compile(
    r"\d+|\b(?:not?|never|none|without|must|may|shall|should|only|at least|at most"
    r"|more|less|all|any|each|every|free|contains?)\b|n[’']t\b",
    re.IGNORECASE,
)


def why_material(before: str, after: str) -> str:
    """Why a change of words is more than a slip, whatever anybody rules; "" where the
    chair may rule that it is one."""
    if before == after:
        return "Nothing is different."
    if _weight(before) != _weight(after):
        return (
            "A number, or a word such as “not” or “must”, is never a slip of the pen: "
            "start the next version."
        )
    if _letters(before, after) > MOST_LETTERS:
        return (
            f"More than {MOST_LETTERS} letters would change: that is no slip of the "
            "pen. Start the next version."
        )
    return ""


def _weight(text: str) -> Counter[str]:
    return Counter(each.lower() for each in WEIGHTY.findall(text))


def _letters(before: str, after: str) -> int:
    """How many letters come or go."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return sum(
        max(old_to - old_from, new_to - new_from)
        for how, old_from, old_to, new_from, new_to in matcher.get_opcodes()
        if how != "equal"
    )
