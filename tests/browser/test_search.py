"""The search as readers use it: what opens it, what it finds and does not find, and what it says where it is not."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from evidence.preview import Preview
from evidence.publish import build
from evidence.read import read_site

OpenPage = Callable[..., Page]
Serve = Callable[[Path, str], AbstractContextManager[str]]

ROOT = Path(__file__).parents[2]
CASE = "case-studies/swansea-supported-living-tender/"
SCOPE = "/doing-with/"
WELSH = """---
title: {title}
summary: About families.
---

## Teulu

{words}
"""


def opened(page: Page) -> Locator:
    """Open the search with the keyboard; give its dialog once it is ready."""
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("status")).to_have_text("Write a word, or choose from the lists.")
    return dialog


def shut(page: Page) -> None:
    """Close the search with the keyboard, and wait until its place in the browser's history is left."""
    page.keyboard.press("Escape")
    page.wait_for_function("() => !history.state?.search")


def found(dialog: Locator, words: str) -> list[str]:
    """Look for words; give the titles of what is found."""
    status = dialog.get_by_role("status")
    dialog.get_by_role("searchbox").fill("")
    expect(status).to_have_text("Write a word, or choose from the lists.")
    dialog.get_by_role("searchbox").fill(words)
    expect(status).not_to_have_text("Write a word, or choose from the lists.")
    return sorted(dialog.get_by_role("heading", level=3).all_inner_texts())


def test_a_tap_opens_it_and_escape_gives_the_place_back(open_page: OpenPage) -> None:
    page = open_page(CASE, width=390, has_touch=True, is_mobile=True)
    button = page.get_by_role("button", name="Search")

    button.tap()
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox", name="Search")).to_be_focused()

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()

    button.tap()
    dialog.get_by_role("button", name="Close").tap()
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_it(open_page: OpenPage, key: str) -> None:
    page = open_page()

    page.keyboard.press(key)

    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("/")
    expect(dialog.get_by_role("searchbox")).to_have_value("/")


def test_the_key_of_one_character_can_be_switched_off(open_page: OpenPage) -> None:
    """Whoever speaks to a computer may say such a key by chance (WCAG 2.1.4)."""
    page = open_page()
    opened(page).get_by_label("The key / opens the search").uncheck()
    shut(page)
    page.reload()

    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_have_value("")

    page.get_by_label("The key / opens the search").check()
    shut(page)
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()


