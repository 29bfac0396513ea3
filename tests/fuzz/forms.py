"""Find the forms of a page as a browser would: names, kinds, values, where they go."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """One name that a form sends, with the values that the page offers for it."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def add(self, name: str, kind: str, value: str) -> None:
        known = self.fields.setdefault(name, Field(name, kind))
        if value not in known.values:
            known.values.append(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = has.get("method", "get").lower()
            self._form = Form(has.get("action", ""), method)
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "select":
            self._select = has.get("name", "")
        elif tag == "option" and self._select:
            self._form.add(self._select, "select", has.get("value", ""))
        elif tag in {"input", "button", "textarea"} and has.get("name"):
            kind = has.get("type", "text" if tag == "input" else tag)
            value = has.get("value", "on" if kind == "checkbox" else "")
            self._form.add(has["name"], kind, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""


def forms_on(page: str) -> list[Form]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms
