"""Setting documents: what stands in them, that it is the same every time, and what is refused."""

import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from evidence.handouts.sheets import Picture, Sheet
from evidence.handouts.typesetter import NotSetError, Typesetter

SheetOf = Callable[[str], Sheet]
ROWS = "".join(f"<tr><td>Row {number}</td><td>words of row {number}</td></tr>" for number in range(200))
WIDE_HEAD = "".join(f"<th>Heading{number}</th>" for number in range(14))
WIDE_ROW = "".join(f"<td>value{number}</td>" for number in range(14))
ONCE = """
import sys
import unicodedata
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import HEAD
from evidence.handouts.sheets import Content, handout
from evidence.handouts.typesetter import Typesetter
from evidence.read import read_site
root = Path(sys.argv[2])
site = read_site(root)
sheet = handout(root, site, Content(site.by_uri["nations/wales.md"], HEAD, "<p>Words</p>", ""))
sys.stdout.buffer.write(Typesetter().pdf(sheet, large=False))
"""


def text_of(pdf: bytes) -> list[str]:
    """Give the words on each page of a PDF, in order, with a space between any two."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [" ".join(word["text"] for word in page.extract_words()) for page in opened.pages]


def edges(pdf: bytes) -> list[tuple[float, float]]:
    """Give the outermost left and right edges of the words on each page of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [
            (min(word["x0"] for word in page.extract_words()), max(word["x1"] for word in page.extract_words()))
            for page in opened.pages
        ]


@pytest.mark.parametrize("large", [False, True])
def test_content_is_never_markup(sheet_of: SheetOf, typesetter: Typesetter, large: bool) -> None:
    hostile = '#read("/etc/passwd") *x* $y$ @z [#import "x"] \\#let _e_ `r` <label> // c /* d */ = E'

    pdf = typesetter.pdf(sheet_of(f"<p>{hostile.replace('<', '&lt;')}</p>"), large=large)

    assert hostile in " ".join(text_of(pdf))


def test_letters_of_welsh_and_irish_are_there(sheet_of: SheetOf, typesetter: Typesetter) -> None:
    letters = "ŵŷẃẁẅỳŴŶ áéíóúÁÉÍÓÚ ḃċḋḟġṁṗṡṫ âêîôû – “” ‘’ … € w\u0302"

    assert unicodedata.normalize("NFC", letters) in " ".join(
        text_of(typesetter.pdf(sheet_of(f"<p>{letters}</p>"), large=False))
    )


@pytest.mark.parametrize("tag", ["span", "strong", "code"])
def test_an_accented_letter_is_one_drawing_and_read_back_as_itself(
    sheet_of: SheetOf, typesetter: Typesetter, tag: str
) -> None:
    every = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1EFA)))
    letters = [letter for letter in every if unicodedata.normalize("NFD", letter) != letter]

    pdf = typesetter.pdf(sheet_of(f"<p><{tag}>{' '.join(letters)}</{tag}></p>"), large=False)

    assert " ".join(letters) in " ".join(text_of(pdf))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        drawn = [letter["text"] for page in opened.pages for letter in page.chars]
    assert [letter for letter in drawn if letter in letters] == letters


@pytest.mark.parametrize("large", [False, True])
def test_a_very_long_word_stays_on_the_page(sheet_of: SheetOf, typesetter: Typesetter, large: bool) -> None:
    pdf = typesetter.pdf(sheet_of(f"<p>{'x' * 280}</p>"), large=large)

    assert "x" * 280 in "".join(text_of(pdf)).replace(" ", "")
    assert all(left > 50 and right < 545 for left, right in edges(pdf))


def test_a_long_table_repeats_its_head_on_every_page(sheet_of: SheetOf, typesetter: Typesetter) -> None:
    table = f"<table><thead><tr><th>Name</th><th>Meaning</th></tr></thead><tbody>{ROWS}</tbody></table>"

    pages = text_of(typesetter.pdf(sheet_of(table), large=False))

    with_rows = [page for page in pages if "words of row" in page]
    assert len(with_rows) > 3
    assert all("Name Meaning" in page for page in with_rows)
    assert [number for number in range(200) if f"words of row {number}" not in " ".join(pages)] == []


