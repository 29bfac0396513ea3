"""Words for what the readings say in names, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nearer.readings.asking import Progress

PROGRESS: Mapping[Progress, Promise] = {
    Progress.BEGINNING: _("The first one"),
    Progress.UNDER_WAY: _("Well begun"),
    Progress.HALFWAY: _("About halfway"),
    Progress.A_FEW_MORE: _("Only a few more"),
    Progress.DONE: _("That was the last one"),
}
