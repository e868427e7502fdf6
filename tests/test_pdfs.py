"""The project's own handouts and packs: all there, all words of the pages in them, in order, and fit for everybody."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from handouts.reading import read_back
from lxml import html
from pdfua import validate

from evidence.addresses import url_of
from evidence.citable import full_address
from evidence.content import Page
from evidence.handouts.packs import FEEDBACK, pack
from evidence.handouts.press import SIZES, is_printed
from evidence.handouts.sheets import Content
from evidence.handouts.typesetter import Typesetter
from evidence.harvard import date_in_words
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
SITE_DAY = date_in_words(SITE.checked)
CONTACT = SITE.settings.contact
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
ADDED_BY_A_PACK = ("Questions to cut out", "Cut along the dashed lines. Give each person or each table a card.")
"""What a pack says above its question cards."""

LEFT_OUT_OF_PACKS = re.compile(
    "Pages|Case studies linked with this .+|Case studies from here|Meeting packs with this page"
    "|Sources|Cite this page|Changes to this page"
)
"""The parts at the end of a page that a pack leaves out, but for the sources, which are those of all pages together."""

Said = str | re.Pattern[str]
"""What paper is to say: these words, or letters and digits of this pattern."""

COVER = (PACKS.folder, 1, "")
"""The one page without a foot: the first of a pack."""
_SIZE = re.compile(rb"/\S+ ([\d.]+) Tf")
NUMBER = re.compile(r"\d+")
ON_ONE_SIDE = re.compile(r"Printpages?\d+(to\d+)?questioncardsandpages?\d+(to\d+)?feedbackslipononesideofthepaper")


def letters(text: str) -> str:
    """Give the letters and digits of a text: where lines break, and at which hyphen, is the paper's affair."""
    return "".join(letter for letter in text if letter.isalnum())


@cache
def main_part(own_site: Path, uri: str) -> ET.Element:
    """Give the main part of a built page as another reader of HTML finds it."""
    page = (own_site / url_of(uri) / "index.html").read_bytes()
    tree: ET.Element = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    (main,) = [element for element in tree.iter() if element.get("id") == "main"]
    return main


def shown(element: ET.Element) -> Iterator[str]:
    """Give the words of a part of a page as the page shows them, piece by piece, with the address of each source."""
    if "dw-source__ref" in classes(element):
        yield from _reference(element)
        return
    yield element.text or ""
    for child in element:
        if not _is_left_out(child):
            yield from shown(child)
        yield child.tail or ""


def classes(element: ET.Element) -> set[str]:
    return set(element.get("class", "").split())


def of_class(element: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in element.iter() if name in classes(each)]


def words_in(element: ET.Element) -> str:
    return "".join(element.itertext())


def _reference(element: ET.Element) -> Iterator[str]:
    """A source's address stands on paper after its words, before the day on which it was seen."""
    words, *accessed = re.split(r"(?=\(Accessed: )", words_in(element))
    yield words
    yield from (f"Available at: {link.get('href')}" for link in element.iter("a"))
    yield from accessed


def _is_left_out(element: ET.Element) -> bool:
    about = element.tag == "a" and words_in(element) == "About this source"
    return about or element.tag in NOT_ON_PAPER or not classes(element).isdisjoint(CLASSES_NOT_ON_PAPER)


def about(name: str, uri: str) -> Iterator[str]:
    """Give what a document says of itself."""
    yield f"About this {name}"
    yield f"Read it online: {full_address(SITE, uri)}"
    yield f"Something not right? Choose “Suggest a correction” at the foot of that page, or write to {CONTACT}."
    yield f"Ask us for another format: {CONTACT}"
    yield "Share it: You may copy and share this under the licence CC BY 4.0."
    yield "Quotations belong to the people and bodies quoted."


