from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from nearer.content import helplines
from nearer.content.errors import ContentError
from nearer.content.helplines import LANGUAGES, TOPICS, Line, directory

CHECKED = date(2026, 11, 22)
COUNTRIES = '[en]\nXA = "Ay"\nXB = "Bee"\n[es]\nXA = "A"\nXB = "Be"\n'
LINE = """
[[lines]]
countries = ["XA"]
topic = "violence"
name = { en = "Help", es = "Ayuda" }
phone = "0800 123"
source = "service"
source_url = "https://help.example"
verified_on = 2026-11-22
verified_by = "us"
expires_on = 2027-05-20
"""


def folder(path: Path, lines: str, countries: str = COUNTRIES) -> Path:
    (path / "lines.toml").write_text(lines, encoding="utf-8")
    (path / "countries.toml").write_text(countries, encoding="utf-8")
    return path


@pytest.fixture(params=range(len(directory().lines)))
def line(request: pytest.FixtureRequest) -> Line:
    place: int = request.param
    return directory().lines[place]


def test_every_line_says_where_when_by_whom_and_until_when(line: Line) -> None:
    assert line.source_url.startswith("https://")
    assert line.verified_by
    assert line.verified_on <= line.expires_on
    assert line.expires_on - line.verified_on <= timedelta(days=180)


def test_every_line_is_named_in_every_language(line: Line) -> None:
    assert set(line.name) == set(LANGUAGES)
    assert all(line.said(language) for language in LANGUAGES)
    assert line.said("fr") == line.name["en"]


def test_only_emergency_numbers_rest_on_numbering_data(line: Line) -> None:
    assert line.source != "numbering" or line.topic == "emergency"


def test_no_line_of_help_comes_without_its_countrys_emergency_number() -> None:
    found = directory()
    covered = {c for ln in found.lines for c in ln.countries if ln.topic == "emergency"}
    others = {c for ln in found.lines for c in ln.countries} - covered

    assert others <= {"PE"}, "Peru has several numbers and none for everything"


def test_emergency_comes_first_and_only_what_was_asked_for_comes() -> None:
    found = directory()

    assert [ln.topic for ln in found.lines_for("GB")] == [
        topic for topic in TOPICS if topic in {ln.topic for ln in found.lines_for("GB")}
    ]
    assert {ln.phone for ln in found.lines_for("ES", ["violence"])} == {"016"}
    assert found.lines_for("AQ") == ()


def test_a_number_can_be_dialled_as_it_stands() -> None:
    (lifeline,) = directory().lines_for("AU", ["suicide"])

    assert lifeline.dial() == "131114"


def test_the_release_check_finds_what_has_expired() -> None:
    found = directory()
    last_day = min(line.expires_on for line in found.lines)

    assert helplines.faults(found, today=last_day) == []
    late = helplines.faults(found, today=last_day + timedelta(days=1))
    assert late
    assert "Check it anew" in str(late[0])
    assert late[0].file == "safety/lines.toml"


def test_every_country_has_a_name_in_both_languages() -> None:
    found = directory()

    assert found.knows("ES")
    assert not found.knows("XX")
    assert found.country_name("ES", "es") == "España"
    assert found.country_name("ES", "fr") == "Spain"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("expires_on = 2027-05-20", "expires_on = 2027-05-22", "more than 180 days"),
        ('source = "service"', 'source = "numbering"', "nothing about who answers"),
        ('es = "Ayuda"', 'fr = "Aide"', "A language is missing"),
        ('["XA"]', '["XA", "XA"]', "stands twice"),
        ('["XA"]', '["XC"]', "is no country"),
        ('["XA"]', '["xa"]', "countries"),
        ('phone = "0800 123"', 'phone = "+44 tel"', "phone"),
        ('topic = "violence"', 'topic = "love"', "topic"),
        ('verified_by = "us"\n', "", "verified_by"),
        ('verified_by = "us"', 'verified_by = "us"\nfax = "1"', "fax"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in LINE

    with pytest.raises(ContentError, match=said):
        helplines.read(folder(tmp_path, LINE.replace(old, new)))


def test_hours_are_there_in_every_language(tmp_path: Path) -> None:
    hours = 'hours = { en = "by day" }\nsource = "service"'
    lines = LINE.replace('source = "service"', hours)

    with pytest.raises(ContentError, match="A language is missing"):
        helplines.read(folder(tmp_path, lines))


def test_countries_are_the_same_in_both_languages(tmp_path: Path) -> None:
    fewer = COUNTRIES.replace('XB = "Be"\n', "")

    with pytest.raises(ContentError, match="do not name the same countries"):
        helplines.read(folder(tmp_path, LINE, fewer))
