"""What `nearer score` tells when it is done: counts, and every row left unscored."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from nearer.cli.reading.tables import DELIMITERS, Block, Table
from nearer.cli.terminal.printing import share, table
from nearer.cli.writing.output import replacing
from nearer.core.measurement import Verdict
from nearer.research import Scored
from nearer.research.flags import SEPARATOR, UNSCORABLE, in_words

PRINTED = 20


@dataclass(frozen=True)
class Problem:
    """A row that could not be scored."""

    row: int
    line: int
    why: str


class Summary:
    """Counts while the blocks go by; keeps twenty problems, writes more to a file."""

    def __init__(self, out: Path, files: ExitStack, *, method: str) -> None:
        self.out = out
        self.method = method
        self.problems_path = out.with_name(f"{out.name}.problems.csv")
        self.rows = 0
        self.problems: list[Problem] = []
        self.n_problems = 0
        self.verdicts: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self._files = files

    def add(self, scored: Scored, block: Block) -> None:
        """Count a block."""
        self.rows += len(scored)
        self.verdicts.update(scored.verdict.tolist())
        for index, flags in enumerate(scored.flags.tolist()):
            if not flags:
                continue
            kinds = flags.split(SEPARATOR)
            self.flags.update(kind.partition(":")[0] for kind in kinds)
            why = next((kind for kind in kinds if kind.startswith(UNSCORABLE)), None)
            if why:
                row = int(scored.row[index])
                self._keep(Problem(row, block.line(index), in_words(why)))

    def _keep(self, problem: Problem) -> None:
        self.n_problems += 1
        if self.n_problems == PRINTED + 1:
            file = self._files.enter_context(replacing(self.problems_path))
            self._file = csv.writer(file, lineterminator="\n")
            self._file.writerow(["row", "line", "why"])
            self._file.writerows([p.row, p.line, p.why] for p in self.problems)
        if self.n_problems > PRINTED:
            self._file.writerow([problem.row, problem.line, problem.why])
        else:
            self.problems.append(problem)

    def finish(self) -> None:
        """Remove the problems of an earlier run, once this one is written."""
        if self.n_problems <= PRINTED:
            self.problems_path.unlink(missing_ok=True)

    def text(self, source: Table, missing: Mapping[str, int]) -> str:
        """Return the whole summary."""
        parts = [
            f"{source.path} → {self.out}\nmethod {self.method}",
            self._counts(),
            self._verdicts(),
            self._odd(),
            self._notes(source, missing),
            self._unscored(),
        ]
        return "\n\n".join(part for part in parts if part)

    def _counts(self) -> str:
        scored = self.rows - self.n_problems
        return table(
            [
                ("rows", f"{self.rows:,}"),
                ("scored", f"{scored:,}"),
                ("not scored", f"{self.n_problems:,}"),
            ]
        )

    def _verdicts(self) -> str:
        # A row that was not scored counts as neither clear nor unclear.
        counts = {str(verdict): self.verdicts[verdict] for verdict in Verdict}
        counts[Verdict.UNCLEAR] -= self.n_problems
        scored = self.rows - self.n_problems
        return table(
            [(name, f"{n:,}", share(n, scored)) for name, n in counts.items()],
            header=("verdict", "rows", "of scored"),
        )

    def _odd(self) -> str:
        rows = [(flag, f"{n:,}") for flag, n in self.flags.most_common()]
        return table(rows, header=("flag", "rows")) if rows else ""

    def _notes(self, source: Table, missing: Mapping[str, int]) -> str:
        met = [
            f"{n:,} {f'coded {code}' if code else 'empty'}"
            for code, n in missing.items()
            if n
        ]
        notes = [f"Read as no answer: {', '.join(met)}."] if met else []
        if source.delimiter != ",":
            notes.append(f"Columns were told apart by {DELIMITERS[source.delimiter]}.")
        if source.may_be_cut_off:
            notes.append(
                "The last line has no end: if the file was cut off, the last row may "
                "not be whole."
            )
        return "\n".join(notes)

    def _unscored(self) -> str:
        if not self.problems:
            return ""
        lines = [f"  row {p.row} (line {p.line}): {p.why}" for p in self.problems]
        head = "Not scored:"
        if self.n_problems > PRINTED:
            head = f"Not scored (the first {PRINTED}; all in {self.problems_path}):"
        return "\n".join([head, *lines])
