"""Someone at a browser: talks to a served program over HTTP and nothing else."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

PASSPHRASE = "Quagga barn clay 7hush"


class Visitor:
    """Cookies, forms and redirects, as a browser without JavaScript has them."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar)
        self._token = ""

    def get(self, path: str) -> str:
        return self._open(path, None)

    def post(self, path: str, **fields: str) -> str:
        typed = fields | {"csrfmiddlewaretoken": self._token}
        return self._open(path, urllib.parse.urlencode(typed).encode())

    def _open(self, path: str, data: bytes | None) -> str:
        request = urllib.request.Request(self.address + path, data=data)
        with self._opener.open(request, timeout=120) as answer:
            page: str = answer.read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self._token = found[1] if found else self._token
        return page

    def begin(self, name: str) -> None:
        self.get("begin")
        secrets = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
        self.post("begin", name=name, adult="on", alone="on", **secrets)

    def unlock(self, name: str) -> None:
        self.get("unlock?other")
        self.post("unlock?other", name=name, secret=PASSPHRASE)

    def call_it(self, title: str) -> bool:
        """Save a setting; say whether it was acknowledged."""
        page = self.post("settings/name", icon="sheet", title=title)
        return f"Settings – {title}</title>" in page and "Saved." in page

    def title(self) -> str:
        """Return the name that the diary holds now."""
        found = re.search(r'name="title" value="([^"]*)"', self.get("settings/name"))
        return found[1] if found else ""
