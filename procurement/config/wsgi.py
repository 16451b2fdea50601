"""The WSGI door."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.config.settings")
application = get_wsgi_application()

# What is loaded now stays as long as the process. It is kept from the garbage
# collector, which would go through all of it in the middle of a request, for a tenth of
# a second.
get_resolver().url_patterns  # noqa: B018  # loads the views too
gc.collect()
gc.freeze()
