"""What people choose and type on these pages."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nearer.review.voice import say, words

TOO_LONG = _("This is too long. Use at most %(limit_value)d characters.")
NOT_KEPT = _("It holds a character that cannot be kept.")
LONGEST_WORDS = 60
LONGEST_NOTE = 5000
MOODS = tuple((value, str(value)) for value in range(4))
POINTS = tuple((value, str(value)) for value in range(11))
LONGEST_KEY = 64
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
DAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)


class _Form(forms.Form):
    key = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))


class KeyForm(_Form):
    """A button that does one thing once."""


class ReminderForm(_Form):
    """When, on which days, in which words."""

    time = forms.TimeField(
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Choose a time."),
            "invalid": _("Write the time as hours and minutes, such as 19:30."),
        },
    )
    night = forms.BooleanField(
        label=_("Also between 21:00 and 08:00"),
        required=False,
    )
    days = forms.TypedMultipleChoiceField(
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one day."),
            "invalid_choice": _("Choose from these days."),
        },
    )
    words = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": TOO_LONG,
            "null_characters_not_allowed": NOT_KEPT,
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = words("review.reminder")
        self.fields["words"].label = said["words"]
        self.fields["words"].help_text = gettext(
            "%(advice)s Left empty, it says only “%(name)s”."
        ) % {"advice": said["words_help"], "name": said["default"]}
        self.fields["time"].label = said["time"]
        self.fields["night"].help_text = said["quiet"]
        self.fields["days"].label = said["days"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        at = data.get("time")
        if at and is_at_night(at) and not data.get("night"):
            message = gettext(
                "It is quiet from 21:00 to 08:00, unless you tick the box."
            )
            self.add_error("time", message)
        return data


def is_at_night(at: time) -> bool:
    """Return whether a time lies in the quiet hours."""
    return at >= QUIET_FROM or at < QUIET_UNTIL


class WeekForm(_Form):
    """A week looked back on; everything may stay empty."""

    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": TOO_LONG,
            "null_characters_not_allowed": NOT_KEPT,
        },
    )
    low = forms.TypedChoiceField(
        choices=MOODS, coerce=int, required=False, empty_value=None
    )
    worry = forms.TypedChoiceField(
        choices=MOODS, coerce=int, required=False, empty_value=None
    )
    satisfaction = forms.TypedChoiceField(
        choices=POINTS, coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = say("review.note-label")
        self.fields["note"].help_text = say("review.note-help")
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = gettext("Choose one of these.")

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said."""
        said = (self.cleaned_data[name] for name in ("low", "worry", "satisfaction"))
        return not self.cleaned_data["note"] and all(value is None for value in said)
