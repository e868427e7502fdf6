"""A real Chromium, and the project's own site served as it will be: below its path, with its page for lost readers."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, Request, expect, sync_playwright

from evidence.settings import read_settings

ROOT = Path(__file__).parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
expect.set_options(timeout=30_000)  # a busy machine may be slow; nothing here is about speed
FETCHING = 600
"""Seconds that playwright may take to fetch a Chromium."""

LOST = "Failed to load resource: the server responded with a status of 404"

SLOW = "was preloaded using link preload but not used within a few seconds"

OpenPage = Callable[..., Page]
Serve = Callable[[Path, str], AbstractContextManager[str]]


def launch(playwright: Playwright) -> Browser | None:
    """Start a Chromium of this machine, else one that playwright has fetched; give nothing if there is neither."""
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    for path in (*filter(None, map(shutil.which, CHROMIUMS)), None):
        try:
            return playwright.chromium.launch(executable_path=path, args=arguments)
        except Error:
            continue
    return None


def fetch() -> None:
    """Have playwright fetch a Chromium for this user, if it can; it asks for no rights and installs no packages."""
    with suppress(subprocess.TimeoutExpired):
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, capture_output=True, check=False, timeout=FETCHING)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a Chromium. Without one these tests are skipped, but on a build machine (CI=true) they fail."""
    with sync_playwright() as playwright:
        found = launch(playwright)
        if not found:
            fetch()
            found = launch(playwright)
        if not found:
            missing = "no Chromium on this machine, and playwright could not fetch one"
            if os.environ.get("CI") == "true":
                pytest.fail(missing)
            pytest.skip(missing)
        yield found
        found.close()


@pytest.fixture(scope="session")
def address(own_site: Path) -> Iterator[str]:
    """Serve the project's own site below its path on a free port; give its address."""
    scope = read_settings(ROOT).scope
    with served(own_site, scope) as host:
        yield f"{host}{scope}"


@contextmanager
def served(folder: Path, scope: str) -> Iterator[str]:
    """Serve a folder below a path; give the host's address."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inside = path.startswith(scope)
            return super().translate_path(f"/{path.removeprefix(scope)}" if inside else "/nowhere")

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            if code != 404:
                return super().send_error(code, message, explain)
            page = (folder / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)
            return None

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def serve() -> Serve:
    """Give a function that serves a folder below a path for as long as its block runs, and gives the host's address."""
    return served


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Give a function that opens a page of the site; any error or request to another host fails the test."""
    faults: list[str] = []
    contexts = []

    def watch(page: Page) -> None:
        def console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and LOST not in message.text and SLOW not in message.text:
                faults.append(f"{page.url}: {message.text}")

        def request(request: Request) -> None:
            if urlsplit(request.url).scheme != "data" and not request.url.startswith(address):
                faults.append(f"{page.url} asks for {request.url}")

        page.on("console", console)
        page.on("request", request)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))

    def open_(path: str = "", width: int = 1280, **settings: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **settings)  # type: ignore[arg-type]  # any of playwright's own
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        watch(page)
        page.goto(f"{address}{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []
