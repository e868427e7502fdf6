"""Reading the site: with a pointer, with the keyboard alone, on a phone, without scripts, and on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from markdown import Markdown
from playwright.sync_api import Page, expect

from evidence.settings import read_settings

OpenPage = Callable[..., Page]

NATION = "nations/scotland/"
KINDS = {
    "home": "",
    "nation": NATION,
    "index of nations": "nations/",
    "case study": "case-studies/swansea-supported-living-tender/",
    "index of case studies": "case-studies/",
    "way to involve": "ways-to-involve/co-production/",
    "area": "commissioning/plan/",
    "benefit": "benefits/feeling-valued-and-empowered/",
    "barrier": "barriers/bureaucracy/",
    "index of barriers": "barriers/",
    "meeting pack": "meeting-packs/wales/",
    "wide table": "understanding/cycle-of-activities/",
    "changes": "about/changes/",
    "data": "data/",
    "source": "references/scie2013coproduction/",
    "sources": "references/",
    "sources by kind": "references/by-kind/",
    "about": "about/",
    "contributing": "contributing/",
    "fields": "contributing/fields/",
    "health": "contributing/health/",
    "decision": "contributing/decisions/0003-addresses-of-statements/",
    "rule": "contributing/rules/unresolved-citation/",
    "search": "search/",
    "offline": "about/offline/",
    "lost": "nowhere/at/all/",
    "ladder and grid": "ways-to-involve/",
    "explorer": "case-studies/explore/",
    "gap map": "gap-map/",
    "gap map of a nation": "gap-map/wales/",
    "form": "contributing/add/",
    "form of a barrier": "contributing/add/barrier/",
}
MARK = {"light": "rgb(255, 198, 77)", "dark": "rgb(255, 201, 92)"}
"""The colour that marks what an address leads to."""
BOXES = ".dw-evidence, .dw-facts, .dw-preview, .dw-ask"
"""What holds words in boxes side by side, where a few words of an enlarged text must still fit."""
TWICE = "document.documentElement.style.setProperty('font-size', '250%', 'important')"
"""Makes all text twice its size: our own size is 125 % of a browser's."""
BROKEN = """selector => [...document.querySelectorAll(selector)].flatMap((within) => {
    const lines = (text, { index, 0: word }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top))).size;
    };
    const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT), broken = [];
    for (let text; (text = texts.nextNode()); ) {
        if (!text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
        if (text.parentElement.closest("thead, .dw-vh")) continue; // clipped, for screen readers
        broken.push(...[...text.data.matchAll(/\\p{L}+/gu)].filter((word) => lines(text, word) > 1).map(String));
    }
    return broken;
})"""
"""Gives the words, within what a selector names, that do not stand on one line."""


