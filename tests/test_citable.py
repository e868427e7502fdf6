"""A page of ours as a source that others cite."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from evidence.citable import is_citable, page_entry, page_item, view_entry, view_item
from evidence.content import Site
from evidence.settings import Settings

SiteOf = Callable[[Mapping[str, str], str], Site]

SETTINGS = Settings("https://kb.test/", "", "", "Evidence Scotland", "Doing With")
PAGES = {
    "index.md": "---\ntitle: Home\n---\n\nNo source.\n",
    "about/index.md": "---\ntitle: About\n---\n\nSee @doe.\n",
    "nations/index.md": "---\ntitle: Nations\n---\n\nNo source.\n",
    "case-studies/a.md": "---\ntitle: A\nchecked: 2026-01-01\n---\n",
    "case-studies/b.md": "---\ntitle: B\nchecked: 2026-01-31\n---\n",
    "nations/wales.md": "---\ntitle: Wales & us\nchecked: 2026-02-01\n---\n\nNo source yet.\n",
}
LIBRARY = "@misc{doe, author = {Doe, Jane}, year = 2001, title = {A ladder}}"


@pytest.fixture(scope="module")
def site(site_of: SiteOf) -> Site:
    return replace(site_of(PAGES, LIBRARY), settings=SETTINGS)


def test_a_page_with_evidence_or_with_sources_can_be_cited(site: Site) -> None:
    assert [page.uri for page in site.pages if is_citable(site, page)] == [
        "about/index.md",
        "case-studies/a.md",
        "case-studies/b.md",
        "nations/wales.md",
    ]


def test_the_reference_names_the_publisher_the_day_and_the_address(site: Site) -> None:
    assert str(page_entry(site, site.by_uri["nations/wales.md"])) == (
        "Evidence Scotland (2026) Wales & us. Doing With, last checked 1 February 2026. "
        "Available at: https://kb.test/nations/wales/."
    )
    assert page_item(site, site.by_uri["nations/wales.md"]) == {
        "id": "doing-with-nations-wales",
        "type": "webpage",
        "title": "Wales & us",
        "author": [{"literal": "Evidence Scotland"}],
        "container-title": "Doing With",
        "issued": {"date-parts": [[2026, 2, 1]]},
        "note": "Last checked 1 February 2026",
        "URL": "https://kb.test/nations/wales/",
    }


def test_a_page_that_nobody_has_checked_goes_by_the_year_of_the_site(site: Site) -> None:
    page = site.by_uri["about/index.md"]

    assert str(page_entry(site, page)) == (
        "Evidence Scotland (2026) About. Doing With. Available at: https://kb.test/about/."
    )
    assert page_item(site, page)["id"] == "doing-with-about"
    assert "note" not in page_item(site, page)


def test_a_page_made_of_all_case_studies_goes_by_the_newest_check_of_one(site: Site) -> None:
    assert str(view_entry(site, "gap-map/wales.md")) == (
        "Evidence Scotland (2026) Gap map: Wales. Doing With, last checked 31 January 2026. "
        "Available at: https://kb.test/gap-map/wales/."
    )
    assert view_item(site, "gap-map/wales.md")["issued"] == {"date-parts": [[2026, 1, 31]]}


def test_what_no_publisher_has_set_is_left_out(site: Site) -> None:
    bare = replace(site, settings=Settings(site_name="Doing With"))
    page = bare.by_uri["nations/wales.md"]

    assert str(page_entry(bare, page)) == "Doing With (2026) Wales & us. Doing With, last checked 1 February 2026."
    assert "URL" not in page_item(bare, page)
