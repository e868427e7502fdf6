"""Case studies by what they are linked with."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

import pytest

from evidence.cases import FACETS, cases, explorer_url, with_all
from evidence.content import Site

SiteOf = Callable[[Mapping[str, str], str], Site]

PAGES = {
    "case-studies/a.md": """---
title: A
nations: [all-island, wales]
ways_to_involve:
  co-production: our reading
  consultation: "[@doe]"
planned_by:
  partnership: our reading
delivered_by: not stated
commissioning_areas:
  plan: our reading
benefits: not stated
barriers:
  tokenism: our reading
---
""",
    "case-studies/b.md": "---\ntitle: B\nnations: [wales]\n---\n",
    "case-studies/index.md": "---\ntitle: Cases\n---\n",
}


def test_a_case_study_has_slugs_for_each_facet(site_of: SiteOf) -> None:
    first, second = cases(site_of(PAGES, ""))

    assert first.linked == {
        "nation": ("northern-ireland", "wales"),
        "way": ("co-production", "consultation"),
        "area": ("plan",),
        "planned": ("partnership",),
        "delivered": (),
        "benefit": (),
        "barrier": ("tokenism",),
    }
    assert second.linked == {**dict.fromkeys(FACETS, ()), "nation": ("wales",)}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["A", "B"]),
        ({"nation": "wales"}, ["A", "B"]),
        ({"nation": "northern-ireland"}, ["A"]),
        ({"nation": "wales", "way": "consultation"}, ["A"]),
        ({"nation": "england"}, []),
        ({"delivered": "not stated"}, []),
    ],
)
def test_case_studies_are_found_by_all_that_is_wanted(
    site_of: SiteOf, wanted: dict[str, str], found: list[str]
) -> None:
    assert [case.page.title for case in with_all(cases(site_of(PAGES, "")), **wanted)] == found


def test_an_address_holds_what_is_wanted() -> None:
    parts = urlsplit(explorer_url(nation="wales", way="co-production"))

    assert parts.path == "case-studies/explore/"
    assert parse_qsl(parts.query) == [("nation", "wales"), ("way", "co-production")]
    assert explorer_url() == "case-studies/explore/"
