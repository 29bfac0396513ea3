"""What is promised to whoever runs the program, compared with the code."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from benchmarks.load.hosted import SERVER
from nearer.keep.backup import PASSING

ROOT = Path(__file__).parents[2]
READ = re.compile(
    r"environment\.(?:text|number|flag|words|address)\(\s*\"([A-Z_]+)\""
    r"|(?<![.\w])text\(\"([A-Z_]+)\""
)


def test_every_variable_that_is_read_is_explained_and_no_other() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("config", "cli", "accounts", "web")
        for path in sorted((ROOT / "src" / "nearer" / folder).rglob("*.py"))
    )
    page = (ROOT / "docs" / "operate" / "settings.md").read_text(encoding="utf-8")

    read = {one or other for one, other in READ.findall(sources)}
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE))

    assert len(read) > 8
    assert read == explained


def test_a_hosted_installation_is_measured_as_it_is_told_to_be_started() -> None:
    page = (ROOT / "docs" / "operate" / "hosting.md").read_text(encoding="utf-8")
    settings = (ROOT / "docs" / "operate" / "settings.md").read_text(encoding="utf-8")
    started = re.search(r"/granian (.*) --port \d+ (.*) nearer\.config\.wsgi", page)
    told = set(re.findall(r"\b((?:NEARER_|DATABASE_)[A-Z]+)\b", page))

    assert started
    assert " ".join(started.groups()) == " ".join(SERVER)
    assert {name for name in told if f"| `{name}` |" not in settings} == set()


def test_a_dump_leaves_out_what_a_backup_leaves_out() -> None:
    page = (ROOT / "docs" / "operate" / "hosting.md").read_text(encoding="utf-8")
    left_out = set(re.findall(r"--exclude-table-data=(\w+)", page))

    assert left_out == {*PASSING, "counters"}


def test_every_table_with_something_of_a_person_is_in_the_privacy_page() -> None:
    page = (ROOT / "docs" / "privacy" / "keys.md").read_text(encoding="utf-8")
    ours = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in {"accounts", "diary", "sessions"}
    }

    assert {table for table in ours if f"`{table}`" not in page} == set()


def test_the_database_has_no_column_for_content_kind_or_day() -> None:
    columns = {
        field.column
        for model in apps.get_app_config("diary").get_models()
        for field in model._meta.get_fields()
        if field.concrete and getattr(field, "column", None)
    }

    # A new column here is a new thing that a dump tells: think, then write it down.
    assert columns == {
        "id",
        "person_id",
        "public_key",
        "reader_id",
        "way",
        "sealed",
        "space_id",
        "generation",
        "seq",
        "mark",
        "place",  # these three: of an invitation
        "until",
        "tries",
    }