def in_pack(own_site: Path, page: Page, *, large: bool) -> Iterator[Said]:
    """Give all that a pack says: what a pack adds, and the words of its pages without what it leaves out."""
    bundled = [SITE.by_uri[link.target] for link in page.links]
    parts = [main_part(own_site, each.uri) for each in (page, *bundled)]
    sources = _sources(own_site, parts)
    yield from ("Meeting pack", "in large print" * large, page.title, page.summary, "Meeting", "Date", "My name")
    yield from (f"Checked {SITE_DAY}.", full_address(SITE, page.uri), f"Ask us for another format: {CONTACT}")
    yield "Contents"
    ends = ("Questions to cut out", "Words used in this pack", "Sources", "Feedback slip")
    for title in ("About this meeting", *(each.title for each in bundled), *ends):
        yield from (title, NUMBER)
    yield from ("About this meeting", "What the meeting is for", page.text("purpose"), "Agenda")
    for number, point in enumerate(page.texts("agenda"), start=1):
        yield f"{number}. {point.value}"
    yield from ("Before you print", ON_ONE_SIDE)
    for text in of_class(parts[0], "md-typeset"):
        yield from shown(text)
    for part in parts[1:]:
        yield from shown(_without_its_end(part))
    yield from ADDED_BY_A_PACK
    for number, question in enumerate(page.texts("questions"), start=1):
        yield f"Question {number} {question.value}"
    yield "Words used in this pack"
    yield from _terms(own_site, parts)
    yield from about("pack", page.uri)
    yield "Sources"
    for line in (line for source in sources for line in source):
        # The numbers of its statements are those of one page.
        if "dw-source__back" not in classes(line):
            yield from shown(line)
    yield f"Feedback slip You need not give your name. Hand this to whoever ran the meeting, or send it to {CONTACT}."
    yield from FEEDBACK


def _without_its_end(main: ET.Element) -> ET.Element:
    """Take from the end of a page what a pack leaves out or has elsewhere."""
    rest = deepcopy(main)
    for above in list(rest.iter()):
        for part in above.findall("section"):
            if "dw-block" in classes(part) and LEFT_OUT_OF_PACKS.fullmatch(words_in(next(part.iter("h2")))):
                above.remove(part)
    return rest


def _terms(own_site: Path, parts: list[ET.Element]) -> list[str]:
    """Give the words that pages explain beside their text, with their meanings, by letter."""
    names = {each.get("id"): each.text or "" for each in main_part(own_site, "glossary.md").iter("h2")}
    found = {
        f"{names[term.get('href', '').partition('#')[2]]}: {words_in(tip)}"
        for part in parts
        for term in of_class(part, "dw-term")
        for tip in of_class(part, "dw-tip")
        if tip.get("id") == term.get("aria-describedby")
    }
    return sorted(found, key=lambda term: term.partition(":")[0].casefold())


def _sources(own_site: Path, parts: list[ET.Element]) -> list[ET.Element]:
    """Give each source of some pages once, in the order of the list of all sources."""
    listed = main_part(own_site, "references/index.md").iter("a")
    order = {link.get("href", "").strip("./").split("/")[-1]: number for number, link in enumerate(listed)}
    found = {item.get("id", ""): item for part in parts for item in of_class(part, "dw-source")}
    return sorted(found.values(), key=lambda item: order[item.get("id", "").removeprefix("src-")])


def assert_says(path: Path, title: str, said: Iterable[Said]) -> None:
    """Compare all that a PDF says, in order, with what it is to say, and the foot of each page with its title."""
    pages = read_back(path)
    for number, (_, beside) in enumerate(pages, start=1):
        foot = f"Doing With: {title} page {number} of {len(pages)}"
        assert letters(beside).endswith(letters(foot)) or (path.parent.name, number, beside) == COVER
    paper, at = letters("".join(words for words, _ in pages)), 0
    for piece in said:
        found = piece.match(paper, at) if isinstance(piece, re.Pattern) else None
        wanted = found[0] if found else letters(str(piece))
        assert paper.startswith(wanted, at), (
            f"'{piece}' does not follow '{paper[:at][-60:]}', but '{paper[at:][:60]}' does"
        )
        at += len(wanted)
    assert paper[at:] == ""


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
def test_every_word_of_the_page_is_in_its_handouts_in_order_and_nothing_else(own_site: Path, name: str) -> None:
    said = [*shown(main_part(own_site, f"{name}.md")), *about("handout", f"{name}.md")]

    for size in SIZES.values():
        assert_says(own_site / "handouts" / f"{name}{size}.pdf", SITE.by_uri[f"{name}.md"].title, said)


@pytest.mark.parametrize("name", [name for name in PRINTED if name not in HANDOUTS])
def test_every_word_of_its_pages_is_in_a_pack_in_order_and_nothing_else(own_site: Path, name: str) -> None:
    for large, size in SIZES.items():
        path, page = own_site / "handouts" / f"{name}{size}.pdf", SITE.by_uri[f"{name}.md"]

        assert_says(path, page.title, in_pack(own_site, page, large=large))


@pytest.mark.parametrize("large", SIZES)
def test_a_pack_may_bundle_pages_whose_tables_have_heads_of_rows(own_site: Path, tmp_path: Path, large: bool) -> None:
    page = read_page(Source("docs/meeting-packs/tables.md", PACK_OF_TABLES), "meeting-packs/tables.md")
    site = replace(SITE, pages=(*SITE.pages, page))
    contents = {uri: _content(own_site, SITE.by_uri[uri]) for uri in ("nations/index.md", "ways-to-involve/index.md")}

    path = tmp_path / "tables.pdf"
    path.write_bytes(Typesetter().pdf(pack(ROOT, site, Content(page, "", "", ""), contents), large=large))

    assert list(validate(str(path)).findings) == []


