"""What the forms of this app send, checked at the door."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nearer.content.instruments import Item

LONGEST_KEY = 64
LONGEST_ITEM = 100
_WRONG = {
    "required": _("Choose the answer that comes nearest, or skip."),
    "invalid_choice": _("This answer is not among the ones on the page."),
}


class _Options(forms.RadioSelect):
    """Radios whose summary link leads to the first of them."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        first = next(iter(self.choices), ("", ""))[0]
        return f"{id_}_{first if index is None else index}"


class BeginForm(forms.Form):
    """A tap on "begin"."""

    key = forms.CharField(max_length=LONGEST_KEY)


class FileForm(forms.Form):
    """A questionnaire from a file."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_("A FHIR questionnaire (JSON) or our own kind (TOML)."),
        allow_empty_file=True,  # what is wrong with it is said with the other faults
        error_messages={"required": _("Choose a file first.")},
    )


class KeepForm(forms.Form):
    """A questionnaire as it was understood."""

    toml = forms.CharField(strip=False)


class AskedForm(forms.Form):
    """Which question was on the page when it was sent."""

    sitting = forms.UUIDField()
    item = forms.CharField(max_length=LONGEST_ITEM)
    key = forms.CharField(max_length=LONGEST_KEY)


class AnswerForm(AskedForm):
    """One answer to one question."""

    def __init__(self, sent: QueryDict, *, options: list[tuple[str, str]]) -> None:
        super().__init__(sent, auto_id="%s")
        self.fields["answer"] = forms.ChoiceField(
            choices=options, widget=_Options, error_messages=_WRONG
        )
        self.options = options

    def option(self) -> int:
        """Return which option was chosen, from 1 in the order shown."""
        values = [value for value, _label in self.options]
        return values.index(self.cleaned_data["answer"]) + 1


def options_of(item: Item, language: str) -> list[tuple[str, str]]:
    """Return (value, words) of every option; a number stands for itself."""
    if item.response.ends.get(language):
        return [(f"{value:g}", f"{value:g}") for value in item.response.values]
    labels = item.response.labels.get(language, ())
    return [(str(place), label) for place, label in enumerate(labels, 1)]
