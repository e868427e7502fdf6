"""The case-study explorer, the gap map and the drawings, as readers use them."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

EXPLORER = "case-studies/explore/"
CASE = "case-studies/swansea-supported-living-tender/"
BUDGET = 120_000
"""Bytes, compressed, that a case study may weigh on a first visit, all in."""


def shown(page: Page) -> list[str]:
    """Give the titles of the case studies that are listed."""
    return page.locator(".dw-cases tbody tr:visible th > a").all_inner_texts()


def test_filters_narrow_the_table_and_the_address_holds_them(open_page: OpenPage) -> None:
    page = open_page(EXPLORER)
    status = page.get_by_role("status")
    every = shown(page)
    expect(status).to_have_text(f"{len(every)} case studies")

    page.get_by_label("Nation").select_option("Wales (3)")
    expect(status).to_have_text(f"3 of {len(every)} case studies: Wales")
    assert len(shown(page)) == 3
    page.get_by_label("Ways to involve").select_option("steering-groups")
    expect(status).to_have_text(f"1 of {len(every)} case studies: Wales, Steering groups")
    assert page.url.endswith("?nation=wales&way=steering-groups")
    (only,) = shown(page)

    page.get_by_role("link", name=only).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(only)
    page.go_back()
    expect(status).to_have_text(f"1 of {len(every)} case studies: Wales, Steering groups")
    assert shown(page) == [only]

    page.get_by_role("button", name="Show all").click()
    expect(status).to_have_text(f"{len(every)} case studies")
    assert shown(page) == every
    assert page.url.endswith(EXPLORER)


def test_an_address_that_is_shared_opens_the_same_view(open_page: OpenPage) -> None:
    page = open_page(f"{EXPLORER}?nation=scotland&area=do&lost=1&way=nowhere")

    expect(page.get_by_label("Nation")).to_have_value("scotland")
    expect(page.get_by_label("Areas of commissioning")).to_have_value("do")
    expect(page.get_by_label("Ways to involve")).to_have_value("")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ of \d+ case studies: Scotland, Do$"))


def test_where_none_is_left_the_page_says_that_this_is_a_finding(open_page: OpenPage) -> None:
    page = open_page(f"{EXPLORER}?way=coercion")

    expect(page.get_by_role("heading", name="We have no example of this yet. That is a finding too.")).to_be_visible()
    expect(page.get_by_role("table")).to_be_hidden()

    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("heading", name="We have no example")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()


def test_without_scripts_every_case_study_is_listed_and_no_filter_is_offered(open_page: OpenPage) -> None:
    page = open_page(f"{EXPLORER}?nation=wales", java_script_enabled=False)

    assert len(shown(page)) == int(page.get_by_role("status").inner_text().split()[0])
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#none")).to_be_hidden()


def test_paper_holds_what_was_chosen_and_no_filters(open_page: OpenPage) -> None:
    page = open_page(f"{EXPLORER}?nation=wales")
    page.emulate_media(media="print")

    assert len(shown(page)) == 3
    expect(page.get_by_text(re.compile(r"3 of \d+ case studies: Wales"))).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_count_of_the_gap_map_leads_to_as_many_case_studies(open_page: OpenPage, scripts: bool) -> None:
    page = open_page("gap-map/wales/", width=390, java_script_enabled=scripts)
    cell = page.get_by_role("link", name=re.compile(r"^\d+ case stud\w+: Co-production, Plan"))
    count = int(cell.inner_text().split()[0])

    cell.click()

    listed = page.locator(":target")
    expect(listed).to_be_in_viewport()
    titles = listed.locator("dd").all_inner_texts()
    assert len(titles) == count
    if scripts:
        listed.get_by_role("link", name="in the table").click()
        expect(page.get_by_role("status")).to_have_text(re.compile(f"^{count} of .*: Wales, Co-production, Plan$"))
        assert shown(page) == titles
    else:
        listed.get_by_role("link", name=titles[0]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(titles[0])


@pytest.mark.parametrize("path", ["gap-map/wales/", EXPLORER])
def test_the_pages_of_all_case_studies_say_how_to_cite_them(open_page: OpenPage, path: str) -> None:
    page = open_page(path)

    expect(page.get_by_text("Made from our case studies, last checked: ")).to_be_visible()
    cited = page.locator(".dw-cite-own")
    expect(cited).to_contain_text(f"{page.get_by_role('heading', level=1).inner_text()}. Doing With, last checked")
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert page.get_by_role("heading", level=1).inner_text() in Path(download.value.path()).read_text()


@pytest.mark.parametrize(
    ("path", "selector", "columns"),
    [
        ("gap-map/", ".dw-gapmap", 5),
        (EXPLORER, ".dw-cases", 6),
        ("ways-to-involve/", ".dw-grid3", 4),
        ("nations/", ".dw-compare", 2),
    ],
)
def test_a_table_that_is_folded_is_still_a_table(open_page: OpenPage, path: str, selector: str, columns: int) -> None:
    page = open_page(path, width=320)
    rows = page.locator(selector).first.get_by_role("row")

    assert rows.count() > 2
    assert rows.nth(0).get_by_role("columnheader").count() == columns
    assert rows.nth(1).get_by_role("rowheader").count() == 1
    assert rows.nth(1).get_by_role("cell").count() == columns - 1


@pytest.mark.parametrize(("width", "across"), [(1280, 4), (320, 1)])
def test_four_nations_stand_side_by_side_where_there_is_room(open_page: OpenPage, width: int, across: int) -> None:
    page = open_page("nations/", width=width)

    tops = page.locator(".dw-compare").first.evaluate(
        "table => [...table.tBodies[0].rows].map(row => row.getBoundingClientRect().top)"
    )

    assert len(tops) == 4
    assert len({*tops}) == 4 // across


@pytest.mark.parametrize("width", [320, 1280])
def test_each_rung_is_a_link_and_reaches_further_from_band_to_band(open_page: OpenPage, width: int) -> None:
    page = open_page("ways-to-involve/", width=width)
    ladder = page.locator(".dw-ladder")

    assert ladder.get_by_role("link").all_inner_texts() == [
        "Co-production", "Co-design", "Engagement", "Consultation", "Informing", "Education", "Coercion",
    ]  # fmt: skip
    reach = ladder.locator(".dw-rung__bar").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().width)")
    assert reach == sorted(reach, reverse=True)
    assert reach[0] == reach[1] > reach[2] > reach[4] > reach[5] > reach[6]


def test_the_main_navigation_stands_on_one_line(open_page: OpenPage) -> None:
    page = open_page(width=1280)

    tops = page.locator(".dw-nav a").evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")

    assert len({*tops}) == 1


def test_a_case_study_is_light_and_does_not_load_what_it_does_not_show(open_page: OpenPage) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("response", lambda response: asked.append(response.url))
    weight = 0

    def weigh(body: bytes) -> int:
        return min(len(body), len(gzip.compress(body)))

    page.goto(f"{page.url}{CASE}", wait_until="networkidle")
    for url in dict.fromkeys(asked):
        weight += weigh(page.request.get(url).body())

    assert weight < BUDGET
    assert len(asked) >= 8
    assert not [url for url in asked if url.endswith(("views.css", "explorer.js"))]
