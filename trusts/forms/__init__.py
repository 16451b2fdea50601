"""Forms about people and places. Those of signing in are named in the settings, by
their modules: they load allauth, which the others do not need."""

from trusts.forms.membership import MembershipChoice

__all__ = ["MembershipChoice"]
