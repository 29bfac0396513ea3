"""What is shipped: complete, sound, and the numbers that the science names."""

from __future__ import annotations

import hashlib
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

from nearer.content import Instrument, catalogue
from nearer.content.audit import audit
from nearer.core.measurement import Trait, check_key, expected_answer

SHIPPED = sorted(catalogue().instruments)
SPOKEN = [name for name in SHIPPED if catalogue().instruments[name].languages]


def instrument(name: str) -> Instrument:
    return catalogue().instruments[name]


def test_nothing_that_is_shipped_is_at_fault() -> None:
    assert [str(fault) for fault in audit()] == []


def test_the_catalogue_is_read_once() -> None:
    assert catalogue() is catalogue()


def test_english_and_spanish_are_complete() -> None:
    assert catalogue().languages == ("en", "es")
    assert dict(catalogue().language_names) == {"en": "English", "es": "Español"}


@pytest.mark.parametrize("name", SPOKEN)
def test_every_statement_stands_in_every_language(name: str) -> None:
    for item in instrument(name).items:
        for language in catalogue().languages:
            assert item.text[language].strip()
            assert len(item.response.labels[language]) == item.response.n_options


@pytest.mark.parametrize("name", SHIPPED)
def test_every_source_is_known(name: str) -> None:
    for key in instrument(name).sources:
        assert catalogue().reference(key).finds


# The bank of two fears: science brief 2.4.


def test_each_fear_has_eight_facets_of_two_statements() -> None:
    for scale in ("avoidance", "anxiety"):
        items = instrument("two-fears").of_scale(scale)
        facets = [item.facet for item in items]
        assert len(items) == 16
        assert sorted(facets) == sorted([*set(facets)] * 2)


def test_a_quarter_to_a_third_of_each_scale_is_reversed() -> None:
    for scale in ("avoidance", "anxiety"):
        items = instrument("two-fears").of_scale(scale)
        assert 0.25 <= sum(item.reversed for item in items) / len(items) <= 0.35


def test_severities_spread_and_abandonment_has_extra_hard_statements() -> None:
    for scale in ("avoidance", "anxiety"):
        levels = [i.severity for i in instrument("two-fears").of_scale(scale)]
        assert min(x for x in levels if x is not None) == -1.5
        assert max(x for x in levels if x is not None) == 2.0
    hard = [
        item
        for item in instrument("two-fears").of_scale("anxiety")
        if item.severity is not None and item.severity >= 1.2
    ]
    assert len(hard) >= 5


def test_own_parameters_are_the_cautious_prior() -> None:
    bank = instrument("two-fears").bank()
    calibration = instrument("two-fears").calibration

    assert calibration.status == "provisional"
    assert (calibration.correlation, calibration.inflation) == (0.2, 1.25)
    assert calibration.reference_group is None
    assert np.all(bank.discrimination == 1.4)
    for item, thresholds in zip(
        instrument("two-fears").items, bank.thresholds, strict=True
    ):
        assert item.severity is not None
        expected = item.severity + np.array([-1.5, -0.5, 0.2, 1.4])
        np.testing.assert_allclose(thresholds, expected, atol=1e-9)


def test_neighbouring_statements_come_from_different_fears_and_facets() -> None:
    items = instrument("two-fears").items

    assert all(a.scale != b.scale for a, b in pairwise(items))
    assert all(a.facet != b.facet for a, b in zip(items, items[2:], strict=False))


def test_no_statement_changes_under_answers_that_were_given_to_it() -> None:
    # Changed a statement? Give the form a new name, raise the version, and only then
    # write the new digest here: earlier answers were given to other words.
    bank = instrument("two-fears")
    told = "\n".join(f"{i.id} {i.text['en']} {i.text['es']}" for i in bank.items)

    assert (bank.form, bank.version) == ("first", 1)
    assert hashlib.sha256(told.encode()).hexdigest()[:12] == "330ef1c950eb"


# The 36 items of 1998: numbers only.


def test_ecr36_is_keyed_as_published() -> None:
    items = instrument("ecr36").items

    assert [i.id for i in items] == [f"Q{n}" for n in range(1, 37)]
    assert [i.number for i in items if i.scale == "avoidance"] == [*range(1, 37, 2)]
    turned = [3, 15, 19, 22, 25, 27, 29, 31, 33, 35]
    assert [i.number for i in items if i.reversed] == turned


def test_ecr36_ships_no_sentence() -> None:
    assert instrument("ecr36").languages == ()
    assert all(not item.text for item in instrument("ecr36").items)


def test_ecr36_has_the_calibrated_parameters() -> None:
    bank = instrument("ecr36").bank()

    # first, a reversed one, and the last of each trait in the published table
    assert bank.discrimination[[0, 2, 34, 1, 35]].tolist() == [
        1.73, 2.13, 1.57, 2.17, 1.32,
    ]  # fmt: skip
    assert bank.thresholds[2].tolist() == [-0.66, 0.50, 1.05, 2.11]
    assert bank.thresholds[35].tolist() == [-1.31, 0.21, 1.12, 2.46]
    assert bank.trait[:4].tolist() == [
        Trait.AVOIDANCE, Trait.ANXIETY, Trait.AVOIDANCE, Trait.ANXIETY,
    ]  # fmt: skip
    # sums over the whole published table: one wrong digit changes them
    assert round(float(bank.discrimination.sum()), 2) == 64.94
    assert round(float(bank.thresholds.sum()), 2) == 35.46
    assert instrument("ecr36").calibration.correlation == 0.0178


