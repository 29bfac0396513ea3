"""Pages as nobody should make them: each tells others how much somebody wrote."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from nearer.config import urls
from nearer.diary.models import Row


def in_words(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{Row.objects.count()} entries")


def in_its_size(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(" " * Row.objects.count())


def in_a_header(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"ETag": f'"{Row.objects.count()}"'})


def in_its_status(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=200 if Row.objects.count() < 50 else 404)


def in_a_cookies_name(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse()
    response.set_cookie("many" if Row.objects.count() > 50 else "few", "x")
    return response


LEAKS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    view.__name__: view
    for view in (in_words, in_its_size, in_a_header, in_its_status, in_a_cookies_name)
}
urlpatterns = [
    path("", include(urls)),
    *(path(f"leak/{name}", view) for name, view in LEAKS.items()),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
