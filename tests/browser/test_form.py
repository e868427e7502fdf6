"""The forms that add a page, filled by a reader: what they say on the way, and the file that they hand over."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Download, Locator, Page, expect

from evidence.publish import build
from evidence.read import read_site
from evidence.rules import check
from evidence.rules.messages import Message
from tests.browser.test_accessibility import COLOURS, SETTLED, faults

OpenPage = Callable[..., Page]

ROOT = Path(__file__).parents[2]
FORM = "contributing/add/"
LONGEST_ADDRESS = 6000


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
    box(page, "Title").fill("Carers & councillors choose: Ŵyr Town")
    box(page, "Summary").fill('A panel of "carers" chose what the council paid for.')
    page.get_by_label("Wales").check()
    box(page, "Led by").fill("Ŵyr Town Council ")
    put_in(page, "Led by", "bovaird 2007 beyond engagement", "p. 846")
    page.get_by_text("Choose from 12").click()
    page.get_by_label("Co-production", exact=True).check()
    box(page, "What was done").fill("The panel met each month.\nBy the council's own account:\nCarers chose the questions.")
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
    page.get_by_role("radiogroup", name="Who links it with Growing social networks?").get_by_label("A source says so").check()
    put_in(page, "Growing social networks", "what our panel")
    box(page, "What we do not know").fill("Who sits on the panel.\nWhether anybody was paid.")
    expect(page.locator("#preview").get_by_text("Whether anybody was paid.")).to_be_visible()


def handed_over(page: Page) -> tuple[str, str]:
    """Give the name and the text of the file that is offered to download."""
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
