"""Someone reads: from outside, in a look around, with notes of their own, in danger."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from nearer.content.lessons import lessons
from nearer.entries import LessonRead
from tests.web.accounts.people import begin
from tests.web.help.walking import Walker, diary

pytestmark = pytest.mark.django_db

FIRST, *_, LAST = lessons()
CIRCLE, HIGHS = "the-circle", "great-highs"
HINT = lessons()[CIRCLE].words("en").hints[0].words


def read(client: Client, path: str, *, language: str = "en") -> str:
    response = client.get(path, headers={"Accept-Language": language})
    assert response.status_code == 200
    return response.content.decode()


def shelves(page: str) -> str:
    """Return what stands between the bars of a page."""
    return page.split("<main")[1].split("</main>", maxsplit=1)[0]


def kept() -> list[str]:
    return [e.lesson for e in diary().entries() if isinstance(e, LessonRead)]


def test_anyone_can_see_every_lesson_and_none_is_marked(client: Client) -> None:
    page = read(client, "/learn")

    assert all(f'href="/learn/{name}"' in page for name in lessons())
    assert "mark" not in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_lesson_opens_with_what_stands_behind_each_claim(
    client: Client, language: str
) -> None:
    for name, lesson in lessons().items():
        page = read(client, f"/learn/{name}", language=language)
        words = lesson.words(language)
        graded = [p for s in words.sections for p in s.paragraphs if p.grade]
        assert f"<h1>{words.title}</h1>" in page
        assert page.count('<details class="known">') == len(graded) > 0


def test_a_lesson_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/learn/nothing-here").status_code == 404
    assert client.post("/learn/nothing-here").status_code == 404


def test_a_head_is_answered(client: Client) -> None:
    assert client.head("/learn").status_code == 200
    assert client.head(f"/learn/{FIRST}").status_code == 200


def test_from_outside_reading_goes_on_and_nothing_is_asked(client: Client) -> None:
    page = read(client, f"/learn/{FIRST}")
    response = client.post(f"/learn/{FIRST}")

    assert "Go on" in page
    assert "Read to the end" not in page
    assert response["Location"] == f"/learn/{list(lessons())[1]}"
    assert not response.cookies


def test_the_last_lesson_leads_back_to_all_of_them(client: Client) -> None:
    assert client.post(f"/learn/{LAST}")["Location"] == "/learn"
    assert "Next:" not in read(client, f"/learn/{LAST}")


def test_what_was_read_to_the_end_is_marked_once(inside: Client) -> None:
    for _ in range(3):
        assert inside.post(f"/learn/{FIRST}").status_code == 302

    assert kept() == [FIRST]
    assert read(inside, "/learn").count("mark") == 1
    assert "You have read this to the end." in read(inside, f"/learn/{FIRST}")


def test_looking_at_a_lesson_alone_marks_nothing(inside: Client) -> None:
    read(inside, f"/learn/{FIRST}")

    assert kept() == []


def test_a_mark_that_comes_after_the_lock_is_kept_after_unlocking(
    inside: Client,
) -> None:
    inside.post("/lock")
    page = read(inside, f"/learn/{FIRST}")
    response = inside.post(f"/learn/{FIRST}")

    assert "Read to the end" not in page
    assert response["Location"].startswith("/unlock")


def test_a_lesson_that_the_content_no_longer_has_is_left_aside(inside: Client) -> None:
    inside.post(f"/learn/{FIRST}")
    own = diary()
    entry = next(e for e in own.entries() if isinstance(e, LessonRead))
    gone = LessonRead(id=UUID(int=1), at=entry.at, day=entry.day, lesson="gone")
    own.append(gone, request_key="gone")

    assert read(inside, "/learn").count("mark") == 1


# What may be tried.


def test_the_circle_can_be_opened_where_all_is_well(inside: Client) -> None:
    Walker(inside).walk()

    assert HINT in read(inside, f"/learn/{CIRCLE}")


@pytest.mark.parametrize("harm", ["afraid", "hurt", "controls", "own"])
def test_someone_in_danger_is_not_told_to_open_the_circle(
    inside: Client, harm: str
) -> None:
    Walker(inside, yes={harm}).walk()
    page = read(inside, f"/learn/{CIRCLE}")

    assert HINT not in page
    assert page.index(f"/learn/{HIGHS}") < page.index("<h2>")


def test_where_it_is_locked_nobody_is_told_what_may_not_fit(inside: Client) -> None:
    Walker(inside).walk()
    inside.post("/lock")

    assert HINT not in read(inside, f"/learn/{CIRCLE}")


def test_the_list_is_the_same_whatever_was_answered(client: Client) -> None:
    begin(client)
    Walker(client).walk()
    calm = read(client, "/learn")
    Walker(client, yes={"afraid", "highs", "stuck"}).walk()

    assert shelves(read(client, "/learn")) == shelves(calm)
    assert calm.index(f"/learn/{HIGHS}") < calm.index(f"/learn/{FIRST}")
