from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django.fixtures import Settings

from nearer.content.safety import safety
from nearer.diary.models import Row
from nearer.entries import SafetyAnswered, SwitchesSet
from nearer.help import asking
from nearer.readings import switches
from nearer.readings.switches import Switch
from tests.web.accounts.people import PASSPHRASE, begin
from tests.web.help.walking import END, LAST, PAGES, Walker, address, kept, number_of

pytestmark = pytest.mark.django_db

FOR_TWO = {Switch.JOIN, Switch.COMPARE, Switch.CARDS}
TODAY = date(2030, 1, 1)


def prove(client: Client) -> None:
    client.post("/unlock/again", {"secret": PASSPHRASE, "next": END})


def off() -> set[Switch]:
    return set(switches.read(kept(), today=TODAY).off)


def test_a_stranger_is_asked_to_unlock_first(client: Client) -> None:
    for where in ("/check", address(1), END):
        assert "/unlock" in client.get(where)["Location"]


def test_before_the_first_question_it_says_what_comes_and_why(inside: Client) -> None:
    page = inside.get("/check").content.decode()
    intro = safety().words["en"].intro

    assert intro.title in page
    assert all(part.heading in page for part in intro.parts)
    assert 'href="/check/1"' in page


def test_no_to_everything_opens_everything(inside: Client) -> None:
    notices = Walker(inside).walk()

    assert notices == []
    assert off() == set()


def test_every_page_offers_skip_stop_help_and_leave(inside: Client) -> None:
    for number in range(1, LAST + 1):
        page = inside.get(address(number)).content.decode()

        assert 'value="skip"' in page
        assert 'value="stop"' in page
        assert 'href="/help"' in page
        assert 'action="/leave"' in page


def test_skipping_everything_leads_calmly_to_the_end(inside: Client) -> None:
    where = address(1)
    for number in range(1, LAST + 1):
        assert where == address(number)
        where = Walker(inside).send(number, do="skip")

    page = inside.get(where).content.decode()
    assert where == END
    assert safety().words["en"].ends["finished"].title in page
    assert off() == FOR_TWO


def test_stopping_leads_to_the_end_and_says_that_nothing_bad_follows(
    inside: Client,
) -> None:
    Walker(inside).walk(upto=2)

    where = Walker(inside).send(3, do="stop")

    page = inside.get(where).content.decode()
    assert where == END
    assert safety().words["en"].ends["stopped"].title in page
    assert off() == FOR_TWO


def test_a_yes_beside_stop_still_counts(inside: Client) -> None:
    number = number_of("days")

    where = Walker(inside, {"crisis"}).send(number, do="stop")

    assert (
        safety().words["en"].notices["crisis"].title
        in inside.get(where).content.decode()
    )
    assert Switch.PRACTICE in off()


@pytest.mark.parametrize(
    ("yes", "notice"),
    [
        ({"afraid"}, "harm"),
        ({"pressed"}, "harm"),
        ({"contact"}, "harm"),
        ({"own"}, "own"),
        ({"seen"}, "seen"),
        ({"highs", "stuck"}, "bond"),
        ({"crisis"}, "crisis"),
        ({"dreams", "guard", "numb"}, "memories"),
        ({"drinks"}, "use"),
        ({"loss"}, "wait"),
    ],
)
def test_what_helps_is_shown_at_once(
    inside: Client, yes: set[str], notice: str
) -> None:
    asked_on = [n for n, here in enumerate(PAGES, 1) if yes & set(here.questions)]
    walker = Walker(inside, yes)

    shown = walker.walk(upto=asked_on[0])

    assert len(shown) == 1
    assert safety().words["en"].notices[notice].title in shown[0]


def test_a_notice_is_shown_once_and_a_further_yes_for_it_adds_none(
    inside: Client,
) -> None:
    notices = Walker(inside, {"afraid", "controls", "contact"}).walk()

    assert len(notices) == 1


def test_a_notice_stands_at_the_address_of_the_next_page(inside: Client) -> None:
    calm, hurt = Walker(inside), Walker(inside, {"hurt"})

    assert calm.send(1) == hurt.send(1) == address(2)


def test_thoughts_of_dying_stop_the_exercises_before_anything_else(
    inside: Client,
) -> None:
    number = number_of("days")
    Walker(inside, {"crisis"}).send(number)

    page = inside.get(address(number + 1)).content.decode()

    assert Switch.PRACTICE in off()
    assert page.index("Which country are you in?") < page.index(
        "Can you be with someone"
    )


def test_what_a_yes_puts_off_is_off_although_the_person_goes_away(
    inside: Client,
) -> None:
    Walker(inside, {"threats"}).send(1)

    assert off() == FOR_TWO | {Switch.TOWARD, Switch.LOOP}


def test_the_country_that_was_remembered_gives_the_lines_of_a_notice(
    inside: Client,
) -> None:
    inside.cookies["place"] = "es"
    Walker(inside, {"hurt"}).send(1)

    page = inside.get(address(2)).content.decode()

    assert "tel:112" in page
    assert "tel:016" in page
    assert "tel:024" not in page, "only the lines that the notice is about"


