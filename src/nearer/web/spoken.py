"""What the content says, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from nearer.content import Catalogue, Text, catalogue


@dataclass(frozen=True)
class Spoken:
    """Speaks one language out of the catalogue."""

    catalogue: Catalogue
    language: str

    def say(self, text_id: str, /, **gaps: object) -> str:
        """Return the words, with every gap filled."""
        return self.catalogue.say(text_id, self.language, **gaps)

    def under(self, topic: str) -> dict[str, Text]:
        """Return the texts right under a topic by their last key, in their order."""
        deep = topic.count(".") + 1
        return {
            text.id.rpartition(".")[2]: text
            for text in self.catalogue.texts(topic, self.language)
            if text.id.count(".") == deep
        }

    def named(self, instrument: str, item: str) -> str:
        """Return the short name of an item; an id that is gone stands for itself."""
        known = self.catalogue.instruments[instrument]
        if item not in known.item_ids:
            return item
        return known.item(item).name[self.language]


def language() -> str:
    """Return the reader's language, without a country."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def spoken() -> Spoken:
    """Return what speaks to this reader."""
    return Spoken(catalogue(), language())
