"""What two people type and choose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nearer.diary.inviting import could_be
from nearer.readings.two import CHOICES

LONGEST_NAME = 60
LONGEST_CODE = 40
LONGEST_WORDS = 4_000
LONGEST_LINE = 300
LONGEST_NOTE = 2_000
LONGEST_KEY = 200
_TOO_LONG = _("This is longer than fits here. Shorten it a little.")
_EMPTY = _("There is nothing here yet.")

LABELS = {
    "temperature": _("How connected I felt, day by day"),
    "steps": _("Steps that I have done, by their name"),
    "moments": _("Time alone that I took, with my words for it, and when I was back"),
    "map": _("Where I stand: the two dials"),
    "pattern": _("My days, for the pattern between us"),
}
HINTS = {
    "temperature": _("As a number from 1 to 10."),
    "steps": _("Not what I feared, not how hard it was."),
    "moments": _("Not the urge behind it."),
    "map": _("As bands, without a single answer."),
    "pattern": _(
        "How close, how open, how I reached out and drew back. Nobody sees a single "
        "one of these, only what both our days say together. Needs a yes of both."
    ),
}
STANDING = tuple(choice for choice in CHOICES if choice != "map")


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))


class NameForm(_Form):
    """What the other sees as a name."""

    name = forms.CharField(
        label=_("What should the other see as your name?"),
        help_text=_("It need not be the one you unlock with."),
        max_length=LONGEST_NAME,
        error_messages={"required": _EMPTY, "max_length": _TOO_LONG},
    )


class CodeForm(_Form):
    """A code that someone told."""

    code = forms.CharField(
        label=_("The code"),
        help_text=_("Twelve letters and digits. Spaces and capitals do not matter."),
        max_length=LONGEST_CODE,
        error_messages={"required": _EMPTY, "max_length": _TOO_LONG},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        """Tell a slip of the hand from a code, before anything is looked up."""
        code: str = self.cleaned_data["code"]
        if not could_be(code):
            raise forms.ValidationError(
                _(
                    "A code has twelve letters and digits, and never 0, 1, I, L, O or "
                    "U. Look at it once more."
                )
            )
        return code


class ChoicesForm(_Form):
    """What goes along by itself."""

    what = forms.MultipleChoiceField(
        label=_("From today on, this goes along by itself"),
        choices=[(choice, LABELS[choice]) for choice in STANDING],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.CharField(max_length=LONGEST_KEY)


class WordsForm(_Form):
    """Words for both."""

    words = forms.CharField(
        max_length=LONGEST_WORDS,
        error_messages={"required": _EMPTY, "max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = forms.CharField(max_length=LONGEST_KEY)


class ThanksForm(_Form):
    """One line."""

    words = forms.CharField(
        label=_("In one line, for both to read"),
        max_length=LONGEST_LINE,
        error_messages={"required": _EMPTY, "max_length": _TOO_LONG},
    )
    key = forms.CharField(max_length=LONGEST_KEY)


class AlongsideForm(_Form):
    """What became of a step of the one beside, with a line for oneself."""

    do = forms.ChoiceField(choices=[("done", ""), ("not-today", "")])
    words = forms.CharField(
        label=_("What I noticed"),
        help_text=_("If you like. Nobody else can open it."),
        max_length=LONGEST_NOTE,
        required=False,
        error_messages={"max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=LONGEST_KEY)
