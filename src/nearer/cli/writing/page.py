"""Pieces of a page that stands alone: words by language, numbers, tables, figures.

The page is built as a tree, so that every word is escaped; it fetches nothing and runs
nothing.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

from nearer.pictures.figure import Figure, Table
from nearer.pictures.svg import clean

LANGUAGES = ("en", "es")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Words:
    """The sentences of a verb's report in one language, and how it writes numbers."""

    def __init__(self, verb: str, language: str) -> None:
        folder = files("nearer.cli").joinpath(verb, "words")
        text = folder.joinpath(f"{language}.toml").read_text(encoding="utf-8")
        self.language = language
        self._words: dict[str, Any] = tomllib.loads(text)

    def say(self, key: str, **gaps: str) -> str:
        """Return a sentence with its gaps filled."""
        sentence: str = self._find(key)
        return sentence.format(**gaps)

    def all(self, key: str) -> tuple[str, ...]:
        """Return a list of words."""
        return tuple(self._find(key))

    def name(self, key: str) -> str:
        """Return the word for something, or its own name where there is none."""
        section, _, word = key.partition(".")
        found: str = self._words.get(section, {}).get(word, word)
        return found

    def _find(self, key: str) -> Any:
        found: Any = self._words
        for part in key.split("."):
            found = found[part]
        return found

    def fixed(self, value: float, decimals: int = 2) -> str:
        """Write a number with so many decimals; a dash where there is none."""
        if math.isnan(value):
            return "–"
        if math.isinf(value):
            return "∞" if value > 0 else "−∞"
        text = f"{value:,.{decimals}f}"
        if float(text.replace(",", "")) == 0.0:
            text = text.lstrip("-")
        return self._local(text)

    def whole(self, value: float) -> str:
        """Write a count."""
        return self._local(f"{value:,.0f}")

    def chance(self, p: float) -> str:
        """Write a p value: three decimals, or that it is below the last of them."""
        if math.isnan(p):
            return "–"
        return "< " + self.fixed(0.001, 3) if p < 0.001 else self.fixed(p, 3)

    def tiny(self, value: float) -> str:
        """Write a very small number."""
        digits, _, power = f"{value:.0e}".partition("e")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{digits} × 10{raised}"

    def short(self, value: float) -> str:
        """Write a number of an axis."""
        return self._local(f"{value:,.10g}")

    def _local(self, text: str) -> str:
        swap = {",": self.say("thousands"), ".": self.say("decimal"), "-": "−"}
        return "".join(swap.get(letter, letter) for letter in text)


def element(tag: str, *inside: ET.Element | str, **attributes: str) -> ET.Element:
    """Return an element with words and other elements inside."""
    named = {k.rstrip("_").replace("_", "-"): clean(v) for k, v in attributes.items()}
    made = ET.Element(tag, named)
    last: ET.Element | None = None
    for part in inside:
        if isinstance(part, ET.Element):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + clean(part)
        else:
            last.tail = (last.tail or "") + clean(part)
    return made


def section(title: str, *inside: ET.Element) -> ET.Element:
    """Return a part of the page under its heading."""
    return element("section", element("h2", title), *inside)


def paragraph(words: str, **attributes: str) -> ET.Element:
    """Return a paragraph."""
    return element("p", words, **attributes)


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    strong: Iterable[int] = (),
) -> ET.Element:
    """Return a table; a row's first cell is its heading, `strong` rows stand out."""
    notable = set(strong)
    lines = [list(row) for row in rows]
    kinds = [
        {"class_": "word"} if all(map(_is_word, cells)) else {}
        for cells in zip(*lines, strict=True)
    ] or [{} for _ in columns]
    head = element(
        "tr",
        *(
            element("th", name, scope="col", **kind)
            for name, kind in zip(columns, kinds, strict=True)
        ),
    )
    body = element("tbody")
    for place, line in enumerate(lines):
        stands_out = {"class_": "strong"} if place in notable else {}
        first = element("th", line[0], scope="row")
        cells = [
            element("td", cell, **kind)
            for cell, kind in zip(line[1:], kinds[1:], strict=True)
        ]
        body.append(element("tr", first, *cells, **stands_out))
    made = element("table", element("thead", head), body)
    if caption:
        made.insert(0, element("caption", caption))
    return element("div", made, class_="scroll", tabindex="0")


def _is_word(cell: str) -> bool:
    """Whether a cell is read from the left; a dash stands for a number."""
    return any(map(str.isalpha, cell)) and not cell[:1].isdigit()


def contents(title: str, sections: Sequence[ET.Element]) -> ET.Element:
    """Return a list of links to the sections, which are numbered for it."""
    links = []
    for place, part in enumerate(sections, 1):
        part.set("id", f"part-{place}")
        heading = part.find("h2")
        name = "" if heading is None else heading.text or ""
        links.append(element("li", element("a", name, href=f"#part-{place}")))
    return element("nav", element("ol", *links), aria_label=title)


def figure(drawn: Figure, *, open_table: bool = False) -> ET.Element:
    """Return a figure: the drawing, its sentence, and its numbers to open."""
    words = element("figcaption", drawn.sentence)
    numbers = folded(drawn.table.caption, _numbers(drawn.table), is_open=open_table)
    return element("figure", drawing(drawn.svg), words, numbers)


def _numbers(numbers: Table) -> ET.Element:
    return table(numbers.columns, numbers.rows)


def folded(summary: str, *inside: ET.Element, is_open: bool = False) -> ET.Element:
    """Return something to open."""
    extra = {"open": "open"} if is_open else {}
    return element("details", element("summary", summary), *inside, **extra)


def drawing(svg: str) -> ET.Element:
    """Return markup of ours as an element."""
    # Made by nearer.pictures a moment ago: nobody else's XML is read here.
    root = ET.fromstring(svg)  # noqa: S314
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2]
    root.set("xmlns", "http://www.w3.org/2000/svg")
    return root


def page(title: str, language: str, *inside: ET.Element) -> str:
    """Return the whole page as text."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        element("title", title),
        element("style", _style()),
    )
    body = element("body", element("main", *inside))
    whole = element("html", head, body, lang=language)
    return "<!doctype html>\n" + ET.tostring(whole, encoding="unicode", method="html")


def _style() -> str:
    pictures = files("nearer.pictures").joinpath("static", "pictures")
    own = files("nearer.cli.writing").joinpath("page.css")
    return pictures.joinpath("pictures.css").read_text("utf-8") + own.read_text("utf-8")
