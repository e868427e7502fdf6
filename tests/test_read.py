"""A project's folder, read into memory."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evidence.content import Site
from evidence.read import read_site

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


def faults(site: Site) -> list[tuple[str, str]]:
    return [(source.path, fault.message) for source, fault in site.faults if source.place(fault.offset) == (1, 1)]


def test_a_site_is_its_pages_its_files_and_its_library(site_in: SiteIn) -> None:
    site = site_in(
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


def test_shortcuts_are_followed_within_docs_and_never_out_of_it(tmp_path: Path, site_in: SiteIn) -> None:
    site_in(
        {"docs/a.md": "A", "docs/folder/b.md": "B", "secret.md": "secret", "outside/c.md": "C", "references.bib": ""}
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
def test_a_page_reads_the_same_whichever_editor_wrote_it(site_in: SiteIn, line_end: str, mark: bytes) -> None:
    site = site_in({"docs/case-studies/a.md": mark + CASE.replace("\n", line_end).encode()})

    (page,) = site.pages
    assert page.source.text == CASE
    assert page.readable
    assert [(item.key, page.source.place(offset)) for item, offset in page.items()] == [
        ("doe", (6, 20)), ("doe", (9, 18)), ("roe", (9, 24)), ("roe", (10, 38)), ("doe", (13, 7)),
    ]  # fmt: skip


def test_letters_stored_in_an_old_way_make_one_page_unreadable(site_in: SiteIn) -> None:
    site = site_in({"docs/a.md": "---\ntitle: Caf\xe9\n---\n".encode("latin-1"), "docs/b.md": "B"})

    assert [(page.uri, page.readable) for page in site.pages] == [("a.md", False), ("b.md", True)]
    assert [site.by_uri["a.md"].source.place(fault.offset) for fault in site.by_uri["a.md"].file_faults] == [(2, 11)]


def test_what_is_no_file_is_a_fault_and_never_opened(tmp_path: Path, site_in: SiteIn) -> None:
    site_in({"docs/a.md": "A", "references.bib": ""})
    os.mkfifo(tmp_path / "docs" / "pipe.md")
    (tmp_path / "docs" / os.fsdecode(b"caf\xe9.md")).write_text("Text")

    site = read_site(tmp_path)

    assert [page.uri for page in site.pages] == ["a.md"]
    assert faults(site) == [
        ("docs/caf?.md", "docs/caf?.md has a name with letters stored in an old way."),
        ("docs/pipe.md", "docs/pipe.md is no ordinary file."),
    ]


def test_the_library_and_the_settings_stand_in_the_project_itself(tmp_path: Path, site_in: SiteIn) -> None:
    (tmp_path / "project").mkdir()
    site_in({"secret.bib": "@misc{secret}", "mkdocs.yml": "site_url: https://evidence.scot/"})
    for name in ("references.bib", "mkdocs.yml"):
        (tmp_path / "project" / name).symlink_to(f"../{name.replace('references', 'secret')}")

    site = read_site(tmp_path / "project")

    assert faults(site) == [
        ("docs", "The folder docs/ is not there."),
        ("references.bib", "The file references.bib leads out of the project."),
    ]
    assert not site.library.references
    assert not site.settings.site_url
