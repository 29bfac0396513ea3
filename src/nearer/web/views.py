"""Leaving, choosing language and look, and the small files that browsers ask for."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.web.context import LOOK_COOKIE, LOOKS, house, room_icon, room_name
from nearer.web.ways import shelves

A_YEAR: Final = 365 * 24 * 3600


# To refuse someone who wants to get away is worse than a forged request that ends a
# session; and a foreign page's request brings no cookie here (SameSite): it ends none,
# and is not let empty this browser either.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session, empty the browser, show nothing, go elsewhere."""
    if request.method != "POST":
        return render(request, "web/leave.html")
    if hasattr(request, "session"):
        request.session.flush()
    response = render(
        request, "web/gone.html", {"leave_to": house(request)["leave_to"]}
    )
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return response
    for cookie in request.COOKIES:  # for browsers that do not know the header
        response.delete_cookie(cookie)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """List every place that this visitor can go to, in plain words."""
    return render(request, "web/more.html", {"shelves": shelves(request)})


@csrf_exempt  # it changes nothing; whoever unlocked the session keeps its clock
@require_POST
def stay(_request: HttpRequest) -> HttpResponse:
    """Be a request, so that the clock of the idle lock begins anew."""
    return HttpResponse(status=204)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a chosen language or look in a cookie and go back."""
    back = request.POST.get("back", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(
        back, allowed_hosts=None
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    look = request.POST.get("look", "")
    if look in LOOKS:
        keep(response, LOOK_COOKIE, look)
    elif look == "device":
        response.delete_cookie(LOOK_COOKIE)
    return response


def keep(response: HttpResponse, cookie: str, value: str) -> None:
    """Set a cookie that holds a preference and nothing else."""
    response.set_cookie(
        cookie,
        value,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the program looks when it is put on a phone's screen."""
    name, icon = room_name(request), room_icon(request)
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f6f1e6",
            "theme_color": "#f6f1e6",
            "icons": [
                {
                    "src": static(f"web/{icon}.svg"),
                    "sizes": "any",
                    "type": "image/svg+xml",
                },
                {
                    "src": static(f"web/{icon}-192.png"),
                    "sizes": "192x192",
                    "type": "image/png",
                },
                {
                    "src": static(f"web/{icon}-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "any maskable",
                },
            ],
        },
        content_type="application/manifest+json",
    )


@require_GET
def robots(_request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """Answer the browsers that ask for the icon at its old address."""
    return HttpResponseRedirect(static(f"web/{room_icon(request)}-192.png"))
