"""What may pass for a slip of the pen."""

import pytest

from procurement.signoff.slips import why_material


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("The baloon holds.", "The balloon holds.", ""),
        ("box is blue", "box is dark blue", ""),
        ("steril", "sterile", ""),
        ("for 28 days", "for 82 days", "is never a slip"),
        ("must be latex-free", "may contain latex", "is never a slip"),
        ("is reusable", "is not reusable", "is never a slip"),
        ("without latex", "with latex", "is never a slip"),
        ("doesn’t leak", "does leak", "is never a slip"),
        ("A short text.", "Quite another text that says other things.", "letters"),
        ("The same.", "The same.", "Nothing is different"),
    ],
)
def test_what_turns_a_sentence_round_is_no_slip(before, after, says):
    found = why_material(before, after)

    assert says in found
    assert bool(found) == bool(says)
