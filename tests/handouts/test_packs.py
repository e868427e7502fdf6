"""The data of a meeting pack: pages, words and sources, each once and in order."""

from pathlib import Path
from typing import Any

import pytest

from evidence.handouts.packs import FEEDBACK, pack
from evidence.handouts.sheets import Content
from evidence.read import read_site

PACK = """---
title: A pack
summary: Two pages.
purpose: To talk.
agenda: [Welcome, Talk]
pages: [nations/wales, ways-to-involve/co-design]
questions: [Who is here?]
checked: 2026-10-01
---
"""
GLOSSARY = """---
title: Glossary
summary: Words.
---

## Ministers

People who decide.

## Unused

Nobody says so.
"""


def source(slug: str, words: str) -> str:
    """Give a page's list of sources with one of them."""
    return (
        f'<ol class="dw-sources"><li class="dw-source" id="src-{slug}"><p class="dw-source__ref">{words}</p>'
        '<p class="dw-source__back">Supports <a href="#s-1">1</a></p></li></ol>'
    )


@pytest.fixture
def data(project: Path) -> dict[str, Any]:
    """Give the data of a pack of two pages that cite the same source, with its name, template and day."""
    for path, text in {
        "meeting-packs/a.md": PACK,
        "glossary.md": GLOSSARY,
        "ways-to-involve/co-design.md": "---\ntitle: Co-design\nband: doing with\nchecked: 2026-11-30\n---\n",
    }.items():
        (project / "docs" / path).parent.mkdir(exist_ok=True)
        (project / "docs" / path).write_text(text)
    site = read_site(project)
    contents = {
        "meeting-packs/a.md": Content(site.by_uri["meeting-packs/a.md"], "<h1>A pack</h1>", "<p>Opening</p>", ""),
        "nations/wales.md": Content(
            site.by_uri["nations/wales.md"],
            "<h1>Wales</h1>",
            '<h2 id="law">Law</h2><p><a href="../../ways-to-involve/co-design/#law">there</a> <a href="#law">here</a> '
            '<a href="#gone">gone</a> <a href="#src-author2020work">Author</a></p>',
            source("author2020work", "Author (2020)"),
        ),
        "ways-to-involve/co-design.md": Content(
            site.by_uri["ways-to-involve/co-design.md"],
            '<h1>Co-design</h1><div class="dw-facts"><p>x</p></div>',
            '<h2 id="law">Law</h2>',
            source("author2020work", "Author (2020)") + '<ul class="dw-links"><li><h3>Leads here</h3></li></ul>',
        ),
    }
    sheet = pack(project, site, contents["meeting-packs/a.md"], contents)
    return {**sheet.data, "sheet": (sheet.name, sheet.template, sheet.day)}


def test_a_pack_says_what_the_meeting_is(data: dict[str, Any]) -> None:
    named = {name: data[name] for name in ("title", "purpose", "agenda", "questions", "checked", "feedback")}

    assert data["sheet"] == ("meeting-packs/a", "pack.typ", "2026-11-30")
    assert named == {
        "title": "A pack",
        "purpose": ["To talk."],
        "agenda": [["Welcome"], ["Talk"]],
        "questions": [{"c": ["Who is here?"], "whole": True, "longest": 5}],
        "checked": "30 November 2026",
        "feedback": FEEDBACK,
    }


def test_the_pages_stand_in_their_order_with_ids_of_their_own(data: dict[str, Any]) -> None:
    wales, co_design = data["parts"]

    assert (wales["top"], wales["band"]) == ("nations/wales--main", "")
    assert (co_design["top"], co_design["band"]) == ("ways-to-involve/co-design--main", "doing with")
    assert [node["k"] for node in co_design["nodes"]] == ["heading", "card", "rung", "heading"]
    assert data["anchors"] == ["nations/wales--law", "src-author2020work", "ways-to-involve/co-design--law"]


def test_links_lead_within_the_pack_or_are_words(data: dict[str, Any]) -> None:
    wales, _ = data["parts"]
    line = wales["nodes"][2]["c"]

    assert [(piece["k"], piece["to"]) for piece in line if isinstance(piece, dict)] == [
        ("link", "#ways-to-involve/co-design--law"),
        ("link", "#nations/wales--law"),
        ("words", "#nations/wales--gone"),
        ("link", "#src-author2020work"),
    ]


def test_a_source_is_listed_once_and_only_words_in_use_are_explained(data: dict[str, Any]) -> None:
    (sources,) = data["sources"]

    assert [item["id"] for item in sources["c"]] == ["src-author2020work"]
    assert [line["role"] for line in sources["c"][0]["c"]] == [""]
    assert data["terms"] == [(["Ministers"], ["People who decide."])]
