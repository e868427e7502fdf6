"""What a visit costs a reader who pays for every kilobyte: bytes as a host sends them, compressed, and requests."""

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from evidence.settings import read_settings

OpenPage = Callable[..., Page]

CASE = "case-studies/swansea-supported-living-tender/"
COMPRESSED = (".css", ".html", ".js", ".json", ".svg")
"""The files that hosts compress. Fonts and the search index are compressed already."""
LEVEL = 6
"""How hard hosts compress, as most are set up."""
KB = 1000


class Visit:
    """A page whose requests are noted: their paths, and what their answers weigh."""

    def __init__(self, page: Page, site: Path) -> None:
        self.site, self.scope = site, read_settings(Path(__file__).parents[2]).scope
        self.paths: list[str] = []
        self.page = page
        page.on("request", lambda request: self.paths.append(urlsplit(request.url).path))

    @property
    def weight(self) -> int:
        """The bytes of every answer so far."""
        return sum(map(self.weight_of, self.paths))

    def weight_of(self, path: str) -> int:
        """Give what a host sends for a path."""
        file = self.site / unquote(path).removeprefix(self.scope)
        file = file / "index.html" if file.is_dir() else file
        data = file.read_bytes()
        return len(gzip.compress(data, LEVEL)) if file.suffix in COMPRESSED else len(data)


@pytest.fixture
def visit(open_page: OpenPage, own_site: Path, address: str) -> Visit:
    """Come to a case study on a phone for the first time."""
    page = open_page("search/", width=390)
    page.goto("about:blank")
    visit = Visit(page, own_site)
    page.goto(f"{address}{CASE}", wait_until="networkidle")
    return visit


def test_a_case_study_is_light_and_asks_for_nothing_of_the_search(visit: Visit) -> None:
    assert visit.weight < 80 * KB  # 120 KB is what we promise
    assert len(visit.paths) <= 11
    assert [path for path in visit.paths if "pagefind" in path or "search" in path or "offline" in path] == []


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("participation", 150 * KB),
        ("who is on the board", 150 * KB),
        ("being paid for taking part", 220 * KB),
        ("people with learning disabilities", 220 * KB),
    ],
)
def test_the_first_filtered_result_costs_little_more(visit: Visit, words: str, most: int) -> None:
    before, requests = visit.weight, len(visit.paths)

    visit.page.keyboard.press("Control+k")
    dialog = visit.page.get_by_role("dialog", name="Search")
    dialog.get_by_text("Narrow down").click()
    dialog.get_by_label("Nation").select_option("Wales")
    dialog.get_by_role("searchbox").fill(words)
    expect(dialog.locator(".dw-hit mark").first).to_be_visible()
    visit.page.wait_for_load_state("networkidle")

    assert visit.weight - before < most  # 220 KB is what we promise
    assert len(visit.paths) - requests <= 30
    assert len([path for path in visit.paths if path.endswith("wasm.en.pagefind")]) == 1


def test_pointing_at_the_search_fetches_what_it_needs_first_and_once(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Search").hover()
    visit.page.wait_for_function(
        "() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('.pf_meta'))"
    )
    visit.page.wait_for_load_state("networkidle")

    names = [path.rpartition("/")[2] for path in visit.paths]
    first = ("search.js", "search.css", "pagefind.js", "pagefind-entry.json", "wasm.en.pagefind")
    assert {name: names.count(name) for name in first} == dict.fromkeys(first, 1)
