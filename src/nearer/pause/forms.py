"""What is tapped and typed in a moment, checked at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nearer.pause import words
from nearer.readings import moments

LONGEST_KEY = 64
LONGEST_MESSAGE = 2_000
_WORDS = {
    "max_length": _("This is too long. Use at most %(limit_value)d characters."),
    "null_characters_not_allowed": _("It holds a character that cannot be kept."),
    "invalid_choice": _("Choose one of these."),
}


class _Form(forms.Form):
    key = forms.CharField(max_length=LONGEST_KEY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        for field in self.fields.values():
            field.error_messages |= _WORDS


class BeginForm(_Form):
    """Which urge it is; without one, that it is not clear."""

    urge = forms.CharField(max_length=100, required=False)

    def clean_urge(self) -> str:
        urge: str = self.cleaned_data["urge"]
        if urge and words.path_of(urge) is None:
            raise forms.ValidationError(_WORDS["invalid_choice"])
        return urge


class WaveForm(_Form):
    """How strong it is just now."""

    strength = forms.IntegerField(min_value=0, max_value=moments.HIGHEST)


class TapForm(_Form):
    """A tap on a button."""


class PromiseForm(_Form):
    """A message in the person's own words, and for how long."""

    minutes = forms.IntegerField(
        min_value=moments.FEWEST_MINUTES, max_value=moments.MOST_MINUTES
    )
    message = forms.CharField(
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )


class WaitForm(_Form):
    """How long to wait; the message that is not sent may be parked."""

    span = forms.ChoiceField(choices=[(name, name) for name in words.WAITS])
    park = forms.CharField(
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class EndForm(_Form):
    """How it is now, and what was tried."""

    outcome = forms.ChoiceField(
        choices=[(name, name) for name in ("easier", "same", "harder")]
    )
    went = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)

    def helped(self) -> tuple[str, ...]:
        """Return what was ticked, of what can be ticked."""
        known = dict(words.choices("helped"))
        ticked = self.data.getlist("helped") if hasattr(self.data, "getlist") else []
        return tuple(name for name in known if name in ticked)

    def acted(self) -> bool | None:
        """Return whether the urge was followed; None where it was not said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["went"])
