"""JSON by Python's own reader, strictly: no repeated keys, no NaN, no half letters."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from nearer.content.errors import ContentError

MAX_DEPTH = 64
"""Real forms take about ten; deeper ones could exhaust the stack in a later step."""


class _TwiceError(ValueError):
    """A key that stands twice in one object."""


def parse_json(text: str, *, file: str) -> Any:
    """Return what the text holds; `ContentError` names the place of the first fault."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _fault(file, place, f"This is no JSON: {error.msg}.") from error
    except _TwiceError as error:
        what = "The same key stands twice."
        raise _fault(file, str(error), what, id_="twice") from error
    except UnicodeEncodeError as error:
        what = "A text holds half a character (a lone surrogate)."
        raise _fault(file, "", what) from error
    except RecursionError as error:
        what = "The file is nested too deeply."
        raise _fault(file, "", what, id_="too-deep") from error
    except ValueError as error:  # NaN, or a number longer than Python takes
        raise _fault(file, "", f"This is no JSON: {error}.") from error
    if _is_deeper(data, MAX_DEPTH):
        raise _fault(file, "", "The file is nested too deeply.", id_="too-deep")
    return data


def _is_deeper(data: Any, depth: int) -> bool:
    """Return whether tables and lists hold one another deeper than this."""
    level = [data] if isinstance(data, (dict, list)) else []
    for _ in range(depth):
        within = [each.values() if isinstance(each, dict) else each for each in level]
        level = [e for each in within for e in each if isinstance(e, (dict, list))]
        if not level:
            return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return table


def _no_number(token: str) -> NoReturn:
    raise ValueError(f"{token} is no number there")


def _fault(file: str, place: str, what: str, *, id_: str = "no-json") -> ContentError:
    return ContentError(
        file=file,
        place=place,
        what=what,
        what_to_do="Get the file again, or mend it there.",
        id_=id_,
    )
