"""Where things stand on paper: nothing runs into anything else, off the page, or on to a page of its own."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, cast

import pdfplumber
import pypdfium2
import pytest

from evidence.content import Site
from evidence.handouts.packs import pack
from evidence.handouts.press import SIZES, is_printed
from evidence.handouts.sheets import Content, Sheet, handout
from evidence.handouts.typesetter import Typesetter
from evidence.read import read_site
from handouts.reading import is_artifact

SheetOf = Callable[[str], Sheet]
Box = dict[str, Any]
MM = 72 / 25.4
HEIGHT = 297 * MM
LONG_TITLE = (
    "How people who draw on care and support, carers and commissioners planned a service together from the start"
)
LONG_SUMMARY = "What the law asks, what councils did about it, and what people who draw on care say of both. " * 2
PACK = f"""---
title: {LONG_TITLE}
summary: {LONG_SUMMARY}
purpose: To talk about co-production.
agenda: [Welcome]
pages: [nations/wales]
questions:
{{questions}}
checked: 2026-10-01
---
"""
SHORT_QUESTION = "Who is not here?"
LONG_QUESTION = "Who decides what is bought, who is asked before that, and who hears of it when all is done? " * 4
VERY_LONG_QUESTION = "Who decides what is bought, who is asked before that, and who hears of it when all is done? " * 12

ROOT = Path(__file__).parents[2]
PRINTED = [page.uri.removesuffix(".md") for page in read_site(ROOT).pages if is_printed(page)]

SENTENCE = "Who decides what is bought, who is asked before that, and who hears of it when all is done? "
TALL = {
    "many short items": f'<div class="dw-gap"><h2>A</h2><ul>{"<li>word</li>" * 34}</ul></div>',
    "many lines": f'<div class="admonition"><p>{"a<br/>" * 60}</p></div>',
    "many headings": f'<div class="dw-gap">{"<h2>A</h2>" * 14}</div>',
    "lists in lists": f'<div class="dw-gap">{"<ul><li>" * 9}{SENTENCE * 3}{"</li></ul>" * 9}</div>',
    "wide letters": f'<div class="admonition"><p>{"WWWW " * 90}</p></div>',
    "a picture": f'<div class="admonition"><p>{SENTENCE}</p><img src="../../assets/tall.png" alt="{SENTENCE}"/></div>',
    "a table": f'<div class="admonition"><table>{"<tr><td>a</td></tr>" * 60}</table></div>',
    "code": f'<div class="admonition"><pre>{"a" + chr(10) * 60}b</pre></div>',
    "a fact": f'<div class="dw-facts"><dl><dt>A</dt><dd>{SENTENCE * 40}</dd></dl></div>',
    "a card": f'<ul class="dw-links"><li class="dw-link"><h2>A</h2><p>{SENTENCE * 40}</p></li></ul>',
    "a source": f'<ol class="dw-sources"><li class="dw-source"><p>{SENTENCE * 40}</p></li></ol>',
    "a plain list": f'<ul role="list">{f"<li>{SENTENCE * 6}</li>" * 9}</ul>',
    "a picture in a heading": '<h2>A <img src="../../assets/wide.png" alt="a"/></h2>',
    "long names in headings": f"<h2>{'n' * 20}-{'n' * 15}</h2><h3>{'n' * 20}-{'n' * 15}</h3>",
    "a long name": f"<p>{'long_name_' * 30}</p>",
    "a long address": f"<ul><li>{'name.' * 20}@northlanarkshire.gov.uk</li></ul>",
    "a long number": f"<p>{'1,000,' * 50}</p>",
    "signs alone": f"<p>{'.' * 280}</p>",
    "a long name in code": f"<p><code>{'evidence.handouts.' * 16}</code></p>",
    "a long line of code": f"<pre>{'f(x)' * 70}\n{'evidence.handouts.' * 16}</pre>",
}
"""Pages with something that is as high as a page, or wider than one."""

both_sizes = pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])


def pages(pdf: bytes) -> Iterator[tuple[str, list[Box], list[Box]]]:
    """Give each page's text, its words with their places, and its drawn curves."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            yield page.extract_text(), page.extract_words(use_text_flow=True), page.curves


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes share more than a sliver."""
    across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(across > 1 and down > 4)


def outside(pdf: bytes | Path) -> list[tuple[int, list[int]]]:
    """Give what lies outside the area for words, or the foot outside the paper's: the number of the page, and where."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (number, [round(side / MM) for side in (left, bottom, right, top)])
            for number, page in enumerate(document, start=1)
            for piece in page.get_objects()
            for left, bottom, right, top in [piece.get_bounds()]
            # Lines have a width of their own, beyond the edge that they are drawn on.
            if not (left > 16.8 * MM and right < 193.2 * MM and top < 281 * MM)
            or bottom < (12 if is_artifact(piece) else 19) * MM
        ]
    finally:
        document.close()