@pytest.mark.parametrize("large", [False, True])
def test_a_table_with_heads_of_rows_is_set(sheet_of: SheetOf, typesetter: Typesetter, large: bool) -> None:
    head = '<tr><th scope="col">Nation</th><th scope="col">Law</th></tr>'
    row = '<tr><th scope="row">Cymru</th><td>An Act</td></tr>'

    pdf = typesetter.pdf(sheet_of(f"<table><thead>{head}</thead><tbody>{row}</tbody></table>"), large=large)

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        words = opened.pages[0].extract_words(extra_attrs=["fontname"])
        bold = {word["text"] for word in words if word["fontname"].endswith("-Bold")}
    assert {"Nation", "Law", "Cymru"} <= bold
    assert "Act" not in bold
    with pikepdf.open(io.BytesIO(pdf)) as document:
        cells = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"]
        assert [str(cell.A[0].Scope if isinstance(cell.A, pikepdf.Array) else cell.A.Scope) for cell in cells] == [
            "/Column",
            "/Column",
        ]


@pytest.mark.parametrize("large", [False, True])
def test_a_long_word_in_a_table_is_broken(sheet_of: SheetOf, typesetter: Typesetter, large: bool) -> None:
    pdf = typesetter.pdf(sheet_of(f"<table><tr><td>One</td><td>{'x' * 58}</td><td>Two</td></tr></table>"), large=large)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        kinds = [str(each.get("/S")) for each in document.objects if isinstance(each, pikepdf.Dictionary)]
    assert kinds.count("/TD") == 3
    assert all(left > 50 and right < 545 for left, right in edges(pdf))


@pytest.mark.parametrize("large", [False, True])
def test_a_table_too_wide_for_the_page_becomes_entries(sheet_of: SheetOf, typesetter: Typesetter, large: bool) -> None:
    table = f"<table><thead><tr>{WIDE_HEAD}</tr></thead><tbody><tr>{WIDE_ROW}</tr></tbody></table>"

    pdf = typesetter.pdf(sheet_of(table), large=large)

    words = " ".join(text_of(pdf))
    assert "Each entry below gives: Heading0; Heading1;" in words
    assert all(f"Heading{number} value{number}" in words for number in range(14))
    assert all(left > 50 and right < 545 for left, right in edges(pdf))


@pytest.mark.parametrize("box", ["admonition", "dw-gap"])
def test_a_box_longer_than_a_page_runs_on(sheet_of: SheetOf, typesetter: Typesetter, box: str) -> None:
    html = "".join(f"<p>Sentence {number} of the box.</p>" for number in range(150))

    pages = text_of(typesetter.pdf(sheet_of(f'<div class="{box}">{html}</div>'), large=False))

    assert [number for number in range(150) if f"Sentence {number} of" not in " ".join(pages)] == []


@pytest.mark.parametrize("size", [(4000, 300), (300, 4000)])
def test_a_picture_larger_than_the_page_is_made_to_fit(
    sheet_of: SheetOf, typesetter: Typesetter, size: tuple[int, int]
) -> None:
    out = io.BytesIO()
    Image.new("RGB", size, "#cba").save(out, "png")
    sheet = sheet_of("<p>Words</p>")
    drawing = {"k": "drawing", "file": "a.png", "alt": "A plain field"}
    heading = {"k": "heading", "level": 1, "id": "", "c": ["A"]}
    pictures = {"a.png": Picture("a.png", out.getvalue())}
    sheet = replace(sheet, data={**sheet.data, "nodes": [heading, drawing]}, pictures=pictures)

    for large in (False, True):
        with pdfplumber.open(io.BytesIO(typesetter.pdf(sheet, large=large))) as opened:
            (picture,) = [picture for page in opened.pages for picture in page.images if picture["srcsize"] == size]
            assert picture["x0"] > 50
            assert picture["x1"] < 545
            assert picture["top"] > 50
            assert picture["bottom"] < 780
            said = "The drawing shows: A plain field" in "".join(page.extract_text() for page in opened.pages)
            assert said == large


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("html", "least"),
    [
        ("<p>The chart shows:\n{chart}</p>", 400),
        ("<p>Words {chart} and words.</p>", 400),
        ("<p>See <a href='https://example.org/'>{chart}</a></p>", 400),
        ("<ul><li>One {chart}</li></ul>", 400),
        ("<ol><li>{chart}</li></ol>", 400),
        ("<table><tr><td>{chart}</td><td>" + "words " * 40 + "</td></tr></table>", 120),
        ("<dl><dt>When</dt><dd>{chart}</dd></dl>", 300),
    ],
    ids=["after words", "among words", "in a link", "in an item", "as an item", "in a table", "in facts"],
)
def test_a_picture_can_be_read_wherever_it_stands(
    sheet_of: SheetOf, typesetter: Typesetter, html: str, least: int, large: bool
) -> None:
    chart = '<img src="../../assets/chart.png" alt="Two bars"/>'

    pdf = typesetter.pdf(sheet_of(html.replace("{chart}", chart)), large=large)

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        (picture,) = [each for page in opened.pages for each in page.images if each["srcsize"] == (900, 500)]
    assert picture["width"] > least
    assert picture["x1"] < 545
    assert ("drawing" in " ".join(text_of(pdf))) == large


