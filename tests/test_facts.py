"""The fact card: every area of commissioning is drawn, and those with which a page is linked are filled."""

from collections.abc import Callable, Mapping

import pytest

from evidence.content import Site
from evidence.facts import facts
from evidence.page_text import PageText, Shown

SiteOf = Callable[[Mapping[str, str], str], Site]

AREAS = {
    "commissioning/plan.md": "---\ntitle: Plan\nposition: 2\n---\n",
    "commissioning/identify.md": "---\ntitle: Identify & analyse\nposition: 1\n---\n",
    "commissioning/review.md": "---\ntitle: Review\nposition: 3\n---\n",
}
OURS = '<span class="dw-basis dw-basis--ours">Our reading</span>'


def values(site_of: SiteOf, box: str) -> list[tuple[str, str, str]]:
    site = site_of({**AREAS, "case-studies/a.md": f"---\ntitle: A\n{box}\n---\n"}, "")
    page = site.by_uri["case-studies/a.md"]
    return [value for row in facts(site, page, PageText(Shown(site), page)) for value in row.values]


def test_areas_stand_in_their_order_and_those_without_a_link_have_no_address(site_of: SiteOf) -> None:
    assert values(site_of, "commissioning_areas: {review: our reading, plan: our reading}") == [
        ("", "Identify &amp; analyse", ""),
        ("fact-commissioning-areas-plan", '<a href="../../commissioning/plan/">Plan</a>', OURS),
        ("fact-commissioning-areas-review", '<a href="../../commissioning/review/">Review</a>', OURS),
    ]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (
            "commissioning_areas: not stated",
            [("fact-commissioning-areas", "Not stated in the sources we read", "")],
        ),
        (
            "commissioning_areas: {lost: our reading}",
            [("fact-commissioning-areas-lost", "Lost", OURS)],
        ),
    ],
    ids=["nothing stated", "an area that is lost"],
)
def test_without_areas_to_fill_there_is_no_cycle(
    site_of: SiteOf, box: str, expected: list[tuple[str, str, str]]
) -> None:
    assert values(site_of, box) == expected