def test_a_key_in_a_field_is_a_letter(open_page: OpenPage) -> None:
    page = open_page("search/")
    page.get_by_role("searchbox").focus()

    page.keyboard.press("/")

    expect(page.get_by_role("searchbox")).to_have_value("/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_words_and_filters_together_lead_to_a_page_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(width=1280)
    dialog = opened(page)
    page.keyboard.type("supported living tender")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(dialog.get_by_label("Kind of page")).to_be_focused()
    page.keyboard.type("Case")
    expect(dialog.get_by_label("Kind of page")).to_have_value("Case study")
    page.keyboard.press("Tab")
    page.keyboard.type("Wales")
    first = dialog.get_by_role("heading", level=3).first
    expect(first).to_have_text("Citizens set and ran part of a tender: Swansea")
    expect(dialog.locator(".dw-hit mark").first).to_be_visible()

    first.get_by_role("link").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Citizens set and ran part of a tender: Swansea")


FOLDERS = {
    "Nation": ("nations", "nations"),
    "Way to involve": ("ways_to_involve", "ways-to-involve"),
    "Area of commissioning": ("commissioning_areas", "commissioning"),
}


@pytest.mark.parametrize("label", FOLDERS)
def test_a_filter_finds_the_cases_that_name_it_in_their_box(open_page: OpenPage, label: str) -> None:
    field, folder = FOLDERS[label]
    site = read_site(ROOT)
    dialog = opened(open_page())
    dialog.get_by_label("Kind of page").select_option("Case study")
    for page in site.in_folder(folder)[:4]:
        named = {case.title for case in site.in_folder("case-studies") for link in case.links
                 if link.field.name == field and link.target == page.uri}  # fmt: skip
        if not named:
            continue
        dialog.get_by_label(label).select_option("")
        expect(dialog.get_by_role("status")).to_have_text(f"{len(site.in_folder('case-studies'))} pages found")
        dialog.get_by_label(label).select_option(page.title)
        expect(dialog.get_by_role("status")).to_have_text(
            "1 page found" if len(named) == 1 else f"{len(named)} pages found"
        )
        for shown in range(6, len(named), 6):
            expect(dialog.locator(".dw-hit")).to_have_count(shown)
            dialog.get_by_role("button", name="Show more").click()
        expect(dialog.locator(".dw-hit")).to_have_count(len(named))
        assert set(dialog.get_by_role("heading", level=3).all_inner_texts()) == named


def test_sources_are_found_by_their_kind(open_page: OpenPage) -> None:
    dialog = opened(open_page())
    dialog.get_by_label("Kind of page").select_option("Source")
    dialog.get_by_label("Kind of source").select_option("Research")

    expect(dialog.get_by_role("status")).to_contain_text("pages found")

    works = read_site(ROOT).library.references.values()
    count = sum(1 for work in works if {"peer-reviewed", "review", "book"}.intersection(work.keywords))
    expect(dialog.get_by_role("status")).to_have_text(f"{count} pages found")
    dialog.get_by_role("button", name="Clear what was chosen").click()
    expect(dialog.get_by_label("Kind of source")).to_have_value("")


def test_a_list_by_choices_alone_begins_with_pages_of_evidence(open_page: OpenPage) -> None:
    dialog = opened(open_page())
    dialog.get_by_label("Kind of source").select_option("Research")
    expect(dialog.get_by_role("status")).to_contain_text("pages found")
    kinds = dialog.locator(".dw-hit h3 + p")
    while (more := dialog.get_by_role("button", name="Show more")).is_visible():
        shown = kinds.count()
        more.click()
        expect(kinds.nth(shown)).to_be_visible()

    order = {"Other page": 1, "Source": 2, "Page for editors": 3}
    ranks = [order.get(kind.split(" · ")[0], 0) for kind in kinds.all_inner_texts()]

    assert ranks == sorted(ranks)
    assert {0, 2} <= {*ranks}


def test_back_closes_the_search_and_keeps_the_page(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{page.url}{CASE}")
    address, dialog = page.url, opened(page)
    dialog.get_by_role("searchbox").fill("tender")
    expect(dialog.locator(".dw-hit").first).to_be_visible()

    page.go_back()
    expect(dialog).to_be_hidden()
    assert page.url == address

    page.go_forward()
    expect(dialog.get_by_role("searchbox")).to_have_value("tender")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    assert page.url == address

    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Who gets a say")).to_be_visible()


def test_back_from_a_result_shows_the_search_as_it_was(open_page: OpenPage) -> None:
    page = open_page(CASE)
    dialog = opened(page)
    dialog.get_by_label("Nation").select_option("Scotland")
    dialog.get_by_role("searchbox").fill("steering group")
    expect(dialog.locator(".dw-hit mark").first).to_be_visible()
    titles, status = dialog.get_by_role("heading", level=3).all_inner_texts(), dialog.get_by_role("status").inner_text()
    dialog.get_by_role("heading", level=3).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[0])

    page.go_back()

    expect(dialog.get_by_role("status")).to_have_text(status)
    expect(dialog.get_by_role("searchbox")).to_have_value("steering group")
    expect(dialog.get_by_label("Nation")).to_have_value("Scotland")
    assert dialog.get_by_role("heading", level=3).all_inner_texts() == titles


def test_a_result_on_the_same_page_is_gone_to_and_back_brings_the_search(open_page: OpenPage) -> None:
    page = open_page(CASE)
    dialog = opened(page)
    dialog.get_by_label("Kind of page").select_option("Case study")
    dialog.get_by_role("searchbox").fill("supported living tender")
    dialog.locator(f".dw-hit a[href*='/{CASE}#']").first.click()
    expect(dialog).to_be_hidden()
    expect(page.locator(":target")).to_be_in_viewport()

    page.go_back()

    expect(dialog.get_by_role("searchbox")).to_have_value("supported living tender")


@pytest.mark.parametrize("words", ["Gofal", "Café", "co-production Gofal", "advocacy xyzzyx", "&", "xyzzyx"])
def test_words_that_no_page_holds_are_not_shortened_or_left_out(open_page: OpenPage, words: str) -> None:
    dialog = opened(open_page())

    assert found(dialog, words) == []

    expect(dialog.get_by_role("status")).to_have_text("Nothing found. Try another word, or fewer choices.")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("advoc", "Independent advocacy"),
        ("co-pro", "Co-production"),
        ("Co-productions", "Co-production"),
        ("steering & groups", "Steering groups"),
        ('"people in a community plan"', "Self-organised provision"),
    ],
)
def test_a_beginning_a_plural_and_a_phrase_are_found(open_page: OpenPage, words: str, title: str) -> None:
    dialog = opened(open_page())
    dialog.get_by_label("Kind of page").select_option("Way to involve")

    dialog.get_by_role("searchbox").fill(words)

    expect(dialog.locator(".dw-hit mark").first).to_be_visible()
    expect(dialog.get_by_role("heading", level=3, name=title, exact=True)).to_be_visible()


