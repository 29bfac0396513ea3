"""What the forms of a day and a step send, checked at the door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nearer.content.steps import contraindications
from nearer.core.pacing import Track
from nearer.readings.days import SCALES
from nearer.web.voice import say

LONGEST_KEY = 64
LONGEST_LINE = 200
LONGEST_TEXT = 4_000
TENS = tuple(range(0, 101, 10))
ELEVEN = tuple(range(11))
TODAY_ONLY = "after-drinking"
"""Asked before a step where it is asked, not once for all."""
_TOO_LONG = {"max_length": _("This is longer than fits here. Shorten it a little.")}


class _Options(forms.RadioSelect):
    """Radios whose summary link leads to the first of them."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_{index or 0}"


class KeyForm(forms.Form):
    """A tap."""

    key = forms.CharField(max_length=LONGEST_KEY)


class SituationForm(KeyForm):
    """With whom, on which ladder, and what speaks against certain steps."""

    company = forms.ChoiceField(
        label=_("Who would you like to practise with?"),
        choices=[
            ("partner", _("With my partner")),
            ("far", _("With my partner, who is far away")),
            ("friend", _("With a friend or someone in the family")),
            ("alone", _("On my own, for now")),
        ],
        widget=_Options,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    touch = forms.BooleanField(
        label=_("Steps with touch may be among them. We both want that."),
        help_text=_("Leave it empty for any reason, or none."),
        required=False,
    )
    track = forms.ChoiceField(
        label=_("Which steps should come more often?"),
        widget=_Options,
        required=False,
    )
    conditions = forms.MultipleChoiceField(
        label=_("Does any of this apply to you now?"),
        help_text=_("Then the steps that do not go with it stay away."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, *args: Any, unasked: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """`unasked` holds what stands without a question, by field."""
        super().__init__(*args, **kwargs)
        self._unasked = dict(unasked or {})
        asked = [
            (name, say(f"pacing.against.{name}.name"))
            for name, found in contraindications().items()
            if found.asked and name != TODAY_ONLY
        ]
        tracks = [
            (
                track,
                (
                    f"{say(f'pacing.track.{track}.name')}. "
                    f"{say(f'pacing.track.{track}.about')}"
                ),
            )
            for track in Track
        ]
        first, last = (
            gettext("As my answers to the questions say"),
            gettext("Both alike"),
        )
        choices = {"conditions": asked, "track": [("", first), *tracks, ("both", last)]}
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]  # of choice fields
        for name in self._unasked:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Return what was said, with what stands without a question."""
        return {**self.cleaned_data, **self._unasked}


class BeginForm(SituationForm):
    """All that is needed to begin."""

    value = forms.CharField(
        label=_("What matters to you when you are close to someone?"),
        help_text=_("In a few words, for yourself. It may stay empty."),
        max_length=LONGEST_LINE,
        required=False,
        error_messages=_TOO_LONG,
    )
    aim = forms.CharField(
        label=_("What would you like to be different in ten weeks?"),
        help_text=_("It may be small. It may stay empty, too."),
        max_length=LONGEST_LINE,
        required=False,
        error_messages=_TOO_LONG,
    )
    agreed = forms.BooleanField(
        label=_("I have read this, and I want to begin."),
        error_messages={"required": _("Tick this if you want to begin.")},
    )


class TapsForm(KeyForm):
    """Some values of a day; each may be left out."""

    about = forms.DateField()

    def __init__(self, *args: Any, asked: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for name in asked:
            least, most = SCALES[name]
            self.fields[name] = forms.IntegerField(
                min_value=least, max_value=most, required=False
            )

    def values(self) -> dict[str, int]:
        """Return what was tapped."""
        found = {name: self.cleaned_data.get(name) for name in self.asked}
        return {name: value for name, value in found.items() if value is not None}


class BeforeForm(KeyForm):
    """What is said before a step; all of it may stay empty."""

    feared = forms.CharField(
        label=_("What might happen that you would not want?"),
        max_length=LONGEST_TEXT,
        required=False,
        error_messages=_TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
    )
    p_feared = forms.TypedChoiceField(
        label=_("How sure are you that it will happen, in per cent?"),
        choices=[(n, str(n)) for n in TENS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    expected = forms.IntegerField(
        label=_("How hard will it be at its hardest?"),
        min_value=0,
        max_value=10,
        required=False,
    )
    setting = forms.CharField(
        label=_("Where, or who with?"),
        help_text=_("At home, on the phone, on a walk. Another place another time."),
        max_length=LONGEST_LINE,
        required=False,
        error_messages=_TOO_LONG,
    )


class AfterForm(KeyForm):
    """What became of a step; only whether it was done is needed."""

    done = forms.ChoiceField(
        label=_("Did you do it?"),
        choices=[
            ("yes", _("Yes")),
            ("partly", _("Partly")),
            ("no", _("Not this time")),
        ],
        widget=_Options,
        error_messages={"required": _("Choose one: all three are fine.")},
    )
    discomfort = forms.IntegerField(
        label=_("How hard was it at its hardest?"),
        help_text=_("If you did not do it: how hard did it look?"),
        min_value=0,
        max_value=10,
        required=False,
    )
    happened = forms.ChoiceField(
        label=_("Did what you feared happen?"),
        choices=[("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No"))],
        widget=_Options,
        required=False,
    )
    response = forms.ChoiceField(
        label=_("How did the other respond?"),
        choices=[
            ("good", _("Well: with interest, or kindly")),
            ("neutral", _("Neither well nor badly")),
            ("hurtful", _("In a way that hurt")),
            ("none", _("Nobody else was part of it")),
        ],
        widget=_Options,
        required=False,
    )
    learned = forms.CharField(
        label=_("What do you take from it?"),
        help_text=_("A few words, or none."),
        max_length=LONGEST_TEXT,
        required=False,
        error_messages=_TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
    )
    drifted = forms.BooleanField(
        label=_("For a while I lost touch with where I was, or felt unreal."),
        required=False,
    )

    def said(self) -> dict[str, Any]:
        """Return what an entry holds."""
        said = self.cleaned_data
        empty = {"happened": None, "response": None}
        return said | {name: said[name] or none for name, none in empty.items()}
