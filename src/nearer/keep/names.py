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
    "programme-began": _("Ten weeks begun"),
    "situation-set": _("Who I practise with"),
    "programme-paused": _("Pause"),
    "programme-resumed": _("Back from a pause"),
    "checked-in": _("A day"),
    "step-planned": _("Step taken on"),
    "step-set-aside": _("Not today"),
    "step-ended": _("What became of a step"),
    "urge-noticed": _("An urge or a habit, noticed"),
    "moment-began": _("A moment"),
    "return-promised": _("Time alone, with a return"),
    "wait-began": _("Waiting before a message"),
    "wave-noted": _("How strong it was"),
    "returned": _("Came back"),
    "moment-ended": _("After the moment"),
    "wrote": _("Written"),
    "reviewed": _("Week looked back on"),
    "bond-laid": _("A bond on my line"),
    "script-written": _("Old belief, new words"),
    "lesson-read": _("Lesson read"),
    "alongside-noted": _("A step for the one beside"),
    "reminder-set": _("Reminder"),
    "linked": _("Linked with someone"),
    "link-ended": _("A link ended"),
    "sharing-set": _("What goes along by itself"),
    "shared": _("Here, in what we share"),
    "shared-temperature": _("Shared: how connected"),
    "shared-pattern": _("Shared: a day for the pattern between us"),
    "shared-step": _("Shared: a step"),
    "step-proposed": _("A step for both"),
    "step-agreed": _("Answer to a step for both"),
    "shared-moment": _("Shared: a moment"),
    "shared-return": _("Shared: came back"),
    "shared-week": _("Shared: words of a week"),
    "thanked": _("Glad of"),
    "shared-map": _("Shared: where I stand"),
    "taken-back": _("Taken back from what we share"),
}


def name_of_kind(kind: str) -> str:
    """Return the words for a kind; a newer program's kinds have none here yet."""
    return str(KINDS[kind]) if kind in KINDS else gettext("Something newer")


def kind_name(entry: AnyEntry) -> str:
    return name_of_kind(kind_of(entry))
