"""The filters of the search, and what each page and source is found by."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evidence.content import Site
from evidence.filters import page_values, place, reference_values
from evidence.read import read_site

ROOT = Path(__file__).parents[1]

SiteOf = Callable[[Mapping[str, str], str], Site]

LIBRARY = """
@misc{law, title = {An act}, keywords = {law, Wales, Ireland}}
@misc{both, title = {A study}, keywords = {peer-reviewed, lived-experience}}
@misc{bare, title = {A thing}}
"""
PAGES = {
    "case-studies/a.md": """---
title: A case
nations: [wales, all-island, atlantis]
lead_organisation: "A council [@law]"
ways_to_involve:
  co-design: our reading
  unknown: our reading
commissioning_areas: not stated
benefits:
  trust: our reading
---

It was done [@both; @law].
""",
    "nations/wales.md": "---\ntitle: Wales\n---\n",
    "nations/northern-ireland.md": "---\ntitle: Northern Ireland\n---\n",
    "ways-to-involve/co-design.md": "---\ntitle: Co-design\n---\n\nIt is so [@bare].\n",
    "commissioning/plan.md": "---\ntitle: Plan\n---\n",
    "benefits/trust.md": "---\ntitle: Trust\n---\n\nIt grows [@nobody].\n",
    "nations/index.md": "---\ntitle: Four nations\n---\n",
    "contributing/index.md": "---\ntitle: Contributing\n---\n",
    "understanding/language.md": "---\ntitle: Words\n---\n",
    "glossary.md": "---\ntitle: Words explained\n---\n",
}
FOUND_BY = {
    "case-studies/a.md": (
        ("kind", "Case study"),
        ("nation", "Wales"),
        ("nation", "Northern Ireland"),
        ("way", "Co-design"),
        ("nation", "Ireland"),
        ("source", "Policy and law"),
        ("source", "People with experience"),
        ("source", "Research"),
    ),
    "nations/wales.md": (("kind", "Nation"), ("nation", "Wales")),
    "ways-to-involve/co-design.md": (
        ("kind", "Way to involve"),
        ("way", "Co-design"),
        ("source", "Kind not recorded"),
    ),
    "commissioning/plan.md": (("kind", "Area of commissioning"), ("area", "Plan")),
    "benefits/trust.md": (("kind", "Benefit"),),
    "nations/index.md": (("kind", "Other page"),),
    "contributing/index.md": (("kind", "Page for editors"),),
    "understanding/language.md": (("kind", "Background"),),
    "glossary.md": (("kind", "Glossary"),),
}


@pytest.mark.parametrize("uri", FOUND_BY)
def test_a_page_is_found_by_what_it_is_names_and_rests_on(site_of: SiteOf, uri: str) -> None:
    site = site_of(PAGES, LIBRARY)

    assert page_values(site, site.by_uri[uri]) == FOUND_BY[uri]


def test_a_source_is_found_by_its_nations_and_who_speaks(site_of: SiteOf) -> None:
    library = site_of(PAGES, LIBRARY).library.references

    assert {key: reference_values(reference) for key, reference in library.items()} == {
        "law": (("kind", "Source"), ("nation", "Wales"), ("nation", "Ireland"), ("source", "Policy and law")),
        "both": (("kind", "Source"), ("source", "People with experience"), ("source", "Research")),
        "bare": (("kind", "Source"), ("source", "Kind not recorded")),
    }


def test_pages_of_evidence_stand_first_then_others_sources_and_pages_for_editors() -> None:
    pages = [
        ((("kind", "Page for editors"),), "A"),
        ((("kind", "Source"),), "B"),
        ((("kind", "Other page"),), "C"),
        ((("kind", "Case study"), ("nation", "Wales")), "e"),
        ((("kind", "Benefit"),), "D"),
    ]

    assert [title for _, title in sorted(pages, key=lambda page: place(*page))] == ["D", "e", "C", "B", "A"]


def test_every_page_of_our_own_has_a_kind() -> None:
    site = read_site(ROOT)

    assert all(page_values(site, page)[0][0] == "kind" for page in site.pages)
