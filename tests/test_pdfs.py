"""The project's own handouts and packs: all there, all words of the pages in them, in order, and fit for everybody."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from lxml import html
from pdfua import validate

from evidence.addresses import url_of
from evidence.content import Page, Site
from evidence.handouts.packs import pack
from evidence.handouts.press import SIZES, is_printed
from evidence.handouts.sheets import Content
from evidence.handouts.typesetter import Typesetter
from evidence.page_types import PACKS
from evidence.read import read_page, read_site
from evidence.source import Source

ROOT = Path(__file__).parents[1]
ONE_OF_EACH = (
    "nations/wales",
    "ways-to-involve/coercion",
    "commissioning/plan",
    "benefits/employability",
    "barriers/bureaucracy",
    "case-studies/swansea-supported-living-tender",
    "meeting-packs/wales",
)
"""One page of each kind."""

SITE = read_site(ROOT)
PRINTED = [page.uri.removesuffix(".md") for page in SITE.pages if is_printed(page)]
HANDOUTS = [name for name in PRINTED if not name.startswith(PACKS.folder)]

PACK_OF_TABLES = """---
title: Tables
summary: Two pages with tables whose rows have heads.
purpose: To compare.
agenda: [Welcome]
pages: [nations/index, ways-to-involve/index]
questions: [Who is not here?]
checked: 2026-11-23
---
"""

NOT_ON_PAPER: set[object] = {"nav", "script", "svg", "button", ET.Comment}
CLASSES_NOT_ON_PAPER = {"dw-noprint", "dw-tip", "headerlink", "dw-crumbs", "dw-toc"}
ADDED = (
    r"About this handout",
    r"Read it online: \S+(?: \S+/)?",
    r"Something not right\? Choose “Suggest a correction” at the foot of that page, or write to \S+",
    r"Ask us for another format: \S+",
    r"Share it: You may copy and share this under the licence CC BY 4\.0\.",
    r"Quotations belong to the people and bodies quoted\.",
    r"Available at:",
)
"""All that a handout says beside the words of its page, its addresses and what stands at the foot of each page."""


@pytest.fixture(scope="module")
def site() -> Site:
    return SITE


def letters(text: str) -> str:
    """Give the letters and digits of a text: where lines break, and at which hyphen, is the paper's affair."""
    return "".join(letter for letter in text if letter.isalnum())


