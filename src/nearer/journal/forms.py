"""What is tapped and typed here, checked at the door; nothing typed is ever lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nearer.diary.access import LARGEST_ENTRY
from nearer.journal import words

LONGEST_KEY = 64
LONGEST_NAME = 60
LONGEST_NOTE = 2_000
LONGEST_SOUGHT = 200
ROOM_FOR_THE_REST = 2_048
"""Bytes of an entry besides its text."""
MOST_BYTES = LARGEST_ENTRY - ROOM_FOR_THE_REST
EARLIEST_YEAR = 1900
_WORDS = {
    "required": _("Write something here first."),
    "max_length": _("This is too long. Use at most %(limit_value)d characters."),
    "null_characters_not_allowed": _("It holds a character that cannot be kept."),
    "invalid_choice": _("Choose one of these."),
    "invalid": _("Write the year in numbers, like 2014, or leave it empty."),
    "min_value": _("Write the year in numbers, like 2014, or leave it empty."),
    "max_value": _("This year is still to come. Leave it empty, or correct it."),
}


class _Form(forms.Form):
    key = forms.CharField(max_length=LONGEST_KEY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        for field in self.fields.values():
            field.error_messages |= _WORDS

    def _fits(self, *names: str) -> None:
        """Refuse texts that together are larger than an entry may be."""
        size = sum(len(str(self.cleaned_data.get(n, "")).encode()) for n in names)
        if size > MOST_BYTES:
            self.add_error(
                names[-1],
                gettext(
                    "This is longer than one page can be. It is all still here: "
                    "take a part of it to a second page."
                ),
            )


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})


class TapForm(_Form):
    """A tap on a button."""


class PageForm(_Form):
    """A page, long or short."""

    prompt = forms.CharField(max_length=100, required=False)
    text = forms.CharField(widget=_long(12), strip=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "text" in data and not data["text"].strip():
            self.add_error("text", _WORDS["required"])
        self._fits("text")
        return data

    def clean_prompt(self) -> str:
        prompt: str = self.cleaned_data["prompt"]
        return prompt if prompt == words.PARKED or words.prompt_words(prompt) else ""


class FindForm(forms.Form):
    """Words to look for."""

    sought = forms.CharField(max_length=LONGEST_SOUGHT, required=False)


class NoticeForm(_Form):
    """A habit, as it was noticed."""

    urge = forms.CharField(max_length=100)

    def clean_urge(self) -> str:
        urge: str = self.cleaned_data["urge"]
        if not words.scale_of(urge):
            raise ValidationError(_WORDS["invalid_choice"])
        return urge


class MoreForm(_Form):
    """What else there is to say of it."""

    after = forms.CharField(max_length=100, required=False)
    went = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False, widget=_long(3))

    def clean_after(self) -> str:
        after: str = self.cleaned_data["after"]
        return after if after in dict(words.afters()) else ""

    def acted(self) -> bool | None:
        """Return whether the person went along with it; None where it was not said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["went"])


class BondForm(_Form):
    """A bond on the line; all but its name may stay empty."""

    name = forms.CharField(max_length=LONGEST_NAME)
    with_whom = forms.CharField(max_length=40, required=False)
    began = forms.IntegerField(min_value=EARLIEST_YEAR, required=False)
    ended = forms.IntegerField(min_value=EARLIEST_YEAR, required=False)
    ending = forms.CharField(max_length=40, required=False)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False, widget=_long(3))

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = this_year
        for name in ("began", "ended"):
            self.fields[name].widget = forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        began, ended = data.get("began"), data.get("ended")
        for name, year in (("began", began), ("ended", ended)):
            if year is not None and year > self.this_year:
                self.add_error(name, _WORDS["max_value"])
        if began is not None and ended is not None and ended < began:
            self.add_error("ended", gettext("It ends before it begins. Look again."))
        return data

    def clean_with_whom(self) -> str:
        return self._known("with_whom", dict(words.kinds_of_bond()))

    def clean_ending(self) -> str:
        return self._known("ending", dict(words.ends_of_bond()))

    def habits(self) -> tuple[str, ...]:
        """Return what was ticked, of what can be ticked."""
        ticked = self.data.getlist("habits") if hasattr(self.data, "getlist") else []
        names = (habit for group in words.habits() for habit, _ in group.names)
        return tuple(habit for habit in names if habit in ticked)

    def _known(self, name: str, known: dict[str, str]) -> str:
        value: str = self.cleaned_data[name]
        return value if value in known else ""


class ScriptForm(_Form):
    """An old sentence and a new wording; the rest may stay empty."""

    belief = forms.CharField(widget=_long(2), max_length=LONGEST_NOTE)
    speaks_for = forms.CharField(widget=_long(4), required=False)
    speaks_against = forms.CharField(widget=_long(4), required=False)
    wording = forms.CharField(widget=_long(3), required=False)
    step = forms.CharField(max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self._fits("belief", "speaks_for", "speaks_against", "wording")
        return data
