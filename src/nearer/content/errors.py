"""One kind of error for every fault in a file of words, keys or numbers."""

from __future__ import annotations


class ContentError(Exception):
    """A file cannot be used as it is; says where, what is wrong, and what to do."""

    def __init__(
        self, *, file: str, place: str, what: str, what_to_do: str, id_: str = ""
    ) -> None:
        super().__init__(file, place, what, what_to_do)
        self.file = file
        self.place = place
        """Key or line; empty where the file as a whole is meant."""
        self.what = what
        self.what_to_do = what_to_do
        self.id = id_
        """Where a page can say it in other languages: an id under importing.broken."""

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {self.what} {self.what_to_do}".rstrip()
