"""Why a person cannot be called that, or ""."""

import unicodedata

# Line ends, control signs and those that are not seen at all.
_NOT_SEEN = {"Cc", "Cf", "Zl", "Zp"}
_OF_ADDRESSES = ("://", "www.")


def why_not_name(full_name: str) -> str:
    """A name stands in our mails: it is one line, all of it is seen, and it leads
    nowhere."""
    if any(unicodedata.category(sign) in _NOT_SEEN for sign in full_name):
        return "Write the name on one line, without hidden characters."
    if any(part in full_name.lower() for part in _OF_ADDRESSES):
        return "A name has no web address in it."
    return ""
