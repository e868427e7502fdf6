"""The rules of WCAG 2.2 AA that a machine can test, on one page of each kind, in both palettes."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

KINDS = {
    "home": "",
    "nation": "nations/scotland/",
    "index of nations": "nations/",
    "case study": "case-studies/swansea-supported-living-tender/",
    "meeting pack": "meeting-packs/wales/",
    "source": "references/scie2013coproduction/",
    "sources": "references/by-nation/",
    "fields": "contributing/fields/",
    "rule": "contributing/rules/unresolved-citation/",
    "health": "contributing/health/",
    "changes": "about/changes/",
    "data": "data/",
    "search": "search/",
    "offline": "about/offline/",
    "lost": "nowhere/",
    "explorer": "case-studies/explore/",
    "explorer, with filters": "case-studies/explore/?nation=wales&way=co-production",
    "explorer, with none left": "case-studies/explore/?way=coercion",
    "gap map": "gap-map/",
    "gap map of a nation": "gap-map/scotland/",
    "ladder and grid": "ways-to-involve/",
    "form": "contributing/add/",
}
DRAWN = ("home", "index of nations", "case study", "sources", "explorer, with filters", "gap map", "ladder and grid")
"""The kinds of page with drawings that a narrow window folds."""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
"""The rules that another palette can break."""
SETTLED = 350
"""Milliseconds until colours have changed over after a switch of the palette."""


def faults(page: Page, rules: dict[str, list[str]] = RULES) -> list[str]:
    """Give each rule that axe finds broken, with the first places."""
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{fault['id']}: {[node['html'][:120] for node in fault['nodes'][:3]]}" for fault in found]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_either_palette(open_page: OpenPage, kind: str) -> None:
    page = open_page(KINDS[kind])
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("rung" if kind == "lost" else "^(?!There is a rung)"))
    assert faults(page) == []

    page.locator("label[title='Switch to dark colours']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "dw-dark")
    page.wait_for_timeout(SETTLED)
    assert faults(page, COLOURS) == []


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("kind", DRAWN)
def test_axe_finds_nothing_in_drawings_that_are_folded(open_page: OpenPage, kind: str, width: int) -> None:
    page = open_page(KINDS[kind], width=width)
    assert faults(page) == []

    page.locator("label[title='Switch to dark colours']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "dw-dark")
    page.wait_for_timeout(SETTLED)
    assert faults(page, COLOURS) == []


def test_axe_finds_nothing_on_a_phone_with_the_menu_and_a_preview_open(open_page: OpenPage) -> None:
    page = open_page(KINDS["nation"], width=390)
    page.locator(".md-typeset .dw-num").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".md-typeset .dw-tip").first).to_be_visible()
    assert faults(page) == []

    page.locator(".dw-menu summary").click()
    assert faults(page) == []


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_in_the_search(open_page: OpenPage, width: int, palette: str) -> None:
    page = open_page(KINDS["case study"], width=width, color_scheme=palette)
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
    page.get_by_label("Co-design").check()
    page.get_by_label("A source says so").check()
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
