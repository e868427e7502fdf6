"""`evidence serve` as editors use it: a process, a browser, and files that change."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PACKAGE = Path(__file__).parents[2] / "scripts" / "evidence"
WAIT = 20_000
"""Milliseconds that a change may take to be seen on a busy machine."""


class Preview:
    """A running `evidence serve`: its project, the program's own files, its address and what it has said."""

    def __init__(self, project: Path, package: Path, port: int) -> None:
        self.project, self.package = project, package
        self.address = f"http://127.0.0.1:{port}/doing-with/"
        self.said: list[str] = []
        command = [sys.executable, "-m", "evidence", "serve", "--address", f"127.0.0.1:{port}"]
        environment = {**os.environ, "PYTHONPATH": str(package.parent)}
        self.process = subprocess.Popen(
            command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.said += iter(self.process.stdout.readline, "")

    def edit(self, path: str, old: str, new: str) -> None:
        """Put words in the place of others in one of the project's files."""
        text = (self.project / path).read_text(encoding="utf-8")
        assert old in text
        (self.project / path).write_text(text.replace(old, new), encoding="utf-8")

    def stop(self) -> int:
        """Press Ctrl+C; give what the command answers."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=20)
        self.reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code


@pytest.fixture
def preview(project: Path, tmp_path: Path) -> Iterator[Preview]:
    package = tmp_path / "program" / "evidence"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Preview(project, package, port)
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    for _ in range(200):
        if any("follows every change" in line for line in preview.said):
            break
        page.wait_for_timeout(100)
    yield page
    context.close()


@pytest.fixture
def see(page: Page) -> Callable[[str], None]:
    def see(words: str) -> None:
        expect(page.locator("body")).to_contain_text(words, timeout=WAIT)

    return see


def test_what_is_edited_is_shown_without_a_reload(preview: Preview, page: Page, see: Callable[[str], None]) -> None:
    page.goto(f"{preview.address}nations/wales/")
    see("Ministers listen")

    preview.edit("docs/nations/wales.md", "Ministers listen", "Ministers hear")
    see("Ministers hear")

    preview.edit("references.bib", "A work about listening", "A work about hearing")
    see("A work about hearing")

    template = preview.package / "templates" / "tail.html"
    template.write_text(template.read_text().replace(">Sources</h2>", ">What this rests on</h2>"))
    see("What this rests on")

    preview.edit("docs/nations/wales.md", "@author2020work, p. 4", "@nobody")
    see("1 thing to put right on this page")
    see("The source nobody is not in our reference list")

    preview.edit("docs/nations/wales.md", "title: Wales", "title: Wales: a nation")
    see("We could not read the box at the top")

    preview.edit("docs/nations/wales.md", "title: Wales: a nation", "title: Cymru")
    preview.edit("docs/nations/wales.md", "@nobody", "@author2020work")
    see("Cymru")
    expect(page.locator(".dw-problem")).to_have_count(0)

    assert preview.stop() == 0
    said = "".join(preview.said)
    assert re.search(
        r"^docs/nations/wales.md:11:19: The source 'nobody' .*\[unresolved-citation\]$", said, re.MULTILINE
    )
    assert re.search(
        r"^docs/nations/wales.md:2:13: We could not read .*\[unreadable-front-matter\]$", said, re.MULTILINE
    )
    assert said.endswith("Stopped.\n")
    assert "Traceback" not in said


def test_a_library_that_comes_and_goes_is_followed_on_the_home_page(
    preview: Preview, page: Page, see: Callable[[str], None]
) -> None:
    page.goto(preview.address)
    see("A project to try things on.")

    preview.edit("references.bib", "title     = {A work", "title     = {{A work")
    see("references.bib, line ")

    shutil.move(preview.project / "references.bib", preview.project / "away")
    see("The file references.bib is not there.")

    shutil.move(preview.project / "away", preview.project / "references.bib")
    preview.edit("references.bib", "{{A work", "{A work")
    expect(page.locator(".dw-problem")).to_have_count(0, timeout=WAIT)
