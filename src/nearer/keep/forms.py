"""What people choose and type on the pages of this section."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nearer.accounts.forms import LEAST_PASSPHRASE, secret_field
from nearer.research.donation import AGE_GROUPS


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))


class OutForm(_Form):
    """Which file, locked or not."""

    form = forms.ChoiceField(
        label=_("Which file?"),
        choices=[
            ("read", _("A page to read and to print")),
            ("whole", _("Everything, to bring back into this program")),
            ("tables", _("Tables for a spreadsheet")),
        ],
        initial="read",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )
    private = forms.BooleanField(
        label=_("Also put in the private questions"),
        help_text=_(
            "What they led to, and the answers if you kept them. Left out otherwise."
        ),
        required=False,
    )
    passphrase = secret_field(
        _("A passphrase for the file"),
        autocomplete="new-password",
        help_text=_("It can be another one than yours here. Better 15 characters."),
    )
    again = secret_field(
        _("The passphrase of the file once more"), autocomplete="new-password"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].required = self.fields["again"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, again = data.get("passphrase") or "", data.get("again") or ""
        if first and len(first) < LEAST_PASSPHRASE:
            self.add_error(
                "passphrase",
                gettext("This passphrase is short. Use at least 8 characters."),
            )
        if first != again:
            self.add_error(
                "again", gettext("The two are not the same. Type the second one again.")
            )
        return data


class InForm(_Form):
    """A file, and the passphrase if it has one."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("It ends in .json or .age."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
    )
    secret = secret_field(
        _("The passphrase of the file"),
        autocomplete="off",
        help_text=_("Only if it was locked with one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secret"].required = False


class EraseForm(_Form):
    """When, and that it is meant."""

    when = forms.ChoiceField(
        label=_("When?"),
        choices=[
            ("week", _("In a week; until then I can take it back")),
            ("now", _("Now; nobody can bring it back")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )
    sure = forms.BooleanField(
        label=_(
            "I know that nobody can bring it back afterwards, not even the makers"
            " of this program."
        ),
        error_messages={"required": _("Tick this if you mean it.")},
    )


def _age(group: str) -> str:
    return group.replace("-", "–")


class GiveForm(_Form):
    """A broad age group, if the person wishes."""

    age = forms.ChoiceField(
        label=_("Your age, if you like"),
        choices=[
            ("", _("I would rather not say")),
            *((group, _age(group)) for group in AGE_GROUPS if group),
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