def assert_nothing_overlaps(pdf: bytes) -> None:
    for _, words, _ in pages(pdf):
        assert [(one["text"], other["text"]) for one, other in combinations(words, 2) if overlap(one, other)] == []
        assert [word for word in words if word["bottom"] > HEIGHT - 12 * MM or word["top"] < 12 * MM] == []


@pytest.fixture
def pack_of(project: Path) -> Callable[..., Sheet]:
    """Give a function that makes a pack about Wales with some questions."""

    def make(questions: list[str], wales: str = "<p>Words</p>") -> Sheet:
        path = project / "docs" / "meeting-packs" / "a.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(PACK.format(questions="\n".join(f"  - {question.strip()}" for question in questions)))
        site = read_site(project)
        html = {"meeting-packs/a.md": "<h1>A</h1>", "nations/wales.md": "<h1>Wales</h1>"}
        contents = {uri: Content(site.by_uri[uri], head, wales, "") for uri, head in html.items()}
        return pack(project, site, contents["meeting-packs/a.md"], contents)

    return make


def test_a_long_kicker_stays_clear_of_the_wordmark(project: Path, small_site: Site, typesetter: Typesetter) -> None:
    kicker = "Case study · England, Northern Ireland, Scotland and Wales · Doing with"
    head = f'<p class="dw-kicker">{kicker}</p><h1>Wales</h1>'
    sheet = handout(project, small_site, Content(small_site.by_uri["nations/wales.md"], head, "<p>Words</p>", ""))

    for large in (False, True):
        text, words, curves = next(pages(typesetter.pdf(sheet, large=large)))

        assert len(curves) > 5  # the wordmark's letters
        assert [(word["text"]) for word in words for curve in curves if overlap(word, curve)] == []
        assert min(curve["x0"] for curve in curves) > 300
        assert " ".join(text.split()).startswith(kicker)


@both_sizes
@pytest.mark.parametrize("html", TALL.values(), ids=TALL)
def test_nothing_lies_off_the_page(sheet_of: SheetOf, typesetter: Typesetter, html: str, large: bool) -> None:
    for before in range(3):
        assert outside(typesetter.pdf(sheet_of("<p>Words.</p>" * before * 4 + html), large=large)) == []


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_lies_off_the_pages_of_our_own(own_site: Path, name: str) -> None:
    for size in SIZES.values():
        assert outside(own_site / "handouts" / f"{name}{size}.pdf") == []


@both_sizes
@pytest.mark.parametrize("columns", [2, 3, 7])
def test_heads_of_columns_keep_clear_of_each_other(
    sheet_of: SheetOf, typesetter: Typesetter, columns: int, large: bool
) -> None:
    heads = "".join(f"<th>{word}</th>" for word in ("Deinstitutionalisation", "PERSON-CENTRED", "n" * 60, *"abcd"))
    cells = f"<tr>{'<td>Words and words</td>' * columns}</tr>"
    cut = "</th>".join(heads.split("</th>")[:columns]) + "</th>"
    html = f"<table><thead><tr>{cut}</tr></thead><tbody>{cells * 3}</tbody></table>"
    pdf = typesetter.pdf(sheet_of(html), large=large)

    assert_nothing_overlaps(pdf)
    assert outside(pdf) == []


@both_sizes
def test_a_long_title_at_the_foot_stays_clear_of_the_edge(
    sheet_of: SheetOf, typesetter: Typesetter, large: bool
) -> None:
    sheet = sheet_of("<p>Words of the page. </p>" * 60)
    sheet = replace(sheet, data={**sheet.data, "footer": [f"Doing With: {LONG_TITLE}"]})

    pdf = typesetter.pdf(sheet, large=large)

    assert_nothing_overlaps(pdf)
    assert all("start" in " ".join(text.split()[-8:]) for text, _, _ in pages(pdf))


