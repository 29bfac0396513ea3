"""One of each picture, in ordinary and in awkward words; used by every test of them."""

from __future__ import annotations

import random
from xml.etree import ElementTree as ET

from nearer.pictures import (
    Bar,
    BarWords,
    Bond,
    CloudWords,
    DaysWords,
    DialWords,
    Figure,
    Foretold,
    ForetoldWords,
    Kind,
    KindsWords,
    LadderWords,
    Line,
    LinesWords,
    Series,
    Standing,
    Stop,
    Strip,
    StripWords,
    Table,
    Tally,
    Way,
    WeekRow,
    WeekWords,
    bars,
    bonds,
    cloud,
    days,
    dial,
    foretold,
    kinds,
    ladders,
    line_with_band,
    loop,
    strips,
    tallies,
    weeks,
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


LADDER_ES = LadderWords(
    title="La escalera de acercarse",
    value="a tu alcance",
    reached="peldaño más alto hasta ahora",
    low_end="fácil",
    high_end="lo más difícil",
)
FORETOLD_ES = ForetoldWords(
    title="Lo que temías y lo que pasó",
    expected="lo difícil que creías que sería",
    actual="lo difícil que fue",
    low_end="nada difícil",
    high_end="lo más difícil",
)


def some_ladders(
    rows: tuple[Standing, ...] = (), *, ident: str = "ladders", lamp: bool = False
) -> Figure:
    return ladders(
        rows
        or (
            Standing("Contar lo que sientes", 1.4, 2.1, 2.9, 2),
            Standing("Recibir", -0.3, 0.4, 1.1),
            Standing("Decir que te apartas y cuándo vuelves, y volver", 4, 5.2, 6, 5),
        ),
        ident=ident,
        words=LADDER_ES,
        sentence="Tu lugar está entre el segundo y el tercer peldaño.",
        table=TABLE,
        hue="lamp" if lamp else "window",
    )


def some_foretold(
    rows: tuple[Foretold, ...] = (), *, ident: str = "foretold"
) -> Figure:
    return foretold(
        rows
        or (
            Foretold("Di una palabra sobre tu día", 6, 3, "70 % de seguridad: no pasó"),
            Foretold("Pide un pequeño favor y deja que lo hagan", None, 10, ""),
            Foretold("Espera", 0, None, "20 % de seguridad: pasó en parte, y " * 2),
        ),
        ident=ident,
        words=FORETOLD_ES,
        sentence="En promedio costó menos de lo que esperabas.",
        table=TABLE,
    )


def some_days(
    values: tuple[float | None, ...] = (), *, ident: str = "days", line: bool = True
) -> Figure:
    chosen = values or (5, None, 6, 7, None, None, 1, 10, 6, 6, 7, None, 8)
    level = [5 + day / 4 for day in range(len(chosen))]
    return days(
        chosen,
        ident=ident,
        scale=(1, 10),
        words=DaysWords(
            title="Cuánta conexión sentiste",
            y_axis="cuánta conexión, de 1 a 10",
            marks=((0, "semana 1"), (5, "semana 2"), (6, "semana 3"), (12, "hoy")),
        ),
        sentence="La línea sube un poco.",
        table=TABLE,
        line=Line(level, [v - 1 for v in level], [v + 9 for v in level])
        if line
        else None,
    )


def some_bars(rows: tuple[Bar, ...] = (), *, ident: str = "bars") -> Figure:
    return bars(
        rows
        or (
            Bar("Sentimientos compartidos", 0.4, 0.9, 1.4, sure=True),
            Bar(
                "Estrés de fuera, del trabajo y de todo lo demás",
                -3,
                -0.2,
                0.3,
                sure=False,
            ),
        ),
        ident=ident,
        reach=2.0,
        words=BarWords(
            title="Lo que va con la cercanía",
            less="menos cerca",
            none="igual de cerca",
            more="más cerca",
        ),
        sentence="Los días en que compartiste más fueron más cercanos.",
        table=TABLE,
    )


def some_strips(rows: tuple[Strip, ...] = (), *, ident: str = "strips") -> Figure:
    return strips(
        rows
        or (
            Strip("Días con más de lo habitual", (6, 7, 7, 7, 8, 10) + (9,) * 20),
            Strip("Días con menos de lo habitual", (1, 4, 5, 5, 6)),
            Strip("Ningún día", ()),
        ),
        ident=ident,
        scale=(1, 10),
        words=StripWords(title="Cada día", axis="cuánta conexión"),
        sentence="Cada punto es un día.",
        table=TABLE,
    )


def some_tallies(rows: tuple[Tally, ...] = (), *, ident: str = "tallies") -> Figure:
    return tallies(
        rows
        or (
            Tally("una respuesta tardía", 12),
            Tally("otra persona que parecía importar", 3),
            Tally("nada que sepa nombrar", 0),
        ),
        ident=ident,
        title="Después de qué",
        sentence="Sobre todo después de una respuesta tardía.",
        table=TABLE,
    )


def some_weeks(rows: tuple[WeekRow, ...] = (), *, ident: str = "weeks") -> Figure:
    return weeks(
        rows
        or (
            WeekRow("Making light of it", (0, 2, 0, 11, 1, 0, 0, 3)),
            WeekRow("Closeness with little at stake", (1,) * 8, hue="lamp"),
        ),
        ident=ident,
        words=WeekWords("Week by week", "12 January", "this week"),
        sentence="Most often in the fourth week.",
        table=TABLE,
    )


def some_bonds(rows: tuple[Bond, ...] = (), *, ident: str = "bonds") -> Figure:
    return bonds(
        rows
        or (
            Bond("S.", "2009 to 2012", 2009, 2012, "Joking it away, Small flaws"),
            Bond("Someone far away", "since 2019", 2019, None, "", goes_on=True),
            Bond("M" * 40, "in 2014", 2014, None, "A night I remember"),
            Bond("No year at all", "no year", None, None, "W" * 60),
        ),
        ident=ident,
        title="My line",
        now=2026,
        sentence="Four bonds, the first in 2009.",
        table=TABLE,
    )


def everything() -> list[Figure]:
    return [
        some_tallies(),
        some_weeks(),
        some_bonds(),
        some_ladders(),
        some_ladders(ident="ladders-2", lamp=True),
        some_foretold(),
        some_days(),
        some_bars(),
        some_strips(),
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
