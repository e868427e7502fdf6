"""The list of what a reader can keep on a device."""

import json
from pathlib import Path

from evidence.offline import put_list

FILES = {
    "index.html": "home",
    "404.html": "lost",
    "nations/wales/index.html": "Wales",
    "nations/wales/handout.pdf": "paper",
    "data/pages.json": "data",
    "assets/a.css": "style",
    "pagefind/pagefind-entry.json": "entry",
    "pagefind/index/en_1.pf_index": "index",
    "sitemap.xml": "map",
}


def listed(folder: Path, files: dict[str, str]) -> dict[str, object]:
    """Write files, list them, and give the list."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    put_list(folder, "2026-11-23")
    return dict(json.loads((folder / "offline.json").read_text()))


def test_pages_styles_and_search_are_listed_by_their_addresses_and_handouts_are_not(tmp_path: Path) -> None:
    written = listed(tmp_path, FILES)

    assert written == {
        "date": "23 November 2026",
        "version": written["version"],
        "bytes": len("lost style home Wales entry index") - 5,
        "files": [
            "404.html",
            "assets/a.css",
            "",
            "nations/wales/",
            "pagefind/index/en_1.pf_index",
            "pagefind/pagefind-entry.json",
        ],
    }  # fmt: skip


def test_the_version_changes_with_what_is_kept_and_with_nothing_else(tmp_path: Path) -> None:
    versions = [
        listed(tmp_path / str(number), {**FILES, **change})["version"]
        for number, change in enumerate(({}, {"data/pages.json": "new"}, {"index.html": "new"}))
    ]

    assert versions[0] == versions[1] != versions[2]