def test_a_sign_among_words_stays_as_high_as_they_are(sheet_of: SheetOf, typesetter: Typesetter) -> None:
    sign = '<img src="../../assets/sign.png" alt="Yes"/>'
    columns = "".join(f"<td>{sign}</td>" for _ in range(9))

    pdf = typesetter.pdf(sheet_of(f"<p>Words {sign} words</p><table><tr>{columns}</tr></table>"), large=True)

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        signs = [each for page in opened.pages for each in page.images if each["srcsize"] == (24, 24)]
    assert {round(each["height"]) for each in signs} == {22}
    assert len({round(each["top"]) for each in signs}) == 2
    assert "drawing" not in " ".join(text_of(pdf))


@pytest.mark.parametrize(
    ("html", "why"),
    [("<p>One 漢 two</p>", "漢"), ("<ul><li>" * 40 + "x", "recursion")],
    ids=["a letter that our fonts lack", "too many lists in lists"],
)
def test_what_cannot_be_set_is_refused_and_says_why(
    sheet_of: SheetOf, typesetter: Typesetter, html: str, why: str
) -> None:
    with pytest.raises(NotSetError, match=why):
        typesetter.pdf(sheet_of(html), large=False)


def test_a_picture_that_is_none_is_refused(sheet_of: SheetOf, typesetter: Typesetter) -> None:
    sheet = sheet_of("".join(f'<p><img src="../../assets/{name}.png" alt="A"/></p>' for name in ("chart", "sign")))
    (whole, broken), _ = zip(*sheet.pictures.items(), strict=True)
    pictures = {**sheet.pictures, broken: Picture("assets/sign.png", b"no picture")}

    with pytest.raises(NotSetError, match="image") as refused:
        typesetter.pdf(replace(sheet, pictures=pictures), large=False)

    assert refused.value.picture == broken != whole


def test_a_file_that_was_not_handed_over_cannot_be_shown(sheet_of: SheetOf, typesetter: Typesetter) -> None:
    sheet = sheet_of("<p>x</p>")
    for name in ("../etc/passwd", "etc/passwd", "draw.png"):
        drawing = {"k": "drawing", "file": name, "alt": "A"}
        heading = {"k": "heading", "level": 1, "id": "", "c": ["A"]}

        with pytest.raises(NotSetError):
            typesetter.pdf(replace(sheet, data={**sheet.data, "nodes": [heading, drawing]}), large=False)


def test_the_bytes_are_the_same_elsewhere_at_another_time_in_another_language(project: Path, tmp_path: Path) -> None:
    found = set()
    for number, more in enumerate(
        ({"TZ": "UTC"}, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"})
    ):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        command = [sys.executable, "-c", ONCE, str(Path(__file__).parent), str(project)]
        done = subprocess.run(command, cwd=folder, env={**os.environ, **more}, capture_output=True, check=True)
        found.add(done.stdout)

    assert len(found) == 1
    assert found.pop().startswith(b"%PDF-")


def test_only_our_own_fonts_are_used(sheet_of: SheetOf, typesetter: Typesetter) -> None:
    pdf = typesetter.pdf(sheet_of("<p>Words <strong>bold</strong> <code>code</code></p>"), large=False)

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        fonts = {letter["fontname"].partition("+")[2] for page in opened.pages for letter in page.chars}
    assert fonts == {
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-SemiBold",
        "AtkinsonHyperlegibleNext-Bold",
        "DejaVuSansMono",
    }


def test_a_fingerprint_changes_with_all_that_a_document_is_made_from(sheet_of: SheetOf, typesetter: Typesetter) -> None:
    sheet = sheet_of("<p>x</p>")
    others = [
        sheet_of("<p>y</p>"),
        replace(sheet, day="2026-11-24"),
        replace(sheet, template="pack.typ"),
        replace(sheet, pictures={"a.png": Picture("a.png", b"1")}),
        replace(sheet, pictures={"a.png": Picture("a.png", b"2")}),
        replace(sheet, pictures={"b.png": Picture("a.png", b"2")}),
    ]

    found = [typesetter.fingerprint(each, large=False) for each in (sheet, *others)]

    assert len({*found, typesetter.fingerprint(sheet, large=True)}) == len(found) + 1
    assert typesetter.fingerprint(sheet_of("<p>x</p>"), large=False) == found[0]
