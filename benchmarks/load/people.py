"""People who use a hosted installation: each opens their notes and does what one does.

Locust runs this file: `bench.py` says how, and where what was measured goes.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from locust import User, between, events, task

from benchmarks.visitor import Form, Forms, Visitor

PORT = int(os.environ["LOAD_PORT"])
HOST = os.environ["LOAD_HOST"]
PASSPHRASE = os.environ["LOAD_PASSPHRASE"]
OUT = Path(os.environ["LOAD_OUT"])
THINKS = (2, 8)
"""Seconds between two acts, as one reads, thinks and types."""
READS = ("/weeks", "/map", "/helps", "/review", "/patterns", "/learn", "/us", "/more")
NAMED = re.compile(r'href="(/step/[^"]+)"')
PARTS = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"')
WORDS = "We sat on the stairs and neither of us knew what to say. " * 8

_measured: list[tuple[str, str, float, str]] = []
_numbers = count()


@events.request.add_listener
def _keep(
    request_type: str, name: str, response_time: float, exception: Any, **_: Any
) -> None:
    taken = response_time / 1000
    _measured.append((request_type, name, taken, str(exception or "")))


@events.user_error.add_listener
def _keep_fault(exception: Any, **_: Any) -> None:
    _measured.append(("fault", "of the benchmark", 0.0, repr(exception)))


@events.quitting.add_listener
def _hand_over(**_: Any) -> None:
    OUT.write_text(json.dumps(_measured))


class WrongPageError(Exception):
    """What came is not what a person would have seen."""


class Someone(User):
    """One person with one browser, all in one building: one address for everybody."""

    wait_time = between(*THINKS)

    def on_start(self) -> None:
        self.name = f"Person {next(_numbers)}"
        self.browser = Visitor(PORT, host=HOST)
        self.has_parts = False

    def on_stop(self) -> None:
        self.browser.close()

    @task
    def visit(self) -> None:
        """Unlock, go about, lock; think between any two acts."""
        try:
            self._unlock()
            acts = [self._day, self._step, self._write, self._moment, self._answer]
            random.shuffle(acts)
            for act in acts:
                self._page("/today")
                self.wait()
                act()
                self.wait()
                self._page(random.choice(READS))
                self.wait()
            self._page("/settings")
            self._send("locking", "/lock", self._form("csrfmiddlewaretoken"))
            self.wait()
        except WrongPageError:
            self.browser.close()
            self.browser = Visitor(PORT, host=HOST)

    # --- what one does ---------------------------------------------------------------
    def _unlock(self) -> None:
        self._page("/unlock")
        if not self.has_parts:
            for part in sorted(set(PARTS.findall(self.browser.text))):
                with self._timed("part", "a file of the page"):
                    self.browser.get(part)
            self.has_parts = True
            self._page("/unlock")
        self.wait()
        form = self._form("csrfmiddlewaretoken")
        typed = {"secret": PASSPHRASE}
        if 'name="name"' in self.browser.text:  # else the browser is known here
            typed["name"] = self.name
        self._send("unlocking", "/unlock", form, **typed)

    def _day(self) -> None:
        self._page("/today/day")
        self.wait()
        form = self._form("about")
        taps = {name: random.choice(values) for name, values in form.radios.items()}
        self._send("the day", "/today/day", form, **taps)

    def _step(self) -> None:
        found = NAMED.search(self.browser.text)
        if found is None:
            return
        self._page(found[1], name="/step")
        self.wait()
        form = self._form("key")
        if not form.radios:  # it was told already: it is read again
            return
        typed = {name: random.choice(values) for name, values in form.radios.items()}
        if "clear" in typed:
            typed["clear"] = "yes"
        if "done" in form.radios:
            typed["learned"] = WORDS[:100]
        self._send("a step", form.action or found[1], form, **typed)

    def _write(self) -> None:
        self._page("/write")
        self.wait()
        self._send("a page", "/write", self._form("number"), text=WORDS)

    def _moment(self) -> None:
        self._page("/moment")
        for button in ("urge", "strength"):
            self.wait()
            form = self._button(button)
            if form is None:
                return
            pressed = {button: random.choice(form.buttons[button][:5])}
            where = form.action or self.browser.path
            self._send("a moment", where, form, **pressed)

    def _answer(self) -> None:
        self._page("/habits")
        if "item" not in self._names():
            self._send("an answer", "/habits", self._form("key"))
        for _ in range(3):
            if "item" not in self._names():
                return
            self.wait()
            form = self._form("item")
            picked = {"answer": random.choice(form.radios["answer"])}
            where = form.action or self.browser.path
            self._send("an answer", where, form, **picked)

    # --- how it is done --------------------------------------------------------------
    def _page(self, path: str, name: str = "") -> None:
        with self._timed("page", name or path):
            self.browser.get(path)

    def _send(self, act: str, path: str, form: Form, /, **typed: str) -> None:
        with self._timed("write", act):
            self.browser.post(path, {**form.hidden, **typed})
            if self.browser.path.startswith("/unlock") and act != "locking":
                raise WrongPageError("it was not let in")

    @contextmanager
    def _timed(self, kind: str, name: str) -> Iterator[None]:
        wrong: Exception | None = None
        begun = time.perf_counter()
        try:
            yield
            if self.browser.status != 200:
                wrong = WrongPageError(f"{self.browser.path}: {self.browser.status}")
        except (OSError, WrongPageError) as fault:
            wrong = fault
        events.request.fire(
            request_type=kind,
            name=name,
            response_time=(time.perf_counter() - begun) * 1000,
            response_length=len(self.browser.text),
            exception=wrong,
            context={},
        )
        if wrong is not None:
            raise WrongPageError(str(wrong))

    def _names(self) -> set[str]:
        return {name for form in Forms(self.browser.text).found for name in form.hidden}

    def _form(self, name: str) -> Form:
        for form in Forms(self.browser.text).found:
            if name in form.hidden:
                return form
        with self._timed("write", f"no form with {name}"):
            raise WrongPageError(f"{self.browser.path} has no form with {name}")
        raise AssertionError

    def _button(self, name: str) -> Form | None:
        found = Forms(self.browser.text).found
        return next((form for form in found if name in form.buttons), None)
