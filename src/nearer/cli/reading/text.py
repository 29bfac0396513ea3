"""The lines of a text file, read in chunks, with a place for every complaint."""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nearer.cli.refusal import RefusalError

CHUNK = 1 << 20
_SAVE = "Save the table as CSV in UTF-8."
_OTHER_FORMATS = {
    b"PK\x03\x04": "this is a spreadsheet or a zip archive, not a text file",
    b"\xd0\xcf\x11\xe0": "this is a spreadsheet, not a text file",
    b"\x1f\x8b": "this file is compressed (gzip)",
    b"\xff\xfe": "this is text in UTF-16, not in UTF-8",
    b"\xfe\xff": "this is text in UTF-16, not in UTF-8",
    b"PAR1": "this is a Parquet file, not a text file",
    b"%PDF": "this is a PDF, not a table",
}


class TextLines:
    """An open file as lines of UTF-8, never more than a chunk of them in memory."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.size = os.fstat(file.fileno()).st_size
        self.bytes_read = 0
        self.ends_with_break = True
        self._file = file
        self._breaks = 0
        self._begun = False

    def __iter__(self) -> Iterator[str]:
        """Yield each line with its end."""
        rest = b""
        while chunk := self._read():
            whole, found, tail = chunk.rpartition(b"\n")
            if found:
                yield from self._decoded(rest + whole + found)
                rest = tail
                continue
            rest += chunk
            if len(rest) > CHUNK:
                raise self.refusal(
                    "no line ends within a megabyte, so this is no table",
                    _SAVE,
                    line=self._breaks + 1,
                )
        self.ends_with_break = not rest
        yield from self._decoded(rest)

    def refusal(self, what: str, do: str, *, line: int) -> RefusalError:
        """Return a refusal that names the file and the line."""
        return RefusalError(where=f"{self.path}, line {line}", what=what, do=do)

    def _read(self) -> bytes:
        try:
            chunk = self._file.read(CHUNK)
        except OSError as error:
            raise self.refusal(
                f"reading stopped ({error.strerror})",
                "Check the disk and the file.",
                line=self._breaks + 1,
            ) from error
        if not self._begun:
            self._check_kind(chunk)
            self._begun = True
        return chunk

    def _check_kind(self, start: bytes) -> None:
        if not start.removeprefix(codecs.BOM_UTF8).strip():
            raise RefusalError(
                where=str(self.path),
                what="the file is empty",
                do="Check that you named the right one.",
            )
        for signature, what in _OTHER_FORMATS.items():
            if start.startswith(signature):
                raise self.refusal(what, _SAVE, line=1)

    def _decoded(self, raw: bytes) -> Iterator[str]:
        nul = raw.find(b"\0")
        if nul >= 0:
            raise self._at(nul, raw, "a NUL byte: this is not a text file")
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            what = f"this byte ({raw[error.start]:#04x}) is not UTF-8"
            raise self._at(error.start, raw, what) from error
        if self.bytes_read == 0:
            text = text.removeprefix("\ufeff")
        yield from io.StringIO(text, newline="")
        self.bytes_read += len(raw)
        self._breaks += raw.count(b"\n")

    def _at(self, offset: int, raw: bytes, what: str) -> RefusalError:
        line = self._breaks + 1 + raw.count(b"\n", 0, offset)
        place = f"byte {self.bytes_read + offset} of the file: {what}"
        return self.refusal(place, _SAVE, line=line)
