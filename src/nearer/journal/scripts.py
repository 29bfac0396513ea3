"""Old sentences in daylight: what speaks for them and against, and a new wording."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.entries import ScriptWritten
from nearer.journal import services, words
from nearer.journal.forms import ScriptForm
from nearer.journal.pages import page, taken_back, to, undone
from nearer.readings import switches, versions
from nearer.readings.switches import Switch
from nearer.readings.versions import Versions

FIELDS = ("belief", "speaks_for", "speaks_against", "wording", "step")


@require_safe
@unlocked
def start(request: PersonRequest) -> HttpResponseBase:
    """List the sentences, the newest first."""
    found = versions.versions(request.diary.entries(), ScriptWritten)
    shown = [
        {
            "id": one.newest.id,
            "now": one.newest,
            "is_rewritten": one.is_rewritten,
            "step": words.step_title(one.newest.step) if one.newest.step else "",
        }
        for one in reversed(found)
    ]
    context = {"scripts": shown, "examples": words.examples()}
    return _page(request, "journal/scripts.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def new(request: PersonRequest) -> HttpResponseBase:
    """Look at one more sentence."""
    return _form(request, None)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def change(request: PersonRequest, script_id: UUID) -> HttpResponseBase:
    """Change a sentence's new wording, or anything of it."""
    return _form(request, services.whole(request, ScriptWritten, script_id))


@require_safe
@unlocked
def before(request: PersonRequest, script_id: UUID) -> HttpResponseBase:
    """Show how it read before."""
    found = services.whole(request, ScriptWritten, script_id)
    return _page(request, "journal/script_before.html", {"found": found})


@require_POST
@unlocked
def remove(request: PersonRequest, script_id: UUID) -> HttpResponseBase:
    """Take a sentence back, with every wording of it."""
    return taken_back(request, ScriptWritten, script_id, then="scripts")


@require_POST
@unlocked
def undo(request: PersonRequest, script_id: UUID) -> HttpResponseBase:
    """Bring a sentence back."""
    undone(request, script_id)
    return to("scripts")


def _form(
    request: PersonRequest, found: Versions[ScriptWritten] | None
) -> HttpResponseBase:
    sent = request.POST if request.method == "POST" else None
    shown = {n: getattr(found.newest, n) for n in FIELDS} if found else {}
    form = ScriptForm(sent, initial=shown)
    if sent is not None and form.is_valid():
        services.rewrite(request, form, replaces=found)
        return to("scripts")
    chosen = str(form["step"].value() or "")
    may_test = switches.of(request.diary, today=request.day).allows(Switch.TOWARD)
    steps = words.steps_to_test(request.diary.entries(), chosen=chosen)
    context = {
        "form": form,
        "found": found,
        "steps": steps if may_test else (),
        "may_test": may_test,
        "chosen": chosen,
        "examples": words.examples(),
    }
    return _page(request, "journal/script.html", context, refused=sent is not None)


def _page(
    request: PersonRequest,
    template: str,
    context: dict[str, Any],
    *,
    refused: bool = False,
) -> HttpResponseBase:
    said = words.said("prompts.script")
    return page(request, template, {"said": said, **context}, refused=refused)
