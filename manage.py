#!/usr/bin/env python
"""Django's command line, pointed at procurement.config.settings."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.config.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018  # reads them, and they may refuse
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)
