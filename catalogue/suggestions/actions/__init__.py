"""Keeping suggestions and pairs: what was touched, or everything afresh."""

from catalogue.suggestions.actions.suggesting import Suggested, suggest

__all__ = ["Suggested", "suggest"]
