"""The forms that add a page, filled by a reader: what they say on the way, and the file that they hand over."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Download, Locator, Page, expect

from evidence.addresses import FORMS, url_of
from evidence.publish import build
from evidence.read import read_site
from evidence.rules import check
from evidence.rules.messages import Message

OpenPage = Callable[..., Page]

ROOT = Path(__file__).parents[2]
FORM = "contributing/add/"
LONGEST_ADDRESS = 6000
KNOWN = "bovaird2007beyond"
"""A source of the library."""


def box(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def put_in(page: Page, where: str, words: str, place: str = "") -> None:
    """Find a source for a question, and put it at the end of what stands there."""
    page.get_by_role("button", name=f"Put in a source for {where}", exact=True).click()
    dialog = page.get_by_role("dialog", name="Put in a source")
    dialog.get_by_role("searchbox").fill(words)
    expect(dialog.get_by_role("status")).to_have_text("1 source.")
    dialog.get_by_label("Where in it, if you know").fill(place)
    dialog.get_by_role("button", name="Put it in", exact=True).click()
    expect(dialog).to_be_hidden()


def fill(page: Page) -> None:
    """Fill the form for a case study, with a source of the library and a new one."""
    box(page, "Title").fill("Explore")  # as a page of the build's own is called
    expect(page.locator("#file-name")).to_have_text("docs/case-studies/explore-2.md")
    box(page, "Title").fill("Carers & councillors choose: Ŵyr Town")
    box(page, "Summary").fill('A panel of "carers" chose what the council paid for.')
    page.get_by_label("Wales").check()
    box(page, "Led by").fill("Ŵyr Town Council ")
    put_in(page, "Led by", "bovaird 2007 beyond engagement", "p. 846")
    page.get_by_text("Choose from 12").click()
    page.get_by_label("Co-production", exact=True).check()
    box(page, "What was done").fill(
        "The panel met each month.\nBy the council's own account:\nCarers chose the questions."
    )
    box(page, "What was done").press("ArrowUp")
    box(page, "What was done").press("ArrowUp")
    box(page, "What was done").press("End")
    put_in(page, "What was done", "bovaird 2007 beyond engagement", "pp. 846-847")

    page.get_by_role("button", name="Put in a source for Led by").click()
    page.get_by_role("button", name="It is not there: add it").click()
    box(page, "Organisations that wrote it").fill("Ŵyr Town Council")
    box(page, "Title of the source").fill("What our panel of carers decided: 50% & more")
    box(page, "Year").fill("2026")
    box(page, "Web address").fill("https://www.example.org/panel_of_carers?a=b&c=d")
    box(page, "The day you read it").fill("2026-11-20")
    box(page, "How much of it have you read?").select_option("Read in part")
    box(page, "Who speaks in it?").select_option("Report")
    box(page, "Which nation is it about?").select_option("Wales")

    story = box(page, "What was done")
    story.focus()
    story.press("Control+Home")
    story.press("ArrowDown")
    story.press("End")
    story.press("ArrowLeft")
    page.get_by_role("button", name="Put it where I was writing").click()
    page.get_by_text("Choose from 19").click()
    page.get_by_label("Growing social networks", exact=True).check()
    page.get_by_role("radiogroup", name="Who links it with Growing social networks?").get_by_label(
        "A source says so"
    ).check()
    put_in(page, "Growing social networks", "what our panel")
    lines = ("2015. Who began.", "100) A number.", "# 4 of them", "> 10 people", "- + 1 more")
    box(page, "What we do not know").fill("\n".join(("Who sits on the panel.", "Whether anybody was paid.", *lines)))
    expect(page.locator("#preview").get_by_text("Whether anybody was paid.")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press the Tab key until it comes to a control."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    pytest.fail(f"the Tab key does not come to {name}")


def handed_over(page: Page) -> tuple[str, str]:
    """Give the name and the text of the file that is offered to download."""
    page.get_by_role("button", name="Download the file").focus()  # what was typed last is shown now, and moves nothing
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the file").click()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of the project's own pages and library."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for name in ("references.bib", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_a_filled_form_gives_a_page_that_passes_the_check_and_reads_as_in_the_preview(
    open_page: OpenPage, project: Path
) -> None:
    page = open_page(FORM)
    fill(page)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", name="All is there. Thank you.")).to_be_visible()
    preview = page.locator("#preview")
    statements = preview.locator(".dw-preview__statement").all_inner_texts()
    leads = preview.locator(".dw-preview__lead").all_inner_texts()
    entries = preview.locator(".dw-preview__sources > li").all_inner_texts()
    facts = preview.locator("dd").all_inner_texts()

    name, text = handed_over(page)
    (project / "docs" / "case-studies" / name).write_text(text, encoding="utf-8")

    assert name == "carers-and-councillors-choose-wyr-town.md"
    assert [str(problem) for problem in check(read_site(project))] == []
    outcome = build(project, project / "site", handouts=False)
    assert (outcome.problems, outcome.refusal) == ((), "")
    built = html.parse(project / "site" / "case-studies" / name.removesuffix(".md") / "index.html").getroot()
    for unseen in built.find_class("dw-tip") + built.find_class("dw-num") + built.find_class("headerlink"):
        unseen.drop_tree()
    read = ["".join(item.itertext()).strip() for item in built.xpath("//div[contains(@class,'md-typeset')]//li")]
    assert statements == [" ".join(words.split()) for words in read]
    assert leads == ["By the council's own account (Ŵyr Town Council, 2026):"]
    assert set(leads) <= {" ".join("".join(words.itertext()).split()) for words in built.iter("p")}
    assert entries == [" ".join("".join(entry.itertext()).split()) for entry in built.find_class("dw-source__ref")]
    assert len(entries) == 2
    card = " ".join("".join(built.find_class("dw-facts")[0].itertext()).split())
    assert [fact for fact in facts if " ".join(fact.split()) not in card] == []


def test_what_is_left_out_is_said_in_the_words_of_the_check(open_page: OpenPage, project: Path) -> None:
    page = open_page(FORM)
    box(page, "Led by").fill("The council")
    box(page, "What was done").fill("They met [@bovaird2007].\nThey talked. They were paid; how much is not known.")
    planned = page.get_by_role("group", name="Planned by")
    planned.get_by_label("Partnership", exact=True).check()
    ground = planned.get_by_role("radiogroup", name="Who links it with Partnership?")
    ground.get_by_label("A source says so").check()
    ground.get_by_role("textbox").fill(f"So says [@{KNOWN}].")
    page.get_by_role("button", name="Add a source that is not there").click()
    box(page, "People who wrote it").fill("Doe, Jane et al\nJohn Smith")
    box(page, "Year").fill("last year")
    box(page, "Web address").fill("example.org")
    expect(page.locator("#f-title-wrong")).to_be_hidden()

    page.get_by_role("button", name="Check it").click()

    site = read_site(project)
    near = KNOWN
    told = [
        (Message.EMPTY_FIELD, {"field": "Title"}),
        (Message.EMPTY_FIELD, {"field": "Summary"}),
        (Message.EMPTY_FIELD, {"field": "Nation"}),
        (Message.WITHOUT_SOURCE, {"value": "The council", "field": "Led by"}),
        (Message.WITHOUT_GROUND, {"value": "Partnership", "field": "Planned by"}),
        (Message.UNRESOLVED_CITATION, {"key": "bovaird2007"}),
        (Message.UNCITED_STATEMENT, {"words": "They talked. They were paid; how much is not known."}),
        (Message.ET_AL, {"name": "Doe, Jane et al"}),
        (Message.UNCLEAR_NAME, {"name": "John Smith"}),
        (Message.INCOMPLETE_REFERENCE, {"key": "doendsource", "what": "title"}),
        (Message.INCOMPLETE_REFERENCE, {"key": "doendsource", "what": "year that we can read"}),
        (Message.MALFORMED_ADDRESS, {"url": "example.org"}),
        (Message.INCOMPLETE_REFERENCE, {"key": "doendsource", "what": "word on how much of it has been read"}),
    ]  # fmt: skip
    listed = page.locator("#open-list a").all_inner_texts()
    assert len(listed) == len(told)
    for shown, (message, values) in zip(listed, told, strict=True):
        assert shown.startswith(message.format(**values))
    expect(page.get_by_role("heading", name=f"{len(told)} things are still open")).to_be_visible()
    expect(page.locator("#open")).to_be_focused()
    assert [shown for shown in listed if re.search("YAML|schema|invalid|error", shown, re.IGNORECASE)] == []

    name, text = handed_over(page)
    (project / "docs" / "case-studies" / name).write_text(text, encoding="utf-8")
    found = [f"{problem.message} {problem.hint}" for problem in check(read_site(project))]
    label, title = site.labels[near], site.library.references[near].text("title")
    hint = Message.DID_YOU_MEAN.format(near=near, authors=label.authors, year=label.year, title=title)
    assert f"{Message.UNRESOLVED_CITATION.format(key='bovaird2007')} {hint}" in {*found} & {*listed}
    assert [shown for shown in listed if shown.startswith("'They talked.")] == [
        message for message in found if message.startswith("'They talked.")
    ]


def test_each_thing_that_is_open_leads_to_its_box(open_page: OpenPage) -> None:
    page = open_page(FORM)
    page.get_by_role("button", name="Check it").click()

    page.get_by_role("link", name="The field 'Nation' is empty.").click()
    expect(page.get_by_label("England")).to_be_focused()
    page.get_by_role("link", name="The field 'Title' is empty.").click()
    expect(box(page, "Title")).to_be_focused()
    expect(page.locator("#f-title-wrong")).to_have_text(re.compile("^The field 'Title' is empty. The page's title"))
    expect(box(page, "Title")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("constructor")  # which every object of a script has, and no page as its title
    page.keyboard.press("Tab")
    expect(page.locator("#f-title-wrong")).to_be_hidden()


def test_a_slip_is_told_when_somebody_leaves_its_box_and_not_before(open_page: OpenPage) -> None:
    page = open_page(FORM)
    story = box(page, "What was done")
    story.press_sequentially("They met.")
    expect(page.locator("#preview").get_by_text("They met.")).to_be_visible()
    expect(page.locator("#s-what-was-done-wrong")).to_be_hidden()

    box(page, "What changed").focus()

    expected = f"{Message.UNCITED_STATEMENT.format(words='They met.')} {Message.UNCITED_STATEMENT_HINT}"
    expect(page.locator("#s-what-was-done-wrong")).to_have_text(expected)
    expect(story).to_have_accessible_description(re.compile(re.escape(expected)))


def test_days_and_signs_that_the_check_refuses_are_told(open_page: OpenPage, project: Path) -> None:
    page = open_page(FORM)
    page.get_by_role("button", name="Add a source that is not there").click()
    box(page, "Web address").fill("https://example.org/")
    page.get_by_role("button", name="Check it").click()
    amp = {"words": "&amp;", "field": "title", "key": "anonndamp"}
    slips = [
        ("Last checked", "2126-11-23", "'{value}' in 'Last checked' is still to come.", {"value": "2126-11-23"}),
        ("Last checked", "0002-11-23", Message.NOT_A_DATE, {"value": "0002-11-23", "field": "Last checked"}),
        ("Last checked", "", Message.EMPTY_FIELD, {"field": "Last checked"}),
        ("Summary", f"By @{KNOWN}", Message.SOURCE_IN_PLAIN_FIELD, {"key": KNOWN, "field": "Summary"}),
        ("Title of the source", "A &amp; B", f"{Message.ENTITY_IN_REFERENCE} Type the sign itself: &", amp),
        ("Title of the source", "A [@b]", Message.SOURCE_IN_REFERENCE, {"field": "title", "key": "anonnda"}),
        ("The day you read it", "2126-11-23", Message.NOT_READ_THEN, {"value": "2126-11-23"}),
        ("The day you read it", "0002-11-23", Message.NOT_READ_THEN, {"value": "0002-11-23"}),
        ("Title", "All <b>of it", Message.HTML_IN_BOX, {"words": "<b>of it"}),
        ("Summary", "</i>", Message.HTML_IN_BOX, {"words": "</i>"}),
        ("What was done", f"They <b>met [@{KNOWN}].", Message.HTML_IN_TEXT, {"words": "<b>"}),
        ("What changed", f"[@{KNOWN}; p. 4]", Message.PART_WITHOUT_SOURCE, {"words": f"[@{KNOWN}; p. 4]"}),
        ("Web address", "https:///x.org/a", Message.MALFORMED_ADDRESS, {"url": "https:///x.org/a"}),
        ("Title of the source", "On <i>Us</i>", Message.HTML_IN_REFERENCE, {"words": "<i>Us</i>", "field": "title"}),
        ("Organisations that wrote it", "A <br>", Message.HTML_IN_REFERENCE, {"words": "<br>", "field": "author"}),
    ]  # fmt: skip
    for label, typed, message, values in slips:
        box(page, label).fill(typed)
        box(page, "What was hard").focus()
        told = page.locator("#open-list a").filter(has_text=message.format(**values))
        expect(told).to_have_count(1)

    name, text = handed_over(page)
    (project / "docs" / "case-studies" / name).write_text(text, encoding="utf-8")
    found = {problem.message for problem in check(read_site(project))}
    beyond = {Message.EMPTY_FIELD.format(field="checked")}
    assert {message.format(**values) for _, _, message, values in slips[7:]} | beyond <= found
    assert not any("change" in message for message in found)


def test_of_two_new_sources_that_are_one_the_second_is_told(open_page: OpenPage, project: Path) -> None:
    page = open_page(FORM)
    for number in (0, 1):
        page.get_by_role("button", name="Add a source that is not there").click()
        boxes = page.get_by_role("group", name="A new source").nth(number)
        boxes.get_by_label("Organisations that wrote it").fill("Ŵyr Town Council")
        boxes.get_by_label("Title of the source").fill("What our panel decided")
        boxes.get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Check it").click()

    expected = Message.DUPLICATE_REFERENCE.format(key="wyrtowncouncil2026panel", what="title and year")
    expect(page.locator("#open-list a").filter(has_text=expected)).to_have_count(1)
    name, text = handed_over(page)
    (project / "docs" / "case-studies" / name).write_text(text, encoding="utf-8")
    assert [problem.message for problem in check(read_site(project)) if "already be here" in problem.message] == [
        expected
    ]


def test_a_reload_loses_nothing_and_clearing_leaves_nothing(open_page: OpenPage) -> None:
    page = open_page(FORM)
    fill(page)
    before, preview = page.locator("#file").input_value(), page.locator("#preview").inner_text()

    page.reload()

    expect(box(page, "Title")).to_have_value("Carers & councillors choose: Ŵyr Town")
    assert page.locator("#file").input_value() == before
    assert page.locator("#preview").inner_text() == preview

    page.get_by_text("Choose from 19").click()
    link = page.get_by_label("Growing social networks", exact=True)
    link.uncheck()
    page.reload()
    page.get_by_text("Choose from 19").click()
    expect(link).not_to_be_checked()
    link.check()
    assert page.locator("#file").input_value() == before

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear the form").click()
    expect(box(page, "Title")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('dw-add'))") == []
    page.reload()
    expect(box(page, "Title")).to_have_value("")
    expect(page.get_by_role("group", name="A new source")).to_have_count(0)


@pytest.mark.parametrize("words", ["help", "wrong"])
def test_words_that_parts_of_the_form_are_called_by_are_kept_too(open_page: OpenPage, words: str) -> None:
    page = open_page(FORM)
    for label in ("Title", "Summary", "Led by"):
        box(page, label).fill(words)
    page.reload()

    for label in ("Title", "Summary", "Led by"):
        expect(box(page, label)).to_have_value(words)


def test_of_two_tabs_the_one_typed_in_last_is_kept_and_the_other_says_so(open_page: OpenPage) -> None:
    first = open_page(FORM)
    box(first, "Title").fill("Swansea")
    second = first.context.new_page()
    second.goto(first.url)
    box(second, "Title").fill("Powys")

    expect(first.locator("#kept")).to_contain_text("This form is open in another tab too.")
    expect(second.locator("#kept")).to_be_empty()

    box(first, "Summary").fill("Carers chose.")
    expect(second.locator("#kept")).to_contain_text("This form is open in another tab too.")
    expect(first.locator("#kept")).to_be_empty()
    first.reload()
    expect(box(first, "Title")).to_have_value("Swansea")
    expect(box(first, "Summary")).to_have_value("Carers chose.")


def test_the_form_says_where_nothing_can_be_kept(open_page: OpenPage) -> None:
    page = open_page(FORM)
    page.evaluate("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    box(page, "Title").fill("Swansea")

    expect(page.locator("#kept")).to_have_text("This browser keeps nothing. Copy the text before you leave.")


@pytest.mark.parametrize(
    ("kept", "title"),
    [
        ("null", ""),
        ("{", ""),
        ('"words"', ""),
        ('{"given": 5, "keys": null, "lost": {"a": 1}, "checked": "so"}', ""),
        (
            '{"given": [5, null, [], ["title"], ["title", {}], ["title", "Swansea"]], "lost": [5, ["nations"]]}',
            "Swansea",
        ),
        ('{"given": [["title", "Swansea"], ["new-1-type", "book"]], "keys": {"1": 5}}', "Swansea"),
        ('{"given": [["title", "Swansea"], ["new-1-type", "inproceedings"], ["new-1-seen", "so"]]}', "Swansea"),
    ],
)
def test_of_a_damaged_draft_what_is_sound_is_put_back(open_page: OpenPage, kept: str, title: str) -> None:
    page = open_page(FORM)
    page.evaluate("kept => localStorage.setItem(`dw-add ${location.pathname}`, kept)", kept)
    page.reload()

    expect(box(page, "Title")).to_have_value(title)
    expect(page.locator("#add")).to_be_visible()
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#open")).to_be_focused()
    expect(page.locator("#open-list")).to_contain_text("The field 'Nation' is empty.")


def test_a_keyboard_alone_fills_the_form(open_page: OpenPage) -> None:
    page = open_page(FORM)
    keys = page.keyboard
    page.get_by_role("link", name="Barrier", exact=True).focus()

    tab_to(page, "f-title")
    keys.type("Swansea")
    tab_to(page, "f-summary")
    keys.type("A tender.")
    tab_to(page, "f-nations-wales")
    keys.press("Space")
    tab_to(page, "f-lead_organisation")
    keys.type("The council")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.type("bovaird 2007 beyond")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.type("p. 4")
    keys.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(box(page, "Led by")).to_be_focused()
    expect(box(page, "Led by")).to_have_value("The council [@bovaird2007beyond, p. 4]")
    tab_to(page, "f-period")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert 'title: "Swansea"\nsummary: "A tender."\nnations: [wales]\n' in page.locator("#file").input_value()


def test_a_new_source_goes_where_somebody_wrote_and_not_where_the_tab_key_came_through(open_page: OpenPage) -> None:
    page = open_page(FORM)
    keys = page.keyboard
    box(page, "Led by").fill("The council")
    story = box(page, "What was done")
    story.press_sequentially("They met. They ate.")
    for _ in " They ate.":
        keys.press("ArrowLeft")
    tab_to(page, "bring")
    keys.press("Enter")
    put = page.get_by_role("button", name="Put it where I was writing")
    put.press("Enter")
    expect(story).to_have_value("They met [@anonndsource]. They ate.")

    page.reload()
    page.get_by_label("Wales").focus()
    tab_to(page, "f-lead_organisation")
    keys.press("Tab")
    keys.press("Enter")
    page.get_by_role("button", name="It is not there: add it").click()
    put.last.press("Enter")
    expect(box(page, "Led by")).to_have_value(re.compile(r"^The council \[@anonndsource\w*\]$"))


def test_the_key_of_a_new_source_follows_its_boxes_wherever_it_was_put(open_page: OpenPage) -> None:
    page = open_page(FORM)
    story = box(page, "What was done")
    story.fill("They met")
    for number in (0, 1):
        page.get_by_role("button", name="Add a source that is not there").click()
        page.get_by_role("group", name="A new source").nth(number).get_by_role("button", name="Put it").click()
    expect(story).to_have_value("They met [@anonndsource; @anonndsourceb]")
    box(page, "Led by").fill("As -@{anonndsourceb} [p. 4] says, by \\@anonndsource")

    for number, year in ((0, "2025"), (1, "2026")):
        boxes = page.get_by_role("group", name="A new source").nth(number)
        boxes.get_by_label("People who wrote it").fill("Ŵyr, Ann")
        boxes.get_by_label("Title of the source").fill("Our panel")
        boxes.get_by_label("Year").fill(year)
    page.get_by_role("button", name="Put it where I was writing").first.click()

    expect(box(page, "Led by")).to_have_value("As -@wyr2026panel [p. 4] says, by \\@anonndsource [@wyr2025panel]")
    expect(story).to_have_value("They met [@wyr2025panel; @wyr2026panel]")
    page.reload()
    expect(story).to_have_value("They met [@wyr2025panel; @wyr2026panel]")
    expect(page.locator("#preview")).to_contain_text("They met (Ŵyr, 2025; Ŵyr, 2026)")


def test_a_source_that_is_removed_leaves_its_citations_to_no_other(open_page: OpenPage) -> None:
    page = open_page(FORM)
    story = box(page, "What was done")
    for number, title in enumerate(("Annual report on carers", "Annual report on homes")):
        page.get_by_role("button", name="Add a source that is not there").click()
        boxes = page.get_by_role("group", name="A new source").nth(number)
        boxes.get_by_label("People who wrote it").fill("Doe, Ann")
        boxes.get_by_label("Title of the source").fill(title)
        boxes.get_by_label("Year").fill("2020")
    story.fill("Carers met [@doe2020annual].\nHomes were closed [@doe2020report].")

    page.get_by_role("button", name="Remove this source").first.click()
    page.reload()
    page.get_by_role("group", name="A new source").get_by_label("Title of the source").fill(
        "Annual report on all homes"
    )

    expect(story).to_have_value("Carers met [@doe2020annual].\nHomes were closed [@doe2020report].")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#open-list")).to_contain_text("The source 'doe2020annual' is not in our reference list.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The council", "The council [@bovaird2007beyond, p. 4]"),
        ("They met. They chose.", "They met. They chose [@bovaird2007beyond, p. 4]."),
        ("They met [@scie2013coproduction]", "They met [@scie2013coproduction; @bovaird2007beyond, p. 4]"),
    ],
)
def test_a_source_stands_before_the_stop_and_joins_the_one_behind_which_it_is_put(
    open_page: OpenPage, before: str, after: str
) -> None:
    page = open_page(FORM)
    box(page, "Led by").fill(before)
    put_in(page, "Led by", "bovaird 2007 beyond", "p. 4")

    expect(box(page, "Led by")).to_have_value(after)


def test_a_source_that_would_look_like_another_gets_its_letter_in_both(open_page: OpenPage) -> None:
    page = open_page(FORM)
    box(page, "What was done").fill("They met [@bovaird2007beyond].")
    page.get_by_role("button", name="Add a source that is not there").click()
    box(page, "What it is").select_option("A book")
    box(page, "People who wrote it").fill("Bovaird, Tony")
    box(page, "Title of the source").fill("Another work")
    box(page, "Year").fill("2007")

    expect(page.locator("#preview")).to_contain_text("They met (Bovaird, 2007b).")
    expect(page.locator(".dw-preview__sources")).to_contain_text("Bovaird, T. (2007b) ‘Beyond Engagement")


@pytest.mark.parametrize("statements", [3, 200])
def test_a_short_page_travels_in_the_address_and_a_long_one_is_pasted(open_page: OpenPage, statements: int) -> None:
    page = open_page(FORM)
    box(page, "Title").fill("Ŵyr & sons: 100% + more?")
    box(page, "What was done").fill("\n".join(f"Thing {number} happened." for number in range(statements)))
    box(page, "What was hard").focus()
    text = page.locator("#file").input_value()
    expect(page.locator("#short" if statements == 3 else "#long")).to_be_visible()
    expect(page.locator("#long" if statements == 3 else "#short")).to_be_hidden()

    links = {name: page.locator(f"#{name}").get_attribute("href") or "" for name in ("send", "send-long")}
    asked = {name: parse_qs(urlsplit(link).query) for name, link in links.items()}

    filename = ["docs/case-studies/wyr-and-sons-100-more.md"]
    assert asked == {"send": {"filename": filename, "value": [text]}, "send-long": {"filename": filename}}
    assert {urlsplit(link).path for link in links.values()} == {"/doing-with/new/main"}
    assert (len(links["send"]) < LONGEST_ADDRESS) == (statements == 3)
    assert "Thing 2 happened." in text


def test_the_text_can_be_copied(open_page: OpenPage) -> None:
    page = open_page(FORM, permissions=["clipboard-read", "clipboard-write"])
    box(page, "Title").fill("Swansea")
    page.get_by_role("button", name="Copy the text").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#file").input_value()


def test_without_scripts_the_page_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page(FORM, java_script_enabled=False)

    expect(page.get_by_text("This form needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Tell us about a case study")).to_have_attribute(
        "href", re.compile(r"/issues/new\?template=case-study\.yml$")
    )
    expect(page.locator("#add")).to_be_hidden()
    page.get_by_role("link", name="Add a case study in ten minutes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a case study in ten minutes")


def test_an_empty_cell_of_the_gap_map_opens_the_form_with_its_values(open_page: OpenPage) -> None:
    page = open_page("gap-map/wales/")
    page.get_by_role("link", name=re.compile("^None yet.*: Coercion, Plan")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Add a case study")
    expect(page.get_by_label("Wales")).to_be_checked()
    expect(page.locator("#f-ways_to_involve-coercion")).to_be_checked()
    expect(page.locator("#f-commissioning_areas-plan")).to_be_checked()


def test_a_value_that_is_not_on_the_list_is_told(open_page: OpenPage) -> None:
    page = open_page(f"{FORM}?nations=cornwall")
    page.get_by_role("button", name="Check it").click()

    link = page.get_by_role("link", name=Message.UNKNOWN_VALUE.format(value="cornwall", field="Nation"))
    link.click()
    expect(page.get_by_label("England")).to_be_focused()
    page.get_by_label("England").check()
    expect(link).to_have_count(0)


@pytest.mark.parametrize(("kind", "folder"), [("benefit", "benefits"), ("barrier", "barriers")])
def test_the_other_forms_give_sound_pages_too(open_page: OpenPage, project: Path, kind: str, folder: str) -> None:
    page = open_page(f"{FORM}{kind}/")
    box(page, "Title").fill(f"A new {kind}")
    box(page, "Summary").fill("Who says so, and how sure we are.")
    if kind == "benefit":
        page.get_by_label("Services", exact=True).check()
    box(page, "What it is").fill("Some say so [@bovaird2007beyond].")
    box(page, "Questions to take to a meeting").fill("Who is not in the room?")

    name, text = handed_over(page)
    (project / "docs" / folder / name).write_text(text, encoding="utf-8")

    assert name == f"a-new-{kind}.md"
    assert [str(problem) for problem in check(read_site(project))] == []


def test_no_other_page_asks_for_anything_of_the_forms(own_site: Path) -> None:
    asking = {
        path.relative_to(own_site).as_posix()
        for path in own_site.rglob("*.html")
        if re.search(r"assets/(?:styles/)?form\.", path.read_text(encoding="utf-8"))
    }

    assert asking == {f"{url_of(uri)}index.html" for uri in FORMS.values()}
