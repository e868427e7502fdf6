"""A project's folder, read into memory."""

import os
from pathlib import Path

import pytest

from evidence.content import Link, Page, Site, read_page, read_site
from evidence.source import Source

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


def write(root: Path, files: dict[str, str | bytes]) -> Site:
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_site(root)


def faults(site: Site) -> list[tuple[str, str]]:
    return [(source.path, fault.message) for source, fault in site.faults if source.place(fault.offset) == (1, 1)]


def test_a_site_is_its_pages_its_files_and_its_library(tmp_path: Path) -> None:
    site = write(
        tmp_path,
        {
            "docs/index.md": "---\ntitle: Home\n---\n",
            "docs/nations/wales.md": "---\ntitle: Wales\n---\n",
            "docs/nations-and-more.md": "---\ntitle: More\n---\n",
            "docs/nations/_template.md": "---\ntitle: Copy me\n---\n",
            "docs/nations/.hidden.md": "hidden",
            "docs/.hidden/a.md": "hidden",
            "docs/assets/a.png": b"\x89PNG",
            "docs/assets/deeper/_b.css": "",
            "elsewhere/a.md": "not a page",
            "references.bib": "@misc{doe, title = {A}}",
            "mkdocs.yml": "site_url: https://evidence.scot/",
        },
    )

    assert [page.uri for page in site.pages] == ["index.md", "nations-and-more.md", "nations/wales.md"]
    assert {uri: page.title for uri, page in site.by_uri.items()} == {
        "index.md": "Home",
        "nations-and-more.md": "More",
        "nations/wales.md": "Wales",
    }
    assert site.files == {"assets/a.png", "assets/deeper/_b.css"}
    assert list(site.library.references) == ["doe"]
    assert site.settings.site_url == "https://evidence.scot/"
    assert site.faults == ()


def test_nothing_at_all_is_a_site_with_faults(tmp_path: Path) -> None:
    site = read_site(tmp_path)

    assert (site.pages, site.files, dict(site.library.references)) == ((), frozenset(), {})
    assert faults(site) == [
        ("docs", "The folder docs/ is not there."),
        ("references.bib", "The file references.bib is not there."),
    ]


def test_shortcuts_are_followed_within_docs_and_never_out_of_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"docs/a.md": "A", "docs/folder/b.md": "B", "secret.md": "secret", "outside/c.md": "C", "references.bib": ""},
    )
    for link, target in {
        "same.md": "a.md",
        "folder/up.md": "../a.md",
        "secret.md": "../secret.md",
        "absolute.md": str(tmp_path / "secret.md"),
        "outside": "../outside",
        "mirror": "folder",
        "picture.png": "/dev/null",
        "gone.md": "nowhere.md",
        "round.md": "about.md",
        "about.md": "round.md",
    }.items():
        (tmp_path / "docs" / link).symlink_to(target)

    site = read_site(tmp_path)

    assert {page.uri: page.source.text for page in site.pages} == {
        "a.md": "A", "folder/b.md": "B", "folder/up.md": "A", "gone.md": "", "same.md": "A",
    }  # fmt: skip
    assert [page.uri for page in site.pages if not page.readable] == ["gone.md"]
    assert faults(site) == [
        (f"docs/{path}", f"docs/{path} leads out of the folder docs/, or to a whole folder.")
        for path in ("about.md", "absolute.md", "mirror", "outside", "picture.png", "round.md", "secret.md")
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_page_reads_the_same_whichever_editor_wrote_it(tmp_path: Path, line_end: str, mark: bytes) -> None:
    site = write(tmp_path, {"docs/case-studies/a.md": mark + CASE.replace("\n", line_end).encode()})

    (page,) = site.pages
    assert page.source.text == CASE
    assert page.readable
    assert [(item.key, page.source.place(offset)) for item, offset in page.items()] == [
        ("doe", (6, 20)), ("doe", (9, 18)), ("roe", (9, 24)), ("roe", (10, 38)), ("doe", (13, 7)),
    ]  # fmt: skip


def test_letters_stored_in_an_old_way_make_one_page_unreadable(tmp_path: Path) -> None:
    site = write(tmp_path, {"docs/a.md": "---\ntitle: Caf\xe9\n---\n".encode("latin-1"), "docs/b.md": "B"})

    assert [(page.uri, page.readable) for page in site.pages] == [("a.md", False), ("b.md", True)]
    assert [site.by_uri["a.md"].source.place(fault.offset) for fault in site.by_uri["a.md"].file_faults] == [(2, 11)]


def links(page: Page) -> list[tuple[str, str, str]]:
    def shown(link: Link) -> tuple[str, str, str]:
        return link.field.name, link.target, "ours" if link.ours else link.ground.value

    return [shown(link) for link in page.links]


def test_links_name_pages_with_who_says_so_and_can_be_followed_both_ways(tmp_path: Path) -> None:
    site = write(
        tmp_path,
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


def test_every_link_and_citation_stands_where_its_offset_says(tmp_path: Path) -> None:
    (page,) = write(tmp_path, {"docs/case-studies/a.md": CASE}).pages

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


def test_what_is_no_file_is_a_fault_and_never_opened(tmp_path: Path) -> None:
    write(tmp_path, {"docs/a.md": "A", "references.bib": ""})
    os.mkfifo(tmp_path / "docs" / "pipe.md")
    (tmp_path / "docs" / os.fsdecode(b"caf\xe9.md")).write_text("Text")

    site = read_site(tmp_path)

    assert [page.uri for page in site.pages] == ["a.md"]
    assert faults(site) == [
        ("docs/caf?.md", "docs/caf?.md has a name with letters stored in an old way."),
        ("docs/pipe.md", "docs/pipe.md is no ordinary file."),
    ]


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
