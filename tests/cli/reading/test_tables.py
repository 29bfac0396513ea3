"""A table is read whole, in blocks, or refused with the place and what to do."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.cli.reading import text
from nearer.cli.reading.tables import open_table
from nearer.cli.refusal import RefusalError

NAMES = ("Q1", "Q2", "country")


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "answers.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(path: Path, *, size: int = 2) -> list[list[str]]:
    with open_table(path, expected=NAMES[:2]) as table:
        table.columns(NAMES[:2])
        return [row for block in table.blocks(size) for row in block.rows]


def refusal_of(path: Path) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        rows_of(path)
    return caught.value


@pytest.mark.parametrize(
    "content",
    [
        "Q1,Q2,country\n1,2,NA\n3,4,DE\n5,1,US\n",
        "Q1,Q2,country\n1,2,NA\n3,4,DE\n5,1,US",
        "Q1,Q2,country\r\n1,2,NA\r\n3,4,DE\r\n5,1,US\r\n",
        "\ufeffQ1,Q2,country\n1,2,NA\n3,4,DE\n5,1,US\n",
        "Q1;Q2;country\n1;2;NA\n3;4;DE\n5;1;US\n",
        "Q1\tQ2\tcountry\n1\t2\tNA\n3\t4\tDE\n5\t1\tUS\n",
        "Q1|Q2|country\n1|2|NA\n3|4|DE\n5|1|US\n",
        '"Q1","Q2","country"\n"1","2","NA"\n3,4,DE\n5,1,US\n\n\n\n',
    ],
    ids=["lf", "no-last-break", "crlf", "bom", "semicolons", "tabs", "bars", "quoted"],
)
def test_the_same_rows_however_the_file_was_saved(tmp_path: Path, content: str) -> None:
    rows = rows_of(written(tmp_path, content))

    assert rows == [["1", "2", "NA"], ["3", "4", "DE"], ["5", "1", "US"]]


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"", "answers.csv", "empty"),
        (b"\xef\xbb\xbf", "answers.csv", "empty"),
        (b"  \n \n", "answers.csv", "empty"),
        (b"Q1,Q2,country\n", "answers.csv", "no row below it"),
        (b"Q1,Q2,country\n\n\n", "answers.csv", "no row below it"),
        (b"Q1,country\n1,NA\n", "line 1", "1 of 2 columns missing: Q2"),
        (b"Q1,Q2,q1\n1,2,3\n", "line 1", "Q1 is there twice"),
        (b"Q1,Q2,country\n1,2,NA\n3,4\n", "line 3", "row 2 has 2 cells"),
        (b"Q1,Q2,country\n1,2,NA\n3,4,DE,x\n", "line 3", "row 2 has 4 cells"),
        (b"Q1,Q2,country\n1,2,NA\n\n3,4,DE\n", "line 3", "empty"),
        (b"Q1,Q2,country\n1,2,NA\n\n\n\n3,4,DE\n", "line 3", "empty"),
        (b'Q1,Q2,country\n1,2,NA\n3,4,"DE\n', "line 3", "cannot be taken apart"),
        (b"Q1,Q2,country\n1,2,\xd1A\n", "line 2", "byte 18 of the file"),
        (b"\xef\xbb\xbfQ1,Q2,country\n1,2,\xd1A\n", "line 2", "byte 21 of the file"),
        (b"Q1,Q2,country\n1,\0,NA\n", "line 2", "NUL byte"),
        (b"PK\x03\x04 whatever", "line 1", "spreadsheet"),
        (b"\x1f\x8b\x08\x00", "line 1", "gzip"),
        ("Q1,Q2\n1,2\n".encode("utf-16"), "line 1", "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 1", "not UTF-8"),
        (b'"Q1"x,Q2\n1,2\n', "line 1", "names of the columns"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    tmp_path: Path, content: bytes, where: str, what: str
) -> None:
    refusal = refusal_of(written(tmp_path, content))

    assert where in refusal.where
    assert what in refusal.what
    assert refusal.do


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal_of(tmp_path / "nowhere.csv").what
    assert "folder" in refusal_of(tmp_path).what


def test_a_header_that_is_data_is_called_that(tmp_path: Path) -> None:
    refusal = refusal_of(written(tmp_path, "1,5,4\n2,3,4\n"))

    assert "first line has to hold the names" in refusal.do


def test_one_endless_line_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path, b"x" * (text.CHUNK * 3))

    assert "no line ends" in refusal_of(path).what


def test_a_place_is_right_far_into_a_long_file(tmp_path: Path) -> None:
    good = b"Q1,Q2,country\n" + b"1,2,NA\n" * 400_000
    assert len(good) > 2 * text.CHUNK

    refusal = refusal_of(written(tmp_path, good + b"1,2,\xff\n"))

    assert refusal.where.endswith("line 400002")
    assert f"byte {len(good) + 4} " in refusal.what


def test_a_row_is_named_by_its_line_although_cells_hold_line_breaks(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, 'Q1,Q2,country\n1,2,"N\nA"\n1,2,x\n3,4\n')

    refusal = refusal_of(path)

    assert refusal.where.endswith("line 5")
    assert "row 3" in refusal.what


def test_a_reader_knows_how_far_it_is_and_whether_the_end_is_there(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "Q1,Q2\n1,2\n3,4")
    with open_table(path, expected=NAMES[:2]) as table:
        assert table.columns(["q2 ", "Q1"]) == [1, 0]
        list(table.blocks(10))

        assert table.bytes_read == path.stat().st_size
        assert table.may_be_cut_off


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=6)


@given(
    rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8),
    size=st.integers(1, 4),
)
def test_what_python_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    size: int,
) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([NAMES, *rows])
    path = written(tmp_path_factory.mktemp("t"), buffer.getvalue())

    assert rows_of(path, size=size) == [list(row) for row in rows]
