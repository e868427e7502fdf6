"""What a page is in the words of schema.org, as JSON-LD for search engines."""

from collections.abc import Iterator

from evidence.addresses import DATA, REFERENCES, reference_uri
from evidence.citable import full_address, publisher_of
from evidence.content import Page, Site
from evidence.csl import Item, Person, parts_of
from evidence.exports.open_data import LICENCE, open_data
from evidence.exports.tables import TABLES
from evidence.glossary import GLOSSARY
from evidence.harvard import OTHERS
from evidence.kinds import NATIONS
from evidence.page_types import ALL_ISLAND
from evidence.render import Rendered, Renderer

Thing = dict[str, object]

_TYPES = {
    "article-journal": "ScholarlyArticle", "book": "Book", "chapter": "Chapter", "paper-conference": "ScholarlyArticle",
    "report": "Report", "thesis": "Thesis", "webpage": "WebPage",
}  # fmt: skip
_NATIONS = {
    **NATIONS,
    ALL_ISLAND: "Northern Ireland and Ireland",
}


def linked_data(renderer: Renderer, rendered: Rendered) -> Thing:
    """Describe the page, or the work that it is about, and the way to it from the home page."""
    site, uri = renderer.site, rendered.uri
    things: list[Thing] = []
    if page := site.by_uri.get(uri):
        things.append(_article(renderer, page))
    elif key := renderer.reference_keys.get(uri):
        things.append(_work(renderer.shown.items[key]))
    if uri == GLOSSARY:
        things.append(_terms(renderer))
    if uri == DATA:
        things.append(_dataset(renderer, rendered))
    if uri != "index.md":
        things.append(_way(site, rendered))
    return {"@context": "https://schema.org", "@graph": things}


def _article(renderer: Renderer, page: Page) -> Thing:
    site = renderer.site
    cited = dict.fromkeys(item.key for item, _ in page.items())
    works = [item for key in cited if (item := renderer.shown.items.get(key))]
    days = sorted(day.value for day, _ in page.pairs("changes"))
    nations = [text.value for text in page.texts("nations")]
    if page.uri.partition("/")[0] == "nations":
        nations.append(page.slug)
    return _known(
        {
            "@type": "Article",
            "headline": page.title,
            "description": page.summary,
            "url": full_address(site, page.uri),
            "inLanguage": "en-GB",
            "datePublished": days[0] if days else "",
            "dateModified": page.text("checked"),
            "license": LICENCE,
            "publisher": {"@type": "Organization", "name": publisher_of(site)},
            "spatialCoverage": [{"@type": "Place", "name": _NATIONS[name]} for name in nations if name in _NATIONS],
            "isBasedOn": [work["URL"] for work in works if "URL" in work],
            "citation": [
                {
                    "@type": _TYPES.get(work["type"], "CreativeWork"),
                    "name": work["title"],
                    "url": full_address(site, reference_uri(work["id"])),
                }
                for work in works
            ],
        }
    )


def _work(item: Item) -> Thing:
    return _known(
        {
            "@type": _TYPES.get(item["type"], "CreativeWork"),
            "name": item["title"],
            "author": [_person(person) for person in item.get("author", ()) if person != {"literal": OTHERS}],
            "editor": [_person(person) for person in item.get("editor", ())],
            "datePublished": "-".join(f"{part:02}" for part in parts_of(item.get("issued"))),
            "isPartOf": _known({"@type": "CreativeWork", "name": item.get("container-title", "")}),
            "publisher": _known({"@type": "Organization", "name": item.get("publisher", "")}),
            "url": item.get("URL", ""),
            "identifier": f"doi:{item['DOI']}" if "DOI" in item else "",
        }
    )


def _terms(renderer: Renderer) -> Thing:
    address = full_address(renderer.site, GLOSSARY)
    terms = [
        _known(
            {
                "@type": "DefinedTerm",
                "name": term.name,
                "alternateName": list(term.forms),
                "description": term.meaning,
                "url": f"{address}#{term.id}",
            }
        )
        for term in renderer.shown.glossary.terms
    ]
    return {"@type": "DefinedTermSet", "url": address, "license": LICENCE, "hasDefinedTerm": terms}


def _dataset(renderer: Renderer, rendered: Rendered) -> Thing:
    site = renderer.site
    address = full_address(site, DATA)
    return {
        "@type": "Dataset",
        "name": rendered.title,
        "description": rendered.description,
        "url": address,
        "version": open_data(renderer).version,
        "dateModified": site.checked,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": publisher_of(site)},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address}{table.name}.{ending}"}
            for table in TABLES
            for ending, kind in (("json", "application/json"), ("csv", "text/csv"))
        ],
    }


def _way(site: Site, rendered: Rendered) -> Thing:
    steps = [(name, full_address(site, uri)) for uri, name in _above(site, rendered)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _known({"@type": "ListItem", "position": place, "name": name, "item": address})
            for place, (name, address) in enumerate(steps, 1)
        ],
    }


def _above(site: Site, rendered: Rendered) -> Iterator[tuple[str, str]]:
    """Give the home page, the index of the page's folder if it has one, and the page itself."""
    yield "index.md", "Home"
    folder = f"{rendered.uri.removesuffix('/index.md').rpartition('/')[0]}/index.md"
    if folder in site.by_uri:
        yield folder, site.by_uri[folder].title
    elif folder == REFERENCES:
        yield folder, "Sources"
    yield rendered.uri, rendered.title


def _person(person: Person) -> Thing:
    if literal := person.get("literal"):
        return {"@type": "Organization", "name": literal}
    return _known({"@type": "Person", "familyName": person["family"], "givenName": person.get("given", "")})


def _known(thing: Thing) -> Thing:
    """Leave out what is empty; a thing of which nothing but the type is known is empty itself."""
    known = {name: value for name, value in thing.items() if value}
    return known if known.keys() != {"@type"} else {}