def test_single_answers_are_kept_only_on_keep(inside: Client) -> None:
    Walker(inside, {"afraid"}).walk()
    inside.get(END)
    assert not [e for e in kept() if isinstance(e, SafetyAnswered)]

    inside.post(END, {"do": "keep"})

    (answers,) = [e for e in kept() if isinstance(e, SafetyAnswered)]
    assert answers.answers["afraid"] == "yes"
    assert answers.answers["hurt"] == "no"


@pytest.mark.parametrize("do", ["done", "keep"])
def test_after_the_end_the_answers_are_forgotten(inside: Client, do: str) -> None:
    Walker(inside, {"afraid"}).walk()

    response = inside.post(END, {"do": do})

    assert response.status_code == 302
    assert inside.cookies["pages"].value == ""
    assert inside.get(END)["Location"] == reverse("help:check")
    assert "checked" not in inside.get(address(1)).content.decode()


def test_going_back_shows_what_was_said_and_lets_it_be_changed(inside: Client) -> None:
    Walker(inside, {"afraid"}).walk(upto=2)

    page = inside.get(address(1)).content.decode()
    assert re.search(r'name="a1"[^>]* value="1" checked', page)

    Walker(inside).walk()
    assert off() == {Switch.TOWARD, Switch.LOOP}
    prove(inside)
    inside.post(END, {"do": "lift"})
    assert off() == set()


def test_whoever_says_no_at_an_open_screen_brings_nothing_back(inside: Client) -> None:
    Walker(inside, {"afraid"}).walk()
    inside.post(END, {"do": "done"})

    Walker(inside).walk()
    asked = inside.post(END, {"do": "lift"})["Location"]

    assert asked == "/unlock/again?next=%2Fcheck%2Fend%3Fon"
    assert off() == {Switch.TOWARD, Switch.LOOP}
    inside.post(END, {"do": "done"})
    assert off() == {Switch.TOWARD, Switch.LOOP}


def test_with_the_passphrase_it_comes_back_and_says_so(inside: Client) -> None:
    Walker(inside, {"afraid", "loss"}).walk()
    Walker(inside, {"loss"}).walk()
    assert "Press once more" not in inside.get(f"{END}?on").content.decode()
    prove(inside)
    assert "Press once more" in inside.get(f"{END}?on").content.decode()

    led = inside.post(END, {"do": "lift"})["Location"]

    assert "Your answers of today count now." in inside.get(led).content.decode()
    assert off() == {Switch.TOWARD, Switch.CLIMB, Switch.DEPTH}, "what holds today"


def test_what_was_skipped_or_stopped_brings_nothing_back(inside: Client) -> None:
    Walker(inside, {"afraid"}).walk()
    prove(inside)
    Walker(inside).send(1, do="skip")
    inside.post(END, {"do": "lift"})
    assert off() >= {Switch.TOWARD, Switch.LOOP}

    Walker(inside).walk()
    Walker(inside).send(1, do="stop")
    inside.post(END, {"do": "lift"})
    assert off() >= {Switch.TOWARD, Switch.LOOP}


def test_the_last_page_does_not_tell_what_was_said_before(inside: Client) -> None:
    pages = []
    for yes in (set[str](), {"afraid"}, set[str]()):
        walker = Walker(inside, yes)
        walker.walk()
        walker.read(END)
        page = inside.get(END).content.decode()
        pages.append(re.sub(r'value="[^"]{20,}"', "", page))
        inside.post(END, {"do": "done"})

    assert len(set(pages)) == 1


def test_a_question_left_open_counts_as_skipped(inside: Client) -> None:
    Walker(inside).send(1)
    inside.post(address(2), {"do": "on"})
    for number in range(3, LAST + 1):
        Walker(inside).send(number)

    assert off() == FOR_TWO


def test_marking_nothing_means_that_nothing_fits(inside: Client) -> None:
    Walker(inside).walk()

    last = kept()[-1]
    assert isinstance(last, SwitchesSet)
    assert last.completed


def test_a_page_sent_twice_is_written_once(inside: Client) -> None:
    Walker(inside, {"hurt"}).send(1)
    once = len(kept())

    Walker(inside, {"hurt"}).send(1)

    assert len(kept()) == once


@pytest.mark.parametrize("yes", [set(), {"afraid", "crisis", "own", "dreams"}])
def test_the_number_of_entries_does_not_tell_what_was_said(
    inside: Client, yes: set[str]
) -> None:
    Walker(inside, yes).walk()

    assert len(kept()) == LAST


def test_the_cookie_has_one_size_and_no_readable_word(inside: Client) -> None:
    sizes = set()
    for yes in (set[str](), {"afraid"}, {"hurt", "threats"}):
        Walker(inside, yes).send(1)
        cookie = inside.cookies["pages"]
        sizes.add(len(cookie.value))
        assert cookie["httponly"]
        assert "afraid" not in cookie.value

    assert len(sizes) == 1


