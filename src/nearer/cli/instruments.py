"""`nearer instruments`: list, show and add questionnaires."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from nearer.cli.reading.scales import instruments_folder, whole_catalogue
from nearer.cli.refusal import RefusalError
from nearer.cli.terminal.printing import table
from nearer.cli.writing.output import refuse_to_write, replacing
from nearer.config.environment import data_folder
from nearer.content import ContentError, Instrument
from nearer.content.importing import Understood, read_questionnaire

STATUS = {
    "calibrated": "calibrated",
    "provisional": "not yet calibrated",
    "none": "no parameters",
}
EXAMPLES = {
    "list": "  nearer instruments list",
    "show": "  nearer instruments show ecr36\n"
    "  nearer instruments show two-fears --language es",
    "add": "  nearer instruments add questionnaire.json\n"
    "  nearer instruments add ecr36-words.toml --yes",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `nearer instruments` takes."""
    codes = parser.epilog or ""
    parser.epilog = "examples:\n" + "\n".join(EXAMPLES.values()) + f"\n\n{codes}"
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)

    def sub(name: str, says: str) -> argparse.ArgumentParser:
        return what.add_parser(
            name,
            help=says,
            description=f"{says[0].upper()}{says[1:]}.",
            epilog=f"examples:\n{EXAMPLES[name]}\n\n{codes}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    sub("list", "name every instrument, shipped and imported")
    show = sub("show", "print one instrument: key, options, source, statements")
    show.add_argument("id", metavar="ID", help="as in `nearer instruments list`")
    add = sub(
        "add",
        "bring in a questionnaire (FHIR R4 Questionnaire as JSON, or our own TOML); "
        "says what it understood before it keeps it",
    )
    add.add_argument("file", type=Path, metavar="FILE", help="the questionnaire")
    add.add_argument("--yes", action="store_true", help="keep it without asking")
    for own in (show, add):
        own.add_argument(
            "--language",
            default="en",
            metavar="L",
            help="of the statements, where there is a choice (default: en)",
        )


def run(args: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    if args.what == "list":
        return _list()
    if args.what == "show":
        return _show(args.id, args.language)
    return _add(args.file, language=args.language, sure=args.yes)


def _list() -> int:
    found = sorted(whole_catalogue().instruments.values(), key=lambda one: one.id)
    rows = [
        (
            one.id,
            str(len(one.items)),
            ", ".join(one.languages) or "numbers only",
            STATUS[one.calibration.status],
            "imported" if one.imported else "shipped",
        )
        for one in found
    ]
    print(table(rows, header=("id", "items", "languages", "parameters", "from")))
    print(f"\nImported questionnaires are kept in {instruments_folder()}.")
    return 0


def _show(id_: str, language: str) -> int:
    known = whole_catalogue().instruments
    if id_ not in known:
        near = get_close_matches(id_, known, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise RefusalError(
            where=id_,
            what="there is no instrument of that name",
            do=f"{hint}Known: {', '.join(known)}.",
        )
    print("\n".join(_described(known[id_], language)))
    return 0


def _described(one: Instrument, language: str) -> list[str]:
    shown = language if language in one.languages else next(iter(one.languages), None)
    title = one.words[shown].title if shown else "numbers only, statements not included"
    values = ", ".join(f"{value:g}" for value in one.response.values)
    lines = [
        f"{one.id} – {title}",
        f"form        {one.form} (order {one.order})",
        f"answers     {values}",
        f"parameters  {STATUS[one.calibration.status]}",
        f"languages   {', '.join(one.languages) or '-'}",
        f"source      {one.source}",
        f"licence     {one.licence_note}",
    ]
    for scale in one.scales:
        items = one.of_scale(scale)
        keys = " ".join(f"{i.number}{'r' * i.reversed}" for i in items)
        lines += ["", f"{scale} ({len(items)}; r: reversed): {keys}"]
        if shown:
            lines += [f"  {i.number:>3}  {i.text[shown]}" for i in items]
    return lines


def _add(file: Path, *, language: str, sure: bool) -> int:
    try:
        understood = read_questionnaire(file, language=language)
    except ContentError as error:
        raise RefusalError(
            where=f"{file}{f', {error.place}' if error.place else ''}",
            what=error.what.rstrip("."),
            do=f"{error.what_to_do} Nothing was kept.",
        ) from error
    print("\n".join(_told(understood)))
    if understood.instrument is None:
        n = len(understood.refusals)
        raise RefusalError(
            where=str(file),
            what=f"{n} {'item' if n == 1 else 'items'} cannot be asked (see above), "
            "and a scale with an item left out is another scale",
            do="Nothing was kept.",
        )
    target = _target(understood.id)
    if not (sure or _agreed(target)):
        print("Nothing was kept.")
        return 0
    _keep(understood, target)
    print(f"Kept as {understood.id} in {target}. Remove that file to take it away.")
    return 0


def _told(understood: Understood) -> list[str]:
    """Return what was understood, item by item, and what to beware of."""
    lines = [
        f"{understood.file}: {understood.title}",
        f"id          {understood.id}",
        f"form        {understood.form}",
        f"languages   {', '.join(understood.languages)}",
        f"source      {understood.source or '-'}",
        f"licence     {understood.licence_note or '-'}",
        f"items       {len(understood.items)}",
    ]
    options: Sequence[object] = ()
    for item in understood.items:
        own = [f"{v:g} {w}" for v, w in zip(item.values, item.labels, strict=True)]
        if own != options:
            options = own
            lines += ["", f"answers: {' | '.join(own)}"]
        turned = ", reversed" if item.reversed else ""
        lines.append(f"  {item.number:>3}  [{item.scale}{turned}] {item.text}")
    for heading, remarks in (
        ("Beware:", understood.warnings),
        ("Cannot be asked:", understood.refusals),
    ):
        if remarks:
            lines += ["", heading, *(f"  {remark}" for remark in remarks)]
    return [*lines, ""]


def _target(id_: str) -> Path:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", id_):
        raise RefusalError(
            where=f"id {id_}",
            what="an id is made of small letters, digits and hyphens",
            do="Correct it in the file. Nothing was kept.",
        )
    return instruments_folder() / f"{id_}.toml"


def _agreed(target: Path) -> bool:
    if not sys.stdin.isatty():
        raise RefusalError(
            where="instruments add",
            what="there is nobody to ask",
            do="Add --yes to keep what is printed above. Nothing was kept.",
        )
    question = "Replace the one that is kept" if target.exists() else "Keep it"
    try:
        return input(f"{question}? [y/N] ").strip().casefold() in {"y", "yes"}
    except EOFError:
        return False


def _keep(understood: Understood, target: Path) -> None:
    try:
        # The data folder holds the person's key too: nobody else may look in.
        data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise refuse_to_write(target.parent, error) from error
    with replacing(target) as file:
        file.write(understood.toml())
