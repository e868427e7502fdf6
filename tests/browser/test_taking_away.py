"""References, data and changes in a real browser: what a reader presses is what a reader gets."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

CASE = "case-studies/swansea-supported-living-tender/"
SOURCE = "references/scie2013coproduction/"


@pytest.mark.parametrize(
    ("path", "label", "link", "name", "words"),
    [
        (CASE, "Take these sources with you", "BibTeX", "swansea-supported-living-tender-sources.bib", "sciendswansea"),
        (CASE, "Take this reference with you", "RIS", "swansea-supported-living-tender.ris", "TY  - ELEC"),
        (SOURCE, "Take this reference with you", "CSL-JSON", "scie2013coproduction.json", '"issued"'),
        ("references/", "Take all sources with you", "RIS", "library.ris", "ER  - "),
        ("data/", "Take this table with you", "CSV", "pages.csv", "\ufeffpage,address"),
    ],
)
def test_a_press_saves_the_file_under_its_name(
    open_page: OpenPage, path: str, label: str, link: str, name: str, words: str
) -> None:
    page = open_page(path)

    with page.expect_download() as download:
        page.get_by_role("list", name=label).first.get_by_role("link", name=re.compile(link)).click()

    assert download.value.suggested_filename == name
    assert words in Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [CASE, SOURCE, "data/", "about/changes/"])
def test_nothing_stands_out_sideways_on_a_small_phone(open_page: OpenPage, path: str) -> None:
    page = open_page(path, width=320)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_way_from_the_home_page_to_what_changed(open_page: OpenPage) -> None:
    page = open_page()

    page.get_by_role("link", name="since your last meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Since your last meeting")
    page.get_by_role("link", name=re.compile("Swansea")).click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()


def test_the_cite_box_is_printed_without_what_cannot_be_pressed_on_paper(open_page: OpenPage) -> None:
    page = open_page(CASE)
    page.emulate_media(media="print")

    expect(page.locator(".dw-citebox h2")).to_be_visible()
    expect(page.locator(".dw-cite-own")).to_contain_text("last checked")
    expect(page.locator(".dw-take").first).to_be_hidden()
