"""A browser window that watches: foreign requests, errors, the content policy, sideways scrolling, the one heading."""

import re
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

SMALL, PHONE, DESKTOP = 320, 390, 1440
HEIGHTS = {SMALL: 640, PHONE: 844}
# Refusals that are meant: a page that says what to fix, a time that has gone, a link that has run out; and a mail shown
# as it was sent, where nothing may run, our own watch included.
MEANT = re.compile(r"status of (404|409|410|422)|ERR_INTERNET_DISCONNECTED|frame is sandboxed")
OWN = ("data:", "blob:")
# Runs in every page before its own scripts. What it finds is said on the console, where we listen.
WATCH = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
addEventListener("load", () => {
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth)
    console.error(`scrolls sideways: ${page.scrollWidth} wide in ${innerWidth}`);
  const titles = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility());
  if (location.pathname !== "blank" && titles.length !== 1)
    console.error(`${titles.length} main headings: ${titles.map((one) => one.textContent)}`);
});
"""


class Window:
    """One person's window. `close` gives back what went wrong in it."""

    def __init__(self, browser: Browser, base: str, width: int, **more: Any) -> None:
        self.base = base
        self.troubles: list[str] = []
        self.context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            has_touch=width <= PHONE,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
            **more,
        )
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(WATCH)
        self.context.on("request", self._sent)
        self.context.on("response", self._answered)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        self.page: Page = self.context.new_page()

    def _sent(self, request: Request) -> None:
        if not request.url.startswith((self.base, *OWN)):
            self.troubles.append(f"foreign request: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status}: {response.request.method} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not MEANT.search(message.text):
            where = message.page.url if message.page else "worker"
            self.troubles.append(f"console at {where}: {message.text}")

    def close(self) -> list[str]:
        self.context.close()
        return self.troubles


def signed_cookies(client: Client) -> dict[str, Any]:
    """The storage of a window in which a client's person has signed in."""
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "domain": "localhost",
        "path": "/",
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
        "expires": -1,
    }
    return {"cookies": [cookie], "origins": []}
