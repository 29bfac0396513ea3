"""Why a file is not taken in: what happened, what is safe, what to do."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nearer.keep.document import Fault, RefusedError

_WORDS = {
    Fault.TOO_LARGE: _(
        "This file is larger than any notes could be. Choose another one."
    ),
    Fault.TOO_MANY: _("This file holds more entries than a life of notes."),
    Fault.NOT_OURS: _(
        "This is not a file that this program made to be brought back. "
        "It ends in .json or .age."
    ),
    Fault.NEWER: _(
        "A newer version of this program made this file. Bring this program up to date."
    ),
    Fault.CHANGED: _(
        "This file was changed or cut off after it was made. Take another copy of it."
    ),
    Fault.BROKEN: _("This file is damaged. Take another copy of it."),
}


def why_refused(refused: RefusedError) -> str:
    """Return the words; nothing of the file was kept."""
    said = str(_WORDS[refused.fault])
    if refused.place:
        said = gettext("Entry %(place)s of this file is damaged.") % {
            "place": refused.place
        }
    return f"{said} {gettext('Nothing was kept of it.')}"
