"""The house alone on a port of its own, in this process."""

from __future__ import annotations

import threading
from socketserver import ThreadingMixIn
from types import TracebackType
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.web.house import HOUSE


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        del format, args


class _ManyAtOnce(ThreadingMixIn, WSGIServer):
    """A browser may hold a connection open on which it asks nothing yet."""

    daemon_threads = True


class House:
    """Serve `tests.web.house_urls` while the block lasts."""

    def __enter__(self) -> House:
        self._settings = override_settings(**HOUSE)
        self._settings.enable()
        self._server = make_server(
            "127.0.0.1",
            0,
            StaticFilesHandler(WSGIHandler()),
            server_class=_ManyAtOnce,
            handler_class=_Silent,
        )
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._settings.disable()
