"""Write docs/safety/rules.md from the rules. Usage: safety_rules.py write|check."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from nearer.content.referring import referring
from nearer.content.safety import Gate, Safety, safety
from nearer.core.safety import Need, Switch, rules

PAGE = Path(__file__).parents[1] / "docs" / "safety" / "rules.md"
HEAD = """\
# Safety rules

This page is made from the rules in `src/nearer/content/words/safety` by
`python scripts/safety_rules.py write`; a test fails when the two differ. What the rules
cannot do stands in [threats](threats.md).

* Answers become **switches** by one function, `nearer.core.safety.switches`. A rule
  counts "yes" and nothing else; there is no "unless". So one more yes never switches
  anything back on, and a test goes through the combinations.
* Only the switches are kept, sealed, in a space of their own that
  `nearer.readings.switches` alone reads. Every feature asks it before it shows,
  suggests or stores. It learns what is off and never why.
* What is kept has one size whatever was answered.
* There is no score, no label and no diagnosis. Nobody is ever told that they are safe.
"""
TIME = """\
* A skipped question, or a stop, changes nothing else. A round that was not finished
  puts off and never on.
* A round is due again after two weeks (`switches.is_due`); pairing, and a step that
  hurt or was too much, have to ask for one."""


def meanings() -> dict[str, str]:
    """Return what each switch means, as the words below it in the source say."""
    tree = ast.parse(Path(rules.__file__).read_text(encoding="utf-8"))
    (enum,) = (
        n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Switch"
    )
    found = {}
    for before, after in zip(enum.body, enum.body[1:], strict=False):
        if isinstance(before, ast.Assign) and isinstance(after, ast.Expr):
            found[before.value.value] = after.value.value.split("\n")[0]
    return found


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield "| " + " | ".join(names) + " |"
    yield "|" + " --- |" * len(names)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def in_words(need: Need) -> str:
    names = ", ".join(f"`{name}`" for name in need.of)
    if len(need.of) == 1:
        return names
    if need.at_least == len(need.of):
        return f"all of {names}"
    return f"at least {need.at_least} of {names}"


def switch_names(switches: Iterable[Switch]) -> str:
    return ", ".join(f"`{switch}`" for switch in switches) or "nothing"


def gate_row(gate: Gate, found: Safety) -> tuple[str, ...]:
    notice = found.words["en"].notices[gate.show]
    return (
        gate.situation,
        "; and ".join(in_words(need) for need in gate.needs),
        switch_names(gate.off),
        notice.title,
        "; ".join(gate.never),
    )


def lines() -> Iterator[str]:
    found = safety()
    yield HEAD
    yield f"Version of the rules: {found.rules.version}."
    yield "\n## Situations, the most urgent first\n"
    head = ("situation", "said yes to", "goes off", "is shown", "never happens")
    yield from table(head, (gate_row(gate, found) for gate in found.gates))
    yield "\n## Switches\n"
    yield from switch_lines()
    yield "\n## Skipped, stopped, and time\n"
    yield from time_lines(found)
    yield "\n## What is asked\n"
    yield from question_lines(found)
    yield "\n## When a person is suggested\n"
    yield from referral_lines()


def switch_lines() -> Iterator[str]:
    said = meanings()
    rows = (
        (f"`{s}`", said[s], f"`{rules.PART_OF[s]}`" if s in rules.PART_OF else "")
        for s in Switch
    )
    yield from table(("switch", "what it offers", "part of"), rows)
    yield "\nWhere the whole is off, its parts are off."


def time_lines(found: Safety) -> Iterator[str]:
    needed = [f"`{n}`" for n in found.asked if n in found.rules.completes]
    checked = switch_names(sorted(found.rules.needs_check))
    yield f"* {checked} are off until all of these are answered: {', '.join(needed)}."
    for switch, days in found.rules.hold_days.items():
        yield (
            f"* `{switch}` stays off for {days} days after the last time it was put "
            "off, and until the person says otherwise."
        )
    yield (
        f"* What an earlier yes put off, but for {checked}, stays off until the person "
        "brings it back on the last page, with the passphrase."
    )
    yield TIME


def question_lines(found: Safety) -> Iterator[str]:
    words = found.words["en"]
    for page in found.pages:
        kind = "mark what fits" if page.kind == "tick" else "yes, no, rather not say"
        text = words.pages[page.id]
        yield f"**{text.title}** ({kind}). {text.intro}\n"
        for name in page.questions:
            yield f"* `{name}`: {words.questions[name]}"
        yield ""
    yield "Known from elsewhere, not asked here:\n"
    for name, what in found.facts.items():
        yield f"* `{name}`: {what}"


def referral_lines() -> Iterator[str]:
    referral = referring()
    words = referral.words["en"]
    rows = (
        (
            " ".join(referral.signs[sign] for sign in sorted(rule.signs)),
            words.said[rule.id].noticed,
            " ".join(words.options[option] for option in rule.options),
        )
        for rule in referral.rules
    )
    yield from table(("sign", "what is said", "three ways"), rows)
    yield f"\nIt always ends with: {words.closing}"


def main(verb: str) -> int:
    text = "\n".join(lines()) + "\n"
    if verb == "write":
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name} is not what the rules say. Run: python {sys.argv[0]} write")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