@both_sizes
@pytest.mark.parametrize("question", [SHORT_QUESTION, LONG_QUESTION, VERY_LONG_QUESTION], ids=["short", "long", "very"])
def test_cards_grow_with_their_questions(
    pack_of: Callable[..., Sheet], typesetter: Typesetter, question: str, large: bool
) -> None:
    pdf = typesetter.pdf(pack_of([SHORT_QUESTION, question, question, SHORT_QUESTION, question]), large=large)

    assert_nothing_overlaps(pdf)
    said = " ".join(word["text"] for _, words, _ in pages(pdf) for word in words)
    for words in (question[:20], question.strip()[-20:]):
        assert said.count(words) >= 3


@both_sizes
@pytest.mark.parametrize(
    "word", ["institutionalisationally", f"({'deinstitutionalisation-' * 2}policy)"], ids=["plain", "hyphens"]
)
def test_the_longest_word_of_a_question_stays_on_its_card(
    pack_of: Callable[..., Sheet], typesetter: Typesetter, word: str, large: bool
) -> None:
    pdf = typesetter.pdf(pack_of([f"Why {word}?"] * 4), large=large)

    (found, *_) = [words for text, words, _ in pages(pdf) if "to cut out" in text and "Question 1" in text]
    start = [each["text"] for each in found].index("card.") + 1
    cards = [each for each in found[start:] if each["bottom"] < HEIGHT - 30 * MM]
    edges = [192 * MM] if large else [105 * MM, 192 * MM]
    assert len(cards) >= 6
    assert [each["text"] for each in cards for edge in edges if each["x0"] < edge - 8 * MM < each["x1"]] == []


@both_sizes
def test_a_question_longer_than_a_card_begins_beside_its_heading(
    pack_of: Callable[..., Sheet], typesetter: Typesetter, large: bool
) -> None:
    for before in range(1, 6):
        pdf = typesetter.pdf(pack_of([*[SHORT_QUESTION] * before, VERY_LONG_QUESTION]), large=large)

        assert [text for text, _, _ in pages(pdf) if f"Question {before + 1}\nWho decides what" in text] != []


@both_sizes
def test_what_a_picture_shows_is_told_on_its_page(sheet_of: SheetOf, typesetter: Typesetter, large: bool) -> None:
    picture = '<p><img src="../../assets/chart.png" alt="Four nations side by side"/></p>'
    for number in range(1, 30):
        pdf = typesetter.pdf(sheet_of("<p>Words.</p>" * number + picture), large=large)
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            shown = [any(image["srcsize"] == (900, 500) for image in page.images) for page in opened.pages]
            told = ["Four nations" in page.extract_text() for page in opened.pages]
        assert told == (shown if large else [False] * len(shown))


@both_sizes
def test_the_cover_of_a_pack_is_one_page(pack_of: Callable[..., Sheet], typesetter: Typesetter, large: bool) -> None:
    first, second, *_ = [text for text, _, _ in pages(typesetter.pdf(pack_of([SHORT_QUESTION]), large=large))]

    assert "Ask us for another format: contact@example.org" in " ".join(first.split())
    assert second.startswith("Contents")


@both_sizes
@pytest.mark.parametrize("questions", [0, 1, 9])
def test_a_pack_says_which_pages_are_cut_apart_or_handed_in(
    pack_of: Callable[..., Sheet], typesetter: Typesetter, questions: int, large: bool
) -> None:
    _, _, *rest = [text for text, _, _ in pages(typesetter.pdf(pack_of([LONG_QUESTION] * questions), large=large))]

    cards = [number for number, text in enumerate(rest, start=3) if re.search(r"^Question \d", text, re.MULTILINE)]
    start = next(number for number, text in enumerate(rest, start=3) if text.startswith("Feedback slip"))
    named = {"question cards": cards, "feedback slip": [*range(start, len(rest) + 3)]}
    said = " and ".join(f"{span(numbers)} ({name})" for name, numbers in named.items() if numbers)
    assert f"Print {said} on one side of the paper." in " ".join(rest[0].split())


def span(numbers: list[int]) -> str:
    return f"page {numbers[0]}" if len(numbers) == 1 else f"pages {numbers[0]} to {numbers[-1]}"


