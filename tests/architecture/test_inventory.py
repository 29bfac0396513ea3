"""What is stored is described, and what the privacy page says is tried."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from nearer.accounts import cookies
from nearer.config import starting
from nearer.web import privacy
from tests.access.answers import COOKIES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "nearer"
PROMISES = ROOT / "docs" / "privacy" / "promises.md"
# What can open a connection. `serve` listens, on this computer.
REACHING = {
    "socket",
    "http.client",
    "urllib.request",
    "smtplib",
    "ftplib",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "xmlrpc.client",
    "django.core.mail",
}
MAY_LISTEN = {"cli/serve.py"}


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "inventory", ROOT / "scripts" / "inventory.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_tables_are() -> None:
    inventory = script()

    assert inventory.PAGE.read_text(encoding="utf-8") == inventory.page(), (
        "run: python scripts/inventory.py write"
    )


def test_every_column_has_a_class() -> None:
    inventory = script()

    groups = {c.group for t in inventory.TABLES.values() for c in t.columns.values()}
    assert groups <= set(inventory.CLASSES)
    for name, table in inventory.TABLES.items():
        for column, (_, what) in table.columns.items():
            assert what, (name, column)


@isolate_apps("nearer.keep")
def test_a_new_column_or_table_without_a_class_is_refused() -> None:
    class Slip(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "keep"

        def __str__(self) -> str:
            return ""

    inventory = script()
    found = inventory.models()
    slip = {field.column for field in Slip._meta.concrete_fields}

    with pytest.raises(inventory.UnknownError, match="keep_slip: id, words"):
        inventory.check_classes(found | {Slip._meta.db_table: slip})
    with pytest.raises(inventory.UnknownError, match="diary_row: day"):
        inventory.check_classes(found | {"diary_row": found["diary_row"] | {"day"}})
    with pytest.raises(inventory.UnknownError, match="no longer there: keep_due"):
        inventory.check_classes({n: c for n, c in found.items() if n != "keep_due"})


def test_every_file_and_cookie_is_described() -> None:
    inventory = script()
    ours = {*starting.OURS} - {"backups", "static"}

    assert ours <= set(inventory.FILES)
    assert COOKIES - {n for n in COOKIES if n in cookies.LOOK} <= set(inventory.COOKIES)
    assert {*cookies.SECRETS, cookies.PAGES, cookies.TITLE} <= set(inventory.COOKIES)


@pytest.mark.django_db
def test_what_stays_empty_is_empty() -> None:
    inventory = script()
    unused = [n for n, t in inventory.TABLES.items() if t is inventory.NEVER]
    assert "account_emailaddress" in unused
    with connection.cursor() as cursor:
        for name in unused:
            cursor.execute(f"SELECT count(*) FROM {name}")
            assert cursor.fetchone() == (0,), name


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_code_opens_a_connection_to_elsewhere() -> None:
    found = {
        (path.relative_to(SOURCE).as_posix(), name)
        for path in SOURCE.rglob("*.py")
        for name in imported(path)
        if name in REACHING
    }

    assert {place for place, _ in found} <= MAY_LISTEN, found


def rows_of(page: str) -> dict[str, list[str]]:
    """Return sentence → tests, of the table of promises."""
    found = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, flags=re.MULTILINE)
    return {claim: re.findall(r"`([^`]+)`", tests) for claim, tests in found}


def test_every_sentence_of_the_privacy_page_is_tried() -> None:
    promised = rows_of(PROMISES.read_text(encoding="utf-8"))
    said = [claim.id for claim in privacy.claims()]

    assert sorted(said) == sorted(promised)
    assert len(said) == len(set(said)) > 10
    missing = [
        test for tests in promised.values() for test in tests if not is_there(test)
    ]
    assert missing == []
    assert all(promised.values())


def is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    file = ROOT / path
    if not file.exists() or not name.startswith("test_"):
        return False
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(isinstance(n, ast.FunctionDef) and n.name == name for n in tree.body)
