"""Template tags of the house."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from nearer.pictures import Figure

register = template.Library()


@register.simple_tag
def drawing(figure: Figure) -> SafeString:
    """Put a figure's SVG on the page; ElementTree has escaped every word in it."""
    return mark_safe(figure.svg)  # noqa: S308 - built by xml.etree, never from markup
