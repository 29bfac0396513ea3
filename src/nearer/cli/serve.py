"""Serve the program on this computer: one process, this machine only.

Whatever can be wrong with the folder, the key, the database or the port is said in
plain words before the first page.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import webbrowser
from typing import TYPE_CHECKING, Any

from nearer.cli.refusal import RefusalError
from nearer.config import environment

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8000, 50
THREADS = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `nearer serve` understands."""
    parser.add_argument(
        "--demo",
        action="store_true",
        help="look around with a fictitious person, in a folder that is thrown away",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address, open nothing"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    if not args.demo:
        return _serve(open_browser=not args.no_browser)
    with tempfile.TemporaryDirectory(prefix="notes-") as folder:
        os.environ["NEARER_DATA"] = folder
        return _serve(open_browser=not args.no_browser)


def _serve(*, open_browser: bool) -> int:
    try:
        listening, address = _listen()
        application = _prepared()
    except environment.SettingError as error:
        raise RefusalError(
            where="settings", what=str(error).rstrip("."), do=""
        ) from None
    print(f"Nearer is open at {address}\nPress Ctrl-C to close it.", flush=True)
    if open_browser:
        webbrowser.open(address)
    _run(application, listening)
    return 0


def _listen() -> tuple[socket.socket, str]:
    """Return a listening socket; for a busy port the next one, unless it was chosen."""
    chosen = environment.text("NEARER_PORT")
    port = environment.number("NEARER_PORT", default=FIRST_PORT, low=1, high=65_535)
    for candidate in range(port, port + (1 if chosen else PORTS_TRIED)):
        opened = socket.socket()
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((HOST, candidate))
        except OSError:
            opened.close()
            continue
        opened.listen(64)
        if candidate != port:
            print(f"Port {port} is in use, so this is port {candidate}.")
        return opened, f"http://{HOST}:{candidate}/"
    raise RefusalError(
        where=f"port {port}",
        what="another program uses it",
        do="Close that program, or choose another port with NEARER_PORT.",
    )


def _prepared() -> Callable[..., Any]:
    data = environment.data_folder()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment.make_installation_key(environment.key_file(data))
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.config.settings"
    from django.core.management import call_command  # noqa: PLC0415 - settings come first

    from nearer.config.wsgi import application  # noqa: PLC0415 - settings come first

    call_command("migrate", verbosity=0, interactive=False)
    return application


def _run(application: Callable[..., Any], listening: socket.socket) -> None:
    from waitress import create_server  # noqa: PLC0415 - only this verb needs it

    server = create_server(
        application, sockets=[listening], threads=THREADS, ident=None
    )
    try:
        server.run()
    except KeyboardInterrupt:
        print("\nClosed.", file=sys.stderr)
    finally:
        server.close()
