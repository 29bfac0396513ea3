"""Everything that can be wrong in a words folder is named: file, place, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nearer.content import ContentError, Grade
from nearer.content.audit import audit
from nearer.content.catalogue import read_catalogue
from nearer.content.reading import MAX_BYTES, read_bytes
from tests.content.folders import FILES, ORDER, spoil, write

KEY = "instruments/tiny/key.toml"
EN = "instruments/tiny/en.toml"
ES = "instruments/tiny/es.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path)


def test_the_small_folder_is_sound(root: Path) -> None:
    catalogue = read_catalogue(root)

    assert audit(root) == []
    assert catalogue.languages == ("en", "es")
    far = catalogue.instruments["tiny"].item("far")
    assert (far.text["es"], far.name["es"], far.note["es"]) == (
        "Me gusta lejos.",
        "Lejos",
        "Algo así.",
    )
    assert catalogue.say("map.door.open", "en", count=2) == "2 doors stand open."
    text = catalogue.text("map.door.open", "es")
    assert text.grade is Grade.PARTLY
    assert text.sources == ("somebody2020",)
    assert text.gaps == {"count"}
    assert str(text) == "{count} puertas están abiertas."
    assert [t.id for t in catalogue.texts("map.door", "en")] == ["map.door.open"]


# (file, what is replaced, by what, file of the fault, its place, part of what is wrong)
FAULTS = [
    # the files themselves
    (KEY, 'form = "first"', 'form = "a"\nform = "b"', KEY, "line 3", "stands twice"),
    (KEY, "[response]", "[response]\n[response]", KEY, "line 14", "stands twice"),
    (KEY, "version = 1", "version = ", KEY, "line 3", "Invalid value"),
    (KEY, "max = 3", "max = 3\x00", KEY, "line 15", "Expected newline"),
    (KEY, "max = 3", f"max = {'9' * 5000}", KEY, "", "digits"),
    (KEY, 'source = "Wr', 'sauce = "Wr', KEY, "", "unknown field `sauce`"),
    (KEY, "version = 1", "version = 1.5", KEY, "version", "Expected `int`"),
    (KEY, "number = 2", "nr = 2", KEY, "items[1]", "unknown field `nr`"),
    (KEY, 'form = "first"\n', "", KEY, "", "missing required field `form`"),
    ("languages.toml", "name", "nome", "languages.toml", "[...]", "nome"),
    ("references.toml", "= 2020", '= "x"', "references.toml", "[...].year", "`int`"),
    # the key
    (KEY, 'id = "tiny"', 'id = "other"', KEY, "id", "not the name of the folder"),
    (KEY, "version = 1", "version = 0", KEY, "version", "no version"),
    (KEY, 'form = "first"', 'form = " "', KEY, "form", "empty"),
    (KEY, '"Ours."', '""', KEY, "licence_note", "empty"),
    (KEY, f'"{ORDER}"', '""', KEY, "order", "digest of the item order is missing"),
    (KEY, f'"{ORDER}"', '"beef"', KEY, "order", "not in the order"),
    (KEY, "reversed = true", "reversed = false", KEY, "order", "not in the order"),
    (KEY, 'id = "far"', 'id = "near"', KEY, "items[1] (near)", "stands twice"),
    (KEY, 'id = "far"', 'id = " "', KEY, "items[1] ( )", "no id"),
    (KEY, 'scale = "anxiety"', 'scale = "x"', KEY, "items[1] (far).scale", "not in"),
    (KEY, "number = 2", "number = 1", KEY, "items[1].number", "Number 1 stands in"),
    (KEY, '["avoidance", "anxiety"]', '["avoidance", "anxiety", "joy"]', KEY,
     "scales", "joy is not one of the two traits"),
    (KEY, "max = 3", "max = 1", KEY, "response", "fewer than two options"),
    (KEY, "max = 3", "", KEY, "response", "fewer than two options"),
    (KEY, "max = 3", "max = 30", KEY, "response", "30 options are too many"),
    (KEY, "max = 3", "values = [1, 2, 3]", KEY, "response", "Both min and max"),
    (KEY, "min = 1\nmax = 3", "values = [1, 3, 2]", KEY, "response.values", "not rise"),
    (KEY, "severity = 1.0", "severity = 9.0", KEY, "items[1] (far).severity", "9.0"),
    (KEY, ", severity = 1.0", "", KEY, "items[1] (far).severity", "None"),
    (KEY, "severity = 1.0", "severity = 1.0, response = { min = 0, max = 1 }", KEY,
     "items[1] (far).response", "only the shared options"),
    (KEY, "severity = 1.0", "severity = 1.0, response = { min = 0, max = 0 }", KEY,
     "items[1] (far).response", "fewer than two"),
    (KEY, "= 1.4", "= 0.0", KEY, "calibration.discrimination", "0.0"),
    (KEY, "discrimination = 1.4", "", KEY, "calibration.discrimination", "None"),
    (KEY, "[-0.5, 0.5]", "[0.5]", KEY, "calibration.offsets", "1 thresholds for 3"),
    (KEY, "[-0.5, 0.5]", "[0.5, -0.5]", KEY, "calibration.offsets", "not finite and"),
    (KEY, "[-0.5, 0.5]", "[0.5, inf]", KEY, "calibration.offsets", "not finite and"),
    (KEY, "[-0.5, 0.5]", "[-0.5, 0.5]\ncorrelation = 1.0", KEY,
     "calibration.correlation", "no correlation"),
    (KEY, "[-0.5, 0.5]", "[-0.5, 0.5]\ninflation = 0.5", KEY,
     "calibration.inflation", "not between 1 and 3"),
    (KEY, '"provisional"', '"calibrated"', KEY,
     "calibration.reference_group", "without the people"),
    (KEY, '"provisional"', '"calibrated"', KEY,
     "items[0] (near).discrimination", "None"),
    (KEY, '"provisional"', '"guessed"', KEY, "calibration.status", "Invalid enum"),
    (KEY, "somebody2020", "nobody", KEY, "sources", "nobody is not in references"),
    # the words
    (ES, 'near = "Me gusta cerca."\n', "", ES, "items.near", "missing"),
    (ES, '"Me gusta cerca."', '" "', ES, "items.near", "empty"),
    (ES, 'near = "Me', 'nere = "Me', ES, "items.nere", "no such item"),
    (ES, '"Pequeño"', '""', ES, "title", "empty"),
    (ES, ', "Sí"]', "]", ES, "labels", "2 labels for 3 options"),
    (ES, ', "Sí"]', ']\nends = ["a", "b"]', ES, "labels", "Both labels and ends"),
    (EN, 'labels = ["No", "Partly", "Yes"]', 'ends = ["a"]', EN, "ends", "1 ends"),
    (ES, "[items]", '[item_labels]\nnear = ["a"]\n[items]', ES,
     "item_labels.near", "no options of its own"),
    (ES, '[headings.avoidance]\ntitle = "Cerca"', "", ES,
     "headings.avoidance", "not here"),
    (ES, "[notes]", '[notes]\nafter = "Y ya."', ES, "notes.after", "here and not in"),
    # texts
    ("map/es.toml", "open", "shut", "map/es.toml", "map.door.open", "missing; en has"),
    ("map/es.toml", "{count}", "{n}", "map", "map.door.open", "different gaps"),
    ("map/es.toml", "{count}", "{", "map/es.toml", "map.door.open", "cannot be read"),
    ("map/es.toml", "{count}", "{}", "map/es.toml", "map.door.open", "no named gap"),
    ("map/es.toml", "open =", "OPEN =", "map/es.toml", "map.door.OPEN", "no plain id"),
    ("map/es.toml", '"{count} p', '" " #', "map/es.toml", "map.door.open", "no text"),
    ("map/evidence.toml", "door.open", "door.shut", "map/evidence.toml",
     "map.door.shut", "no such text"),
    ("map/evidence.toml", "somebody2020", "nobody", "map/evidence.toml",
     "map.door.open", "nobody is not in references"),
    ("map/evidence.toml", '["somebody2020"]', "[]", "map/evidence.toml",
     "map.door.open", "without a source"),
    ("map/evidence.toml", '"partly"', '"maybe"', "map/evidence.toml: map.door.open",
     "grade", "Invalid enum"),
    ("map/evidence.toml", "[door.open]", "door = 1", "map/evidence.toml",
     "map.door", "Neither a grade"),
]  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_the_fault_is_named(root: Path, case: tuple[str, ...]) -> None:
    spoilt, old, new, file, place, what = case
    spoil(root, spoilt, old, new)

    faults = audit(root)

    matching = [
        fault
        for fault in faults
        if fault.file == file and place in fault.place and what in str(fault)
    ]
    assert matching, [str(fault) for fault in faults]
    assert all(fault.what_to_do for fault in faults)


# The audit alone asks for a digest, and whether a source is known.
STOPPING = [
    case
    for case in FAULTS
    if case[3].startswith("instruments")
    and not case[5].startswith(("digest", "nobody"))
]


@pytest.mark.parametrize("case", STOPPING)
def test_a_faulty_instrument_is_never_loaded(root: Path, case: tuple[str, ...]) -> None:
    spoil(root, *case[:3])

    with pytest.raises(ContentError):
        read_catalogue(root)


def test_every_fault_is_listed_not_only_the_first(root: Path) -> None:
    spoil(root, KEY, "number = 2", "number = 7")
    spoil(root, KEY, "version = 1", "version = 0")
    spoil(root, ES, '"Me gusta cerca."', '""')
    spoil(root, "map/es.toml", "open", "shut")

    # two in the key, one in the words, a text missing in each language
    assert len(audit(root)) == 5


def test_a_missing_language_file_is_named(root: Path) -> None:
    (root / ES).unlink()

    (fault,) = audit(root)

    assert "tiny/es.toml" in fault.file
    assert "cannot be read" in fault.what


def test_words_without_a_language_are_named(root: Path) -> None:
    (root / "instruments/tiny/fr.toml").write_text("", encoding="utf-8")

    assert [f.file for f in audit(root)] == ["instruments/tiny/fr.toml"]


def test_an_instrument_without_items_is_named(root: Path) -> None:
    text = FILES[KEY]
    items = text[text.index("items = [") : text.index("[response]")]
    spoil(root, KEY, items, "items = []\n")

    assert "There are no items" in " ".join(str(fault) for fault in audit(root))


def test_bytes_that_are_no_utf8_are_named_with_their_line(root: Path) -> None:
    (root / EN).write_bytes(b'title = "Tiny"\n# caf\xe9\n')

    with pytest.raises(ContentError, match=r"tiny/en.toml: line 2: Byte 0xe9"):
        read_catalogue(root)


def test_tables_nested_without_end_are_refused(root: Path) -> None:
    (root / "languages.toml").write_text(f"a = {'[' * 50_000}", encoding="utf-8")

    with pytest.raises(ContentError, match="nested too deeply"):
        read_catalogue(root)


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 100)  # sparse: takes no room

    with pytest.raises(ContentError, match="larger than 2 MB"):
        read_bytes(path)


def test_own_options_need_their_own_labels(root: Path) -> None:
    spoil(root, KEY, 'status = "provisional"', 'status = "none"')
    spoil(root, KEY, "severity = 1.0", "response = { min = 0, max = 1 }")
    labels = '[item_labels]\nfar = ["No", "Yes"]\n[items]'
    spoil(root, EN, "[items]", labels)

    faults = audit(root)

    assert [(f.file, f.place) for f in faults] == [(ES, "item_labels.far")]
    spoil(root, ES, "[items]", labels)
    far = read_catalogue(root).instruments["tiny"].item("far")
    assert far.response.labels["en"] == ("No", "Yes")
    assert far.response.n_options == 2


def test_only_the_ends_of_a_long_scale_need_words(root: Path) -> None:
    spoil(root, EN, 'labels = ["No", "Partly", "Yes"]', 'ends = ["low", "high"]')
    response = read_catalogue(root).instruments["tiny"].response

    assert response.labels["en"] == ("1", "2", "3")
    assert response.ends == {"en": ("low", "high")}
    assert (response.min, response.max) == (1, 3)


def test_an_instrument_without_parameters_is_not_scored(root: Path) -> None:
    spoil(root, KEY, 'status = "provisional"', 'status = "none"')
    tiny = read_catalogue(root).instruments["tiny"]

    assert tiny.heading("avoidance", "es").title == "Cerca"
    with pytest.raises(ValueError, match="tiny has no item parameters"):
        tiny.bank()
