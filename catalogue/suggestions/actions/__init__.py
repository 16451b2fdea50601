"""Keeping suggestions and pairs: what was touched, or everything afresh."""

from catalogue.suggestions.actions.suggesting import Suggested, is_behind, suggest

__all__ = ["Suggested", "is_behind", "suggest"]
