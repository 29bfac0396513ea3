"""A moment, one page after the other: which urge, how strong, time alone or waiting."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.pause import services, words
from nearer.pause.figures import wave_figure
from nearer.pause.forms import (
    BeginForm,
    EndForm,
    PromiseForm,
    TapForm,
    WaitForm,
    WaveForm,
)
from nearer.pause.services import Offered
from nearer.pause.timing import Shown, shown
from nearer.readings import moments
from nearer.readings.moments import Moment

REFUSED = 422


def in_moment(
    view: Callable[[PersonRequest, Moment], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Hand over the person's own moment; where exercises are off, lead to the start."""

    @unlocked
    @wraps(view)
    def door(request: PersonRequest, /, moment_id: UUID) -> HttpResponseBase:
        moment = moments.find(request.diary.entries(), moment_id)
        if moment is None:
            raise Http404
        if not services.offered(request).practice:
            return HttpResponseRedirect(reverse("pause:start"))
        return view(request, moment)

    return door


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def start(request: PersonRequest) -> HttpResponseBase:
    """Ask which urge it is: one tap leads on."""
    may = services.offered(request)
    if not may.practice:
        return _page(request, "pause/rest.html", {"soothing": words.soothing()})
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        moment = services.begin(request, data["urge"], key=data["key"])
        return HttpResponseRedirect(_url("strength", moment))
    found = moments.moments(request.diary.entries())
    away = moments.away(found, now=request.now) if may.toward else None
    going = moments.going(found, now=request.now)
    context = {
        "groups": words.groups(),
        "away": away,
        "timer": away and _timer(request, away),
        "going": going if going != away else None,
        "let_go": request.GET.get("back", ""),
    }
    refused = request.method == "POST"
    return _page(request, "pause/start.html", context, refused=refused)


