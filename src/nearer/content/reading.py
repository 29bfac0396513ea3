"""Read one TOML file into a frozen shape, or say exactly why not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from nearer.content.errors import ContentError

MAX_BYTES = 2_000_000
"""Far more than any questionnaire needs; keeps a wrong file from filling memory."""

T = TypeVar("T")
_TOML_PLACE = re.compile(r"\s*\(at (line \d+, column \d+|end of document)\)$")
_SHAPE_PLACE = re.compile(r" - at `(?:key in )?\$?\.?(.*)`$")
_QUOTED = re.compile(r""""[^"\n]*"|'[^'\n]*'""")
# Reading a key of many parts takes the square of their number: a file of some hundred
# kilobytes would keep the program busy for hours.
_ENDLESS_KEY = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){32}")


def read_bytes(path: Path) -> bytes:
    """Return what the file holds; refuse one that is missing or far too large."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ContentError(
            file=str(path),
            place="",
            what=f"The file cannot be read: {error.strerror or error}.",
            what_to_do="Check that it is there and that you may open it.",
            id_="unreadable",
        ) from error
    if len(raw) > MAX_BYTES:
        raise ContentError(
            file=str(path),
            place="",
            what=f"The file is larger than {MAX_BYTES // 1_000_000} MB.",
            what_to_do="Check that it is the right file.",
            id_="too-large",
        )
    return raw


def decode_text(raw: bytes, *, file: str) -> str:
    """Return the bytes as text; name the line of the first one that is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError(
            file=file,
            place=f"line {line}",
            what=f"Byte {raw[error.start]:#04x} is not valid UTF-8.",
            what_to_do="Save the file as UTF-8.",
            id_="no-text",
        ) from error


def parse_toml(text: str, *, file: str) -> dict[str, Any]:
    """Return the TOML as plain tables; name line and column of the first fault."""
    if _ENDLESS_KEY.search(_QUOTED.sub("q", text)):
        raise _too_deep(file)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise _too_deep(file) from error
    except ValueError as error:  # TOMLDecodeError, and numbers too long to hold
        said = str(error)
        place = _TOML_PLACE.search(said)
        what = _TOML_PLACE.sub("", said)
        if what.startswith("Cannot overwrite a value"):
            what = "The same key stands twice"
        elif what.startswith("Cannot declare"):
            what = f"The same table stands twice: {what}"
        raise ContentError(
            file=file,
            place=place[1] if place else "",
            what=f"{what.rstrip('.')}.",
            what_to_do="Correct the TOML there.",
        ) from error


def _too_deep(file: str) -> ContentError:
    return ContentError(
        file=file,
        place="",
        what="Tables or lists are nested too deeply.",
        what_to_do="Check that it is the right file.",
        id_="too-deep",
    )


def shape(data: Any, type_: type[T], *, file: str) -> T:
    """Return plain tables as the given frozen shape; name the key that does not fit."""
    try:
        return msgspec.convert(data, type_, strict=True)
    except msgspec.ValidationError as error:
        said = str(error)
        place = _SHAPE_PLACE.search(said)
        raise ContentError(
            file=file,
            place=place[1] if place else "",
            what=f"{_SHAPE_PLACE.sub('', said)}.",
            what_to_do="Compare with docs/develop/adding-an-instrument.md.",
        ) from error


def read_toml(path: Path, type_: type[T], *, root: Path | None = None) -> T:
    """Return the file in the given shape; errors name it relative to `root`."""
    file = path.relative_to(root).as_posix() if root else str(path)
    text = decode_text(read_bytes(path), file=file)
    return shape(parse_toml(text, file=file), type_, file=file)