def _content(own_site: Path, page: Page) -> Content:
    tree = html.fromstring((own_site / url_of(page.uri) / "index.html").read_bytes())
    parts = (".//div[@class='dw-head']", ".//div[@class='md-typeset dw-block']", ".//section[@class='dw-block']")
    return Content(
        page, *("".join(html.tostring(each, encoding="unicode") for each in tree.iterfind(p)) for p in parts)
    )


@pytest.mark.parametrize("name", PRINTED)
def test_a_checker_of_accessible_pdfs_finds_nothing(own_site: Path, name: str) -> None:
    for size in ("", "-large"):
        report = validate(str(own_site / "handouts" / f"{name}{size}.pdf"))

        assert [(finding.rule_id, finding.message) for finding in report.findings] == []
        # It stumbles over its rule on empty headings. The next test compares the words of each heading.
        assert {outcome.rule_id for outcome in report.skipped} <= {"UA-14-001"}


@pytest.mark.parametrize("name", PRINTED)
def test_each_file_is_tagged_named_and_can_be_found_one_s_way_in(own_site: Path, name: str) -> None:
    headings = [letters(heading) for heading in headings_of(own_site, SITE.by_uri[f"{name}.md"])]

    for size in SIZES.values():
        with pikepdf.open(own_site / "handouts" / f"{name}{size}.pdf") as document:
            root = document.Root
            assert str(root.Lang) == "en-GB"
            assert bool(root.MarkInfo.Marked)
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert str(document.docinfo.Title) == SITE.by_uri[f"{name}.md"].title
            assert [letters(title) for title in bookmarks(document.open_outline().root)] == headings
            links = [note for page in document.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
            assert all(str(link.get("/Contents", "")) for link in links)


def bookmarks(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from bookmarks(item.children)


def headings_of(own_site: Path, page: Page) -> Iterator[str]:
    """Give the headings of a document, in order."""
    main = main_part(own_site, page.uri)
    if page.page_type is not PACKS:
        yield from (*_headings(main), "About this handout")
        return
    yield from ("About this meeting", "What the meeting is for", "Agenda", "Before you print")
    for text in of_class(main, "md-typeset"):
        yield from _headings(text)
    for link in page.links:
        yield from _headings(_without_its_end(main_part(own_site, link.target)))
    yield from ("Questions to cut out", "Words used in this pack", "About this pack", "Sources", "Feedback slip")
    yield from FEEDBACK


def _headings(element: ET.Element) -> Iterator[str]:
    """Give the headings that a part of a page shows."""
    for child in element:
        if re.fullmatch("h[1-6]", str(child.tag)):
            yield "".join(shown(child))
        elif not _is_left_out(child):
            yield from _headings(child)


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_is_smaller_than_it_may_be_and_no_face_is_slanted(own_site: Path, name: str) -> None:
    for size, least in (("", 12), ("-large", 18)):
        with pikepdf.open(own_site / "handouts" / f"{name}{size}.pdf") as document:
            # Sizes are taken from what chooses a face: the test below says that no page draws them smaller.
            chosen = {float(points) for page in document.pages for points in _SIZE.findall(page.Contents.read_bytes())}
            faces = {str(face.BaseFont) for page in document.pages for face in page.Resources.Font.values()}

        assert min(chosen) >= least
        assert not [face for face in faces if "Italic" in face or "Oblique" in face]


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_letters_are_as_large_as_the_size_that_is_chosen(own_site: Path, name: str) -> None:
    with pdfplumber.open(own_site / "handouts" / f"{name}.pdf") as opened:
        assert {tuple(mark["matrix"][:4]) for page in opened.pages for mark in page.chars} == {(1, 0, 0, 1)}


@pytest.mark.parametrize("name", PRINTED)
def test_large_print_splits_no_word(own_site: Path, name: str) -> None:
    def split(size: str) -> list[str]:
        # The reader puts this sign where a line ends with a hyphen. Addresses may end a line anywhere; they come last.
        with closing(pypdfium2.PdfDocument(own_site / "handouts" / f"{name}{size}.pdf")) as document:
            words = "\n".join(page.get_textpage().get_text_range() for page in document)
        return re.findall(r"\w+\ufffe\w+", words.rpartition("\nSources\r")[0] or words)

    assert split("-large") == []
    assert name != "nations/wales" or split("") != []
