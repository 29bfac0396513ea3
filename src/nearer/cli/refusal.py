"""What a command says when it cannot go on: where, what, and what to do about it."""

from __future__ import annotations


class RefusalError(Exception):
    """One clear sentence or two for the person at the keyboard; ends with code 2."""

    def __init__(self, *, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}".rstrip())
        self.where, self.what, self.do = where, what, do