@require_http_methods(["GET", "HEAD", "POST"])
@in_moment
def strength(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Ask how strong it is; the answer may be left out."""
    form = WaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.feel(request, moment, data["strength"], key=data["key"])
        return HttpResponseRedirect(_url("moment", moment))
    context = {"moment": moment, "urge": words.urge_name(moment.began.urge)}
    refused = request.method == "POST"
    return _page(request, "pause/strength.html", context, refused=refused)


@require_safe
@in_moment
def show(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Show where the moment stands, and what there is to hold on to."""
    may = services.offered(request)
    if moment.ended is not None:
        return _page(request, "pause/done.html", _done(request, moment))
    if may.toward and moment.promise is not None and moment.returned is not None:
        return HttpResponseRedirect(_url("end", moment))
    return _page(request, _template(moment, may), _holding(request, moment, may))


@require_safe
@in_moment
def minutes(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Ask for how long."""
    if not services.offered(request).toward:
        return HttpResponseRedirect(_url("moment", moment))
    return _page(request, "pause/minutes.html", {"moment": moment, **_space()})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@in_moment
def say(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Offer words to say, ready to be changed; start the time."""
    if not services.offered(request).toward:
        return HttpResponseRedirect(_url("moment", moment))
    sent = request.POST.copy() if request.method == "POST" else None
    if sent is not None and sent.get("do") == "silent":
        sent["message"] = ""
    form = PromiseForm(sent)
    if sent is not None and form.is_valid():
        services.promise(request, moment, form)
        return HttpResponseRedirect(_url("moment", moment))
    context = _saying(request, moment)
    if sent is not None and "message" in form.errors:
        context |= {"message": sent.get("message", ""), "form": form}
    return _page(request, "pause/say.html", context, refused=sent is not None)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@in_moment
def wait(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Wait before the next message."""
    if not services.offered(request).toward:
        return HttpResponseRedirect(_url("moment", moment))
    form = WaitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.wait(request, moment, form)
        return HttpResponseRedirect(_url("moment", moment))
    context = {"moment": moment, "reach": words.said("reach"), "spans": words.waits()}
    if "park" in form.errors:
        context |= {"form": form, "park": request.POST.get("park", "")}
    refused = request.method == "POST"
    return _page(request, "pause/wait.html", context, refused=refused)


@require_POST
@in_moment
def wave(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Note how strong it is now."""
    form = WaveForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        services.feel(request, moment, data["strength"], key=data["key"])
    return HttpResponseRedirect(f"{_url('moment', moment)}#wave")


@require_POST
@in_moment
def back(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Be back; on time, before it, or later."""
    form = TapForm(request.POST)
    if form.is_valid():
        services.come_back(request, moment, key=form.cleaned_data["key"])
        return HttpResponseRedirect(_url("end", moment))
    return HttpResponseRedirect(_url("moment", moment))


@require_POST
@in_moment
def let_go(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Let a promise go, or take it up again."""
    form = TapForm(request.POST)
    where = reverse("pause:start")
    if not form.is_valid():
        return HttpResponseRedirect(where)
    if request.POST.get("do") == "undo":
        services.take_up_again(request, moment, key=form.cleaned_data["key"])
        return HttpResponseRedirect(where)
    services.let_go(request, moment, key=form.cleaned_data["key"])
    return HttpResponseRedirect(f"{where}?back={moment.id}")


@require_http_methods(["GET", "HEAD", "POST"])
@in_moment
def end(request: PersonRequest, moment: Moment) -> HttpResponseBase:
    """Ask how it is now: one tap."""
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end(request, moment, form)
        saved = "?noted" if request.POST.get("do") == "more" else ""
        return HttpResponseRedirect(f"{_url('moment', moment)}{saved}")
    context = {
        "moment": moment,
        "afterwards": words.said("afterwards"),
        "returns": words.said("return"),
    }
    refused = request.method == "POST"
    return _page(request, "pause/end.html", context, refused=refused)


def _template(moment: Moment, may: Offered) -> str:
    if not may.toward:
        return "pause/quiet.html"
    if moment.promise is not None:
        return "pause/away.html"
    if not moment.began.urge:
        return "pause/unsure.html"
    return "pause/minutes.html" if moment.path == "space" else "pause/reach.html"


def _holding(request: PersonRequest, moment: Moment, may: Offered) -> dict[str, Any]:
    """Return what every page of an open moment has: timer, soothing, wave."""
    found: dict[str, Any] = {
        "moment": moment,
        "urge": words.urge_name(moment.began.urge),
        "timer": _timer(request, moment) if may.toward else None,
        "soothing": words.soothing(),
        "soothe": words.said("soothe"),
        **words.breath(),
        "wave": words.said("wave"),
        "curve": wave_figure(moment),
        **_space(),
    }
    if may.toward:
        found |= {
            "reach": words.said("reach"),
            "spans": words.waits(),
            "meaning": words.said("meaning"),
            "meanings": words.choices("meaning.item"),
            "lines": words.choices("reach.line"),
            "returns": words.said("return"),
            "return_lines": words.return_lines(),
        }
    return found


def _space() -> dict[str, Any]:
    return {
        "space": words.said("space"),
        "alone": words.said("alone"),
        "alone_do": words.choices("alone.do"),
        "rather_not": words.rather_not(),
        "minutes": words.MINUTES,
    }


def _saying(request: PersonRequest, moment: Moment) -> dict[str, Any]:
    """Return the words to choose from: one's own first, where there are any."""
    asked = request.POST.get("minutes") or request.GET.get("m", "")
    count = int(asked) if asked in map(str, words.MINUTES) else words.MINUTES[0]
    own = moments.own_message(request.diary.entries(), minutes=count)
    known = list(words.messages(minutes=count))
    if moment.promise is not None:
        known.insert(0, words.longer(minutes=count))
        own = ""
    ways = [own, *(one for one in known if one != own)] if own else known
    wanted = request.GET.get("w", "")
    nth = int(wanted) if wanted in map(str, range(len(ways))) else 0
    return {
        "moment": moment,
        "count": count,
        "message": ways[nth],
        "others": [(n, words_) for n, words_ in enumerate(ways) if n != nth],
        "is_own": bool(own) and nth == 0,
        **_space(),
    }


def _done(request: PersonRequest, moment: Moment) -> dict[str, Any]:
    ended = moment.ended
    assert ended is not None  # noqa: S101 - the caller has looked
    return {
        "moment": moment,
        "afterwards": words.said("afterwards"),
        "helped": [
            (name, said, name in ended.helped) for name, said in words.choices("helped")
        ],
        "went": {True: "yes", False: "no", None: ""}[ended.acted],
        "noted": "noted" in request.GET,
        "curve": wave_figure(moment),
        "wave": words.said("wave"),
    }


def _timer(request: PersonRequest, moment: Moment) -> Shown | None:
    timer = moment.timer
    return shown(timer, now=request.now) if timer else None


def _url(name: str, moment: Moment) -> str:
    return reverse(f"pause:{name}", args=[moment.id])


def _page(
    request: PersonRequest,
    template: str,
    context: dict[str, Any],
    *,
    refused: bool = False,
) -> HttpResponse:
    common = {
        "said": words.said(""),
        "danger": words.said("danger"),
        "strengths": words.STRENGTHS,
        "key": secrets.token_urlsafe(),
    }
    status = REFUSED if refused else 200
    return render(request, template, common | context, status=status)
