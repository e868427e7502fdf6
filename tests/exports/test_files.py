"""Every file that is taken away: each is written where a page says it is, and as its page tells it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import rispy
from lxml import html

from evidence.content import Site
from evidence.exports.files import files, write_files
from evidence.render import Renderer

SiteOf = Callable[[Mapping[str, str], str], Site]


def test_each_reference_and_page_and_the_whole_library_is_there_in_each_format(renderer: Renderer) -> None:
    found = {path for path, _ in files(renderer)}

    for ending in ("bib", "ris", "json"):
        assert {
            path for path in found if path.endswith(f".{ending}") and not path.startswith(("data/", "contributing/"))
        } == {
            *(f"references/{key}/{key}.{ending}" for key in ("doe", "duo", "body", "book")),
            *(f"case-studies/a/{name}.{ending}" for name in ("a", "a-sources")),
            *(f"nations/wales/{name}.{ending}" for name in ("wales", "wales-sources")),
            f"barriers/bureaucracy/bureaucracy.{ending}",
            f"ways-to-involve/co-production/co-production.{ending}",
            f"case-studies/explore/explore.{ending}",
            f"gap-map/gap-map.{ending}",
            *(f"gap-map/{n}/{n}.{ending}" for n in ("england", "northern-ireland", "scotland", "wales")),
        }
        assert f"data/library.{ending}" in found


def test_a_pages_sources_are_those_it_cites_in_their_order(renderer: Renderer) -> None:
    written = dict(files(renderer))

    assert [item["id"] for item in json.loads(written["case-studies/a/a-sources.json"])] == ["doe", "duo"]
    assert [record["id"] for record in rispy.loads(written["nations/wales/wales-sources.ris"])] == ["doe"]
    assert written["data/library.bib"].count("\n@") == 3


def test_files_are_written_as_they_are_on_every_system(renderer: Renderer, tmp_path: Path) -> None:
    write_files(renderer, tmp_path)

    for path, text in files(renderer):
        assert (tmp_path / path).read_bytes() == text.encode()
    assert b"\r" not in (tmp_path / "data" / "library.ris").read_bytes()


def downloads(path: Path) -> list[str]:
    found: Any = html.fromstring(path.read_bytes()).xpath("//a[@download]/@href")
    return list(found)


def test_every_file_is_offered_on_a_page_and_every_offer_is_a_file(own_site: Path) -> None:
    offered = {
        (path.parent / address).resolve().relative_to(own_site.resolve()).as_posix()
        for path in own_site.rglob("index.html")
        for address in downloads(path)
    }
    kept = {
        path.relative_to(own_site).as_posix()
        for path in own_site.rglob("*")
        if path.suffix in (".bib", ".ris", ".json", ".csv")
    }

    assert kept - offered == {
        "contributing/add/form.json",
        "data/datapackage.json",
        "offline.json",
        "pagefind/compounds.json",
        "pagefind/pagefind-entry.json",
    }
    assert offered - kept == set()


def test_a_preview_of_pages_with_problems_loses_nothing_else(site_of: SiteOf) -> None:
    page = """---
title: [
---

See @lost, and @doe.
"""
    other = """---
changes:
  - yesterday: What?
nations: [nowhere]
benefits:
  lost: '[@lost]'
---

See [@doe; @lost].
"""
    site = site_of({"a.md": page, "case-studies/b.md": other}, "@misc{doe, title = {A}}\n@misc{, title = {B}}")

    written = dict(files(Renderer(site)))

    assert [item["id"] for item in json.loads(written["case-studies/b/b-sources.json"])] == ["doe"]
    assert "<entry>" not in written["about/changes/feed.xml"]
    assert json.loads(written["data/statements.json"])["rows"][-1]["keys"] == ["doe", "lost"]