@cache
def read_back(path: Path) -> str:
    """Give the words of a PDF as a reader of PDFs gives them, without the foot of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        count = len(document)
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    feet = [rf"\s*Doing With: [^\r]*?(?:\r\n[^\r]*)?\s*page {number} of {count}\s*$" for number in range(1, count + 1)]
    # The cover of a pack has no foot.
    assert [
        number for number, (foot, page) in enumerate(zip(feet, pages, strict=True)) if not re.search(foot, page)
    ] in (
        [],
        [0],
    )
    return "\n".join(re.sub(foot, "", page) for foot, page in zip(feet, pages, strict=True))


def shown(page: Path) -> Iterator[str]:
    """Give the words of a built page as it shows them, piece by piece, as another reader of HTML finds them.

    A source's address stands on paper before the day on which it was seen, so there a piece ends.
    """
    tree = html5lib.parse(page.read_bytes(), treebuilder="etree", namespaceHTMLElements=False)
    (main,) = [element for element in tree.iter() if element.get("id") == "main"]
    for piece in _pieces(main):
        yield from re.split(r"(?=\(Accessed: )", piece)


def _pieces(element: ET.Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if not _is_left_out(child):
            yield from _pieces(child)
        if child.tail:
            yield child.tail


def _is_left_out(element: ET.Element) -> bool:
    found = set(element.get("class", "").split())
    about = element.tag == "a" and "".join(element.itertext()) == "About this source"
    return about or element.tag in NOT_ON_PAPER or not found.isdisjoint(CLASSES_NOT_ON_PAPER)


def test_every_page_and_pack_is_there_in_both_sizes_and_linked(own_site: Path) -> None:
    made = {path.relative_to(own_site).as_posix() for path in (own_site / "handouts").rglob("*.pdf")}

    assert made == {f"handouts/{name}{size}.pdf" for name in PRINTED for size in ("", "-large")}
    for name in PRINTED:
        page = (own_site / name / "index.html").read_text(encoding="utf-8")
        for path, what in ((f"{name}.pdf", "(Handout|Meeting pack)"), (f"{name}-large.pdf", "Large print")):
            found = re.search(rf'<a href="\.\./\.\./handouts/{path}">{what} \(PDF, (\d+) pages?\)</a>', page)
            assert found, path
            with pikepdf.open(own_site / "handouts" / path) as document:
                assert len(document.pages) == int(found[found.lastindex or 1])


@pytest.mark.parametrize("name", HANDOUTS)
def test_every_word_of_the_page_is_in_its_handout_in_order_and_nothing_else(own_site: Path, name: str) -> None:
    words = read_back(own_site / "handouts" / f"{name}.pdf")
    left, at = [], 0
    paper = letters(words)

    for piece in filter(None, map(letters, shown(own_site / name / "index.html"))):
        found = paper.find(piece, at)
        assert found >= 0, f"'{piece}' is missing after '{paper[max(at - 60, 0) : at]}'"
        left.append(paper[at:found])
        at = found + len(piece)

    rest = "".join((*left, paper[at:]))
    page = (own_site / name / "index.html").read_text(encoding="utf-8")
    for address in sorted(set(re.findall(r'dw-source__ref">[^\n]*?<a href="([^"]+)"', page)), key=len, reverse=True):
        rest = rest.replace(letters(address.replace("&amp;", "&")), "")
    end = rest.index("Aboutthishandout")
    assert rest[:end].replace("Availableat", "") == ""
    said = " ".join(words[words.rindex("About this handout") :].split())
    for added in ADDED:
        said = re.sub(added, "", said)
    assert said.split() == []


@pytest.mark.parametrize("name", [name for name in PRINTED if name.startswith(PACKS.folder)])
def test_a_pack_holds_its_pages_its_words_and_its_sources(own_site: Path, site: Site, name: str) -> None:
    page = site.by_uri[f"{name}.md"]
    words = letters(read_back(own_site / "handouts" / f"{name}.pdf"))

    def stand_in_order(pieces: Iterator[str]) -> None:
        at = 0
        for piece in filter(None, map(letters, pieces)):
            at = words.find(piece, at)
            assert at >= 0, piece

    stand_in_order(iter((page.title, page.text("summary"), "Contents", "About this meeting", page.text("purpose"))))
    stand_in_order(text.value for text in page.texts("agenda"))
    stand_in_order(text.value for text in page.texts("questions"))
    stand_in_order(_titles(site, page))
    stand_in_order(iter(("Questions to cut out", "Words used in this pack", "Sources", "Feedback slip")))


@pytest.mark.parametrize("large", SIZES)
def test_a_pack_may_bundle_pages_whose_tables_have_heads_of_rows(
    own_site: Path, tmp_path: Path, large: bool
) -> None:
    page = read_page(Source("docs/meeting-packs/tables.md", PACK_OF_TABLES), "meeting-packs/tables.md")
    site = replace(SITE, pages=(*SITE.pages, page))
    contents = {uri: _content(own_site, SITE.by_uri[uri]) for uri in ("nations/index.md", "ways-to-involve/index.md")}

    path = tmp_path / "tables.pdf"
    path.write_bytes(Typesetter().pdf(pack(ROOT, site, Content(page, "", "", ""), contents), large=large))

    assert list(validate(str(path)).findings) == []


def _content(own_site: Path, page: Page) -> Content:
    main = html.fromstring((own_site / url_of(page.uri) / "index.html").read_bytes()).get_element_by_id("main")
    parts = (main.find_class(name) for name in ("dw-head", "md-typeset", "dw-block"))
    return Content(page, *("".join(html.tostring(each, encoding="unicode") for each in part) for part in parts))


def _titles(site: Site, page: Page) -> Iterator[str]:
    for link in page.links:
        yield site.by_uri[link.target].title
        yield site.by_uri[link.target].text("summary")


@pytest.mark.parametrize("name", PRINTED)
def test_a_checker_of_accessible_pdfs_finds_nothing(own_site: Path, name: str) -> None:
    for size in ("", "-large"):
        report = validate(str(own_site / "handouts" / f"{name}{size}.pdf"))

        assert [(finding.rule_id, finding.message) for finding in report.findings] == []


@pytest.mark.parametrize("name", PRINTED)
def test_each_file_is_tagged_named_and_can_be_found_one_s_way_in(own_site: Path, name: str) -> None:
    for size in ("", "-large"):
        with pikepdf.open(own_site / "handouts" / f"{name}{size}.pdf") as document:
            root = document.Root
            assert str(root.Lang) == "en-GB"
            assert bool(root.MarkInfo.Marked)
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert str(document.docinfo.Title) == SITE.by_uri[f"{name}.md"].title
            assert len(document.open_outline().root) >= 1
            links = [note for page in document.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
            assert all(str(link.get("/Contents", "")) for link in links)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_nothing_is_smaller_than_it_may_be_and_no_face_is_slanted(own_site: Path, name: str) -> None:
    for size, least in (("", 12), ("-large", 18)):
        with pdfplumber.open(io.BytesIO((own_site / "handouts" / f"{name}{size}.pdf").read_bytes())) as opened:
            found = {(round(mark["size"], 2), mark["fontname"]) for page in opened.pages for mark in page.chars}

        assert min(points for points, _ in found) >= least
        assert not [font for _, font in found if "Italic" in font or "Oblique" in font]


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_large_print_splits_no_word(own_site: Path, name: str) -> None:
    def split(size: str) -> list[str]:
        # The reader puts this sign where a line ends with a hyphen. Addresses may end a line anywhere; they come last.
        words = read_back(own_site / "handouts" / f"{name}{size}.pdf")
        return re.findall(r"\w+\ufffe\w+", words[: words.rindex("\nSources\r")])

    assert split("-large") == []
    assert name != "nations/wales" or split("") != []
