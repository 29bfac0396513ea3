"""Serve the program on this computer: one process, this machine only.

Whatever can be wrong with the folder, the key, the database or the port is said in
plain words before the first page.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, Final

from nearer.cli.refusal import RefusalError
from nearer.config import environment, starting

if TYPE_CHECKING:
    from collections.abc import Callable

HOST: Final = "127.0.0.1"
FIRST_PORT: Final = 8000
PORTS_TRIED: Final = 50
THREADS: Final = 6
SWEEP_SECONDS: Final = 60
# More than any upload or download: none of it goes through a temporary file.
IN_MEMORY: Final = 64 * 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `nearer serve` understands."""
    parser.add_argument(
        "--demo",
        action="store_true",
        help="look around with two fictitious people, in a folder that is thrown away",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address, open nothing"
    )
    parser.add_argument(
        "--prepare",
        action="store_true",
        help="make the key and the database ready, check them, and stop",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as quiet as Ctrl-C
    os.umask(0o077)  # whatever the program writes is for this user only
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.config.settings"
    with ExitStack() as stack:
        if args.demo:
            os.environ.pop("DATABASE_URL", None)
            folder = tempfile.TemporaryDirectory(prefix="notes-")
            os.environ["NEARER_DATA"] = stack.enter_context(folder)
            os.environ["NEARER_DEMO"] = "1"
        try:
            return _prepare() if args.prepare else _serve(stack, args)
        except starting.CannotStartError as fault:
            raise RefusalError(
                where=fault.where, what=fault.what, do=fault.do
            ) from None
        except environment.SettingError as fault:
            raise RefusalError(
                where="settings", what=str(fault).rstrip("."), do="Nothing was changed."
            ) from None


def _prepare() -> int:
    data = environment.data_folder()
    starting.own_folder(data)
    starting.have_key(data)
    _application()
    print(f"Ready: key and database are in place, data folder {data}.")
    return 0


def _serve(stack: ExitStack, args: argparse.Namespace) -> int:
    open_browser = not args.no_browser
    data = environment.data_folder()
    starting.own_folder(data)
    tell_address: Callable[[str], object] = bool  # several may share PostgreSQL
    if not environment.text("DATABASE_URL"):
        try:
            tell_address = stack.enter_context(starting.alone(data))
        except starting.AlreadyServingError as other:
            return _point_to(other.address, open_browser=open_browser)
        starting.check_file(data / starting.DATABASE)
    starting.have_key(data)
    listening, address = _listen()
    stack.callback(listening.close)
    tell_address(address)
    application = _application()
    if args.demo:
        from nearer.config.demo import furnish  # noqa: PLC0415 - needs the settings

        print(furnish())
    print(f"Nearer is open at {address}\nPress Ctrl-C to close it.", flush=True)
    if open_browser:
        _open(address)
    _answer(application, listening)
    kept = "What was made up is gone." if args.demo else "Everything saved is kept."
    print(f"\nClosed. {kept}")
    return 0


def _listen() -> tuple[socket.socket, str]:
    """Return a listening socket; for a busy port the next one, unless it was chosen."""
    chosen = environment.text("NEARER_PORT")
    port = environment.number("NEARER_PORT", default=FIRST_PORT, low=1, high=65_535)
    last = port if chosen else port + PORTS_TRIED - 1
    for candidate in range(port, last + 1):
        opened = socket.socket()
        if os.name == "posix":  # elsewhere it would let two programs share a port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((HOST, candidate))
            opened.listen(64)
        except PermissionError:
            opened.close()
            raise RefusalError(
                where=f"port {candidate}",
                what="this user may not open it",
                do="Choose a port above 1023 with NEARER_PORT.",
            ) from None
        except OSError:
            opened.close()
            continue
        if candidate != port:
            print(f"Port {port} is in use, so it is port {candidate} this time.")
        return opened, f"http://{HOST}:{candidate}/"
    raise RefusalError(
        where=f"port {port}" if chosen else f"ports {port} to {last}",
        what="in use by other programs",
        do="Close one, or choose another port with NEARER_PORT.",
    )


def _point_to(address: str, *, open_browser: bool) -> int:
    """Lead to the copy that is running; refuse if another port was asked for."""
    asked = environment.text("NEARER_PORT")
    if asked and f":{asked}/" not in address:
        raise RefusalError(
            where=str(environment.data_folder()),
            what=f"the program is open already, at {address or 'another address'}",
            do="Go there, close it first, or choose another folder with NEARER_DATA.",
        )
    print(f"Nearer is open already, at {address}")
    if open_browser and address:
        _open(address)
    return 0


def _application() -> Callable[..., Any]:
    import django  # noqa: PLC0415 - needs the key

    from nearer.config.checks import UnsafeError  # noqa: PLC0415

    django.setup()
    starting.static_files()
    try:
        from nearer.config.wsgi import application  # noqa: PLC0415 - needs the key
    except UnsafeError as fault:
        raise RefusalError(
            where="settings", what=str(fault).rstrip("."), do="Nothing was changed."
        ) from None

    starting.migrate()
    _finish_erasing()
    return application


def _finish_erasing() -> None:
    """Erase whom an old backup brought back, and whose time has come."""
    from django.conf import settings  # noqa: PLC0415 - needs the key

    from nearer.keep import erasing  # noqa: PLC0415 - needs the settings

    erasing.at_start(now=settings.CLOCK())


def _open(address: str) -> None:
    """Open the page beside us; a text browser must not take over this terminal."""
    asked = environment.text("BROWSER")
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if asked or screen or sys.platform in {"darwin", "win32"}:
        threading.Thread(target=_open_quietly, args=(address,), daemon=True).start()


def _open_quietly(address: str) -> None:
    with suppress(OSError, webbrowser.Error):
        webbrowser.open(address)


def _answer(application: Callable[..., Any], listening: socket.socket) -> None:
    from django.conf import settings  # noqa: PLC0415 - needs the key
    from waitress import create_server  # noqa: PLC0415 - only this verb needs it

    server = create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=IN_MEMORY,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=IN_MEMORY,
        # What a proxy says of a request reaches only who was told that one is there.
        clear_untrusted_proxy_headers=not settings.PROXIES,
    )
    closing = threading.Event()
    threading.Thread(target=_sweep, args=(closing,), daemon=True).start()
    with suppress(KeyboardInterrupt):
        server.run()
    closing.set()
    server.close()


def _sweep(closing: threading.Event) -> None:
    """Let go of the keys of idle sessions, also when nobody asks for a page."""
    from django.conf import settings  # noqa: PLC0415 - needs the key
    from django.db import DatabaseError, connection  # noqa: PLC0415 - needs the settings

    from nearer.accounts import sessions  # noqa: PLC0415
    from nearer.keep import erasing  # noqa: PLC0415

    while not closing.wait(SWEEP_SECONDS):
        with suppress(DatabaseError):
            sessions.sweep(now=settings.CLOCK())
            erasing.sweep(now=settings.CLOCK())
        connection.close()
