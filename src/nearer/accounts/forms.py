"""What people type at the doors, checked; a refused form keeps all but secrets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nearer.accounts import names
from nearer.accounts.preferences import (
    LEAST_LOCK_MINUTES,
    LONGEST_TITLE,
    MOST_LOCK_MINUTES,
)
from nearer.diary.keys import tidy_code

LEAST_PASSPHRASE, MOST_PASSPHRASE = 8, 1024


def secret_field(
    label: Any, *, autocomplete: str, help_text: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST_PASSPHRASE,
        strip=False,
        error_messages={"required": _("Type the passphrase here.")},
        widget=forms.PasswordInput(
            attrs={
                "autocomplete": autocomplete,
                "autocapitalize": "none",
                "spellcheck": "false",
                "data-secret": "",
            }
        ),
    )


def name_field(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("What would you like to be called?"),
        help_text=help_text,
        max_length=names.LONGEST_NAME,
        error_messages={"required": _("Type the name here. Any name will do.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "words",
                "spellcheck": "false",
            }
        ),
    )


# Django's own sentences are formal in some languages; ours are not.
_WORDS = {
    "max_length": _("This is too long. Use at most %(limit_value)d characters."),
    "null_characters_not_allowed": _("It holds a character that cannot be kept."),
    "invalid_choice": _("Choose one of these."),
}


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        for field in self.fields.values():
            field.error_messages |= _WORDS


class _NewPassphrase(_Form):
    """A passphrase that nobody guesses first, typed twice."""

    passphrase = secret_field(
        _("A passphrase"),
        autocomplete="new-password",
        help_text=_(
            "Four or five words that only you put together. At least 8 characters, "
            "better 15 or more. You can paste it."
        ),
    )
    again = secret_field(_("The passphrase once more"), autocomplete="new-password")
    again.error_messages["required"] = _("Type the passphrase once more.")

    def clean_passphrase(self) -> str:
        value: str = self.cleaned_data["passphrase"]
        if len(value) < LEAST_PASSPHRASE:
            raise ValidationError(
                gettext("This passphrase is short. Use at least 8 characters.")
            )
        try:
            CommonPasswordValidator().validate(value)
        except ValidationError:
            raise ValidationError(
                gettext(
                    "Many people use this one, so it is guessed first. "
                    "Put a few unrelated words together."
                )
            ) from None
        return value

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, again = data.get("passphrase"), data.get("again")
        if first and again and first != again:
            self.add_error(
                "again", gettext("The two are not the same. Type the second one again.")
            )
        name = data.get("name") or ""
        if first and name and names.normal(first) == names.normal(name):
            self.add_error(
                "passphrase",
                gettext("The name itself is guessed first. Choose another."),
            )
        return data


class BeginForm(_NewPassphrase):
    name = name_field(
        _("Any name. You need it to unlock, and nobody else is shown it.")
    )
    adult = forms.BooleanField(
        label=_("I am 18 or older."),
        error_messages={"required": _("This program is for adults.")},
    )
    alone = forms.BooleanField(
        label=_("I am alone with this screen just now."),
        error_messages={
            "required": _("Some questions are private. Come back when you are alone.")
        },
    )
    keep_look = forms.BooleanField(
        label=_("Keep what I answered while having a look."),
        required=False,
        initial=True,
    )
    field_order = ("name", "passphrase", "again", "adult", "alone", "keep_look")

    def __init__(self, *args: Any, has_look: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_look:
            del self.fields["keep_look"]

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if not names.normal(name):
            raise ValidationError(self.fields["name"].error_messages["required"])
        return name


class UnlockForm(_Form):
    name = name_field()
    secret = secret_field(_("Your passphrase"), autocomplete="current-password")

    def __init__(self, *args: Any, knows_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your name here")
        if knows_person:
            del self.fields["name"]


class RecoverForm(_NewPassphrase):
    name = name_field()
    code = forms.CharField(
        label=_("Your recovery code"),
        help_text=_("Five groups of five. Capitals and dashes do not matter."),
        max_length=100,
        error_messages={"required": _("Type the recovery code here.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    field_order = ("name", "code", "passphrase", "again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your name here")
        self.fields["passphrase"].label = _("A new passphrase")

    def clean_code(self) -> str:
        code = tidy_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                gettext(
                    "A recovery code has 25 letters and digits. Look at the sheet "
                    "again: 0, 1, I, L and O never occur in it."
                )
            )
        return code


def _tidy_digits(typed: str) -> str:
    return "".join(letter for letter in typed if not letter.isspace())


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("The code from the app"),
        help_text=_("Six digits. A new one comes every half minute."),
        max_length=20,
        error_messages={"required": _("Type the six digits here.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
    )


class CodeForm(_Form):
    """The second step."""

    code = code_field()

    def clean_code(self) -> str:
        return _tidy_digits(self.cleaned_data["code"])


class ConfirmForm(_Form):
    """A fresh proof before something that should not happen behind one's back."""

    secret = secret_field(_("Your passphrase"), autocomplete="current-password")
    code = code_field()

    def __init__(self, *args: Any, with_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        return _tidy_digits(self.cleaned_data["code"])


class PassphraseForm(_NewPassphrase):
    secret = secret_field(_("Your passphrase now"), autocomplete="current-password")
    code = code_field()
    field_order = ("secret", "code", "passphrase", "again")

    def __init__(self, *args: Any, with_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].label = _("A new passphrase")
        if not with_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        return _tidy_digits(self.cleaned_data["code"])


class KeptForm(_Form):
    kept = forms.BooleanField(
        label=_("I have printed it or written it down."),
        error_messages={
            "required": _(
                "Print the code or write it down first. It is shown only now."
            )
        },
    )


ICON_LABELS = [
    ("sheet", _("A sheet")),
    ("calendar", _("A calendar")),
    ("list", _("A list")),
    ("cloud", _("A cloud")),
]


class LookForm(_Form):
    """How the pages speak and look."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("es", "Español")]
    )
    theme = forms.ChoiceField(
        label=_("Look"),
        choices=[
            ("auto", _("As this device")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ],
        widget=forms.RadioSelect,
    )


class LockForm(_Form):
    """When the notes lock by themselves."""

    lock_minutes = forms.IntegerField(
        label=_("Lock after so many minutes without a tap"),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Choose a number of minutes from 2 to 60."),
        ),
        min_value=LEAST_LOCK_MINUTES,
        max_value=MOST_LOCK_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class RoomForm(_Form):
    """What this looks like from outside."""

    title = forms.CharField(
        label=_("Name in tabs and in the history"),
        help_text=_("Any name that says nothing. Left empty, it is “Notes”."),
        max_length=LONGEST_TITLE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    icon = forms.ChoiceField(
        label=_("Picture"), choices=ICON_LABELS, widget=forms.RadioSelect
    )
