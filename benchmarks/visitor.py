"""The program as it is served at home, and someone who walks through its pages."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import IO
from urllib.parse import urlencode, urljoin

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def served(
    data: Path, *, home: Path | None = None, errors: IO[str] | None = None
) -> Iterator[tuple[int, float]]:
    """Serve from `data`; give the port and the seconds to the first page.

    `home` is another folder that was set up; else this one is served.
    What it says of faults goes to `errors`.
    """
    port = free_port()
    environment = {
        **os.environ,
        "NEARER_DATA": str(data),
        "NEARER_PORT": str(port),
        "PYTHONPATH": str((home or ROOT) / "src"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    python = home / ".venv" / "bin" / "python" if home else sys.executable
    begun = time.perf_counter()
    program = subprocess.Popen(
        [python, "-m", "nearer.cli.main", "serve", "--no-browser"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=errors,
    )
    try:
        yield port, _first_page(port, begun, program)
    finally:
        program.terminate()
        program.communicate()


def _first_page(port: int, begun: float, program: subprocess.Popen[bytes]) -> float:
    while program.poll() is None and time.perf_counter() - begun < 60:
        with closing(Visitor(port)) as visitor:
            try:
                if visitor.get("/").status == 200:
                    return time.perf_counter() - begun
            except OSError:
                time.sleep(0.005)
    raise RuntimeError(f"the program did not start (exit code {program.poll()})")


class Form:
    """What a form would send, and the options it offers."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.hidden: dict[str, str] = {}
        self.radios: dict[str, list[str]] = {}
        self.buttons: dict[str, list[str]] = {}


class Forms(HTMLParser):
    """Every form of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(at.get("action", "")))
        elif tag == "input" and self.found and at.get("type") == "hidden":
            self.found[-1].hidden[at["name"]] = at.get("value", "")
        elif tag == "input" and self.found and at.get("type") == "radio":
            self.found[-1].radios.setdefault(at["name"], []).append(at["value"])
        elif tag == "button" and self.found and at.get("name"):
            named = self.found[-1].buttons.setdefault(at["name"], [])
            named.append(at.get("value", ""))


class Visitor:
    """A browser without a screen: cookies, one open connection, forms."""

    def __init__(self, port: int, *, host: str = "") -> None:
        """Come straight, or for `host` as through a proxy that ends TLS."""
        self.address = f"https://{host}" if host else f"http://127.0.0.1:{port}"
        proxied = {"Host": host, "X-Forwarded-Proto": "https"}
        self._proxied = proxied | {"Sec-Fetch-Mode": "navigate"} if host else {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}
        self.status, self.text, self.path = 0, "", "/"

    def get(self, path: str) -> Visitor:
        return self._send("GET", path)

    def begin(self, name: str) -> Visitor:
        """Become someone with a diary."""
        passphrase = f"four quiet words of {name}"
        self.get("/begin").post(
            "/begin",
            {
                **self.form("csrfmiddlewaretoken").hidden,
                "name": name,
                "passphrase": passphrase,
                "again": passphrase,
                "adult": "on",
                "alone": "on",
            },
        )
        if self.path != "/begin/code":
            raise RuntimeError(f"begin led to {self.path} ({self.status})")
        return self

    def close(self) -> None:
        self._connection.close()

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Visitor:
        """Send a form from the page that it stands on; follow where it leads."""
        return self._send("POST", path, urlencode(fields), headers)

    def form(self, name: str) -> Form:
        """Return the form of this page that has a hidden field of this name."""
        for form in Forms(self.text).found:
            if name in form.hidden:
                return form
        raise LookupError(f"no form on {self.path} has a field {name}")

    def _send(
        self,
        method: str,
        path: str,
        body: str | None = None,
        more: Mapping[str, str] | None = None,
    ) -> Visitor:
        headers = {
            "Cookie": "; ".join(
                f"{name}={value}" for name, value in self._cookies.items()
            ),
            "Origin": self.address,
            "Referer": self.address + self.path,
            "Sec-Fetch-Site": "same-origin",
            "Accept": "text/html",
            **self._proxied,
            **(more or {}),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body=body, headers=headers)
        answer = self._connection.getresponse()
        self.text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        self.status, self.path = answer.status, path
        onward = answer.headers.get("Location") or answer.headers.get("HX-Redirect")
        if onward:
            return self._send("GET", urljoin(path, onward), more=more)
        return self
