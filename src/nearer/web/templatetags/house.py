"""Template tags of the house."""

from __future__ import annotations

from django import template
from django.forms import BoundField, Textarea
from django.forms.widgets import Input
from django.utils.safestring import SafeString, mark_safe

from nearer.pictures import Figure

register = template.Library()
_REMEMBERED = {"text", "number", "search", "tel", "email", "url"}


@register.simple_tag
def drawing(figure: Figure) -> SafeString:
    """Put a figure's SVG on the page; ElementTree has escaped every word in it."""
    return mark_safe(figure.svg)  # noqa: S308 - built by xml.etree, never from markup


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
