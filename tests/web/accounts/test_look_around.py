from __future__ import annotations

import uuid

import pytest
from django.http import HttpRequest, HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from nearer.accounts import looking
from nearer.entries import Answered, AnyEntry
from tests.diary.people import AT, DAY, answer


def carried(response: HttpResponse, into: HttpRequest | None = None) -> HttpRequest:
    """Return the next request of the browser that got this response."""
    request = into or HttpRequest()
    for name, cookie in response.cookies.items():
        if cookie.value:
            request.COOKIES[name] = cookie.value
        else:
            request.COOKIES.pop(name, None)
    return request


def saved(entries: list[AnyEntry]) -> HttpResponse:
    response = HttpResponse()
    looking.save(response, entries)
    return response


def a_whole_walk(count: int) -> list[AnyEntry]:
    sitting = uuid.uuid4()
    return [
        Answered(
            id=uuid.uuid4(), at=AT, day=DAY, sitting=sitting, item=f"av.{n}", value=3
        )
        for n in range(count)
    ]


@given(st.lists(st.integers(1, 2**64), max_size=5))
def test_what_was_answered_comes_back(numbers: list[int]) -> None:
    entries: list[AnyEntry] = [answer(number) for number in numbers]

    assert looking.load(carried(saved(entries))) == tuple(entries)


def test_a_longer_walk_fits_and_a_shorter_one_leaves_nothing_of_it() -> None:
    long, short = a_whole_walk(100), a_whole_walk(1)
    response = saved(long)
    request = carried(response)

    assert looking.load(request) == tuple(long)
    assert all(len(name) + len(c.value) < 4000 for name, c in response.cookies.items())
    assert looking.load(carried(saved(short), request)) == tuple(short)


def test_what_no_cookie_holds_is_refused() -> None:
    with pytest.raises(looking.TooMuchError):
        saved(a_whole_walk(1000))


def test_cookies_are_for_the_server_and_end_with_the_browser() -> None:
    cookie = saved([answer(1)]).cookies["look"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert "av.01" not in cookie.value


@pytest.mark.parametrize("cookie", ["", "x", "é", "AAAA", "A" * 200, "%00", "=" * 8])
def test_a_cookie_that_was_touched_is_an_empty_look_around(cookie: str) -> None:
    request = HttpRequest()
    request.COOKIES["look"] = cookie

    assert looking.load(request) == ()


def test_forgetting_leaves_nothing() -> None:
    request = carried(saved(a_whole_walk(60)))
    response = HttpResponse()

    looking.forget(response)

    assert looking.load(carried(response, request)) == ()
