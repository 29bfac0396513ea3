"""A FHIR Questionnaire is understood, or refused with the item and the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nearer.content import ContentError
from nearer.content.importing import Remark, Understood, explain, read_questionnaire

HL7 = "http://hl7.org/fhir/StructureDefinition"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
OFTEN = ["Never", "Sometimes", "Often"]

Table = dict[str, Any]


def coding(display: str, **more: Any) -> Table:
    return {"valueCoding": {"code": display.lower(), "display": display}, **more}


def choice(link_id: str, text: str = "A question?", **more: Any) -> Table:
    options = [coding(label) for label in OFTEN]
    base = {"linkId": link_id, "type": "choice", "text": text, "answerOption": options}
    return base | more


def scored(*values: float) -> list[Table]:
    names = ["Never", "Sometimes", "Often", "Always"][: len(values)]
    return [
        coding(n, extension=[{"url": f"{HL7}/ordinalValue", "valueDecimal": v}])
        for n, v in zip(names, values, strict=True)
    ]


def questionnaire(*items: Table, **more: Any) -> bytes:
    base = {
        "resourceType": "Questionnaire",
        "id": "calm-days",
        "url": "http://example.org/Questionnaire/calm-days",
        "version": "2",
        "title": "Calm days",
        "language": "en-GB",
        "copyright": "Made up for a test; anyone may use it.",
        "item": list(items),
    }
    return json.dumps(base | more).encode()


def understood(*items: Table, **more: Any) -> Understood:
    return read_questionnaire(questionnaire(*items, **more), name="calm.json")


def refusals(*items: Table, **more: Any) -> list[tuple[str, str]]:
    found = understood(*items, **more)
    assert (found.instrument, found.items) == (None, ())
    return [(r.place, r.id.removeprefix("refused.")) for r in found.refusals]


def ext(path: str, **value: Any) -> list[Table]:
    return [{"url": path, **value}]


# What is understood.


def test_a_plain_questionnaire_becomes_an_instrument() -> None:
    found = understood(choice("a", "Calm?"), choice("b", "Awake?"))

    instrument = found.instrument
    assert instrument is not None
    assert (found.kind, found.id, found.title) == ("fhir", "calm-days", "Calm days")
    assert found.form == "http://example.org/Questionnaire/calm-days|2"
    assert found.languages == ("en",)
    assert found.licence_note == "Made up for a test; anyone may use it."
    assert [i.text for i in found.items] == ["Calm?", "Awake?"]
    assert found.items[0].labels == ("Never", "Sometimes", "Often")
    assert [*found.items[0].values] == [1, 2, 3]
    assert instrument.calibration.status == "none"
    assert instrument.imported
    assert [w.id for w in found.warnings] == ["warned.unscored", "warned.one-scale"]


def test_what_is_kept_reads_back_as_the_same_instrument() -> None:
    found = understood(
        {"linkId": "g", "type": "group", "text": "Nights", "item": [choice("a")]},
        choice("b", "“Quotes” \\ and\tmore", answerOption=scored(3, 2, 1, 0)),
        {"linkId": "c", "type": "boolean", "text": "Calm?"},
    )
    again = read_questionnaire(found.toml().encode(), name="calm-days.toml")

    assert again.instrument is not None
    assert found.instrument is not None
    assert again.items == found.items
    assert again.instrument.binding == found.instrument.binding
    assert again.instrument.words == found.instrument.words
    assert again.toml() == found.toml()


def test_falling_scores_turn_an_item_and_keep_the_order_shown() -> None:
    found = understood(
        choice("a", answerOption=scored(0, 1, 2)),
        choice("b", answerOption=scored(2, 1, 0)),
    )

    assert found.instrument is not None
    assert [item.reversed for item in found.items] == [False, True]
    assert found.items[1].labels == ("Never", "Sometimes", "Often")
    assert [*found.items[1].values] == [2, 1, 0]
    assert found.instrument.keyed([1, 1]).tolist() == [0, 2]
    assert "warned.unscored" not in [w.id for w in found.warnings]


@pytest.mark.parametrize(
    "options",
    [
        [{"valueInteger": 5}, {"valueInteger": 3}, {"valueInteger": 1}],
        [{"valueInteger": 5, "extension": ext(f"{HL7}/itemWeight", valueDecimal=5)},
         {"valueInteger": 3}, {"valueInteger": 1}],
        [{"valueCoding": {"code": str(n), "extension":
          ext(f"{HL7}/itemWeight", valueInteger=n)}} for n in (5, 3, 1)],
    ],
)  # fmt: skip
def test_scores_stand_on_the_option_its_coding_or_are_the_option(
    options: list[Table],
) -> None:
    (item,) = understood(choice("a", answerOption=options)).items

    assert (item.labels, item.values) == (("5", "3", "1"), (5, 3, 1))
    assert item.reversed


def test_options_of_their_own_stay_with_their_item() -> None:
    found = understood(
        choice("a"),
        {"linkId": "b", "type": "boolean", "text": "Awake?"},
        {
            "linkId": "c",
            "type": "integer",
            "text": "How calm?",
            "extension": [
                {"url": f"{HL7}/minValue", "valueInteger": 0},
                {"url": f"{HL7}/maxValue", "valueInteger": 10},
            ],
        },
    )

    assert found.instrument is not None
    assert found.items[1].labels == ("No", "Yes")
    assert found.items[2].values == tuple(range(11))
    assert [i.response.n_options for i in found.instrument.items] == [3, 2, 11]


def test_options_are_found_in_a_value_set_that_travels_along() -> None:
    codes = [{"code": c, "display": c.upper()} for c in "xyz"]
    listed = {"resourceType": "ValueSet", "id": "v"}
    item = {"linkId": "a", "type": "choice", "text": "?", "answerValueSet": "#v"}
    as_expanded = listed | {"expansion": {"contains": codes}}
    as_composed = listed | {"compose": {"include": [{"concept": codes}]}}

    for value_set in (as_expanded, as_composed):
        other = {"resourceType": "Patient", "id": "v"}
        (found,) = understood(item, contained=[other, value_set]).items
        assert found.labels == ("X", "Y", "Z")


def test_groups_and_texts_become_headings_lead_in_and_notes() -> None:
    found = understood(
        {"linkId": "d", "type": "display", "text": "Think of last week."},
        {"linkId": "e", "type": "display"},
        {
            "linkId": "g",
            "type": "group",
            "text": "Nights",
            "item": [
                choice(
                    "a",
                    item=[{"linkId": "h", "type": "display", "text": "Mark one."}],
                )
            ],
        },
        {"linkId": "g2", "type": "group", "item": [choice("b")]},
    )

    assert found.instrument is not None
    words = found.instrument.words["en"]
    assert words.lead_in == "Think of last week."
    assert {k: h.title for k, h in words.headings.items()} == {"g": "Nights"}
    assert found.instrument.items[0].facet == "g"
    assert found.instrument.items[0].note["en"] == "Mark one."


def translated(language: str, text: str) -> Table:
    parts = [
        {"url": "lang", "valueCode": language},
        {"url": "content", "valueString": text},
    ]
    return {"extension": [{"url": f"{HL7}/translation", "extension": parts}]}


def test_a_language_counts_when_every_text_is_translated() -> None:
    options = [
        {"valueCoding": {"display": "No", "_display": translated("es-MX", "No")}},
        {"valueString": "Yes", "_valueString": translated("es-MX", "Sí")},
    ]
    whole = choice(
        "a", "Calm?", answerOption=options, _text=translated("es", "¿Calma?")
    )
    half = choice("b", "Awake?", answerOption=options)

    both = understood(whole)
    one = understood(whole, half)

    assert both.languages == ("en", "es")
    assert both.instrument is not None
    assert both.instrument.items[0].text["es"] == "¿Calma?"
    assert both.instrument.response.labels["es"] == ("No", "Sí")
    assert one.languages == ("en",)


def test_a_translation_that_is_cut_off_is_left_out() -> None:
    empty = {"extension": [{"url": f"{HL7}/translation", "extension": []}]}

    assert understood(choice("a", _text=empty)).languages == ("en",)


def test_what_is_not_said_is_warned_of() -> None:
    item = choice(
        "a",
        required=True,
        initial=[{"valueString": "x"}],
        _text={"extension": ext(f"{HL7}/cqf-expression")},
        answerOption=scored(0, 1),
    )
    found = read_questionnaire(
        questionnaire(item, language="", copyright="", status="retired", version=""),
        name="calm.json",
        language="es",
    )

    assert [(w.place, w.id) for w in found.warnings] == [
        ("", "warned.language"),
        ("", "warned.licence"),
        ("", "warned.retired"),
        ("", "warned.one-scale"),
        ("a", "warned.required"),
        ("a", "warned.preselected"),
        ("a", "warned.computed-text"),
    ]
    assert found.languages == ("es",)
    assert found.licence_note == "El archivo no dice quién puede usarlo."
    assert found.warnings[0].say("es").endswith("«es».")


def test_without_a_version_the_form_is_bound_to_the_sentences() -> None:
    forms = {understood(choice("a", text), version="").form for text in ("A?", "B?")}

    assert len(forms) == 2


def test_an_option_chosen_beforehand_is_warned_of() -> None:
    options = [coding("No"), coding("Yes", initialSelected=True)]

    found = understood(choice("a", answerOption=options))

    assert "warned.preselected" in [w.id for w in found.warnings]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ánimo & Calma 7.json", "animo-calma-7"),
        ("12 34", "questionnaire"),
        ("日本", "questionnaire"),
        ("closeness", "closeness-imported"),
        ("x" * 90, "x" * 40),
    ],
)
def test_the_id_is_plain_and_takes_no_shipped_one(given: str, expected: str) -> None:
    assert understood(choice("a"), id=given).id == expected


def test_the_file_lends_its_name_where_there_is_no_other() -> None:
    raw = questionnaire(choice("a"), id="", url="", title="", name="", publisher="")

    found = read_questionnaire(raw, name="calm.json")

    assert (found.id, found.title, found.source) == ("calm", "calm.json", "calm.json")


# What is refused, and why.

REFUSED = [
    ({"type": "string"}, "free-text"),
    ({"type": "text"}, "free-text"),
    ({"type": "url"}, "free-text"),
    ({"type": "open-choice"}, "open-choice"),
    (
        {
            "extension": ext(
                f"{HL7}/questionnaire-itemControl",
                valueCodeableConcept={"coding": [{"code": "open-choice"}]},
            )
        },
        "open-choice",
    ),
    (
        {
            "extension": ext(
                f"{HL7}/questionnaire-itemControl",
                valueCodeableConcept={"coding": [{"code": "check-box"}]},
            )
        },
        "several",
    ),
    ({"type": "decimal"}, "other-type"),
    ({"type": "date"}, "other-type"),
    ({"type": "attachment"}, "other-type"),
    ({"type": "reference"}, "other-type"),
    ({"type": "quantity"}, "other-type"),
    ({"type": "coding"}, "unknown-type"),
    ({"type": "question"}, "unknown-type"),
    ({"type": ""}, "unknown-type"),
    ({"repeats": True}, "several"),
    ({"text": " "}, "no-text"),
    ({"answerOption": []}, "no-options"),
    ({"answerOption": [coding("One")]}, "no-options"),
    ({"answerOption": [coding(str(n)) for n in range(30)]}, "many-options"),
    ({"answerOption": [coding("A"), coding("A")]}, "same-option"),
    ({"answerOption": [coding("A"), {"valueCoding": {}}]}, "empty-option"),
    ({"answerOption": [coding("A"), {"valueDate": "2020"}]}, "option-type"),
    ({"answerOption": [coding("X"), *scored(0, 1)]}, "half-scored"),
    ({"answerOption": scored(0, 2, 1)}, "unordered-scores"),
    ({"answerOption": scored(0, 0, 1)}, "unordered-scores"),
    ({"answerOption": [], "answerValueSet": "#missing"}, "outside-options"),
    ({"answerOption": [], "answerValueSet": "http://x.org/vs"}, "outside-options"),
    ({"type": "integer"}, "number"),
    (
        {"type": "integer", "extension": ext(f"{HL7}/minValue", valueInteger=0)},
        "number",
    ),
    (
        {
            "type": "integer",
            "extension": ext(f"{HL7}/minValue", valueInteger=0)
            + ext(f"{HL7}/maxValue", valueInteger=10**12),
        },
        "many-options",
    ),
    (
        {
            "type": "integer",
            "extension": ext(f"{HL7}/minValue", valueDecimal=0.5)
            + ext(f"{HL7}/maxValue", valueDecimal=1.5),
        },
        "number",
    ),
    ({"enableWhen": [{"question": "b", "operator": "exists"}]}, "conditional"),
    (
        {"extension": ext(f"{SDC}/sdc-questionnaire-enableWhenExpression")},
        "conditional",
    ),
    (
        {"extension": ext(f"{SDC}/sdc-questionnaire-calculatedExpression")},
        "computed",
    ),
    ({"readOnly": True}, "computed"),
    ({"extension": ext(f"{HL7}/questionnaire-hidden", valueBoolean=True)}, "hidden"),
    ({"modifierExtension": [{"url": "x"}]}, "modifier"),
    ({"item": [choice("below")]}, "nested"),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED)
def test_the_item_and_the_reason_are_named(change: Table, reason: str) -> None:
    assert refusals(choice("fine"), choice("a") | change) == [("a", reason)]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("change", "reason"), REFUSED)
def test_every_reason_can_be_said(change: Table, reason: str, language: str) -> None:
    (refusal,) = understood(choice("a") | change).refusals

    said = refusal.say(language)
    assert said.endswith(".")
    assert "{" not in said
    assert str(refusal) == f"a: {refusal.say('en')}"
    assert reason in refusal.id


def test_every_item_at_fault_is_named_not_only_the_first() -> None:
    found = refusals(
        choice("a", type="string"),
        {"linkId": "g", "type": "group", "repeats": True, "item": [choice("in")]},
        {"linkId": "h", "type": "group", "item": [choice("b", type="date")]},
    )

    assert found == [("a", "free-text"), ("g", "repeated-group"), ("b", "other-type")]


def test_two_items_of_one_name_are_refused() -> None:
    deep = {"linkId": "g", "type": "group", "item": [choice("a")]}

    assert refusals(choice("a"), deep) == [("a", "same-id")]


def test_a_questionnaire_without_questions_is_refused() -> None:
    assert refusals() == [("item", "no-items")]
    assert refusals({"linkId": "d", "type": "display", "text": "Hello."}) == [
        ("item", "no-items")
    ]


def test_a_score_without_bounds_is_refused() -> None:
    raw = questionnaire(choice("a", answerOption=scored(0, 1, 2)))

    found = read_questionnaire(raw.replace(b'Decimal": 2', b'Decimal": 1e999'))

    assert [r.id for r in found.refusals] == ["refused.unordered-scores"]


def test_an_unknown_modifier_of_the_whole_is_refused() -> None:
    assert refusals(choice("a"), modifierExtension=[{"url": "x"}]) == [
        ("modifierExtension", "modifier")
    ]


def test_what_is_refused_cannot_be_kept() -> None:
    found = understood(choice("a", type="string"))

    with pytest.raises(ValueError, match=r"calm\.json is refused"):
        found.toml()


def test_a_remark_on_the_whole_has_no_place() -> None:
    assert str(Remark(place="", id="warned.retired")) == "Its makers no longer use it."


# Files that are no questionnaire.


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "The file is empty"),
        (b" \n ", "The file is empty"),
        (
            b'{"resourceType": "Questionnaire", "item": [',
            "line 1, column 44: This is no",
        ),
        (b'"a"', "It has no resourceType"),
        (b"{} {}", "line 1, column 4: This is no JSON: Extra data"),
        (b'{"title": "a\x00b"}', "line 1, column 13: This is no JSON"),
        (b'{"title": "\xff"}', "line 1: Byte 0xff is not valid UTF-8"),
        (b'{"title": "\\ud800"}', "half a character"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "This is no JSON"),
        (b'{"a": 1, "b": 2, "a": 3}', "a: The same key stands twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"resourceType": "Patient"}', "It is a Patient"),
        (b'{"resourceType": 7}', "It has no resourceType"),
        (b"[1, 2]", "It has no resourceType"),
        (b"PK\x03\x04", "line 1"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_the_place_of_the_fault_is_named(raw: bytes, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_questionnaire(raw, name="some.json")

    assert str(caught.value).startswith("some.json")
    assert said in str(caught.value)
    for language in ("en", "es"):
        assert explain(caught.value, language)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"required": "false"}, "a (item[0].required)"),
        ({"answerOption": [{"valueInteger": "1"}]}, "a (item[0].answerOption[0]"),
        ({"item": [{"type": "display"}]}, "a (item[0].item[0])"),
        ({"linkId": 7}, "item[0].linkId"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_item(
    change: Table, place: str
) -> None:
    with pytest.raises(ContentError) as caught:
        understood(choice("a") | change)

    assert caught.value.place.startswith(place)


def test_groups_nested_without_end_are_refused() -> None:
    item = choice("a")
    for depth in range(400):
        item = {"linkId": str(depth), "type": "group", "item": [item]}

    with pytest.raises(ContentError, match="nested too deeply"):
        understood(item)


def test_a_path_brings_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "calm.json"
    path.write_bytes(b"\xef\xbb\xbf" + questionnaire(choice("a")))

    assert read_questionnaire(path).file == "calm.json"
    with pytest.raises(ContentError, match="cannot be read"):
        read_questionnaire(tmp_path / "none.json")


def test_json_is_known_by_its_first_letter_too() -> None:
    assert read_questionnaire(questionnaire(choice("a"))).kind == "fhir"


# Forms that others wrote; they stay outside the project.

OTHERS = Path(__file__).parents[3] / "shared" / "data" / "fhir-questionnaires"
FORMS = sorted(OTHERS.glob("*.json"))


@pytest.mark.skipif(not FORMS, reason="../shared/data/fhir-questionnaires is not here")
def test_every_form_of_others_loads_or_is_refused_with_item_and_reason() -> None:
    loaded, refused, broken = [], [], []
    for path in FORMS:
        try:
            found = read_questionnaire(path)
        except ContentError as error:
            broken.append((path.name, error.place))
            continue
        if found.instrument is None:
            assert found.refusals
            assert all(r.place and r.say("es") for r in found.refusals)
            refused.append(path.name)
        else:
            again = read_questionnaire(found.toml().encode(), name="kept.toml")
            assert again.items == found.items
            loaded.append(path.name)

    assert (len(loaded), len(refused), len(broken)) == (3, 38, 8)
    assert "component_single_choice_with_validation.json" in loaded
    assert "component_repeated_group.json" in refused
    # a required that is a text, three files without a resource, responses, a bundle
    assert ("AuCoreEncounter.json", "status (item[0].item[2].required)") in broken
    assert ("resource_data_bundle.json", "resourceType") in broken