@pytest.mark.parametrize("words", ["november", "statements", "read in part", "not read", "sources we read"])
def test_what_many_pages_say_in_the_same_words_finds_few(open_page: OpenPage, words: str) -> None:
    dialog = opened(open_page())
    dialog.get_by_label("Kind of page").select_option("Source")

    dialog.get_by_role("searchbox").fill(words)

    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^(Nothing|\d\d? pages?) found"))


@pytest.mark.parametrize(
    ("apart", "hyphened", "least"),
    [
        ("Co production of services", "co-production of services", 9),
        ("co production", "co\u2011production", 90),
        ("co production", "Coproduction", 90),
        ("well being", "wellbeing", 40),
        ("2021-2026", "2021\u20132026", 9),
        ("lived experience", "lived-experience", 60),
        ("people with lived experience", "people with lived-experience", 50),
        ("case study", "case-study", 20),
        ("easy read", "easy-read", 8),
        ("third sector", "third-sector", 15),
        ("decision making", "decision-making", 30),
        ('"lived experience"', "\u201clived experience\u201d", 55),
    ],
)
def test_a_space_finds_what_a_hyphen_finds(open_page: OpenPage, apart: str, hyphened: str, least: int) -> None:
    dialog = opened(open_page())
    status = dialog.get_by_role("status")

    titles = found(dialog, apart)
    count = status.inner_text()

    assert int(count.split()[0]) >= least
    assert (found(dialog, hyphened), status.inner_text()) == (titles, count)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("moving beyond the tick box", "Co-production with family carers in Belfast - moving beyond the tick box!"),
        ("long term Gwent", "A strategy for buying advocacy, made together: Gwent"),
        ('"Re-Opening ILF"', "Re-Opening ILF"),
        ('"self-directed support"', "Social Care (Self-directed Support) (Scotland) Act 2013"),
        ('"Advocacy Review - Suffolk"', "Advocacy Review - Suffolk"),
    ],
)
def test_words_are_found_whether_a_page_joins_them_or_not(open_page: OpenPage, words: str, title: str) -> None:
    dialog = opened(open_page())

    assert title in found(dialog, words)


def test_the_counts_are_those_of_all_spellings_together(open_page: OpenPage) -> None:
    dialog = opened(open_page())
    found(dialog, "coproduction")
    every = int(dialog.get_by_role("status").inner_text().split()[0])
    offered = dialog.get_by_label("Kind of page").locator("option").all_inner_texts()[1:]

    assert sum(int(option.rpartition("(")[2].rstrip(")")) for option in offered) == every


