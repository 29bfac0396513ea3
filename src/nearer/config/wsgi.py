"""For a hosted installation: a WSGI server serves `nearer.config.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nearer.config.settings")
# As the `nearer` command has it: sums this small gain nothing by threads that wait.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
application = get_wsgi_application()

# After the settings: these lines must not run before Django is ready.
from nearer.config.checks import refuse_what_is_unsafe  # noqa: E402

refuse_what_is_unsafe()
