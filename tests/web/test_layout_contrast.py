"""The palette keeps its promises: computed from the stylesheet, in both looks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nearer import pictures, web

WEB = Path(web.__file__).parent / "static" / "web"
PICTURES = Path(pictures.__file__).parent / "static" / "pictures"
TOKENS = (WEB / "tokens.css").read_text(encoding="utf-8")

TEXT, MARK = 4.5, 3.0
GROUNDS = ("paper", "sheet")
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "soft-ink") for ground in GROUNDS],
    *[(hue, ground, TEXT) for hue in ("window", "lamp") for ground in GROUNDS],
    ("window-deep", "paper", TEXT),
    ("on-window", "window", TEXT),
    ("on-window", "window-deep", TEXT),
    ("ink", "window-wash", TEXT),
    ("ink", "lamp-wash", TEXT),
    *[("edge", ground, MARK) for ground in GROUNDS],
    ("window", "window-wash", MARK),
    ("lamp", "lamp-wash", MARK),
]


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def blocks(css: str) -> list[dict[str, str]]:
    found = [palette(block) for block in re.findall(r"\{([^{}]*)\}", css)]
    return [block for block in found if block]


LIGHT, DEVICE_DARK, CHOSEN_DARK = blocks(TOKENS)


def luminance(colour: str) -> float:
    # WCAG 2.2, relative luminance of sRGB
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, *, share: float) -> str:
    parts = (
        round(
            int(colour[i : i + 2], 16) * share
            + int(ground[i : i + 2], 16) * (1 - share)
        )
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    # a grey that is known to pass by a hair
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("look", [LIGHT, DEVICE_DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_every_pair_can_be_read(
    look: dict[str, str], front: str, back: str, least: float
) -> None:
    assert contrast(look[front], look[back]) >= least


@pytest.mark.parametrize("look", [LIGHT, DEVICE_DARK], ids=["light", "dark"])
def test_a_single_dot_of_the_cloud_can_be_seen(look: dict[str, str]) -> None:
    css = (PICTURES / "pictures.css").read_text(encoding="utf-8")
    found = re.search(r"\.plausible \{[^}]*fill-opacity: ([\d.]+)", css)
    assert found

    dot = mixed(look["window"], look["sheet"], share=float(found[1]))
    assert contrast(dot, look["sheet"]) >= MARK


def test_a_chosen_dark_is_the_same_as_the_device_s_dark() -> None:
    assert DEVICE_DARK == CHOSEN_DARK
    assert set(DEVICE_DARK) == set(LIGHT)


def test_a_file_of_its_own_has_the_palette_of_the_page() -> None:
    light, dark = blocks((PICTURES / "standalone.css").read_text(encoding="utf-8"))

    assert light.items() <= LIGHT.items()
    assert dark.items() <= DEVICE_DARK.items()


def test_no_stylesheet_has_a_colour_of_its_own() -> None:
    for sheet in (*WEB.glob("*.css"), *PICTURES.glob("*.css")):
        if sheet.name in {"tokens.css", "standalone.css"}:
            continue
        css = re.sub(
            r"@media print \{.*?\n\}", "", sheet.read_text("utf-8"), flags=re.S
        )
        css = css.replace("background: #fff !important", "")  # the blank of Leave
        assert not re.findall(r"#[0-9a-f]{3,8}\b", css), sheet.name
