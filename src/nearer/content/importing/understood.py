"""What was understood of a file, to be shown before anything is kept."""

from __future__ import annotations

from typing import Literal

import msgspec

from nearer.content.importing.remarks import Remark
from nearer.content.importing.writing import toml_text
from nearer.content.instruments import Instrument
from nearer.content.kept import tables_of


class UnderstoodItem(msgspec.Struct, frozen=True, kw_only=True):
    """One question as it would be asked."""

    number: int
    id: str
    text: str
    labels: tuple[str, ...]
    """Options from the first shown to the last."""
    values: tuple[float, ...]
    """What each of these options counts, in the same order."""
    reversed: bool
    scale: str


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire as we read it; `instrument` is missing where it is refused.

    One question that cannot be asked refuses the whole: a scale with an item left out
    is another scale.
    """

    kind: Literal["fhir", "toml"]
    file: str
    id: str
    form: str
    title: str
    languages: tuple[str, ...]
    source: str
    licence_note: str
    items: tuple[UnderstoodItem, ...]
    warnings: tuple[Remark, ...]
    refusals: tuple[Remark, ...]
    instrument: Instrument | None

    def toml(self) -> str:
        """Return the file to keep; ValueError where the questionnaire is refused."""
        if self.instrument is None:
            raise ValueError(f"{self.file} is refused: there is nothing to keep")
        return toml_text(tables_of(self.instrument))


def items_of(instrument: Instrument, language: str) -> tuple[UnderstoodItem, ...]:
    """Return the items as they are shown in one language."""
    shown = []
    for item in instrument.items:
        values = item.response.values
        shown.append(
            UnderstoodItem(
                number=item.number,
                id=item.id,
                text=item.text[language],
                labels=item.response.labels[language],
                values=values[::-1] if item.reversed else values,
                reversed=item.reversed,
                scale=item.scale,
            )
        )
    return tuple(shown)
