"""A new page, written from the declaration of its type."""

from collections.abc import Callable, Mapping

import pytest

from evidence.content import Site
from evidence.front_matter import Text
from evidence.new_page import (
    LONGEST_SLUG,
    body_of,
    chosen,
    dates,
    free_slug,
    new_page,
    options,
    question,
    quoted,
    slug_of,
    taken_slugs,
)
from evidence.page_types import BENEFITS, CASES, NOT_STATED, PAGE_TYPES, Field, PageType, Presence
from evidence.read import read_page
from evidence.rules import check
from evidence.source import Source

SiteOf = Callable[[Mapping[str, str], str], Site]
WALES = "---\ntitle: Wales\nsummary: A nation.\nchecked: 2026-11-23\n---\n"


@pytest.fixture(scope="module")
def site(site_of: SiteOf) -> Site:
    return site_of({"nations/wales.md": WALES}, "")


def test_a_benefit_reads_as_its_declaration_says(site: Site) -> None:
    values = {**dates("2026-11-23"), "title": quoted('A "good" thing')}

    assert (
        new_page(site, BENEFITS, values, "## What it is\n", "Two lines:\n\n- one")
        == """---
# Title: The page's title, under about 70 characters.
title: "A \\"good\\" thing"
# Summary: One or two plain sentences that say what the page is about.
# For example: People marked part of a tender.
summary:
# For whom: Who gains: people, services or the community.
# The choices: people, services, community
# For example: people
group:
# Last checked: The day on which somebody last read the sources behind the page.
checked: 2026-11-23
# Reviewed: The day on which a second person compared the page with its sources.
# reviewed: 2026-11-30
# What changed: What changed and when, newest first, for readers.
changes:
  - 2026-11-23: First published.
# Old addresses: Addresses that this page had before; readers are led on from there.
# formerly:
#   - case-studies/old-name
# Two lines:
#
# - one
---

## What it is
"""
    )


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.folder)
def test_a_new_page_lacks_only_what_has_to_be_filled(site: Site, site_of: SiteOf, page_type: PageType) -> None:
    text = new_page(site, page_type, {**dates("2026-11-23"), "title": quoted("A page")}, "")

    found = check(site_of({f"{page_type.folder}/a-page.md": text, "nations/wales.md": WALES}, ""))

    asked = [field for field in page_type.fields if field.presence is Presence.FILLED]
    assert [problem.message for problem in found] == [
        f"The field '{field.name}' is empty." for field in asked if field.name not in ("title", "checked")
    ]


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.folder)
def test_its_comments_are_fields_once_their_hash_is_gone(site: Site, page_type: PageType) -> None:
    text = new_page(site, page_type, {}, "")
    open_fields = [field.name for field in page_type.fields if field.presence is Presence.OPTIONAL]
    for name in open_fields:
        text = text.replace(f"\n# {name}:", f"\n{name}:").replace("\n#   - ", "\n  - ")

    page = read_page(Source(f"docs/{page_type.folder}/a.md", text), f"{page_type.folder}/a.md")

    assert page.front_matter_faults == ()
    assert set(page.front_matter.fields) == {field.name for field in page_type.fields}


SLUGS = {
    "Peer review: Swansea": "peer-review-swansea",
    "Ŵyr & co: what people’s panels did!": "wyr-and-co-what-peoples-panels-did",
    "Łódź, Ísland, Øre": "lodz-island-ore",
    "  2021–2023  ": "2021-2023",
    "word " * 30: "word-word-word-word-word-word-word-word-word-word-word-word",
    "w" * 90: "w" * LONGEST_SLUG,
    "Co\u00adpro\u200bduction": "coproduction",
    "…": "",
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.items())
def test_a_title_gives_the_name_of_the_file(title: str, slug: str) -> None:
    assert slug_of(title) == slug
    assert len(slug) <= LONGEST_SLUG


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Powys", (), "powys"),
        ("Powys!", ("powys",), "powys-2"),
        ("Powys", ("powys", "powys-2"), "powys-3"),
        ("w" * 90, ("w" * LONGEST_SLUG,), f"{'w' * (LONGEST_SLUG - 2)}-2"),
        ("word " * 30, (slug_of("word " * 30),), "word-word-word-word-word-word-word-word-word-word-word-2"),
        ("…", ("powys",), ""),
    ],
)
def test_a_name_that_is_taken_gets_a_number_and_grows_no_longer(title: str, taken: tuple[str, ...], slug: str) -> None:
    assert free_slug(title, taken) == slug
    assert len(slug) <= LONGEST_SLUG


def test_names_are_taken_by_the_index_by_pages_now_and_before_and_by_the_build(site_of: SiteOf) -> None:
    box = "---\ntitle: Wales\nformerly:\n  - case-studies/cymru\n  - nations/cambria\n---\n"
    site = site_of({"case-studies/wales.md": box, "nations/england.md": "---\ntitle: England\n---\n"}, "")

    assert taken_slugs(site, "case-studies") == ("cymru", "explore", "index", "wales")


def field(name: str) -> Field:
    found = CASES.field(name)
    assert found
    return found


def test_a_field_offers_its_choices_by_name(site: Site) -> None:
    assert options(site, field("nations")) == {"Wales": "wales", "The whole island of Ireland": "all-island"}
    assert options(site, field("planned_by")) == {
        "Professionals": "professionals",
        "Partnership": "partnership",
        "Communities": "communities",
    }


@pytest.mark.parametrize(
    ("name", "values", "written"),
    [
        ("nations", ["wales", "scotland"], " [wales, scotland]"),
        ("planned_by", ["partnership"], "\n  partnership: our reading"),
        ("benefits", ["trust", "quality"], "\n  trust: our reading\n  quality: our reading"),
    ],
)
def test_what_was_chosen_stands_as_the_check_asks_for_it(name: str, values: list[str], written: str) -> None:
    assert chosen(field(name), values) == written


@pytest.mark.parametrize(
    "words", ['A "b" \\ c: d # e', "- a", "@x [y] {z}", "two\nlines\x00\u202e he\u00adre", NOT_STATED]
)
def test_quoted_words_are_read_as_they_are(words: str) -> None:
    page = read_page(Source("docs/a.md", f"---\ntitle:{quoted(words)}\n---\n"), "a.md")

    read = page.front_matter.fields["title"]
    assert isinstance(read, Text)
    assert read.value == words.replace("\nlines\x00\u202e he\u00ad", " lines he")


def test_a_remark_stays_a_comment_whatever_ends_its_lines(site: Site) -> None:
    text = new_page(site, BENEFITS, {}, "", "one\u2028title: two\x85title: three\rtitle: four\n\x00\ntitle: five")

    page = read_page(Source("docs/benefits/a.md", text), "benefits/a.md")
    assert (page.front_matter_faults, page.text("title")) == ((), "")
    assert text.count("\n# title: ") == 4


def test_the_text_of_a_template_is_what_stands_below_its_box() -> None:
    assert body_of("---\ntitle: A\n---\n\n## What\n\nWords.\n") == "## What\n\nWords."
    assert body_of("## What\n") == "## What"


def test_a_question_leaves_out_what_only_the_box_needs() -> None:
    asked = {field.name: question(field) for field in CASES.fields}

    assert asked["title"] == "The page's title, under about 70 characters."
    assert asked["period"] == "When it happened, and which source says so."
    assert asked["nations"] == "Where it happened."
    assert asked["benefits"] == "The benefits it reports or aims at."
