"""For a hosted installation: a WSGI server serves `nearer.config.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nearer.config.settings")
application = get_wsgi_application()
