"""Template tags of the house."""

from __future__ import annotations

from django import template
from django.forms import BoundField, Textarea
from django.forms.widgets import Input
from django.utils.safestring import SafeString, mark_safe

from nearer.pictures import Figure
from nearer.web.evidence import Claim, claim_of
from nearer.web.spoken import spoken

register = template.Library()
_REMEMBERED = {"text", "number", "search", "tel", "email", "url"}


@register.simple_tag
def drawing(figure: Figure) -> SafeString:
    """Put a figure's SVG on the page; ElementTree has escaped every word in it."""
    return mark_safe(figure.svg)  # noqa: S308 - built by xml.etree, never from markup


@register.inclusion_tag("web/known.html")
def known(*text_ids: str) -> dict[str, tuple[Claim, ...]]:
    """Fold away what stands behind some texts of the content: how sure, and by whom."""
    voice = spoken()
    texts = (voice.catalogue.text(text_id, voice.language) for text_id in text_ids)
    claims = (claim_of(text, voice.catalogue) for text in texts)
    return {"claims": tuple(claim for claim in claims if claim)}


@register.simple_tag
def typed(field: BoundField) -> SafeString:
    """Put a field on the page; the browser remembers nothing that is typed into it.

    A field that says itself what it is for (a name, a passphrase) keeps that.
    """
    widget = field.field.widget
    kind = widget.input_type if isinstance(widget, Input) else ""
    plain = kind in _REMEMBERED or isinstance(widget, Textarea)
    if plain and "autocomplete" not in widget.attrs:
        return field.as_widget(attrs={"autocomplete": "off"})
    return field.as_widget()
