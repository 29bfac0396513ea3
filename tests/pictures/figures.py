"""One of each picture, in ordinary and in awkward words; used by every test of them."""

from __future__ import annotations

import random
from xml.etree import ElementTree as ET

from nearer.pictures import (
    CloudWords,
    DialWords,
    Figure,
    Kind,
    KindsWords,
    LinesWords,
    Series,
    Stop,
    Table,
    Way,
    cloud,
    dial,
    kinds,
    line_with_band,
    loop,
)

SVG = "{http://www.w3.org/2000/svg}"
TABLE = Table(
    caption="The numbers", columns=("What", "Value"), rows=(("Estimate", "3.4"),)
)
DIAL_EN = DialWords(
    title="Fear of closeness",
    value="3.4 of 5",
    band="probably between 2.9 and 3.8",
    low_end="closeness feels easy",
    high_end="closeness sets off an alarm",
    midpoint="middle",
)
DIAL_ES = DialWords(
    title="Miedo a que te abandonen",
    value="2,2 de 5",
    band="probablemente entre 1,7 y 2,8",
    low_end="la distancia se vive con calma",
    high_end="la distancia enciende una alarma",
    midpoint="punto medio",
)
CLOUD_ES = CloudWords(
    title="Dónde podrías estar",
    x_axis="la cercanía enciende una alarma",
    y_axis="la distancia enciende una alarma",
    low_low="ambas se viven con bastante calma",
    high_x="lo que más cuesta es la cercanía",
    high_y="lo que más cuesta es la distancia",
    high_high="las dos cosas cuestan",
)
KINDS_ES = KindsWords(
    title="Cinco maneras de estar cerca",
    felt="como es ahora",
    wished="como te gustaría",
    low_end="nada en absoluto",
    high_end="todo lo que puede ser",
    skipped="sin respuesta",
)


def a_dial(
    value: float = 3.4,
    low: float = 2.9,
    high: float = 3.8,
    *,
    words: DialWords = DIAL_EN,
    ident: str = "dial",
    lamp: bool = False,
) -> Figure:
    return dial(
        ident=ident,
        value=value,
        low=low,
        high=high,
        scale_min=1,
        scale_max=5,
        midpoint=3,
        words=words,
        sentence="Closeness tends to set off an alarm for you.",
        table=TABLE,
        hue="lamp" if lamp else "window",
    )


def hundred(seed: int = 3) -> list[tuple[float, float]]:
    dice = random.Random(seed)
    return [
        (min(dice.gauss(3.4, 0.42), 4.9), max(dice.gauss(2.3, 0.45), 1.1))
        for _ in range(100)
    ]


def a_cloud(
    points: list[tuple[float, float]] | None = None, *, ident: str = "cloud"
) -> Figure:
    return cloud(
        hundred() if points is None else points,
        ident=ident,
        axis=(1, 5),
        middle=(3, 3),
        words=CLOUD_ES,
        sentence="Cada punto es un lugar en el que podrías estar.",
        table=TABLE,
    )


def a_loop(*, ident: str = "loop", habits: tuple[str, ...] = ()) -> Figure:
    return loop(
        ident=ident,
        top=Stop("Tú", "se siente como si te dejaran"),
        down=Way(
            "Buscas más cercanía",
            habits
            or (
                "vuelves a preguntar",
                "miras el teléfono una y otra vez",
                "no duermes hasta que responde",
            ),
        ),
        bottom=Stop("La otra persona", "lo vive como demasiado"),
        up=Way("La otra persona se aparta", ("se queda en silencio",)),
        title="El bucle",
        sentence="Cuanto más se acerca una persona, más se aparta la otra.",
        description="Cuanto más se acerca una persona, más se aparta la otra. Vuelta.",
        table=TABLE,
    )


def some_kinds(rows: tuple[Kind, ...] = (), *, ident: str = "kinds") -> Figure:
    return kinds(
        rows
        or (
            Kind("Lo que se siente", 3, 7),
            Kind("Lo que se piensa", 7, 7.4),
            Kind("Lo que se hace en común", 8, 6),
            Kind("Amistades y familia", None, None),
            Kind("El cuerpo y el deseo", 2, None),
        ),
        ident=ident,
        scale=(0, 10),
        words=KINDS_ES,
        sentence="La distancia más grande está en lo que se siente.",
        table=TABLE,
    )


def some_lines(*, ident: str = "lines", width: float = 320) -> Figure:
    asked = (4, 8, 12, 16, 20)
    return line_with_band(
        (
            Series(
                "miedo a la cercanía",
                asked,
                (0.88, 0.93, 0.945, 0.958, 0.98),
                (0.86, 0.92, 0.94, 0.95, 0.975),
                (0.90, 0.94, 0.95, 0.966, 0.985),
            ),
            Series(
                "miedo a que te dejen",
                asked,
                (0.85, 0.92, 0.94, 0.957, 0.973),
                hue="lamp",
                dashed=True,
            ),
        ),
        ident=ident,
        words=LinesWords(
            title="Precisión y preguntas",
            x_axis="preguntas contestadas",
            y_axis="acuerdo con las 36",
            number=lambda value: f"{value:g}".replace(".", ","),
        ),
        sentence="Después de doce preguntas la respuesta apenas cambia.",
        table=TABLE,
        width=width,
        height=330,
    )


def everything() -> list[Figure]:
    return [
        a_dial(),
        a_dial(2.2, 1.7, 2.8, words=DIAL_ES, ident="dial-2", lamp=True),
        a_cloud(),
        a_loop(),
        some_kinds(),
        some_lines(),
        some_lines(ident="lines-wide", width=640),
    ]


def drawn(figure: Figure) -> ET.Element:
    return ET.fromstring(figure.svg)


def of_class(figure: Figure, tag: str, kind: str) -> list[ET.Element]:
    return [
        element
        for element in drawn(figure).iter(f"{SVG}{tag}")
        if set(kind.split()) <= set((element.get("class") or "").split())
    ]


def at(element: ET.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(element.get(name, "nan")) for name in names)