def test_a_cookie_that_was_touched_is_as_good_as_none(inside: Client) -> None:
    Walker(inside, {"afraid"}).send(1)
    for wrong in ("x", "A" * 200, inside.cookies["pages"].value[:-8] + "AAAAAAA="):
        inside.cookies["pages"] = wrong

        assert inside.get(END)["Location"] == reverse("help:check")


def test_the_answers_are_forgotten_after_half_an_hour(
    inside: Client, settings: Settings
) -> None:
    Walker(inside, {"afraid"}).send(1)
    for minutes in (9, 18, 27):
        settings.CLOCK = lambda gone=minutes: now() + timedelta(minutes=gone)
        assert 'value="read"' in inside.get(address(2)).content.decode()

    settings.CLOCK = lambda: now() + timedelta(minutes=31)

    assert 'value="read"' not in inside.get(address(2)).content.decode()


@pytest.mark.parametrize("number", [0, LAST + 1, 99])
def test_there_is_no_other_page(inside: Client, number: int) -> None:
    assert inside.get(f"/check/{number}").status_code == 404


@pytest.mark.parametrize(
    "posted",
    [{}, {"do": "dance"}, {"a1": "9", "a2": "\x00", "a3": "yes" * 9999}, {"a99": "1"}],
)
def test_a_form_that_makes_no_sense_is_as_good_as_an_open_one(
    inside: Client, posted: dict[str, str]
) -> None:
    response = inside.post(address(1), posted)

    assert response["Location"] == address(2)
    assert off() == FOR_TWO


def test_only_get_and_post_are_taken(inside: Client) -> None:
    assert inside.post("/check").status_code == 405
    assert inside.put(address(1)).status_code == 405


def test_nothing_in_titles_addresses_or_fields_says_what_it_is_about(
    inside: Client,
) -> None:
    seen = ["/check", END, *(address(n) for n in range(1, LAST + 1))]
    Walker(inside, {"afraid"}).walk()
    listed = re.compile(
        "partner|pareja|violen|trauma|therap|terapia|intima|intimid|abandon|abus|suicid"
    )

    for where in seen:
        page = inside.get(where).content.decode()
        title = re.findall(r"<title>(.*?)</title>", page)
        names = re.findall(r'\b(?:name|id|value|for)="([^"]*)"', page)

        assert not [t for t in (where, *title, *names) if listed.search(t.lower())]


def test_in_spanish_too(inside: Client) -> None:
    inside.cookies["language"] = "es"
    Walker(inside, {"afraid"}).send(1)

    page = inside.get(address(2)).content.decode()

    assert safety().words["es"].notices["harm"].title in page


def test_a_page_sent_after_the_lock_fell_is_taken_in_after_unlocking(
    inside: Client,
) -> None:
    Walker(inside).send(1)
    inside.post(reverse("accounts:lock"))

    response = inside.post(address(2), Walker(inside, {"careful"}).form(2))
    response = inside.post(response["Location"], {"secret": PASSPHRASE})

    assert response["Location"] == address(3)
    assert safety().words["en"].notices["harm"].title in Walker(inside).read(address(3))
    page = inside.get(address(2)).content.decode()
    assert re.search(r'name="a3"[^>]* value="1" checked', page), "nothing is lost"
    assert re.search(
        r'name="a1"[^>]* value="2" checked', inside.get(address(1)).content.decode()
    )


def test_another_person_at_the_same_browser_sees_none_of_it(inside: Client) -> None:
    Walker(inside, {"afraid"}).send(1)
    pages = inside.cookies["pages"].value

    inside.post("/leave")
    begin(inside, name="Bea")
    inside.cookies["pages"] = pages

    assert "checked" not in inside.get(address(1)).content.decode()


def test_answers_of_another_version_of_the_questions_are_passed_over(
    inside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Walker(inside, {"afraid"}).send(1)
    fewer = msgspec.structs.replace(safety(), pages=safety().pages[:3])
    monkeypatch.setattr(asking, "safety", lambda: fewer)

    assert inside.get(END)["Location"] == reverse("help:check")


@pytest.mark.parametrize("where", ["/help", "/help/gb", "/help/device", "/settings"])
def test_no_other_page_shows_a_trace(inside: Client, where: str) -> None:
    pages = set()
    for yes in (set[str](), {"afraid", "own", "seen", "crisis", "dreams", "loss"}):
        Walker(inside, yes).walk()
        inside.post(END, {"do": "done"})
        page = inside.get(where).content.decode()
        pages.add(re.sub(r'(csrfmiddlewaretoken" value)="[^"]*"', r"\1", page))

    assert len(pages) == 1


def test_a_copy_of_the_database_shows_no_difference(client: Client) -> None:
    sizes = set()
    for yes in (set[str](), {"afraid", "own", "seen", "crisis", "dreams", "loss"}):
        Row.objects.all().delete()
        client.cookies.clear()
        cache.clear()
        begin(client, name=f"Ana {len(yes)}")
        Walker(client, yes).walk()
        rows = Row.objects.values_list("sealed", flat=True)
        sizes.add(tuple(sorted(len(bytes(sealed)) for sealed in rows)))

    assert len(sizes) == 1
