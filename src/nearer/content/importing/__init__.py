"""Bring in a questionnaire that somebody else wrote, and say what was understood."""

from __future__ import annotations

from nearer.content.importing.questionnaires import read_questionnaire
from nearer.content.importing.remarks import Remark, explain
from nearer.content.importing.understood import Understood, UnderstoodItem

__all__ = ["Remark", "Understood", "UnderstoodItem", "explain", "read_questionnaire"]