def overflow(page: Page) -> int:
    """Give how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def description(page: Page, selector: str) -> str:
    """Give what a screen reader is told of an element beside its name."""
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument")
    node = session.send("DOM.querySelector", {"nodeId": document["root"]["nodeId"], "selector": selector})
    tree = session.send("Accessibility.getPartialAXTree", {"nodeId": node["nodeId"], "fetchRelatives": False})
    return str(tree["nodes"][0]["description"]["value"])


def focus_first_citation(page: Page) -> None:
    """Walk to the first citation of the text with the keyboard."""
    page.locator(".md-typeset .dw-num").first.focus()
    page.keyboard.press("Tab")


def test_the_first_citation_is_shown_in_full_when_the_keyboard_reaches_it(open_page: OpenPage) -> None:
    page = open_page(NATION)
    cite, tip = page.locator(".md-typeset .dw-cite").first, page.locator(".md-typeset .dw-tip").first
    expect(tip).to_be_hidden()

    focus_first_citation(page)

    expect(cite).to_be_focused()
    expect(tip).to_be_visible()
    expect(tip).to_have_text(re.compile(r"\(\d{4}\) .+\. (Read|Not read)"))
    assert description(page, ".md-typeset .dw-cite") == tip.inner_text()

    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(cite).to_be_focused()

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(tip).to_be_visible()
    page.keyboard.press("Tab")
    expect(tip).to_be_hidden()


def test_a_preview_stays_while_it_is_pointed_at_and_goes_on_escape(open_page: OpenPage) -> None:
    page = open_page(NATION)
    cite, tip = page.locator(".md-typeset .dw-cite").first, page.locator(".md-typeset .dw-tip").first

    cite.hover()
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=5)
    page.wait_for_timeout(500)
    expect(tip).to_be_visible()

    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()

    cite.hover()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_every_preview_stands_under_its_citation_and_inside_the_window(open_page: OpenPage) -> None:
    for path in (NATION, KINDS["case study"], KINDS["index of nations"]):
        page = open_page(path, width=320)
        far = page.evaluate(
            """() => [...document.querySelectorAll(".dw-cite + .dw-tip")].filter((tip) => {
                const box = tip.getBoundingClientRect();
                const below = box.top - tip.previousElementSibling.getBoundingClientRect().bottom;
                return box.left < 0 || box.right > innerWidth || below < -10 || below > 20;
            }).map((tip) => tip.id)"""
        )
        assert far == [], path


@pytest.mark.parametrize("width", [320, 1280])
def test_each_preview_that_the_keyboard_reaches_is_wholly_in_view_and_alone(open_page: OpenPage, width: int) -> None:
    page = open_page("nations/wales/", width=width)
    focus_first_citation(page)

    seen, faults = 0, []
    while not page.evaluate("document.activeElement.matches('.dw-source a')"):
        if page.evaluate("document.activeElement.matches('.dw-cite, .dw-term')"):
            seen += 1
            faults += page.evaluate(
                """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
                    const open = [...document.querySelectorAll(".dw-tip")].filter(
                        (tip) => tip.checkVisibility({ visibilityProperty: true }));
                    const cite = document.activeElement.getBoundingClientRect();
                    const wrong = open.filter((tip) => {
                        const box = tip.getBoundingClientRect();
                        return box.top < 0 || box.bottom > innerHeight || (box.top < cite.top && box.bottom > cite.top);
                    });
                    done(open.length === 1 && !wrong.length ? [] : [[document.activeElement.textContent, open.length]]);
                })))"""
            )
        page.keyboard.press("Tab")

    assert faults == []
    assert seen > 60


def test_a_preview_in_a_table_is_not_cut_off(open_page: OpenPage) -> None:
    page = open_page(NATION, width=320)
    page.evaluate(
        """() => {
            const table = document.createElement("table");
            table.innerHTML = `<tr><td></td><td>${"wide&nbsp;".repeat(40)}</td></tr>`;
            table.querySelector("td").append(document.querySelector(".md-typeset .dw-cite"));
            table.querySelector("td").append(document.querySelector(".md-typeset .dw-tip"));
            document.querySelector(".md-typeset").prepend(table);
        }"""
    )

    page.locator("td .dw-cite").focus()

    tip = page.locator("td .dw-tip")
    expect(tip).to_be_visible()
    assert tip.evaluate(
        """tip => {
            tip.scrollIntoView({block: "center"});
            const box = tip.getBoundingClientRect();
            const shown = (x, y) => document.elementFromPoint(x, y) === tip;
            return shown(box.left + 5, box.top + 5) && shown(box.right - 5, box.bottom - 5) && box.right <= innerWidth;
        }"""
    )


def test_a_citation_leads_to_its_source_and_back(open_page: OpenPage) -> None:
    page = open_page(NATION)
    cite = page.locator(".md-typeset .dw-cite").first
    statement = page.locator(".md-typeset .dw-num").first.get_attribute("id")

    cite.click()

    entry = page.locator(".dw-source:target")
    expect(entry).to_be_in_viewport()
    assert page.url.endswith(str(cite.get_attribute("href")))

    entry.locator(f".dw-source__back a[href='#{statement}']").click()

    expect(page.locator(".dw-num:target")).to_have_attribute("id", str(statement))
    expect(page.locator(".dw-num:target")).to_be_in_viewport()


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(
    ("kind", "place", "marked"),
    [
        ("case study", "li > .dw-num", ".."),
        ("index of nations", ".md-typeset p > .dw-num", ".."),
        ("index of nations", "td > .dw-num", ".."),
        ("case study", ".dw-source", "."),
        ("case study", ".dw-facts li[id]", "."),
    ],
)
def test_what_an_address_leads_to_is_marked(
    open_page: OpenPage, kind: str, place: str, marked: str, palette: str
) -> None:
    page = open_page(KINDS[kind], color_scheme=palette)
    found, bar = page.locator(place).first, MARK[palette]
    box = found.locator(f"xpath={marked}")
    assert bar not in box.evaluate("box => getComputedStyle(box).boxShadow")

    page.goto(f"{page.url}#{found.get_attribute('id')}")

    assert bar in box.evaluate("box => getComputedStyle(box).boxShadow")
    page.emulate_media(forced_colors="active")
    assert box.evaluate("box => getComputedStyle(box).outlineStyle") == "solid"


def test_a_source_leads_to_the_statements_that_rest_on_it(open_page: OpenPage) -> None:
    page = open_page(NATION)
    page.locator(".dw-source").first.get_by_role("link", name="About this source").click()
    expect(page.get_by_role("heading", name="Every statement that rests on it")).to_be_visible()

    page.locator(".dw-statements .dw-num").first.click()

    expect(page.locator(":target")).to_be_in_viewport()


TABS = """=== "First"

    Words.

