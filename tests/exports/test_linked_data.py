"""Pages in the words of schema.org, compared whole."""

from typing import Any

from evidence.exports.linked_data import Thing, linked_data
from evidence.exports.open_data import OpenData
from evidence.generate import generated_page
from evidence.render import Renderer

BASE = "https://kb.test/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = {"@type": "Organization", "name": "Evidence Scotland"}


def graph(renderer: Renderer, uri: str) -> list[Thing]:
    page = renderer.site.by_uri.get(uri)
    found: Any = linked_data(renderer, renderer.page(page) if page else generated_page(renderer, uri))
    assert list(found) == ["@context", "@graph"]
    return list(found["@graph"])


def way(*steps: tuple[str, str]) -> Thing:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"{BASE}{url}"}
            for place, (name, url) in enumerate(steps, 1)
        ],
    }


def test_a_page_is_an_article_about_places_that_rests_on_works(renderer: Renderer) -> None:
    assert graph(renderer, "case-studies/a.md") == [
        {
            "@type": "Article",
            "headline": "=A case: <one> & ŵyr",
            "description": "+ What happened.",
            "url": f"{BASE}case-studies/a/",
            "inLanguage": "en-GB",
            "datePublished": "2026-01-01",
            "dateModified": "2026-02-01",
            "license": LICENCE,
            "publisher": PUBLISHER,
            "spatialCoverage": [
                {"@type": "Place", "name": "Wales"},
                {"@type": "Place", "name": "Northern Ireland and Ireland"},
            ],
            "isBasedOn": ["https://x.org/a?b&c", "https://doi.org/10.1/a"],
            "citation": [
                {"@type": "WebPage", "name": "A ladder", "url": f"{BASE}references/doe/"},
                {"@type": "ScholarlyArticle", "name": "Whose voice?", "url": f"{BASE}references/duo/"},
            ],
        },
        way(("Home", ""), ("Case studies", "case-studies/"), ("=A case: <one> & ŵyr", "case-studies/a/")),
    ]


def test_the_page_of_a_nation_is_about_that_nation(renderer: Renderer) -> None:
    assert graph(renderer, "nations/wales.md")[0]["spatialCoverage"] == [{"@type": "Place", "name": "Wales"}]
    assert "spatialCoverage" not in graph(renderer, "barriers/bureaucracy.md")[0]


def test_the_page_of_a_reference_is_the_work(renderer: Renderer) -> None:
    assert graph(renderer, "references/duo/index.md") == [
        {
            "@type": "ScholarlyArticle",
            "name": "Whose voice?",
            "author": [
                {"@type": "Person", "familyName": "Roe", "givenName": "R."},
                {"@type": "Person", "familyName": "Poe", "givenName": "Ŵyr"},
            ],
            "datePublished": "2001-03",
            "isPartOf": {"@type": "CreativeWork", "name": "Care"},
            "url": "https://doi.org/10.1/a",
            "identifier": "doi:10.1/a",
        },
        way(("Home", ""), ("Sources", "references/"), ("Whose voice? (2001)", "references/duo/")),
    ]


def test_the_glossary_is_a_set_of_terms(renderer: Renderer) -> None:
    assert graph(renderer, "glossary.md")[1] == {
        "@type": "DefinedTermSet",
        "url": f"{BASE}glossary/",
        "license": LICENCE,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": "Co-production",
                "alternateName": ["co-produce", "co-produced"],
                "description": "Planning together.",
                "url": f"{BASE}glossary/#co-production",
            }
        ],
    }


def test_the_data_are_a_dataset_with_its_files(renderer: Renderer) -> None:
    found: Any = graph(renderer, "data/index.md")[0]

    assert (found["@type"], found["license"], found["creator"]) == ("Dataset", LICENCE, PUBLISHER)
    assert found["version"] == OpenData(renderer).version
    files = [(file["encodingFormat"], file["contentUrl"]) for file in found["distribution"]]
    assert files[:2] == [("application/json", f"{BASE}data/pages.json"), ("text/csv", f"{BASE}data/pages.csv")]
    assert {url.removeprefix(BASE) for _, url in files} <= {path for path, _ in OpenData(renderer).files()}


def test_no_way_leads_to_the_home_page(renderer: Renderer) -> None:
    assert [thing["@type"] for thing in graph(renderer, "index.md")] == ["Article"]