def test_a_phrase_that_no_page_holds_gives_the_pages_with_all_its_words(open_page: OpenPage) -> None:
    dialog = opened(open_page())
    found(dialog, '"board citizens advocacy"')

    expect(dialog.get_by_role("status")).to_have_text(
        re.compile(r"^We did not find these words one after another\. \d+ pages found with all of them$")
    )


def test_the_page_on_a_way_to_involve_comes_first_however_it_is_typed(open_page: OpenPage) -> None:
    dialog = opened(open_page())
    for words in ("co production", "Co-production", "coproduction"):
        found(dialog, words)
        assert dialog.get_by_role("heading", level=3).first.inner_text() == "Co-production"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("who is on the board", "board"), ("how do I pay people for taking part", "pay people taking part")],
)
def test_words_that_say_little_are_not_looked_for(open_page: OpenPage, asked: str, meant: str) -> None:
    dialog = opened(open_page())

    titles = found(dialog, asked)

    assert titles == found(dialog, meant) != []
    assert found(dialog, "the") != []


@pytest.mark.parametrize("words", ["duty to involve", "co-produce", "council must", "advocate", "strategic plans"])
def test_excerpts_hold_nothing_that_is_left_of_citations(open_page: OpenPage, words: str) -> None:
    dialog = opened(open_page())

    dialog.get_by_role("searchbox").fill(words)
    expect(dialog.locator(".dw-hit mark").first).to_be_visible()

    excerpts = dialog.locator(".dw-hit p:has(mark)").all_inner_texts()
    assert [found for found in excerpts if re.search(r"^[\s.,;:)]|\(\s*[,;)]|\s[.,;:)]", found)] == []


@pytest.mark.parametrize("file", ["pagefind.js", "*.pagefind", "*.pf_meta", "index/*", "filter/*", "fragment/*"])
def test_what_did_not_come_is_asked_for_again(browser: Browser, address: str, file: str) -> None:
    page = browser.new_context().new_page()
    page.route(f"**/pagefind/{file}", lambda route: route.abort())
    page.goto(f"{address}{CASE}")
    dialog = page.get_by_role("dialog", name="Search")
    page.keyboard.press("Control+k")
    dialog.get_by_role("searchbox").fill("tender")
    expect(dialog.get_by_role("status")).to_have_text("The search could not be loaded. Is the internet there?")

    expect(dialog.get_by_role("button", name="Try again")).to_be_visible()

    page.unroute_all()
    dialog.get_by_role("searchbox").press("Enter")

    expect(dialog.locator(".dw-hit mark").first).to_be_visible()
    expect(dialog.get_by_role("button", name="Try again")).to_be_hidden()
    expect(dialog.get_by_label("Nation").locator("option")).not_to_have_count(1)
    page.context.close()