=== "Second"

    === "Third"

        Words.

    === "Fourth"

        <p id="s-abc123">A statement.</p>
"""


@pytest.mark.parametrize("anchor", ["", "#s-abc123"])
def test_a_link_to_a_statement_opens_the_tab_in_which_it_stands(
    open_page: OpenPage, converter: Markdown, anchor: str
) -> None:
    page = open_page()
    tabs, text_begins = converter.reset().convert(TABS), '<h2 id="what-the-law-asks"'
    page.route(
        f"**/{NATION}",
        lambda route: route.fulfill(
            body=(answer := route.fetch()).text().replace(text_begins, tabs + text_begins), response=answer
        ),
    )
    page.goto(f"{page.url}{NATION}{anchor}")
    statement = page.get_by_text("A statement.")
    expect(statement).to_be_visible(visible=bool(anchor))

    page.evaluate("location.hash = 's-abc123'")
    expect(statement).to_be_in_viewport()


def test_without_scripts_nothing_is_lost(open_page: OpenPage) -> None:
    page = open_page(NATION, width=390, java_script_enabled=False)
    cite, tip = page.locator(".md-typeset .dw-cite").first, page.locator(".md-typeset .dw-tip").first

    cite.hover()
    expect(tip).to_be_visible()
    cite.click()
    expect(page.locator(".dw-source:target")).to_be_in_viewport()

    page.get_by_text("Menu", exact=True).click()
    page.get_by_label("Menu").get_by_role("link", name="Sources").click()
    expect(page.get_by_role("heading", level=1, name="Sources")).to_be_visible()


def test_without_scripts_the_colours_follow_the_device(open_page: OpenPage) -> None:
    grounds = [
        open_page(NATION, java_script_enabled=False, color_scheme=scheme)
        .locator("body")
        .evaluate("body => getComputedStyle(body).backgroundColor")
        for scheme in ("light", "dark")
    ]

    assert grounds == ["rgb(255, 252, 246)", "rgb(26, 21, 32)"]


def test_on_a_phone_a_tap_goes_to_the_source(open_page: OpenPage) -> None:
    page = open_page(NATION, width=390, has_touch=True, is_mobile=True)

    page.locator(".md-typeset .dw-cite").first.tap()

    expect(page.locator(".dw-source:target")).to_be_in_viewport()
    expect(page.locator(".md-typeset .dw-tip").first).to_be_hidden()


def test_the_menu_on_a_phone_works_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(NATION, width=390)
    menu = page.locator(".dw-menu summary")
    menu.focus()

    page.keyboard.press("Enter")
    expect(page.get_by_label("Menu").get_by_role("link").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Menu").get_by_role("link").first).to_be_hidden()
    expect(menu).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Case studies")).to_be_visible()


def test_the_first_tab_leads_past_the_header(open_page: OpenPage) -> None:
    page = open_page("references/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".dw-crumbs a").first).to_be_focused()


@pytest.mark.parametrize("device", ["light", "dark"])
def test_the_palette_follows_the_device_until_the_reader_chooses_and_is_remembered(
    open_page: OpenPage, device: str
) -> None:
    other = {"light": "dark", "dark": "light"}[device]
    page = open_page(NATION, color_scheme=device)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", f"dw-{device}")

    page.get_by_role("radio", name=f"Switch to {other} colours").focus()
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", f"dw-{other}")

    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", f"dw-{other}")
    page.get_by_label("Main").get_by_role("link", name="Sources").click()
    expect(body).to_have_attribute("data-md-color-scheme", f"dw-{other}")

    page.locator(f"label[title='Switch to {device} colours']").click()
    expect(body).to_have_attribute("data-md-color-scheme", f"dw-{device}")


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_or_breaks_words(open_page: OpenPage, kind: str) -> None:
    page = open_page(KINDS[kind])
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("rung" if kind == "lost" else "^(?!There is a rung)"))

    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, f"at {width} pixels"

    page.evaluate(TWICE)
    for width, within in ((1280, "main, footer"), (390, BOXES), (320, BOXES)):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, f"at {width} pixels, with text twice its size"
        assert page.evaluate(BROKEN, within) == [], f"at {width} pixels, with text twice its size"


def test_no_page_scrolls_sideways_with_text_spaced_out(open_page: OpenPage) -> None:
    """Readers may widen the spaces between letters, words and lines (WCAG 1.4.12)."""
    page = open_page(KINDS["case study"], width=390, bypass_csp=True)

    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
        " p { margin-bottom: 2em !important; }"
    )

    assert overflow(page) == 0


def test_a_lost_reader_finds_the_way_home(open_page: OpenPage) -> None:
    page = open_page(KINDS["lost"])
    expect(page.get_by_role("heading", level=1)).to_have_text("There is a rung missing here.")

    correction = page.get_by_role("link", name="Suggest a correction").get_attribute("href") or ""
    assert correction.startswith(f"{read_settings(Path(__file__).parents[2]).repository}/issues/new?title=Correction")
    page.get_by_role("link", name="Go to the home page").click()

    expect(page.get_by_role("heading", level=1, name="Who gets a say")).to_be_visible()


def test_on_paper_the_ground_is_white_and_previews_are_left_out(open_page: OpenPage) -> None:
    page = open_page(NATION, color_scheme="dark")
    page.locator(".md-typeset .dw-cite").first.hover()

    page.emulate_media(media="print")

    expect(page.locator(".md-typeset .dw-tip").first).to_be_hidden()
    expect(page.locator(".dw-nav")).to_be_hidden()
    expect(page.get_by_role("link", name="CC BY 4.0")).to_be_visible()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".md-typeset li").first.evaluate("item => getComputedStyle(item).color") == "rgb(0, 0, 0)"
    assert overflow(page) == 0


SPELT = {
    "nations/wales/": ("case-studies/swansea-supported-living-tender/",),
    "": ("nations/", "case-studies/explore/?nation=wales"),
    "gap-map/": ("ways-to-involve/co-production/", "case-studies/gwent-advocacy-strategy/"),
    "ways-to-involve/": ("ways-to-involve/coercion/", "understanding/language/"),
    "about/changes/": ("nations/wales/",),
    "references/by-year/": ("references/scie2013coproduction/",),
    "case-studies/explore/": ("case-studies/gwent-advocacy-strategy/", "gap-map/"),
}
"""What pages lead to, and so say on paper: addresses below the site's own."""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("path", SPELT)
def test_on_paper_links_are_spelt_out_once(open_page: OpenPage, path: str, scripts: bool) -> None:
    page = open_page(path, java_script_enabled=scripts)
    page.emulate_media(media="print")

    spelt = page.evaluate(
        """() => [...document.querySelectorAll("main a[data-address]")].filter((link) =>
            link.checkVisibility() && getComputedStyle(link, "::after").content.startsWith('" (')
        ).map((link) => link.dataset.address)"""
    )

    site = read_settings(Path(__file__).parents[2]).site_url.removeprefix("https://")
    addresses = [site + address for address in SPELT[path]]
    assert {address: spelt.count(address) for address in addresses} == dict.fromkeys(addresses, 1)


