"""Answers from a folder of gifts: a file for each person who gave theirs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from nearer.cli.calibrate.gathering import Column, Gathered, Gatherer
from nearer.cli.refusal import RefusalError
from nearer.cli.terminal.progress import bar
from nearer.content import Instrument
from nearer.research import NO_ANSWER, WRONG_VALUE
from nearer.research.donation import MOST_BYTES, Donation, DonationError, read, written


def from_folder(
    args: argparse.Namespace, instrument: Instrument, gatherer: Gatherer
) -> None:
    paths = sorted(args.source.glob("*.toml"))
    if not paths:
        raise RefusalError(
            where=str(args.source),
            what="there is no .toml file of answers in it",
            do="Name the folder that holds the files people gave.",
        )
    gathered = gatherer.gathered
    age = Column("age")
    gathered.columns = [] if args.groups == ("none",) else [age]
    with bar(total=len(paths), unit="files", says="reading", quiet=args.quiet) as shown:
        for path, gift in _gifts(paths, instrument, gathered):
            options = np.array([_shown(gift, instrument)], dtype=np.int16)
            wrong = np.flatnonzero(options[0] == WRONG_VALUE).tolist()
            if wrong:
                item = instrument.items[wrong[0]].id
                gathered.name(f"{path.name}: the answer to {item} is no option")
            if gatherer.add(options)[0]:
                age.add([gift.age])
            shown.update()


def _shown(gift: Donation, instrument: Instrument) -> list[int]:
    row = []
    for item in instrument.items:
        option = gift.answers.get(item.id, NO_ANSWER)
        fits = option <= item.response.n_options
        row.append(option if fits else WRONG_VALUE)
    return row


def _gifts(
    paths: Sequence[Path], instrument: Instrument, gathered: Gathered
) -> Iterator[tuple[Path, Donation]]:
    seen: set[str] = set()
    for path in paths:
        try:
            gift = _gift(path, instrument)
        except (DonationError, UnicodeDecodeError, OSError) as error:
            gathered.rows += 1
            gathered.left_out["unreadable"] += 1
            gathered.name(f"{path.name}: {error}")
            continue
        same = written(gift)
        if (gift.instrument, gift.binding) != (instrument.id, instrument.binding):
            gathered.rows += 1
            gathered.left_out["other-instrument"] += 1
        elif same in seen:  # sent twice, or kept under two names
            gathered.rows += 1
            gathered.left_out["same-file"] += 1
        else:
            seen.add(same)
            yield path, gift


def _gift(path: Path, instrument: Instrument) -> Donation:
    if path.stat().st_size > MOST_BYTES:
        raise DonationError("it is too large for one person's answers")
    gift = read(path.read_text(encoding="utf-8"))
    unknown = sorted(gift.answers.keys() - set(instrument.item_ids))
    if gift.binding == instrument.binding and unknown:
        raise DonationError(f"{unknown[0]!r} is no item")
    return gift
