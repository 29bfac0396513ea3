"""Put an instrument's key and its words together."""

from __future__ import annotations

from collections.abc import Mapping

from nearer.content.checking import (
    Part,
    key_digest,
    key_faults,
    option_values,
    text_of,
    words_faults,
)
from nearer.content.instruments import Calibration, Instrument, Item, Response
from nearer.content.shapes import (
    InstrumentKey,
    InstrumentWords,
    ItemKey,
    ItemWords,
    ResponseKey,
)


def assemble(
    key: InstrumentKey,
    parts: Mapping[str, Part],
    *,
    file: str,
    imported: bool = False,
) -> Instrument:
    """Return the instrument, or raise the first `ContentError` of key or words."""
    for fault in key_faults(key, file=file):
        raise fault
    for fault in words_faults(key, parts):
        raise fault
    words = {language: part.words for language, part in parts.items()}
    shared = _shared_response(key.response, words)
    return Instrument(
        id=key.id,
        form=key.form,
        order=key_digest(key),
        version=key.version,
        scales=key.scales,
        items=tuple(_item(item, words, shared) for item in key.items),
        response=shared,
        calibration=_calibration(key),
        time_minutes=key.time_minutes,
        source=key.source,
        sources=key.sources,
        licence_note=key.licence_note,
        words=words,
        imported=imported,
        key=key,
    )


def _shared_response(
    response: ResponseKey, words: Mapping[str, InstrumentWords]
) -> Response:
    values = option_values(response)
    numbers = tuple(f"{value:g}" for value in values)
    return Response(
        values=values,
        labels={lang: spoken.labels or numbers for lang, spoken in words.items()},
        ends={
            lang: (spoken.ends[0], spoken.ends[1])
            for lang, spoken in words.items()
            if spoken.ends
        },
    )


def _item(key: ItemKey, words: Mapping[str, InstrumentWords], shared: Response) -> Item:
    spoken = {lang: w.items[key.id] for lang, w in words.items()}
    response = shared
    if key.response is not None:
        response = Response(
            values=option_values(key.response),
            labels={lang: w.item_labels[key.id] for lang, w in words.items()},
            ends={},
        )
    return Item(
        id=key.id,
        number=key.number,
        scale=key.scale,
        facet=key.facet,
        reversed=key.reversed,
        sensitive=key.sensitive,
        severity=key.severity,
        text={lang: text_of(said) for lang, said in spoken.items()},
        name={lang: s.name for lang, s in spoken.items() if isinstance(s, ItemWords)},
        note={
            lang: s.note
            for lang, s in spoken.items()
            if isinstance(s, ItemWords) and s.note
        },
        response=response,
    )


def _calibration(key: InstrumentKey) -> Calibration:
    given = key.calibration
    if given.status == "none":
        return Calibration(status="none")
    if given.status == "calibrated":
        slopes = tuple(item.discrimination or 0.0 for item in key.items)
        thresholds = tuple(item.thresholds for item in key.items)
    else:
        slopes = (given.discrimination or 0.0,) * len(key.items)
        thresholds = tuple(
            tuple(round((item.severity or 0.0) + offset, 6) for offset in given.offsets)
            for item in key.items
        )
    return Calibration(
        status=given.status,
        discrimination=slopes,
        thresholds=thresholds,
        correlation=given.correlation,
        inflation=given.inflation,
        reference_group=given.reference_group,
    )