@both_sizes
def test_a_pack_says_how_to_correct_and_share_it(
    pack_of: Callable[..., Sheet], typesetter: Typesetter, large: bool
) -> None:
    said = " ".join(text for text, _, _ in pages(typesetter.pdf(pack_of([]), large=large))).split()

    about = " ".join(said)[" ".join(said).rindex("About this pack") :]
    assert "Choose “Suggest a correction” at the foot of that page, or write to contact@example.org." in about
    assert "You may copy and share this under the licence CC BY 4.0." in about


@both_sizes
def test_a_place_that_a_pack_leads_to_is_set_once(
    pack_of: Callable[..., Sheet], typesetter: Typesetter, large: bool
) -> None:
    ways = '<p><a href="#top">One</a>, <a href="#place">another</a> and <a href="./">the page</a>.</p>'
    head = '<thead><tr><th><b id="place">Name</b></th></tr></thead>'
    table = f"<table>{head}<tbody>{'<tr><td>Words</td></tr>' * 90}</tbody></table>"

    found = [*pages(typesetter.pdf(pack_of([], f'<h2 id="top">Top</h2>{ways}{table}'), large=large))]

    assert sum("Name" in text.splitlines() for text, _, _ in found) > 1


def test_large_print_splits_no_word_at_a_hyphen_and_no_size_a_year_from_its_letter(
    pack_of: Callable[..., Sheet], typesetter: Typesetter
) -> None:
    said = "co-production (SCIE, n.d.-b), well-being, co\u2011op, person-centred-decision-making-group."
    text = " ".join(f"{'x' * (number % 9 + 1)} {said}" for number in range(80))
    table = "<table><tr><td>Over-all</td><td>co-production</td></tr></table>"
    sheet = pack_of(["How do we co-produce a co-designed well-being service?"] * 3, f"<p>{text}</p>{table}")

    found = {}
    for large in (False, True):
        words = [word["text"] for _, words, _ in pages(typesetter.pdf(sheet, large=large)) for word in words]
        found[large] = [word for word in words if word.endswith("-") and "/" not in word]
        assert "n.d.-" not in found[large]
        assert words.count("n.d.-b),") == words.count("co-op,") == 160
    assert found[True] == []
    assert "co-" in found[False]


@both_sizes
def test_what_a_handout_says_of_itself_is_never_alone_on_its_page(
    sheet_of: SheetOf, typesetter: Typesetter, large: bool
) -> None:
    closing = "<h2>Cite this page</h2><p>Name (2026) Title.</p><h2>Changes to this page</h2><p>First published.</p>"
    for number in range(1, 40):
        *_, (last, _, _) = pages(typesetter.pdf(sheet_of(f"{'<p>Words.</p>' * number}{closing}"), large=large))

        begins = last.index("Changes to this page" if large else "Cite this page")
        assert begins < last.index("First published.") < last.index("About this handout")


@both_sizes
def test_words_that_lead_to_a_list_stay_with_it(sheet_of: SheetOf, typesetter: Typesetter, large: bool) -> None:
    end = '<h2>Who this comes from</h2><p>It comes from:</p><ul role="list"><li>One</li><li>Two</li><li>Three</li></ul>'
    for number in range(1, 40):
        for text, _, _ in pages(typesetter.pdf(sheet_of(f"{'<p>Words.</p>' * number}{end}"), large=large)):
            assert ("Who this comes from" in text) == ("It comes from:" in text) == ("One\nTwo\nThree" in text)


@both_sizes
def test_a_page_of_a_pack_begins_on_a_sheet_with_room_for_half_of_it(
    pack_of: Callable[..., Sheet], typesetter: Typesetter, large: bool
) -> None:
    sheet = pack_of([])
    parts = [
        {**part, "nodes": [*part["nodes"], *part["nodes"][1:] * 10]} for part in cast("list[Any]", sheet.data["parts"])
    ]
    several = [{**part, "top": f"{number}--top"} for number, part in enumerate(parts * 9)]
    sheet = replace(sheet, data={**sheet.data, "parts": several})

    starts = [
        word["top"]
        for _, words, _ in pages(typesetter.pdf(sheet, large=large))
        for word in words
        if word["text"] == "Wales"
    ]

    assert len(starts) >= 18
    assert all(18 * MM < top < HEIGHT / 2 + 18 * MM for top in starts[9:])
