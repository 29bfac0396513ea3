"""Someone who walks the ten weeks in a real browser, tap by tap, day by day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from nearer.content import catalogue
from nearer.content.safety import safety
from nearer.content.steps import steps
from nearer.core.pacing import Track
from nearer.help.services import NO, YES, field_of
from tests.browser import visitors
from tests.browser.answering import Choose, answer_quickly, keyed
from tests.browser.looking import overflows, photograph
from tests.browser.timed_server import STARTS, Timed

SAFE_ALONE = "sva"
"""Letters of the kinds of steps that need nobody else."""
BLAME = re.compile(
    r"\b(miss(ed|ing) (a|your|the) (day|step|week)|fail\w*|streaks?|too late"
    r"|you should have|give up|gave up|racha|fallaste|fracas\w*|deberías haber"
    r"|te saltaste|demasiado tarde|rendirte)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(r"\b(the|and|your|with|this|was|were|have)\b", re.IGNORECASE)
GAP = re.compile(r"\{\w+\}|%\(\w+\)|\bNone\b|\bNaN\b|\b1 (days|weeks|steps|times)\b")


@dataclass(frozen=True)
class Someone:
    """How a person answers, and what of the private questions is a yes."""

    name: str
    avoidance: int
    anxiety: int
    yes: frozenset[str] = frozenset()

    @property
    def by(self) -> Choose:
        """How they answer the questions."""
        return keyed(self.avoidance, self.anxiety)

    def discomfort(self, step: str, day: int) -> int:
        """How hard a step is: more on the side of one's own fear, less with time."""
        found = steps()[step]
        near = found.domain.track is Track.CLOSENESS
        fear = self.avoidance if near else self.anxiety
        return min(7, max(1, fear + found.level - 1 - day // 14))


@dataclass
class Walk:
    """One person before one browser."""

    page: Page
    timed: Timed
    who: Someone
    language: str
    steps: list[str] = field(default_factory=list)
    """Every step that was taken on, in order."""
    seen_steps: set[str] = field(default_factory=set)
    """Every step that any page led to."""
    faults: list[str] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    day: int = 0

    # --- going ----------------------------------------------------------------------
    def goes_to(self, path: str) -> None:
        self.page.goto(f"{self.timed.address}/{path}")

    def on_day(self, day: int, *, hour: float = 19.5) -> None:
        """Come back on another day and unlock; the page stands at today."""
        self.day = day
        self.timed.at(STARTS + timedelta(days=day, hours=hour - 19.5))
        self.goes_to("today")
        self.unlocks()
        assert self.path == "/today", self.page.url

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.timed.address).partition("?")[0]

    # --- touching -------------------------------------------------------------------
    def press(self, what: str, *, nth: int = 0) -> None:
        """Press what stands on the page, and wait for what comes."""
        self.page.locator(f"main {what}").nth(nth).click()
        self.page.wait_for_load_state()

    def presses(self, *ways: str) -> bool:
        """Press the first of some things that is there, if any is."""
        for way in ways:
            if self.there(way):
                self.press(way)
                return True
        return False

    def there(self, what: str) -> bool:
        return self.page.locator(f"main {what}").count() > 0

    def chooses(self, name: str, value: object) -> None:
        self.page.locator(f"label:has([name={name}][value='{value}'])").click()

    def switches(self) -> None:
        """Read on in the other language."""
        self.language = {"en": "es", "es": "en"}[self.language]
        self.page.locator(f".languages [value={self.language}]").click()
        self.page.wait_for_load_state()
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    # --- looking --------------------------------------------------------------------
    def looks(self, name: str) -> str:
        """Look at a page as it stands; return its words."""
        words = self.page.locator("main").inner_text()
        self.seen_steps.update(self.steps_there())
        for rule in (BLAME, GAP, *([ENGLISH] if self.language == "es" else [])):
            if found := rule.search(words.replace("Ocelot", "")):
                around = words[max(0, found.start() - 30) : found.end() + 30]
                self.faults.append(f"{name} {self.path}: {around!r}")
        if (name, self.language) not in self.seen:
            self.seen.add((name, self.language))
            self.faults += [f"{name}: too wide: {one}" for one in overflows(self.page)]
            photograph(self.page, f"{self.who.name}-{name}")
        return words

    def sees(self, *words: str | re.Pattern[str]) -> None:
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def sees_not(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("main")).not_to_contain_text(one)

    def say(self, text_id: str, **gaps: object) -> str:
        return catalogue().say(text_id, self.language, **gaps)

    # --- beginning ------------------------------------------------------------------
    def begins(self) -> None:
        """Begin from the first page to the map, then the ten weeks from the map."""
        self.timed.at(STARTS)
        visitors.begin(self.page, self.timed.address, name=self.who.name)
        self.answers_privately()
        self.answers_the_questions(by=self.who.by)
        assert self.path == "/map"
        self.looks("map")
        self.presses("a[href='/today/begin']")
        self.looks("begin")
        if self.there("[name=company]"):
            self.chooses("company", "partner")
            self.page.locator("[name=touch]").check()
        self.page.locator("[name=agreed]").check()
        self.press(".primary")
        assert self.path == "/today"

    def answers_privately(self) -> None:
        """Answer the private questions: no, but for what is a yes."""
        self.goes_to("check")
        self.press(".primary")
        while found := re.fullmatch(r"/check/(\d+)", self.path):
            if self.there("[name=do][value=read]"):
                self.looks("check-notice")
                self.press("[name=do][value=read]")
                continue
            for place, name in enumerate(safety().pages[int(found[1]) - 1].questions):
                value = YES if name in self.who.yes else NO
                self.presses(
                    f"label:has([name={field_of(place + 1)}][value='{value}'])"
                )
            self.press("[name=do][value=on]")
        self.presses("[name=do][value=keep]")

    def answers_the_questions(self, *, by: Choose) -> None:
        answer_quickly(self.page, f"{self.timed.address}/questions", by)

    # --- a day ----------------------------------------------------------------------
    def feels(self, connected: int) -> None:
        """One tap."""
        self.page.locator(f".felt [value='{connected}']").click()
        self.page.wait_for_load_state()
        tapped = self.page.locator(f".felt [value='{connected}']")
        expect(tapped).to_have_attribute("aria-pressed", "true")

    def tells_the_day(self, turn: int) -> None:
        """Tell the rest of the day, in a few taps."""
        self.press("a[href^='/today/day']")
        self.looks("day")
        groups = self.page.locator("main fieldset")
        for nth in range(groups.count()):
            taps = groups.nth(nth).locator("label")
            taps.nth((turn + nth) % taps.count()).click()
        self.press(".primary")
        assert self.path == "/today"

    def offered(self) -> str:
        """Return the id of the step of today; empty where there is none."""
        found = self.page.locator("main .step a.primary[href^='/step/']")
        address = found.get_attribute("href") if found.count() else ""
        name = (address or "").rsplit("/", 1)[1] if address else ""
        return name if name in steps() else ""

    def steps_there(self) -> list[str]:
        """Every step that the page leads to: the one of today and those beside it."""
        links: Sequence[Locator] = self.page.locator("main a[href^='/step/']").all()
        names = [(one.get_attribute("href") or "").rsplit("/", 1)[1] for one in links]
        return [name for name in names if name in steps()]

    def takes_on(self, *, sure: int, expected: int, where: str) -> str:
        """See the step of today, say what is feared, take it on; return its id."""
        step = self.offered()
        self.press(".step a.primary")
        words = self.looks("step")
        assert steps()[step].words(self.language).title in words
        self.page.locator("[name=feared]").fill("Ocelot")
        self.chooses("p_feared", sure)
        self.chooses("expected", expected)
        self.page.locator("[name=setting]").fill(where)
        self.press(".primary")
        assert re.fullmatch(r"/step/[0-9a-f-]{36}", self.path), self.page.url
        self.steps.append(step)
        return step

    def tells(
        self, *, discomfort: int, done: str = "yes", happened: str = "no"
    ) -> None:
        """Say how it went; the page shows what was expected beside what came."""
        self.looks("after")
        self.chooses("done", done)
        self.chooses("discomfort", discomfort)
        self.chooses("happened", happened)
        if self.there("[name=response]"):
            self.chooses("response", "good")
        self.press(".primary")
        self.looks(f"became-{done}{'-hard' if discomfort >= 8 else ''}")

    def lives(self, turn: int) -> None:
        """One tap, and the step of today if there is one."""
        self.feels(1 + (turn * 3) % 10)
        if not self.offered():
            self.looks("today-without")
            return
        self.looks("today")
        step = self.takes_on(sure=60, expected=6, where=f"Ocelot {turn % 3}")
        self.tells(discomfort=self.who.discomfort(step, self.day))

    def looks_back(self, week: int) -> None:
        """Follow the way to last week; say something about it."""
        self.press(f"a[href='/review/{week}']")
        self.looks("review")
        for name in ("low", "worry"):
            self.chooses(name, 1)
        self.chooses("satisfaction", 6)
        self.press(".primary")
        self.sees(self.say("review.kept"))

    # --- in the heat ------------------------------------------------------------------
    def notices_an_urge(self, side: str) -> None:
        """Name what it pulls to ("I need a moment"), say how strong it is."""
        self.press("a[href='/moment']")
        self.looks("moment")
        self.press(f".urges .{side} button")
        self.looks("moment-strength")
        self.press("[name=strength][value='6']")

    def steps_aside(self) -> None:
        """Say it, be alone for a while, return in time; the notes lock meanwhile."""
        self.notices_an_urge("space")
        self.looks("moment-minutes")
        self.press("a[href*='m=20']")
        self.looks("moment-say")
        self.press(".primary")
        self.looks("moment-away")
        self.timed.goes(minutes=18)
        self.page.reload()
        self.unlocks()
        self.looks("moment-nearly")
        self.press("form[action$='/back'] button")
        self.ends_the_moment()

    def waits(self) -> None:
        """Wait ten minutes before the next message."""
        self.notices_an_urge("reach")
        self.looks("moment-reach")
        self.press("[name=span]")
        self.looks("moment-waiting")
        self.timed.goes(minutes=9)
        self.page.reload()
        self.press("[name=strength][value='3']")
        self.timed.goes(minutes=2)
        self.page.reload()
        self.looks("moment-waited")
        self.press("a[href$='/end']")
        self.ends_the_moment()

    def is_quiet(self) -> None:
        """In danger: nothing to say to anyone, and nobody to go back to."""
        self.notices_an_urge("space")
        self.looks("moment-quiet")
        for what in ("textarea", "[name=minutes]", "form[action$='/back']"):
            assert not self.there(what), what
        assert self.there("a[href='/help']")
        self.press("a[href$='/end']")
        self.ends_the_moment()

    def ends_the_moment(self) -> None:
        self.looks("moment-end")
        self.press("[name=outcome][value=easier]")
        self.looks("moment-done")

    def unlocks(self) -> None:
        """Unlock, if it is locked; that leads back to where one was."""
        if self.path != "/unlock":
            return
        self.page.locator("#id_secret").fill(visitors.PASSPHRASE)
        self.press(".primary")