def test_paper_says_where_links_lead(open_page: OpenPage, tmp_path: Path) -> None:
    paper = words_on_paper(open_page("nations/wales/"), tmp_path)

    assert paper.count("/doing-with/case-studies/swansea-supported-living-tender/)") == 1
    assert "(https://www.gov.wales/" in paper  # a source's own address


def test_paper_holds_the_table_of_case_studies_as_it_was_narrowed(open_page: OpenPage, tmp_path: Path) -> None:
    paper = words_on_paper(open_page("case-studies/explore/?nation=wales"), tmp_path)

    assert re.search(r"3of\d+casestudies:Wales", paper)
    assert "CasestudyNationWaystoinvolve" in paper.replace("commissioning", "").replace("Areasof", "")
    assert [place for place in ("Gwent", "Powys", "Swansea", "Doncaster", "Oxfordshire") if place in paper] == [
        "Gwent", "Powys", "Swansea",
    ]  # fmt: skip


def words_on_paper(page: Page, folder: Path) -> str:
    """Give the words of a page printed as PDF, without the spaces between them."""
    page.pdf(path=folder / "paper.pdf", prefer_css_page_size=True)
    with pdfplumber.open(folder / "paper.pdf") as paper:
        assert {(round(sheet.width), round(sheet.height)) for sheet in paper.pages} <= {(595, 842), (842, 595)}
        return "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
