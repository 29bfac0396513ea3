"""Write docs/privacy/inventory.md from the models. Usage: inventory.py write|check.

A column, file or cookie that is not described below stops it: say what it is first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nearer.config.settings")

PAGE = Path(__file__).parents[1] / "docs" / "privacy" / "inventory.md"
HEAD = """\
# What there is, and what we could be forced to hand over

Made from the models by `python scripts/inventory.py write`; a test fails when the two
differ, and when a column has no class. This is all of it: whoever takes the whole disk,
or has a right to everything stored here, gets this and no more.
"""


class Column(NamedTuple):
    """What one column is."""

    group: str
    what: str


class Table(NamedTuple):
    """What one table is for, how long its rows stay, and who may read them."""

    kept: str
    readers: str
    columns: dict[str, Column]


CLASSES = {
    "nobody's": "the same in every installation; nothing of a person",
    "account": "tells that somebody is here, and nothing else of them",
    "key": "a key, locked with another one that is not stored",
    "sealed": "what a person wrote or answered, locked with their key",
    "passing": "goes by itself after minutes or at the end of a session",
    "mark": "stays after erasing, so that a backup brings nobody back",
    "unused": "a table of a part that we build on; nothing is ever written to it",
}
SEALED = ("key", "sealed")
STAYS = "until the person erases everything"
OWN = "the person alone, with passphrase or code"
PROGRAM = "the program, and whoever has the disk"
NEVER = Table("never", "nobody", {})
TABLES: dict[str, Table] = {
    "accounts_person": Table(
        STAYS,
        PROGRAM,
        {
            "id": Column("account", "random number that stands for the person"),
            "handle": Column("account", "hash of the name with the installation's key"),
            "password": Column("account", "random, opens nothing; ends old sessions"),
        },
    ),
    "accounts_kept": Table(
        "2 to 60 minutes; the recovery code's page one hour",
        "one browser, with the secret in its cookie",
        {
            "id": Column("passing", "hash of the secret in the browser's cookie"),
            "person_id": Column("account", "the person's random number"),
            "sealed": Column(
                "sealed", "session key, a form sent too late, a file to look at"
            ),
            "until": Column("passing", "when it goes"),
        },
    ),
    "accounts_secondstep": Table(
        "until the person turns it off, recovers, or erases everything",
        OWN,
        {
            "person_id": Column("account", "the person's random number"),
            "sealed": Column("key", "the secret of the codes from an app; one size"),
        },
    ),
    "accounts_visit": Table(
        "until that browser leaves or is signed out; two weeks at most",
        OWN,
        {
            "id": Column("passing", "random number, also in that browser's session"),
            "person_id": Column("account", "the person's random number"),
            "sealed": Column(
                "sealed", "since when, in which hour last, what kind of browser"
            ),
            "until": Column("passing", "when it goes: tells the last unlocking"),
        },
    ),
    "accounts_draft": Table(
        "until the form is sent or the text is taken away; a week at most",
        OWN,
        {
            "id": Column("passing", "hash of the page, with the diary's key"),
            "person_id": Column("account", "the person's random number"),
            "sealed": Column(
                "sealed", "what was typed and not sent; its length, rounded"
            ),
            "until": Column("passing", "when it goes: tells when it was typed"),
        },
    ),
    "diary_reader": Table(
        STAYS,
        PROGRAM,
        {
            "person_id": Column("account", "the person's random number"),
            "public_key": Column("account", "random; locks and opens nothing"),
        },
    ),
    "diary_keyslot": Table(
        STAYS,
        OWN,
        {
            "id": Column("account", "running number"),
            "reader_id": Column("account", "the person's random number"),
            "way": Column("account", "passphrase, or recovery code"),
            "sealed": Column("key", "the private key, locked with that secret"),
        },
    ),
    "diary_space": Table(STAYS, PROGRAM, {"id": Column("account", "random number")}),
    "diary_membership": Table(
        STAYS,
        OWN,
        {
            "id": Column("account", "running number"),
            "space_id": Column("account", "random number of a space"),
            "reader_id": Column("account", "the person's random number"),
            "generation": Column("account", "which key of the space"),
            "sealed": Column("key", "the space's key and purpose"),
        },
    ),
    "diary_row": Table(
        STAYS,
        OWN,
        {
            "space_id": Column("account", "random number of a space"),
            "seq": Column("account", "the how-manieth entry"),
            "sealed": Column("sealed", "one entry; its length, rounded up"),
            "mark": Column("account", "hash that keeps a request from counting twice"),
        },
    ),
    "diary_invitation": Table(
        "until it is used, taken back, or over after at most three days",
        "whoever is told the code",
        {
            "id": Column("account", "random number"),
            "place": Column("passing", "the part of the code that finds it"),
            "reader_id": Column("account", "the random number of who invited"),
            "sealed": Column("key", "a shared space's key, locked with the code"),
            "until": Column("passing", "when it goes"),
            "tries": Column("passing", "how often a wrong code was tried"),
        },
    ),
    "django_session": Table(
        "until the person leaves; two weeks without a visit at most",
        PROGRAM,
        {
            "session_key": Column("passing", "the secret in the browser's cookie"),
            "session_data": Column("passing", "which person's random number"),
            "expire_date": Column("passing", "when it goes: tells the last visit"),
        },
    ),
    "keep_due": Table(
        "until that day, or until it is taken back",
        PROGRAM,
        {
            "person_id": Column("account", "the person's random number"),
            "due": Column("passing", "the day on which everything is erased"),
        },
    ),
    "keep_gone": Table(
        "for good",
        PROGRAM,
        {"mark": Column("mark", "hash of a random number that nothing else holds")},
    ),
    "review_feed": Table(
        "until the person stops the calendar, or erases everything",
        "whoever has the calendar's secret address",
        {
            "mark": Column("account", "hash of the secret in the address"),
            "owner": Column("account", "hash of the person's random number"),
            "sealed": Column(
                "sealed", "when to remind, in the person's own words; filled up"
            ),
        },
    ),
    "counters": Table(
        "an hour, and until somebody next comes by; only where the program is hosted",
        PROGRAM,
        {
            "cache_key": Column(
                "passing", "hash of what is counted: an address, a name"
            ),
            "value": Column("passing", "the times of the last tries"),
            "expires": Column("passing", "when it goes"),
        },
    ),
    "django_content_type": Table(
        "always",
        PROGRAM,
        dict.fromkeys(
            ("id", "app_label", "model"), Column("nobody's", "a name in the program")
        ),
    ),
    "django_migrations": Table(
        "always",
        PROGRAM,
        dict.fromkeys(
            ("id", "app", "name", "applied"),
            Column("nobody's", "which version of the tables this is, and since when"),
        ),
    ),
    "auth_permission": Table(
        "always",
        PROGRAM,
        dict.fromkeys(
            ("id", "name", "content_type_id", "codename"),
            Column("nobody's", "a name in the program"),
        ),
    ),
    **dict.fromkeys(
        (
            "account_emailaddress",
            "account_emailconfirmation",
            "auth_group",
            "auth_group_permissions",
        ),
        NEVER,
    ),
}
FILES = {
    "notes.sqlite3": "the database at home; every table of this page",
    "notes.sqlite3-journal": "while it is written: pages as they were; then empty",
    "notes.sqlite3.2…": "a database from before a backup was put back; goes when "
    "somebody erases everything",
    "key": "the installation's key: makes hashes of names, locks a look around; opens "
    "no diary",
    "key.2…": "the key that was here before a backup was put back with its own",
    "gone": "the marks of `keep_gone` once more",
    "untidy": "empty; says that the file still has to be built anew",
    "serving": "the program's own address while it runs",
    "static": "stylesheets, scripts and pictures, the same in every installation",
    "static-of": "of which version they are",
    "instruments": "questionnaires that were brought in: their questions, no answers",
}
COOKIES = {
    "session": "which session; goes with the browser's end",
    "form": "against forged forms; goes with the browser's end",
    "key": "secret of what is kept in `accounts_kept`; goes with the browser's end",
    "held": "the same, for a form that was sent too late; half an hour",
    "sheet": "the same, for the page with the recovery code",
    "proof": "the same, for a passphrase just typed; ten minutes",
    "parcel": "the same, for a file to look at; half an hour",
    "step": "the same, between the passphrase and the code; five minutes",
    "setup": "the same, for an app's secret until its first code; half an hour",
    "answer": "the same, for a page that answered a form; ten minutes at most",
    "done": "that everything was erased, for the one page that says so; a minute",
    "look": "answers of a look around, sealed; goes with the browser's end",
    "pages": "the private questions on their way, sealed; half an hour",
    "language": "the language that was chosen",
    "theme": "light or dark",
    "title": "the name in the tab, as the person chose it, readable",
    "icon": "the picture in the tab, as the person chose it, readable",
    "place": "the country that was chosen on the help pages",
    "tz": "the time zone of the browser",
}


class UnknownError(Exception):
    """Something is stored that nobody has described."""


def models() -> dict[str, set[str]]:
    """Return table → columns, of every model, and of the tables beside them."""
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from django.apps import apps  # noqa: PLC0415
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    every = [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]
    options = [model._meta for model in every]  # noqa: SLF001 - Django's public name
    found = {
        of.db_table: {field.column for field in of.concrete_fields} for of in options
    }
    # Django makes this one without a model.
    return found | {"counters": {"cache_key", "value", "expires"}}


def check_classes(found: dict[str, set[str]]) -> None:
    """Raise for a table or column that is not described, or is described and gone."""
    for table, columns in found.items():
        if TABLES.get(table) is NEVER:
            continue
        described = set(TABLES[table].columns) if table in TABLES else set()
        if strays := columns ^ described:
            names = ", ".join(sorted(strays))
            raise UnknownError(
                f"{table}: {names}. Say in scripts/inventory.py what this is, how long "
                "it stays and who may read it; then run: python scripts/inventory.py "
                "write"
            )
    if gone := TABLES.keys() - found.keys():
        raise UnknownError(f"no longer there: {', '.join(sorted(gone))}")


def lines(found: dict[str, set[str]]) -> Iterator[str]:
    yield HEAD
    yield "## Classes\n"
    yield from rows(("class", "what it means"), CLASSES.items())
    yield "\n## Tables\n"
    for name in sorted(found):
        yield from of_table(name, found[name])
    yield "## Files beside the database\n"
    yield from rows(("file", "what is in it"), FILES.items())
    yield "\n## Cookies\n"
    yield "All but the last six are unreadable to everyone but the program.\n"
    yield from rows(("cookie", "what is in it"), COOKIES.items())


def of_table(name: str, columns: set[str]) -> Iterator[str]:
    table = TABLES[name]
    yield f"### `{name}`\n"
    if table is NEVER:
        yield f"Class: unused. {CLASSES['unused'].capitalize()}.\n"
        return
    yield f"Kept {table.kept}. Readable by {table.readers}.\n"
    described = [(c, d) for c, d in table.columns.items() if c in columns]
    yield from rows(
        ("column", "class", "locked", "what it is"),
        (
            (f"`{column}`", group, "yes" if group in SEALED else "no", what)
            for column, (group, what) in described
        ),
    )
    yield ""


def rows(head: Iterable[str], body: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield "| " + " | ".join(names) + " |"
    yield "|" + " --- |" * len(names)
    for row in body:
        yield "| " + " | ".join(row) + " |"


def page() -> str:
    found = models()
    check_classes(found)
    return "\n".join(lines(found)).rstrip() + "\n"


def main(verb: str) -> int:
    try:
        text = page()
    except UnknownError as unknown:
        print(unknown)
        return 1
    if verb == "write":
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name} is not what the tables are. Run: python {sys.argv[0]} write")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
