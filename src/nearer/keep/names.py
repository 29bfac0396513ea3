"""What the kinds of entries are called where people read them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nearer.entries import AnyEntry
from nearer.keep.document import kind_of

KINDS: dict[str, Promise] = {
    "began": _("Beginning"),
    "consented": _("Yes to a text"),
    "preferred": _("Setting"),
    "sitting-opened": _("Questions begun"),
    "answered": _("Answer"),
    "sitting-closed": _("Questions ended"),
    "switches-set": _("What the private questions led to"),
    "safety-answered": _("Private answers that were kept"),
    "withdrawn": _("Taken back"),
}


def name_of_kind(kind: str) -> str:
    """Return the words for a kind; a newer program's kinds have none here yet."""
    return str(KINDS[kind]) if kind in KINDS else gettext("Something newer")


def kind_name(entry: AnyEntry) -> str:
    return name_of_kind(kind_of(entry))
