"""The case-study explorer and the gap maps, made from data."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from evidence.addresses import EXPLORER, GAP_MAPS
from evidence.content import Site
from evidence.generate import generated_page
from evidence.render import Renderer

SiteOf = Callable[[Mapping[str, str], str], Site]

PAGES = {
    "case-studies/index.md": "---\ntitle: Cases\n---\n",
    "case-studies/a.md": """---
title: "A <b>"
summary: One & all.
nations: [all-island, wales]
ways_to_involve: {co-design: our reading, advocacy: our reading}
commissioning_areas: {plan: our reading}
planned_by: {partnership: our reading}
delivered_by: not stated
benefits: {trust: our reading}
---
""",
    "case-studies/b.md": "---\ntitle: B\nnations: [wales]\nways_to_involve: {co-design: our reading}\ncommissioning_areas: {plan: our reading, do: our reading}\n---\n",  # noqa: E501  a page stands on one line
    "case-studies/c.md": "---\ntitle: C\nnations: [england]\nways_to_involve: not stated\n---\n",
    "ways-to-involve/co-design.md": "---\ntitle: Co-design\nband: doing with\nposition: 6\n---\n",
    "ways-to-involve/informing.md": "---\ntitle: Informing\nband: doing for\n---\n",
    "ways-to-involve/advocacy.md": "---\ntitle: Advocacy\nband: not stated\n---\n",
    "commissioning/plan.md": "---\ntitle: Plan\nposition: 1\n---\n",
    "commissioning/do.md": "---\ntitle: Do\nposition: 2\n---\n",
    "nations/wales.md": "---\ntitle: Wales\n---\n",
    "nations/england.md": "---\ntitle: England\n---\n",
    "benefits/trust.md": "---\ntitle: Trust\n---\n",
}


@pytest.fixture(scope="module")
def site(site_of: SiteOf) -> Site:
    return site_of(PAGES, "")


def page(site: Site, uri: str) -> html.HtmlElement:
    return html.fragment_fromstring(generated_page(Renderer(site), uri).tail, create_parent=True)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_explorer_lists_every_case_study_with_what_it_is_linked_with(site: Site) -> None:
    table = page(site, EXPLORER).find(".//table")

    assert [words(cell) for cell in table.iter("th") if cell.get("scope") == "col"] == [
        "Case study", "Nation", "Ways to involve", "Areas of commissioning", "Planned by", "Delivered by",
    ]  # fmt: skip
    assert [[words(cell) for cell in row] for row in table.find("tbody")] == [
        [
            "A <b> One & all.",
            "Nation: Northern Ireland and Ireland Wales",
            "Ways to involve: Co-design, Advocacy",
            "Areas of commissioning: Plan",
            "Planned by: Partnership",
            "Delivered by: Not stated",
        ],
        [
            "B",
            "Nation: Wales",
            "Ways to involve: Co-design",
            "Areas of commissioning: Plan, Do",
            "Planned by: Not stated",
            "Delivered by: Not stated",
        ],
        [
            "C",
            "Nation: England",
            "Ways to involve: Not stated",
            "Areas of commissioning: Not stated",
            "Planned by: Not stated",
            "Delivered by: Not stated",
        ],
    ]
    assert table.xpath("./tbody/tr/th/a/@href") == [
        "../../case-studies/a/",
        "../../case-studies/b/",
        "../../case-studies/c/",
    ]


def test_the_explorer_offers_every_facet_with_its_counts_and_each_row_knows_its_own(site: Site) -> None:
    tree = page(site, EXPLORER)

    offered = {choice.get("name"): [words(option) for option in choice] for choice in tree.iter("select")}

    assert offered == {
        "nation": ["All", "England (1)", "Wales (2)"],
        "way": ["All", "Co-design (2)", "Advocacy (1)", "Informing (0)"],
        "area": ["All", "Plan (2)", "Do (1)"],
        "planned": ["All", "Professionals (0)", "Partnership (1)", "Communities (0)"],
        "delivered": ["All", "Professionals (0)", "Partnership (0)", "Communities (0)"],
        "benefit": ["All", "Trust (1)"],
        "barrier": ["All"],
    }
    for name in offered:
        for option in tree.xpath(f"//select[@name='{name}']/option[@value != '']"):
            held = [row for row in tree.xpath("//tbody/tr") if option.get("value") in row.get(f"data-{name}").split()]
            assert f"({len(held)})" in option.text


def cells(site: Site, nation: str) -> dict[str, list[str]]:
    rows = page(site, GAP_MAPS[nation]).find(".//tbody")
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in rows}


def test_the_gap_map_counts_case_studies_and_names_their_nations(site: Site) -> None:
    held, none = "Plan {} case {}: {}, Plan. {}", "{} None yet: {}, {}. Add one"

    assert cells(site, "") == {
        "Co-design Doing with": [
            "Plan 2 case studies: Co-design, Plan. Northern Ireland, Wales",
            "Do 1 case study: Co-design, Do. Wales",
        ],
        "Informing Doing for, on no rung": [
            none.format("Plan", "Informing", "Plan"),
            none.format("Do", "Informing", "Do"),
        ],
        "Advocacy On no rung": [
            held.format(1, "study", "Advocacy", "Northern Ireland, Wales"),
            none.format("Do", "Advocacy", "Do"),
        ],
    }


def test_a_nation_has_a_gap_map_of_its_own(site: Site) -> None:
    assert cells(site, "northern-ireland") == {
        "Co-design Doing with": ["Plan 1 case study: Co-design, Plan.", "Do None yet: Co-design, Do. Add one"],
        "Informing Doing for, on no rung": [
            "Plan None yet: Informing, Plan. Add one",
            "Do None yet: Informing, Do. Add one",
        ],
        "Advocacy On no rung": ["Plan 1 case study: Advocacy, Plan.", "Do None yet: Advocacy, Do. Add one"],
    }
    assert all("None yet" in cell for row in cells(site, "scotland").values() for cell in row)


@pytest.mark.parametrize("nation", GAP_MAPS)
def test_each_count_leads_to_the_case_studies_that_it_counts(site: Site, nation: str) -> None:
    rows = page(site, EXPLORER).xpath("//tbody/tr")

    gap_map = page(site, GAP_MAPS[nation])

    counts = [link for link in gap_map.xpath("//td/a") if link.get("href").startswith("#")]
    assert bool(counts) == (nation in ("", "northern-ireland", "wales"))
    for link in counts:
        (listed,) = gap_map.xpath("//*[@id=$id]", id=link.get("href")[1:])
        wanted = parse_qs(urlsplit(listed.xpath("dt/a/@href")[0]).query)
        found = [
            row for row in rows if all(value in row.get(f"data-{name}").split() for name, (value,) in wanted.items())
        ]
        assert int(link.text) == len(listed.xpath("dd/a")) == len(found)
        assert [words(case) for case in listed.xpath("dd/a")] == [words(row.xpath("th/a")[0]) for row in found]
        assert ("nation" in wanted) == bool(nation)


def test_the_gap_map_says_what_is_not_on_it(site: Site) -> None:
    assert [words(item) for item in page(site, GAP_MAPS[""]).find(".//section[@aria-labelledby='how']").iter("li")] == [
        "C"
    ]
    assert "the case studies we hold, 2 here" in words(page(site, GAP_MAPS["wales"]))
    assert not page(site, GAP_MAPS["wales"]).xpath("//section[@aria-labelledby='how']//li")


def test_an_empty_cell_opens_the_form_with_its_values(site: Site) -> None:
    (address,) = page(site, GAP_MAPS["scotland"]).xpath("//tr[th[contains(., 'Informing')]]/td[2]/a/@href")

    assert urlsplit(address).path == "../../contributing/add/"
    wanted = {"ways_to_involve": ["informing"], "commissioning_areas": ["do"], "nations": ["scotland"]}
    assert parse_qs(urlsplit(address).query) == wanted


def test_each_gap_map_leads_to_the_others_and_says_which_it_is(site: Site) -> None:
    for nation, uri in GAP_MAPS.items():
        links = page(site, uri).xpath("//nav//a")
        assert [words(link) for link in links] == [
            "All four nations",
            "England",
            "Northern Ireland",
            "Scotland",
            "Wales",
        ]
        assert [link.get("aria-current") for link in links].index("page") == list(GAP_MAPS).index(nation)


def test_nothing_to_count_is_without_faults(site_of: SiteOf) -> None:
    empty = site_of({}, "")

    assert words(page(empty, EXPLORER).get_element_by_id("found")) == "0 case studies"
    assert cells(empty, "") == {}
