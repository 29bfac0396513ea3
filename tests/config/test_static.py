"""Stylesheets and scripts: packed once, named by content, and light enough."""

from __future__ import annotations

import gzip
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from nearer.config import starting
from tests.access.addresses import routes
from tests.access.people import settled

pytestmark = pytest.mark.django_db
MOST = 150_000
"""So many bytes may a page take, with everything on it, on an empty cache."""
FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')
HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+")


def places(folder: Path) -> dict[str, Any]:
    backend = "nearer.web.files.Files"
    return {
        "STATIC_ROOT": folder / "static",
        "STORAGES": {"staticfiles": {"BACKEND": backend}},
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("data")
    with override_settings(**places(folder)):
        starting.static_files()
        yield folder


@pytest.fixture
def ready(folder: Path) -> Iterator[Path]:
    with override_settings(**places(folder)):
        yield folder / "static"


def asked(client: Client, path: str) -> Any:
    return client.get(path, headers={"accept-encoding": "gzip, deflate, br"})


def size(response: Any) -> int:
    return len(response.getvalue())


def test_only_files_named_by_their_content_lie_there(ready: Path) -> None:
    names = [path.name for path in ready.rglob("*") if path.is_file()]

    assert len(names) > 20
    plain = [n for n in names if not re.search(r"\.[0-9a-f]{12}\.", n)]
    assert plain == ["staticfiles.json"]


def test_nobody_else_reads_them_and_none_is_there_for_nothing(ready: Path) -> None:
    files = [path for path in ready.rglob("*") if path.is_file()]

    own = [path for path in files if path.suffix != ".gz"]  # those follow the umask
    assert not any(path.stat().st_mode & stat.S_IRWXO for path in own)
    assert sum(path.stat().st_size for path in files) < 400_000


def test_a_packed_file_is_the_plain_one(ready: Path) -> None:
    packed = sorted(ready.rglob("*.gz"))

    assert len(packed) > 10
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


@pytest.mark.usefixtures("ready")
def test_files_come_packed_and_may_be_kept_for_good() -> None:
    client = Client()
    page = client.get("/help").content.decode()
    files = FILES.findall(page)

    assert len(files) > 6
    for file in files:
        assert HASHED.fullmatch(file), file
        answer = asked(client, file)
        assert "immutable" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        packed = answer.get("Content-Encoding") == "gzip"
        assert packed or file.endswith(".png"), file
        answer.close()


@pytest.mark.usefixtures("ready")
def test_no_page_is_heavier_than_a_slow_line_bears() -> None:
    client = settled("Ana")
    weights: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for route in routes():
        page = client.get(route.address)
        if page.status_code != 200 or "text/html" not in page["Content-Type"]:
            continue
        total = size(page)  # pages themselves are not packed
        for file in set(FILES.findall(page.content.decode())):
            if file not in sizes:
                answer = asked(client, file)
                sizes[file] = size(answer)
                answer.close()
            total += sizes[file]
        weights[route.address] = total

    assert len(weights) > 20
    assert {path: w for path, w in weights.items() if w > MOST} == {}


def test_a_second_start_packs_nothing_anew(ready: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in ready.rglob("*")}

    starting.static_files()

    assert {path: path.stat().st_mtime_ns for path in ready.rglob("*")} == before


def test_another_version_is_packed_beside_the_one_before(ready: Path) -> None:
    before = set(ready.rglob("*"))
    note = ready.with_name("static-of")
    note.write_text("of an older version")

    starting.static_files()

    assert set(ready.rglob("*")) == before
    assert note.read_text() != "of an older version"


def test_where_nothing_was_packed_files_have_their_plain_names(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    with override_settings(**places(tmp_path)):
        page = Client().get("/help").content.decode()
        files = FILES.findall(page)
        answer = Client().get(files[0])

        assert len(files) > 6
        assert not any(HASHED.fullmatch(file) for file in files)
        assert answer.status_code == 200
        answer.close()


def test_a_disk_that_refuses_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "static").write_text("a file where the folder should be")

    with override_settings(**places(tmp_path)):
        starting.static_files()

    assert not (tmp_path / "static-of").exists()
