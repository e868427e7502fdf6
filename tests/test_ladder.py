"""The ladder of ways to involve people, its tags and what the home page counts."""

from collections.abc import Callable, Mapping

import pytest

from evidence.cases import cases
from evidence.content import Site
from evidence.holding import holding
from evidence.ladder import band_slug, from_the_top, is_of_bands, ladder
from evidence.page_text import Shown
from evidence.tables import tables
from evidence.tags import tags

SiteOf = Callable[[Mapping[str, str], str], Site]

TABLE = """| Band | Rungs | What it means |
|---|---|---|
| Doing with | [Co-production](co-production.md) | *Equal* power. |
| Doing for | none | Power is not shared. |
| Doing to | [Coercion](coercion.md) | Passive. |"""


def way(title: str, band: str, position: str = "") -> str:
    return f"---\ntitle: {title}\nband: {band}\n{f'position: {position}' if position else ''}\n---\n"


PAGES = {
    "ways-to-involve/index.md": f"---\ntitle: Ways\n---\n\n{TABLE}\n",
    "ways-to-involve/co-production.md": way("Co-production", "doing with", "7"),
    "ways-to-involve/co-design.md": way("Co-design", "doing with", "6"),
    "ways-to-involve/coercion.md": way("Coercion", "doing to", "1"),
    "ways-to-involve/together.md": way("Together", "doing with"),
    "ways-to-involve/advocacy.md": way("Advocacy", "not stated"),
    "case-studies/a.md": """---
title: A
nations: [wales, all-island, atlantis]
ways_to_involve:
  co-production: our reading
  together: our reading
  advocacy: our reading
---

Two [@doe; @lost].

Lost [@lost].

Text [@doe].
""",
    "nations/wales.md": "---\ntitle: Wales\n---\n\nOne [@doe].\n",
    "nations/scotland.md": "---\ntitle: Scotland\n---\n",
}


@pytest.fixture
def site(site_of: SiteOf) -> Site:
    return site_of(PAGES, "@misc{doe, author = {Doe}, title = {A}}\n@misc{uncited, title = {B}}")


def test_bands_stand_from_the_top_down_with_their_rungs_and_what_they_mean(site: Site) -> None:
    found = [
        (band.name, band.slug, band.meaning, [(rung.page.title, rung.position, rung.cases) for rung in band.rungs])
        for band in ladder(site, cases(site))
    ]

    assert found == [
        ("doing with", "with", "Equal power.", [("Co-production", "7", 1), ("Co-design", "6", 0)]),
        ("doing for", "for", "Power is not shared.", []),
        ("doing to", "to", "Passive.", [("Coercion", "1", 0)]),
    ]


def test_ways_on_no_rung_stand_below_the_ladder(site: Site) -> None:
    assert [page.title for page in from_the_top(site)] == [
        "Co-production", "Co-design", "Coercion", "Advocacy", "Together",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (TABLE, True),
        (TABLE.replace("| Band |", "| Bands |"), False),
        (TABLE.replace("Doing for", "Doing well"), False),
        (TABLE.replace("Passive.", "Passive [@doe]."), False),
    ],
    ids=["all bands", "another name", "another band", "a citation that a drawing would lose"],
)
def test_a_table_of_bands_is_known_by_its_words(site_of: SiteOf, table: str, *, expected: bool) -> None:
    page = site_of({"a.md": f"---\ntitle: A\n---\n\n{table}\n"}, "").pages[0]

    assert [is_of_bands(page, found) for found in tables(page)] == [expected]


def test_a_site_without_the_table_has_a_ladder_without_meanings(site_of: SiteOf) -> None:
    assert [band.meaning for band in ladder(site_of({}, ""), ())] == ["", "", ""]


@pytest.mark.parametrize(("band", "slug"), [("doing with", "with"), ("not stated", ""), ("", ""), ("doing <b>", "")])
def test_a_band_has_a_short_name(band: str, slug: str) -> None:
    assert band_slug(band) == slug


def test_a_case_study_is_tagged_with_its_nations_and_bands_each_once(site: Site) -> None:
    assert tags(site, site.by_uri["case-studies/a.md"]) == [
        ("nation-wales", "wales", "Wales"),
        ("nation-northern-ireland", "northern-ireland", "Northern Ireland and Ireland"),
        ("band-with", "with", "Doing with"),
    ]
    assert tags(site, site.by_uri["ways-to-involve/coercion.md"]) == [("band-to", "to", "Doing to")]
    assert tags(site, site.by_uri["nations/wales.md"]) == []


def test_the_home_page_counts_what_there_is_and_names_what_is_missing(site: Site) -> None:
    found = holding(site, cases(site), Shown(site).statements)

    assert (found.cases, found.statements, found.sources) == (1, 4, 1)
    assert found.example
    assert (found.example.page.title, found.example.statement.words) == ("A", "Text (Doe, n.d.).")
    assert [(nation.title, count) for nation, count in found.nations] == [("Scotland", 0), ("Wales", 1)]
    assert [way.title for way in found.missing] == ["Co-design", "Coercion"]
