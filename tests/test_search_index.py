"""The search index of built pages. What a reader finds in it is shown in the browser."""

import gzip
import json
from pathlib import Path

from evidence.search_index import index

PAGE = """<!doctype html><html lang="en"><head><title>T</title>
<meta data-pagefind-filter="nation[content]" content="Wales"></head><body>
<header>Menu</header><main data-pagefind-body><h1>A title</h1>
<p>People decide <a class="dw-cite">Doe, 2001</a><span class="dw-tip">Doe (2001) A work.</span>.</p>
<ol class="dw-sources"><li>Doe (2001) A work.</li></ol></main></body></html>"""


def fragments(folder: Path) -> dict[str, dict[str, object]]:
    """Give what the index holds of each page, by its address."""
    found = {}
    for path in (folder / "pagefind" / "fragment").iterdir():
        held = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[held["url"]] = {"content": held["content"], "filters": held["filters"]}
    return found


def test_words_are_indexed_and_citations_and_sources_are_not(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text(PAGE)
    (tmp_path / "index.html").write_text("<!doctype html><html lang=en><body><p>Not for the search.</body></html>")

    assert index(tmp_path, []) == ""

    assert fragments(tmp_path) == {"/a/": {"content": "A title. People decide .", "filters": {"nation": ["Wales"]}}}


def test_only_what_the_dialog_asks_for_is_published(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE)

    index(tmp_path, ["co-production"])

    files = {path.name for path in (tmp_path / "pagefind").iterdir()}
    meta = next(name for name in files if name.endswith(".pf_meta"))
    assert files == {
        "pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", meta, "compounds.json", "filter", "fragment", "index",
    }  # fmt: skip
    assert json.loads((tmp_path / "pagefind" / "compounds.json").read_bytes()) == ["co-production"]


def test_pagefinds_complaint_is_given(tmp_path: Path) -> None:
    assert index(tmp_path / "nowhere", []).startswith("The search index could not be made.\n")
