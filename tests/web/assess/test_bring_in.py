"""A questionnaire from a file: read, shown, kept only on a yes, answered, scored."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from nearer.content import catalogue
from tests.readings.people import of_scales
from tests.web.accounts.people import begin
from tests.web.assess.walking import answer_all, begin_walk

pytestmark = pytest.mark.django_db
ECR = catalogue().instruments["ecr36"]


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def fhir(**changed: Any) -> bytes:
    choices = [{"valueInteger": n} for n in range(4)]
    items = [
        {
            "linkId": f"q{n}",
            "type": "choice",
            "text": f"Statement {n}",
            "answerOption": choices,
        }
        for n in range(1, 4)
    ]
    whole = {
        "resourceType": "Questionnaire",
        "status": "active",
        "title": "Three statements",
        "name": "three-statements",
        "language": "en",
        "copyright": "Free to use",
        "item": items,
    }
    return json.dumps(whole | changed).encode()


def ecr_words() -> bytes:
    """Words of our own, in the place of the published ones, for the shipped key."""
    lines = [
        "format = 1",
        'for = "ecr36"',
        f'form = "{ECR.form}"',
        'source = "A test"',
        'licence_note = "Ours"',
        "[words.en]",
        'title = "Thirty-six statements"',
        'labels = ["no", "rather no", "between", "rather yes", "yes"]',
        "[words.en.items]",
        *(f'"{item.id}" = "Statement number {item.number}"' for item in ECR.items),
    ]
    return "\n".join(lines).encode()


def bring(client: Client, raw: bytes, name: str = "three.json") -> HttpResponse:
    sent = SimpleUploadedFile(name, raw)
    response = client.post("/instruments/file", {"file": sent})
    assert isinstance(response, HttpResponse)
    return response


def keep(client: Client, page: HttpResponse) -> HttpResponse:
    found = re.search(r'name="toml" value="([^"]*)"', page.content.decode())
    assert found, page.content.decode()
    response = client.post("/instruments/keep", {"toml": html.unescape(found[1])})
    assert isinstance(response, HttpResponse)
    return response


def kept(data: Path) -> list[str]:
    return sorted(path.name for path in data.glob("instruments/*"))


def test_what_was_understood_is_shown_and_nothing_is_kept(
    inside: Client, data: Path
) -> None:
    page = bring(inside, fhir()).content.decode()

    assert "Three statements" in page
    assert "Statement 2" in page
    assert "Nothing has been kept yet" in page
    assert kept(data) == []


def test_on_a_yes_it_is_kept_and_can_be_answered(inside: Client, data: Path) -> None:
    response = keep(inside, bring(inside, fhir()))

    assert response["Location"] == "/instruments"
    assert kept(data) == ["three-statements.toml"]
    overview = inside.get("/instruments").content.decode()
    assert 'href="/instruments/three-statements"' in overview
    end = answer_all(inside, begin_walk(inside, "/instruments/three-statements"))
    assert end == "/instruments"
    # The third of the options 0 … 3 counts 2.
    assert "mean 2.00 on a scale from 0 to 3" in inside.get(end).content.decode()


def test_the_published_key_gets_its_words_and_a_comparison(
    inside: Client, data: Path
) -> None:
    keep(inside, bring(inside, ecr_words(), "ecr.toml"))
    anxious = of_scales(ECR, {"avoidance": 1, "anxiety": 5})

    end = answer_all(
        inside,
        begin_walk(inside, "/instruments/ecr36"),
        lambda item: str(anxious(item)),
    )

    page = inside.get(end).content.decode()
    assert kept(data) == ["ecr36.toml"]
    assert end == "/map"
    assert "Out of 100 people in the reference group" in page
    assert "39,049" in page
    assert catalogue().say("map.verdict.anxiety", "en") in page


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"", "empty.json"),
        (b"{", "broken.json"),
        (b"\xff\xfe\x00", "bytes.toml"),
        (b"a = 1\na = 2", "twice.toml"),
        (b'{"resourceType": "Patient"}', "patient.json"),
        (b"format = 1", "little.toml"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    inside: Client, data: Path, raw: bytes, name: str
) -> None:
    response = bring(inside, raw, name)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'class="summary"' in page
    assert kept(data) == []


def test_one_question_that_cannot_be_asked_refuses_the_whole(
    inside: Client, data: Path
) -> None:
    item = {"linkId": "why", "type": "text", "text": "Why?"}

    page = bring(inside, fhir(item=[item])).content.decode()

    assert "What cannot be asked" in page
    assert "words of one" in page
    assert 'name="toml"' not in page
    assert kept(data) == []


def test_no_file_chosen_is_said(inside: Client) -> None:
    response = inside.post("/instruments/file", {})

    assert response.status_code == 422
    assert "Choose a file first" in response.content.decode()


@pytest.mark.parametrize("toml", ["", "not = toml = at all", 'format = 1\nid = "../x"'])
def test_nothing_is_kept_that_was_not_understood(
    inside: Client, data: Path, toml: str
) -> None:
    response = inside.post("/instruments/keep", {"toml": toml})

    assert response.status_code == 422
    assert kept(data) == []


def test_a_shipped_questionnaire_cannot_be_replaced(inside: Client, data: Path) -> None:
    response = bring(inside, fhir(name="two-fears", title="two-fears"))
    if response.status_code == 200:
        response = keep(inside, response)

    assert "two-fears.toml" not in kept(data) or response.status_code == 422
    assert not catalogue(extra=data / "instruments").instruments["two-fears"].imported


def test_on_a_shared_server_nobody_brings_one_in(
    inside: Client, settings: Settings, data: Path
) -> None:
    settings.HOSTED = True

    assert bring(inside, fhir()).status_code == 404
    assert inside.post("/instruments/keep", {"toml": "x"}).status_code == 404
    assert "Bring one in" not in inside.get("/instruments").content.decode()
    assert kept(data) == []


@pytest.mark.parametrize("path", ["/instruments/none", "/instruments/two-fears/1"])
def test_what_was_not_brought_in_is_not_there(inside: Client, path: str) -> None:
    assert inside.get(path).status_code == 404


def test_a_faulty_file_is_named_and_hinders_nothing(inside: Client, data: Path) -> None:
    folder = data / "instruments"
    folder.mkdir()
    (folder / "broken.toml").write_text("format = 1", encoding="utf-8")

    page = inside.get("/instruments").content.decode()

    assert "broken.toml" in page
    assert inside.get("/questions").status_code == 200


def test_a_stranger_sees_the_questionnaire_and_no_answer_of_mine(
    inside: Client,
) -> None:
    keep(inside, bring(inside, fhir()))
    answer_all(inside, begin_walk(inside, "/instruments/three-statements"))
    bea = Client()
    begin(bea, name="Bea")

    page = bea.get("/instruments").content.decode()

    assert "Three statements" in page
    assert "mean" not in page


def test_who_is_signed_out_is_asked_to_unlock(client: Client) -> None:
    for path in ("/instruments", "/instruments/file", "/instruments/keep"):
        response = client.post(path) if path != "/instruments" else client.get(path)
        assert response["Location"].startswith("/unlock")
