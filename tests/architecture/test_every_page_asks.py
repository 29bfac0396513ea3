"""Every page of the features asks the switches, or stands in a list that says why not.

The pages are those of the URLconf, so that a new one cannot be forgotten. From each
view the calls are followed through its own feature and the readings.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

from tests.architecture.test_safety_doors import ASKING, SOURCE

FEATURES = ("assess", "journal", "learn", "pause", "review", "today", "us")
OWN = "one's own words or answers, as one left them"
SAME = "the same for everyone: what differed would tell what was answered"
LESS = "it only takes away, puts off or ends"
NEED_NOT = {
    "assess:welcome": SAME,
    "assess:forget": LESS,
    "assess:instruments": OWN,
    "assess:understand": OWN,
    "assess:keep": OWN,
    "journal:pages": OWN,
    "journal:find": OWN,
    "journal:page": OWN,
    "journal:edit": OWN,
    "journal:before": OWN,
    "journal:remove_page": LESS,
    "journal:undo_page": OWN,
    "journal:noted": OWN,
    "journal:notices": OWN,
    "journal:remove_notice": LESS,
    "journal:undo_notice": OWN,
    "journal:new_bond": OWN,
    "journal:bond": OWN,
    "journal:remove_bond": LESS,
    "journal:undo_bond": OWN,
    "journal:scripts": OWN,
    "journal:script_before": OWN,
    "journal:remove_script": LESS,
    "journal:undo_script": OWN,
    "learn:every": SAME,
    "pause:offline": SAME,
    "pause:worker": SAME,
    "review:stop": LESS,
    "review:feed": "what was asked for where it was allowed; it opens no diary",
    "today:felt": OWN,
    "today:aside": LESS,
    "today:pause": LESS,
    "us:leave": "a way out asks nothing",
}


@dataclass
class Module:
    """What one file defines, and what its names stand for."""

    name: str
    functions: dict[str, ast.AST] = field(default_factory=dict)
    methods: dict[str, list[ast.AST]] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name here: module, name there; the latter empty for a module."""


def file_of(name: str) -> Path:
    return (SOURCE.parent / Path(*name.split("."))).with_suffix(".py")


@cache
def module(name: str) -> Module | None:
    if not file_of(name).exists():
        return None
    found = Module(name)
    for node in ast.walk(ast.parse(file_of(name).read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=str(of), names=names):
                found.imported |= {a.asname or a.name: whence(of, a) for a in names}
            case ast.ClassDef(body=body):
                for part in body:
                    if isinstance(part, ast.FunctionDef):
                        found.methods.setdefault(part.name, []).append(part)
            case ast.FunctionDef(name=called):
                found.functions.setdefault(called, node)
    return found


def whence(of: str, alias: ast.alias) -> tuple[str, str]:
    whole = f"{of}.{alias.name}"
    return (whole, "") if file_of(whole).exists() else (of, alias.name)


def followed(name: str) -> bool:
    return name.startswith("nearer.") and name.split(".")[1] in (*FEATURES, "readings")


def calls(node: ast.AST, here: Module) -> Iterator[tuple[Module, ast.AST]]:
    """Give every function that this one may call, as far as names tell."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield from named(part.id, here)
        elif isinstance(part, ast.Attribute):
            of = here.imported.get(getattr(part.value, "id", ""), ("", "x"))
            there = module(of[0]) if not of[1] else None
            if there:
                yield from named(part.attr, there)
            else:
                yield from methods(part.attr, here)


def named(name: str, here: Module) -> Iterator[tuple[Module, ast.AST]]:
    if name in here.functions:
        yield here, here.functions[name]
    elif name in here.imported:
        of, there_name = here.imported[name]
        there = module(of) if followed(of) and there_name else None
        if there:
            yield from named(there_name, there)


def methods(name: str, here: Module) -> Iterator[tuple[Module, ast.AST]]:
    """Give the methods of that name in the classes that this module knows."""
    for of in {here.name, *(of for of, _ in here.imported.values() if followed(of))}:
        there = module(of)
        if there:
            for found in there.methods.get(name, ()):
                yield there, found


def asks(node: ast.AST) -> bool:
    return any(
        (isinstance(part, ast.Attribute) and part.attr in ASKING)
        or (isinstance(part, ast.Name) and part.id in ASKING)
        for part in ast.walk(node)
    )


def reaches_the_switches(view: str, name: str) -> bool:
    """Return whether the function, or one that it calls, asks."""
    start = module(view)
    assert start, view
    waiting, seen = list(named(name, start)), set[int]()
    assert waiting, f"{view}.{name}"
    while waiting:
        here, node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if asks(node):
            return True
        waiting += calls(node, here)
    return False


def views() -> dict[str, tuple[str, str]]:
    """Return for each page of a feature its module and function."""
    found = {}
    for feature in FEATURES:
        for one in import_module(f"nearer.{feature}.urls").urlpatterns:
            view = one.callback
            found[f"{feature}:{one.name}"] = (view.__module__, view.__name__)
    return found


def test_every_page_asks_or_says_why_it_need_not() -> None:
    silent = {page for page, of in views().items() if not reaches_the_switches(*of)}

    assert silent - NEED_NOT.keys() == set(), "ask the switches, or say why not"
    assert NEED_NOT.keys() - silent == set(), "these ask: take out their lines"
