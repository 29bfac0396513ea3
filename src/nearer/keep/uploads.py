"""An uploaded file stays in memory, never in a temporary file, and has a largest size.

It may be somebody's whole diary: nothing of it may lie about readable on the disk.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from nearer.keep.document import LARGEST_FILE

ROOM = LARGEST_FILE + 2**16
"""A locked file is a little larger than what is in it."""


class InMemory(FileUploadHandler):
    """Collect at most `ROOM` bytes over all files of a request."""

    _taken = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        del input_data, META, boundary, encoding
        if content_length > ROOM + 2**20:
            raise RequestDataTooBig("The file is larger than any diary.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        del start
        self._taken += len(raw_data)
        if self._taken > ROOM:
            raise RequestDataTooBig("The file is larger than any diary.")
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._file.seek(0)
        return InMemoryUploadedFile(
            file=self._file,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
