"""The rules of WCAG 2.2 AA that a machine can test, on a long and a short page of each kind, in both palettes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

KINDS = {
    "home": "",
    "index of nations": "nations/",
    "index with a table": "barriers/",
    "index of case studies": "case-studies/",
    "ladder and grid": "ways-to-involve/",
    "explorer": "case-studies/explore/",
    "explorer, with filters": "case-studies/explore/?nation=wales&way=co-production",
    "explorer, with none left": "case-studies/explore/?way=coercion",
    "gap map": "gap-map/",
    "form": "contributing/add/",
    "form of a barrier": "contributing/add/barrier/",
    "gap map, at a number": "gap-map/#co-production-and-plan",
    "sources": "references/",
    "sources by nation": "references/by-nation/",
    "glossary": "glossary/",
    "discussion guide": "discussion-guide/",
    "about": "about/",
    "changes": "about/changes/",
    "offline": "about/offline/",
    "not kept": "about/offline/#not-kept",
    "data": "data/",
    "search": "search/",
    "contributing": "contributing/",
    "wide table": "contributing/benchmark/",
    "fields": "contributing/fields/",
    "health": "contributing/health/",
    "lost": "nowhere/",
}
FOLDERS = (
    "nations", "ways-to-involve", "commissioning", "understanding", "case-studies", "benefits", "barriers",
    "meeting-packs", "references", "gap-map", "contributing/rules", "contributing/decisions",
)  # fmt: skip
"""The folders whose pages are of one kind: of each, the longest and the shortest page is looked at."""
NOT_OF_THE_KIND = re.compile(r"by-\w+|explore")
RULES: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
AGAIN = {**RULES, "preload": False}
"""The same without the one rule for which axe fetches every style sheet anew."""
NARROW = {**AGAIN, "rules": {"color-contrast": {"enabled": False}}}
"""And without the colours: at 320 pixels a page has those that it has at 390."""
WIDTHS: dict[int, dict[str, object]] = {1280: AGAIN, 390: AGAIN, 320: NARROW}
"""What is looked at in a window of each width."""
STILL = {"reduced_motion": "reduce"}
"""Colours change at once, so nobody has to wait before looking."""


def faults(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """Give each rule that axe finds broken, with the first places."""
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{fault['id']}: {[node['html'][:120] for node in fault['nodes'][:3]]}" for fault in found]


def look(page: Page) -> None:
    """Look at an open page in both palettes and at three widths."""
    for width, rules in (WIDTHS | {1280: RULES}).items():
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page, rules) == []

    page.locator("label[title='Switch to dark colours']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "dw-dark")
    for width, rules in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page, rules) == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_kind_of_page(open_page: OpenPage, kind: str) -> None:
    page = open_page(KINDS[kind], **STILL)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("rung" if kind == "lost" else "^(?!There is a rung)"))

    look(page)


@pytest.mark.parametrize("length", ["longest", "shortest"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_axe_finds_nothing_on_the_longest_and_the_shortest(
    open_page: OpenPage, own_site: Path, folder: str, length: str
) -> None:
    pages = {path: path.stat().st_size for path in (own_site / folder).glob("*/index.html")}
    of_the_kind = {path: size for path, size in pages.items() if not NOT_OF_THE_KIND.fullmatch(path.parent.name)}
    chosen = (max if length == "longest" else min)(of_the_kind, key=of_the_kind.__getitem__)

    look(open_page(f"{chosen.parent.relative_to(own_site).as_posix()}/", **STILL))


def test_axe_finds_nothing_on_a_phone_with_the_menu_and_a_preview_open(open_page: OpenPage) -> None:
    page = open_page("nations/scotland/", width=390)
    page.locator(".md-typeset .dw-num").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".md-typeset .dw-tip").first).to_be_visible()
    assert faults(page) == []

    page.locator(".dw-menu summary").click()
    assert faults(page) == []


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_in_the_search(open_page: OpenPage, width: int, palette: str) -> None:
    page = open_page("case-studies/swansea-supported-living-tender/", width=width, color_scheme=palette)
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("status")).to_have_text("Write a word, or choose from the lists.")
    assert faults(page) == []

    if width < 768:
        dialog.get_by_text("Narrow down").click()
    dialog.get_by_label("Nation").select_option("Wales")
    dialog.get_by_role("searchbox").fill("people")
    expect(dialog.locator("mark").first).to_be_visible()
    assert faults(page) == []
    assert dialog.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0

    dialog.get_by_role("searchbox").fill("xyzzyx")
    expect(dialog.get_by_text("Nothing found.")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_in_a_form_that_is_half_filled(open_page: OpenPage, width: int, palette: str) -> None:
    page = open_page(KINDS["form"], width=width, color_scheme=palette)
    page.locator("#f-nations-wales").check()
    page.get_by_text("Choose from 12").click()
    page.get_by_label("Co-design", exact=True).check()
    page.get_by_role("radio", name="A source says so").check()
    page.get_by_label("What was done").fill("They met [@scie2013coproduction].\nThey talked.")
    page.get_by_role("button", name="Add a source that is not there").click()
    page.get_by_label("People who wrote it").fill("Doe, Jane")
    page.locator("summary", has_text="See the file").click()
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#open")).to_be_focused()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0

    page.get_by_role("button", name="Put in a source for When", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Put it in", exact=True).click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    assert dialog.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0
