"""Pages, and the links between them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evidence.content import Link, Page, Site
from evidence.read import read_page, read_site
from evidence.source import Source

SiteIn = Callable[[Mapping[str, str | bytes]], Site]

CASE = """---
title: A case
nations: [wales, all-island]
ways_to_involve:
  co-design: our reading
  co-production: "[@doe, p. 4]"
benefits: not stated
barriers:
  bureaucracy: "[@doe; @roe]"
lead_organisation: "Swansea Council [@roe]"
---

Text [@doe].
"""
PACK = "---\ntitle: A pack\npages:\n  - case-studies/a\n  - nations/wales.md\n---\n"


def links(page: Page) -> list[tuple[str, str, str]]:
    def shown(link: Link) -> tuple[str, str, str]:
        return link.field.name, link.target, "ours" if link.ours else link.ground.value

    return [shown(link) for link in page.links]


def test_links_name_pages_with_who_says_so_and_can_be_followed_both_ways(site_in: SiteIn) -> None:
    site = site_in(
        {
            "docs/case-studies/a.md": CASE,
            "docs/meeting-packs/p.md": PACK,
            "docs/nations/wales.md": "---\ntitle: W\n---\n",
        },
    )

    assert links(site.by_uri["case-studies/a.md"]) == [
        ("nations", "nations/wales.md", ""),
        ("nations", "nations/northern-ireland.md", ""),
        ("ways_to_involve", "ways-to-involve/co-design.md", "ours"),
        ("ways_to_involve", "ways-to-involve/co-production.md", "[@doe, p. 4]"),
        ("barriers", "barriers/bureaucracy.md", "[@doe; @roe]"),
    ]
    assert links(site.by_uri["meeting-packs/p.md"]) == [
        ("pages", "case-studies/a.md", ""),
        ("pages", "nations/wales.md", ""),
    ]
    assert {uri: [(page.uri, link.field.name) for page, link in found] for uri, found in site.links_to.items()} == {
        "nations/wales.md": [("case-studies/a.md", "nations"), ("meeting-packs/p.md", "pages")],
        "nations/northern-ireland.md": [("case-studies/a.md", "nations")],
        "ways-to-involve/co-design.md": [("case-studies/a.md", "ways_to_involve")],
        "ways-to-involve/co-production.md": [("case-studies/a.md", "ways_to_involve")],
        "barriers/bureaucracy.md": [("case-studies/a.md", "barriers")],
        "case-studies/a.md": [("meeting-packs/p.md", "pages")],
    }


def test_every_link_and_citation_stands_where_its_offset_says(site_in: SiteIn) -> None:
    (page,) = site_in({"docs/case-studies/a.md": CASE}).pages

    assert [CASE[link.offset :].partition("\n")[0] for link in page.links] == [
        "wales, all-island]",
        "all-island]",
        "co-design: our reading",
        'co-production: "[@doe, p. 4]"',
        'bureaucracy: "[@doe; @roe]"',
    ]
    assert {CASE[offset : offset + 4] for _, offset in page.items()} == {"@doe", "@roe"}


@pytest.mark.parametrize(
    "box",
    [
        "nations: wales",
        "nations: {wales: here}",
        "nations: [[wales]]",
        "ways_to_involve: co-design",
        "ways_to_involve: [co-design]",
        "ways_to_involve: {co-design: [a]}",
        "unknown: [wales]",
        "title: [wales]",
    ],
)
def test_what_has_another_shape_than_its_field_is_no_link(box: str) -> None:
    page = read_page(Source("docs/case-studies/a.md", f"---\n{box}\n---\n"), "case-studies/a.md")

    assert page.readable
    assert page.links == ()


def test_a_folder_lists_its_pages_by_place_then_by_title() -> None:
    boxes = {
        "a": "title: Zebra\nposition: 2",
        "b": "title: apple\nposition: 10",
        "c": "title: apricot",
        "d": "title: Banana",
        "e": "title: First\nposition: 1",
        "f": "title: Cherry\nposition: ²",
        "g": "title: Date\nposition: " + "9" * 5000,
        "h": "title: Elder\nposition: second",
        "index": "title: Index\nposition: 0",
    }
    pages = [read_page(Source("", f"---\n{box}\n---\n"), f"ways-to-involve/{name}.md") for name, box in boxes.items()]
    other = read_page(Source("", "---\ntitle: A\n---\n"), "ways-to-involve/deeper/a.md")
    site = Site((*pages, other), frozenset(), read_site(Path("nowhere")).library)

    assert [page.title for page in site.in_folder("ways-to-involve")] == [
        "First", "Zebra", "apple", "apricot", "Banana", "Cherry", "Date", "Elder",
    ]  # fmt: skip


def test_a_page_gives_what_stands_in_its_box() -> None:
    box = "title: ' A  page '\nnations: [wales, [x], {y: z}]\nplanned_by: {a: b, c: [d]}\nchanges:\n  - 1: One.\n"
    page = read_page(Source("", f"---\n{box}---\n"), "case-studies/a.md")

    def pairs(field: str) -> list[tuple[str, str]]:
        return [(name.value, value.value) for name, value in page.pairs(field)]

    assert (page.text("title"), page.text("nations"), page.text("missing")) == ("A  page", "", "")
    assert [text.value for text in page.texts("nations")] == ["wales"]
    assert (page.texts("title"), page.texts("missing")) == ((), ())
    assert [pairs(field) for field in ("planned_by", "changes", "nations", "title", "missing")] == [
        [("a", "b")], [("1", "One.")], [("y", "z")], [], [],
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["---\ntitle: a: b\n---\n", "---\ntitle: A\n", "---\ntitle: A\ntitle: B\n---\n"])
def test_a_page_whose_box_cannot_be_read_is_not_readable(text: str) -> None:
    assert not read_page(Source("", text), "a.md").readable


def test_a_page_without_a_title_goes_by_its_name() -> None:
    assert read_page(Source("", "Text"), "nations/wales.md").title == "wales"


def test_old_addresses_lead_to_their_pages_and_never_out_of_the_site() -> None:
    def page(uri: str, *formerly: str) -> Page:
        listed = "".join(f'\n  - "{address}"' for address in formerly)
        return read_page(Source("", f"---\nformerly:{listed}\n---\n"), uri)

    pages = (
        page("a.md", "old", " /deep/er/ ", "../out", "a/../../out", "/", "..", "./same", "a//b"),
        page("b.md", "old", "older"),
    )
    site = Site(pages, frozenset(), read_site(Path("nowhere")).library)

    assert {uri: page.uri for uri, page in site.moved.items()} == {
        "old.md": "a.md",
        "deep/er.md": "a.md",
        "older.md": "b.md",
    }


def test_the_blocks_that_hold_citations_know_them() -> None:
    text = "# A [@a]\n\nNothing.\n\nB [@b] and @c.\n\n- D [@d]\n- nothing\n"
    text += "\n| E [@e] | F [@f; @g] |\n|---|---|\n| H | [@h] |\n"
    page = read_page(Source("", text), "a.md")

    assert [
        (block.kind, [item.key for citation in citations for item in citation.items])
        for block, citations in page.cited_blocks.items()
    ] == [
        ("heading", ["a"]), ("paragraph", ["b", "c"]), ("item", ["d"]), ("label", ["e"]), ("label", ["f", "g"]),
        ("cell", ["h"]),
    ]  # fmt: skip


def test_the_site_is_as_new_as_its_newest_check() -> None:
    pages = [read_page(Source("", f"---\nchecked: {day}\n---\n"), f"{day}.md") for day in ("2026-11-02", "2026-11-10")]
    library = read_site(Path("nowhere")).library

    assert Site((*pages, read_page(Source("", ""), "a.md")), frozenset(), library).checked == "2026-11-10"
    assert Site((), frozenset(), library).checked == "2000-01-01"
