"""Give answers away: see the whole file first, then take it, or say no."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from nearer.accounts import proof
from nearer.accounts.doors import PersonRequest, unlocked
from nearer.accounts.requests import stamp
from nearer.content.catalogue import catalogue
from nearer.entries import Preferred
from nearer.keep import giving
from nearer.keep.forms import GiveForm
from nearer.research.donation import written


@require_http_methods(["GET", "POST"])
@unlocked
def give(request: PersonRequest) -> HttpResponseBase:
    """Show the file as it is; hand it over only when the person takes it."""
    form = GiveForm(request.POST or None, initial={"age": ""})
    refused = request.method == "POST" and not form.is_valid()
    do = request.POST.get("do")
    if do == "no":
        _remember(request, "no")
        return HttpResponseRedirect(reverse("keep:start") + "?saved=3")
    words = catalogue(extra=Path(settings.DATA) / "instruments")
    age = form.cleaned_data["age"] if form.is_bound and not refused else ""
    gift = giving.gift(request.diary.entries(), catalogue=words, age=age)
    text = written(gift) if gift else ""
    if do == "take" and gift and not refused:
        if not proof.is_fresh(request):
            return proof.ask(request)
        _remember(request, "yes")
        name = f'attachment; filename="{giving.FILE_NAME}"'
        return HttpResponse(
            text,
            content_type="text/plain; charset=utf-8",
            headers={"Content-Disposition": name},
        )
    context = {"form": form, "text": text, "n": len(gift.answers) if gift else 0}
    return render(request, "keep/give.html", context, status=422 if refused else 200)


def _remember(request: PersonRequest, said: str) -> None:
    if giving.answer(request.diary.entries()) != said:
        entry = Preferred(**stamp(request), setting=giving.SETTING, value=said)
        request.diary.append(entry)