@pytest.mark.parametrize(
    ("trait", "levels"),
    [
        (Trait.AVOIDANCE, [-0.52, 0.07, 0.57, 1.05, 1.60]),
        (Trait.ANXIETY, [-1.23, -0.64, -0.10, 0.46, 1.11]),
    ],
)
def test_ecr36_expects_the_published_item_means(
    trait: Trait, levels: list[float]
) -> None:
    bank = instrument("ecr36").bank()

    answers = expected_answer(theta=np.array(levels), bank=bank)

    # the levels are printed with two digits; an item mean moves by less than 1 a unit
    means = answers[:, bank.trait == trait].mean(axis=1)
    np.testing.assert_allclose(means, [2.0, 2.5, 3.0, 3.5, 4.0], atol=0.006)


ANSWERS = Path(__file__).parents[3] / "shared" / "data" / "ecr" / "responses.csv"


@pytest.mark.skipif(not ANSWERS.exists(), reason="../shared/data/ecr is not here")
def test_ecr36_key_agrees_with_real_answers_and_a_wrong_one_does_not() -> None:
    with ANSWERS.open(encoding="utf-8") as file:
        rows = [line.split(",")[:36] for line in islice(file, 1, 3001)]
    ecr = instrument("ecr36")
    keyed = ecr.keyed(np.array(rows, dtype=int))  # missing is 0 in the file, too
    for scale in ("avoidance", "anxiety"):
        places = [item.number - 1 for item in ecr.of_scale(scale)]
        answers = keyed[:, places]
        turned = answers.copy()
        turned[:, 0] = np.where(turned[:, 0] < 0, -1, 4 - turned[:, 0])

        right, wrong = check_key(answers=answers), check_key(answers=turned)

        assert right.n_people > 2500
        assert right.passed
        # published: every item goes with the rest at .49 or more in 39,049 people
        assert right.item_rest.min() > 0.44
        assert wrong.passed is False
        assert wrong.negative.tolist() == [0]


def test_ecr36_names_its_reference_group() -> None:
    group = instrument("ecr36").calibration.reference_group

    assert group is not None
    assert (group.n, group.women, group.men) == (39_049, 26_282, 12_338)
    avoidance, anxiety = group.scales["avoidance"], group.scales["anxiety"]
    assert (avoidance.mean, avoidance.sd, avoidance.alpha) == (2.538, 0.829, 0.938)
    assert (anxiety.mean, anxiety.sd, anxiety.alpha) == (3.060, 0.801, 0.916)
    assert anxiety.percentiles["90"] == 4.11
    assert anxiety.men is not None
    assert anxiety.men.mean == 3.005
    assert avoidance.mean_by_age["55-80"] == 2.41


def test_items_without_a_known_facet_do_not_share_one() -> None:
    assert instrument("ecr36").facet_numbers().tolist() == [*range(36)]
    numbers = instrument("two-fears").facet_numbers()
    assert len(set(numbers.tolist())) == 16


# From options as shown to categories that rise with the fear.


def test_reversed_items_are_turned_and_gaps_stay_gaps() -> None:
    ecr = instrument("ecr36")
    shown = np.zeros((2, 36), dtype=int)
    shown[0, :4] = [1, 5, 1, 2]  # Q3 is reversed

    keyed = ecr.keyed(shown)

    assert keyed.dtype == np.int8
    assert keyed[0, :5].tolist() == [0, 4, 4, 1, -1]
    assert (keyed[1] == -1).all()


def test_answers_by_item_id_are_keyed_in_the_order_of_the_form() -> None:
    keyed = instrument("ecr36").keyed_answers({"Q3": 1, "Q1": 2, "Q2": None})

    assert keyed[:4].tolist() == [1, -1, 4, -1]


@pytest.mark.parametrize("option", [-1, 6])
def test_an_option_that_does_not_exist_is_refused_with_its_item(option: int) -> None:
    with pytest.raises(ValueError, match=f"Q2 has no option {option}"):
        instrument("ecr36").keyed([1, option, *[0] * 34])


def test_the_wrong_number_of_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="ecr36 has 36 items"):
        instrument("ecr36").keyed([1, 2, 3])


def test_an_answer_to_an_unknown_item_is_refused() -> None:
    with pytest.raises(ValueError, match="ecr36 has no item Q37"):
        instrument("ecr36").keyed_answers({"Q37": 1})
    with pytest.raises(KeyError, match="Q37"):
        instrument("ecr36").item("Q37")


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    found = catalogue(extra=tmp_path / "none")

    assert sorted(found.instruments) == SHIPPED