def test_a_button_asks_again(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.route("**/pagefind/*.pagefind", lambda route: route.abort())
    page.goto(f"{address}{CASE}")
    dialog = page.get_by_role("dialog", name="Search")
    page.keyboard.press("Control+k")
    expect(dialog.get_by_role("button", name="Try again")).to_be_visible()

    page.unroute_all()
    dialog.get_by_role("button", name="Try again").click()

    expect(dialog.get_by_role("status")).to_have_text("Write a word, or choose from the lists.")
    page.context.close()


def test_more_results_are_shown_when_they_are_asked_for(open_page: OpenPage) -> None:
    dialog = opened(open_page())
    dialog.get_by_role("searchbox").fill("people")
    expect(dialog.locator(".dw-hit")).to_have_count(6)

    dialog.get_by_role("button", name="Show more").click()

    expect(dialog.locator(".dw-hit")).to_have_count(12)
    expect(dialog.locator(".dw-hit a").nth(0)).not_to_be_focused()
    expect(dialog.locator(".dw-hit").nth(6).get_by_role("link").first).to_be_focused()


def test_where_nothing_is_found_it_says_so_and_offers_pages_to_browse(open_page: OpenPage) -> None:
    dialog = opened(open_page(CASE))
    dialog.get_by_role("searchbox").fill("xyzzyx")
    expect(dialog.get_by_role("status")).to_have_text("Nothing found. Try another word, or fewer choices.")

    dialog.get_by_role("link", name="Four nations").click()

    expect(dialog.page.get_by_role("heading", level=1)).to_contain_text("nations")


@pytest.mark.parametrize("path", ["search/", "nowhere/at/all/"])
def test_a_page_with_a_search_of_its_own_opens_it_with_its_words(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.get_by_label("Words to look for").fill("advocacy")
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_have_value("advocacy")
    expect(dialog.locator(".dw-hit").first).to_be_visible()


def test_a_search_can_be_linked_to(open_page: OpenPage) -> None:
    page = open_page("search/?q=tender")

    expect(page.get_by_role("dialog").locator(".dw-hit").first).to_be_visible()


def test_a_lost_reader_is_offered_the_four_doors_at_any_depth(open_page: OpenPage) -> None:
    page = open_page("nowhere/at/all/")

    offered = page.locator("#main li a")

    assert offered.all_inner_texts() == ["My nation", "Ways to involve people", "Benefits", "Barriers", "Case studies"]
    offered.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The four nations")


def test_without_scripts_the_link_leads_to_pages_to_browse(open_page: OpenPage) -> None:
    page = open_page(CASE, java_script_enabled=False)

    page.get_by_role("banner").get_by_role("link", name="Search").click()

    expect(page.get_by_text("The search needs JavaScript")).to_be_visible()
    page.get_by_role("link", name="Case studies").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case studies")


@pytest.fixture
def small_page(browser: Browser, serve: Serve, project: Path, tmp_path: Path) -> Iterator[Page]:
    """Open the small project's site, with two pages about families, and one with a word that has an accent."""
    for slug, title, words in (
        ("a", "Grandchildren", "Ŵyr is a word."),
        ("b", "Plain", "Some write wyr for it."),
        ("c", "Meeting", "They met in a café."),
    ):
        (project / "docs" / "about" / f"{slug}.md").write_text(WELSH.format(title=title, words=words))
    with (project / "docs" / "about" / "index.md").open("a") as index:
        index.write("\nSee [one](a.md), [another](b.md) and [more](c.md).\n")
    assert build(project, tmp_path / "site").refusal == ""
    context = browser.new_context()
    with serve(tmp_path / "site", SCOPE) as host:
        page = context.new_page()
        page.goto(f"{host}{SCOPE}nations/wales/")
        yield page
        context.close()


def test_statements_and_gaps_are_found_and_sources_and_citations_are_not(small_page: Page) -> None:
    dialog = opened(small_page)

    assert found(dialog, "ministers listen") == ["Wales"]
    assert found(dialog, "whether it helps") == ["Wales"]
    assert found(dialog, "Author") == ["A work about listening"]  # the work's own page; Wales cites it
    assert found(dialog, "2020") == ["A work about listening"]
    assert found(dialog, "press") == []  # the publisher, which the full reference names


def test_accents_are_folded_both_ways(small_page: Page) -> None:
    dialog = opened(small_page)

    assert found(dialog, "wyr") == found(dialog, "Ŵyr") == found(dialog, "ŵYR") == ["Grandchildren", "Plain"]
    assert found(dialog, "Cafe") == found(dialog, "café") == ["Meeting"]


def test_a_preview_says_that_it_has_no_search_and_cannot_be_kept(
    browser: Browser, serve: Serve, project: Path, tmp_path: Path
) -> None:
    Preview(project, tmp_path / "site", f"http://localhost:8000{SCOPE}").build()
    context = browser.new_context()
    errors: list[str] = []
    with serve(tmp_path / "site", SCOPE) as host:
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text))
        page.goto(f"{host}{SCOPE}about/offline/")
        expect(page.get_by_text("This is a preview: it cannot be kept.")).to_be_visible()
        page.keyboard.press("/")
        expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("it has no search")
        expect(page.get_by_role("dialog").get_by_role("link", name="Sources")).to_be_visible()
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
        context.close()
    assert errors == []
