"""Looks at every page of a built site with axe-core: `make audit`, or this file with the folder of a site.

Each page is opened in Chromium in both palettes, as wide as a phone; what axe-core finds broken is listed by rule.
Pages that scroll sideways, errors on the console and requests to other hosts are faults too.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from browser.conftest import LOST, launch, served
from playwright.sync_api import Page, sync_playwright

from evidence.settings import read_settings

ROOT = Path(__file__).parents[1]
PALETTES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
HEIGHT = 844
"""Pixels of a phone's window; how wide it is can be chosen."""

Fault = tuple[str, str]
"""What is wrong, and on which page."""


def paths(site: Path) -> list[str]:
    """Give the address of every page of the site, below the site's."""
    found = (page.relative_to(site).as_posix() for page in site.rglob("*.html"))
    return sorted(path.removesuffix("index.html") for path in found)


def look(page: Page, path: str) -> Iterator[Fault]:
    """Give what is wrong with an open page."""
    for broken in Axe().run(page, options=RULES).response["violations"]:
        yield f"{broken['id']}: {broken['nodes'][0]['html'][:160]}", path
    if wider := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
        yield f"{wider} pixels wider than the window", path


def audit(site: Path, widths: list[int], match: str) -> list[Fault]:
    """Look at every page of a site whose address holds `match`; say on stderr how far it is."""
    faults: list[Fault] = []
    scope = read_settings(ROOT).scope
    with sync_playwright() as playwright, served(site, scope) as host:
        browser = launch(playwright)
        if not browser:
            sys.exit("There is no Chromium on this machine.")
        every = [path for path in paths(site) if match in path]
        for palette in PALETTES:
            for width in widths:
                context = browser.new_context(color_scheme=palette, viewport={"width": width, "height": HEIGHT})
                page = context.new_page()
                page.on("console", lambda said: _note(faults, said.type, said.text, page.url))  # noqa: B023  read at once
                page.on("request", lambda asked: _elsewhere(faults, host, asked.url, page.url))  # noqa: B023
                for number, path in enumerate(every, 1):
                    page.goto(f"{host}{scope}{path}")
                    faults.extend(look(page, f"{path or 'home'} ({palette}, {width})"))
                    if number % 50 == 0:
                        print(f"{palette}, {width} pixels: {number} of {len(every)} pages", file=sys.stderr)
                context.close()
        browser.close()
    return faults


def _note(faults: list[Fault], kind: str, text: str, url: str) -> None:
    if kind == "error" and LOST not in text:
        faults.append((f"console: {text}", url))


def _elsewhere(faults: list[Fault], host: str, asked: str, url: str) -> None:
    if urlsplit(asked).scheme != "data" and not asked.startswith(host):
        faults.append((f"asks for {asked}", url))


def main() -> int:
    """Look, and print each fault with the number of pages that have it and the first of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--widths", nargs="+", type=int, default=[390])
    parser.add_argument("--match", default="", help="look only at pages whose address holds this")
    arguments = parser.parse_args()
    by_fault: dict[str, list[str]] = {}
    for fault, path in audit(arguments.site.resolve(), arguments.widths, arguments.match):
        by_fault.setdefault(fault, []).append(path)
    for fault, where in sorted(by_fault.items()):
        print(f"{fault}\n    on {len(where)}, first on {where[0]}")
    print(f"{len(by_fault)} kinds of fault")
    return bool(by_fault)


if __name__ == "__main__":
    sys.exit(main())
