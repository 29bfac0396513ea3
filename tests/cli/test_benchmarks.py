"""The benchmarks can still do what they measure."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import side_by_side
from benchmarks.answering.bench import walk
from benchmarks.choosing.bench import chosen, year
from benchmarks.side_by_side import ecr_answers, in_turn, seconds
from benchmarks.visitor import Forms, Visitor, served


@pytest.mark.slow  # starts the program and walks through a set of questions
def test_someone_can_be_walked_through_the_questions(tmp_path: Path) -> None:
    with served(tmp_path / "data") as (port, _), closing(Visitor(port)) as visitor:
        visitor.begin("Alba")
        times = walk(visitor, "/questions", **{"HX-Request": "true"})

    assert 8 <= len(times) <= 32
    assert visitor.path == "/map"


def test_a_year_of_entries_has_a_step_to_choose() -> None:
    entries, today = year()

    assert 2_500 < len(entries) < 3_500
    assert chosen(entries, today).step


def test_the_pages_have_a_year_to_show() -> None:
    pages = import_module("benchmarks.pages.bench")  # it has no types
    written = pages.year(datetime(2026, 3, 2, 19, tzinfo=UTC))

    assert len(written) > 1_000
    assert (written[-1].at - written[0].at).days > 340


def test_memory_that_grows_is_seen_once_everybody_has_come() -> None:
    load = import_module("benchmarks.load.bench")  # it has no types
    coming, settled = [50.0] * 10, [200.0] * 130

    assert load.growth(coming + settled)[2] == pytest.approx(0)
    leaking = [200.0 * (1 + n / 130) for n in range(130)]
    assert load.growth(coming + leaking)[2] > load.GROWTH


def test_a_visitor_presses_what_a_page_offers() -> None:
    page = '<form action="/x"><button name="s" value="1"><button name="s" value="2">'

    assert Forms(page).found[0].buttons == {"s": ["1", "2"]}


def test_without_the_real_answers_there_are_simulated_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "ECR", tmp_path / "absent.csv")

    answers = ecr_answers(500)

    assert answers.source == "simulated answers"
    assert set(answers.options.ravel().tolist()) == {1, 2, 3, 4, 5}


def test_each_takes_its_turn() -> None:
    order: list[str] = []
    runs = {name: partial(order.append, name) for name in ("peer", "own")}

    times = in_turn(runs, rounds=2)

    assert order == ["peer", "own"] * 3
    assert set(times) == {"peer", "own"}


@pytest.mark.parametrize(
    ("value", "said"),
    [(2.5, "2.5 s"), (0.0451, "45.1 ms"), (48e-6, "48 µs"), (3e-9, "3 ns")],
)
def test_a_time_is_said_in_the_unit_that_suits_it(value: float, said: str) -> None:
    assert seconds(value) == said
