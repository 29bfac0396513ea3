"""What the catalogue says, in the reader's language, with what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import get_language

from nearer.content import Catalogue, Text
from nearer.core.measurement import Estimate
from nearer.web.evidence import Claim, claim_of


@dataclass(frozen=True)
class Voice:
    """Speaks one language out of the catalogue."""

    catalogue: Catalogue
    language: str

    def say(self, text_id: str, **gaps: object) -> str:
        """Return the words, with every gap filled."""
        return self.catalogue.say(text_id, self.language, **gaps)

    def topic(self, topic: str) -> tuple[str, ...]:
        """Return the words of every text under a topic."""
        return tuple(map(str, self.catalogue.texts(topic, self.language)))

    def claims(self, *text_ids: str) -> tuple[Claim, ...]:
        """Return those of the texts that claim something, each once."""
        texts = [self.catalogue.text(i, self.language) for i in dict.fromkeys(text_ids)]
        found = (claim_of(text, self.catalogue) for text in texts)
        return tuple(claim for claim in found if claim)

    def claims_under(self, *topics: str) -> tuple[Claim, ...]:
        """Return the claims of every text under some topics."""
        ids = [t.id for topic in topics for t in self._texts(topic)]
        return self.claims(*ids)

    def _texts(self, topic: str) -> Iterable[Text]:
        return self.catalogue.texts(topic, self.language)


def voice(catalogue: Catalogue) -> Voice:
    """Return the voice for the language of this request."""
    wanted = (get_language() or "").split("-")[0]
    spoken = catalogue.languages
    return Voice(catalogue, wanted if wanted in spoken else spoken[0])


def one_decimal(value: float) -> str:
    """Return a number as the reader's language writes it: 3.4 or 3,4."""
    return str(number_format(value, decimal_pos=1))


def band(estimate: Estimate) -> dict[str, str]:
    """Return value, low and high as words."""
    return {
        "value": one_decimal(estimate.value),
        "low": one_decimal(estimate.low),
        "high": one_decimal(estimate.high),
    }
