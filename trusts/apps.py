from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class TrustsConfig(AppConfig):
    name = "trusts"
    label = "trusts"

    def ready(self) -> None:
        user_logged_in.connect(_record_session, dispatch_uid="trusts")


def _record_session(request: Any, user: Any, **_: Any) -> None:
    """Whatever door somebody signed in by, the session is on their list."""
    from trusts.actions.sessions import record_session  # noqa: PLC0415  # needs models

    record_session(request, user)
