"""Keep the interface's translations whole. Usage: messages.py update|compile|check.

Each Django app under src/nearer keeps its own locale/<language>/LC_MESSAGES/django.po.
Sentences come from templates (through templatize) and from Python (through Babel).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize
from sentences import compile_all

ROOT = Path(__file__).parents[1] / "src" / "nearer"
APPS = (
    "web",
    "accounts",
    "assess",
    "help",
    "journal",
    "keep",
    "learn",
    "pause",
    "review",
    "today",
    "us",
)
LANGUAGES = ("es",)


def sentences(app: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield (msgid, plural, context) for every translatable sentence of an app."""
    for path in sorted((ROOT / app).rglob("*")):
        if path.suffix == ".html" or (
            path.suffix == ".txt" and "templates" in path.parts
        ):
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        elif path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text(encoding="utf-8")
        else:
            continue
        keywords = {
            **DEFAULT_KEYWORDS,
            "gettext_lazy": None,
            "gettext_noop": None,
            "pgettext_lazy": ((1, "c"), 2),
            "ngettext_lazy": (1, 2),
        }
        file = io.BytesIO(source.encode())
        for _, message, _, context in extract("python", file, keywords):
            one, many = message if isinstance(message, tuple) else (message, None)
            if one:
                yield one, many, context


def catalogue(path: Path, language: str) -> polib.POFile:
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    po = polib.POFile(wrapwidth=100)
    po.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return po


def update() -> None:
    for app in APPS:
        wanted = {(one, context): many for one, many, context in sentences(app)}
        for language in LANGUAGES if wanted else ():
            path = ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            po = catalogue(path, language)
            known = {(e.msgid, e.msgctxt): e for e in po}
            for (one, context), many in wanted.items():
                if (one, context) not in known:
                    plural = (
                        {"msgid_plural": many, "msgstr_plural": {0: "", 1: ""}}
                        if many
                        else {}
                    )
                    po.append(polib.POEntry(msgid=one, msgctxt=context, **plural))
            for key, entry in known.items():
                if key not in wanted:
                    po.remove(entry)
            po.sort(key=lambda e: (e.msgctxt or "", e.msgid))
            po.save(str(path))
    compile_all()


def two_voices() -> list[str]:
    """Say which sentences two apps translate differently: Django would take either."""
    said: dict[tuple[str, str, str | None], dict[str, str]] = {}
    for path in sorted(ROOT.glob("*/locale/*/LC_MESSAGES/django.po")):
        language = path.parts[-3]
        for e in polib.pofile(str(path)):
            words = e.msgstr or "|".join(e.msgstr_plural.values())
            said.setdefault((language, e.msgid, e.msgctxt), {})[words] = path.parts[-5]
    return [
        f"{language}: {one!r} is said in two ways: {ways}"
        for (language, one, _), ways in said.items()
        if len(ways) > 1
    ]


def check() -> int:
    faults = two_voices()
    for app in APPS:
        wanted = {(one, context) for one, _, context in sentences(app)}
        for language in LANGUAGES if wanted else ():
            path = ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"
            po = catalogue(path, language)
            have = {(e.msgid, e.msgctxt) for e in po if e.translated()}
            faults += [
                f"{path}: no translation of {one!r}"
                for one, _ in sorted(wanted - have, key=str)
            ]
            faults += [
                f"{path}: no longer used: {e.msgid!r}"
                for e in po
                if (e.msgid, e.msgctxt) not in wanted
            ]
    print("\n".join(faults[:50]) or "Every sentence is there in every language.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit({"update": update, "compile": compile_all, "check": check}[sys.argv[1]]())
