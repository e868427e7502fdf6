"""The project's own site, built once and read back."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import html5lib
import pytest
from lxml import html

from evidence.addresses import url_of
from evidence.content import Site
from evidence.generate import generated_uris
from evidence.headings import PARTS
from evidence.read import read_site
from evidence.settings import read_settings
from evidence.statements import statements
from evidence.verify import verify

ROOT = Path(__file__).parents[1]
KINDS = (
    "index.html",
    "404.html",
    "nations/scotland/index.html",
    "case-studies/swansea-supported-living-tender/index.html",
    "case-studies/index.html",
    "references/index.html",
    "references/by-kind/index.html",
    "references/scie2013coproduction/index.html",
    "contributing/health/index.html",
    "contributing/fields/index.html",
    "about/changes/index.html",
    "data/index.html",
)
"""One page of each kind."""


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(ROOT)


@cache
def parsed(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def built_pages(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Give every built page by its path."""
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), parsed(path)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_page_and_every_reference_has_its_address(own_site: Path, site: Site) -> None:
    expected = {f"{url_of(uri)}index.html" for uri in (*site.by_uri, *generated_uris(site))}

    built = {path.relative_to(own_site).as_posix() for path in own_site.rglob("*.html")}

    assert built == {*expected, "404.html"}


def test_the_last_gate_finds_nothing(own_site: Path) -> None:
    assert verify(own_site, read_settings(ROOT)) == []


def test_nothing_but_the_site_is_published(own_site: Path) -> None:
    assert sorted({path.suffix for path in own_site.rglob("*") if path.is_file()}) == [
        ".bib", ".css", ".csv", ".gz", ".html", ".js", ".json", ".pagefind", ".pdf", ".pf_filter", ".pf_fragment",
        ".pf_index", ".pf_meta", ".ris", ".svg", ".txt", ".webp", ".woff2", ".xml",
    ]  # fmt: skip
    assert [path.suffix for path in (own_site / "assets" / "javascripts").iterdir()] == [".js"]
    assert not list(own_site.rglob("_template*"))


@pytest.mark.parametrize("path", KINDS)
def test_a_second_parser_finds_the_html_sound(own_site: Path, path: str) -> None:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))

    parser.parse((own_site / path).read_bytes(), transport_encoding="utf-8")

    assert parser.errors == []


def test_every_page_says_what_it_is(own_site: Path) -> None:
    titles: dict[str, str] = {}
    for path, page in built_pages(own_site):
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        assert page.xpath("string(/html/@lang)") == "en", path
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("string(//meta[@name='description']/@content)"), path
        assert page.xpath("//a[@class='dw-skip'][@href='#main']"), path
        assert page.xpath("//main//*[@id='main']"), path
        title = page.xpath("string(//title)")
        assert titles.setdefault(title, path) == path, f"{path} and {titles[title]} have one title: {title}"


def test_no_id_stands_twice_on_a_page(own_site: Path) -> None:
    for path, page in built_pages(own_site):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), f"{path}: {sorted({name for name in ids if ids.count(name) > 1})}"


def test_a_page_has_the_parts_to_which_links_may_lead(own_site: Path, site: Site) -> None:
    for page in site.pages:
        found = {str(id_) for id_ in parsed(own_site / f"{url_of(page.uri)}index.html").xpath("//@id")}
        assert found & {*PARTS} == {part for part, stands_on in PARTS.items() if stands_on(site, page)}, page.uri


def test_scripts_and_styles_stay_out_of_the_pages(own_site: Path) -> None:
    """A policy can then allow three scripts by their hashes, and no inline style at all."""
    scripts: set[str] = set()
    for path, page in built_pages(own_site):
        assert page.xpath("//@style | //style") == [], path
        scripts.update(page.xpath("//script[not(@src)][not(starts-with(@type, 'application/'))]/text()"))

    assert len(scripts) == 3


def test_a_citation_leads_to_its_source_on_the_same_page_and_describes_it(own_site: Path) -> None:
    count = 0
    for path, page in built_pages(own_site):
        ids = {element.get("id"): element for element in page.xpath("//*[@id]")}
        for link in page.xpath("//a[contains(concat(' ', @class, ' '), ' dw-cite ')]"):
            if not link.get("href").startswith("#"):
                assert link.xpath("ancestor::*[contains(@class, 'dw-link')]"), path  # the source of another page
                continue
            entry = ids[link.get("href").removeprefix("#")]
            assert entry.tag == "li", path
            if (tip := ids.get(link.get("aria-describedby"))) is not None:
                assert tip.get("role") == "tooltip", path
                title = text(entry.xpath(".//*[@class='dw-source__ref']//*[self::a or self::b]")[0])
                assert title in text(tip), path
            else:
                assert link.xpath("ancestor::h2 | ancestor::h3 | ancestor::h4"), path
            count += 1

    assert count > 500


def test_a_source_leads_back_to_each_statement_that_rests_on_it(own_site: Path, site: Site) -> None:
    for page in site.pages:
        built = parsed(own_site / f"{url_of(page.uri)}index.html")
        expected = {
            (f"src-{key}", f"#{statement.id}") for statement in statements(site, page) for key in statement.keys
        }
        found = {
            (entry.get("id"), link)
            for entry in built.xpath("//li[contains(@class, 'dw-source')][@id]")
            for link in entry.xpath(".//p[@class='dw-source__back']/a/@href")
        }
        assert found == expected, page.uri


def test_every_evidence_page_offers_a_correction_and_names_placeholders(own_site: Path) -> None:
    settings = read_settings(ROOT)
    for path, page in built_pages(own_site):
        if path == "404.html":
            continue
        issue, mail = page.xpath("//p[starts-with(., 'Something not right?')]/a/@href")
        assert issue.startswith(f"{settings.repository}/issues/new?title=Correction"), path
        assert mail.startswith(f"mailto:{settings.contact}?subject=Correction"), path
        shown = bool(page.xpath("//footer//strong[text()='Draft.']"))
        assert shown is bool(settings.placeholders), path


def test_the_page_for_lost_readers_works_at_any_depth(own_site: Path) -> None:
    scope = read_settings(ROOT).scope
    page = parsed(own_site / "404.html")

    addresses = page.xpath("//@href | //@src")
    assert [address for address in addresses if not re.match(rf"{re.escape(scope)}|#|https:|mailto:", address)] == []


def test_the_map_of_the_site_names_every_page_by_the_day_it_was_checked(own_site: Path, site: Site) -> None:
    written = (own_site / "sitemap.xml").read_text(encoding="utf-8")
    named = dict(re.findall(r"<loc>([^<]+)</loc>\s*<lastmod>([^<]+)</lastmod>", written))

    base = read_settings(ROOT).site_url
    assert {f"{base}{url_of(page.uri)}" for page in site.pages} <= set(named)
    assert named[f"{base}nations/wales/"] == site.by_uri["nations/wales.md"].text("checked")
    assert max(named.values()) <= site.checked


def test_no_page_is_heavy(own_site: Path) -> None:
    """20 kB is what a page of a reference weighs; the lists of all sources are the largest."""
    sizes = {path.relative_to(own_site).as_posix(): path.stat().st_size for path in own_site.rglob("*.html")}
    references = [size for path, size in sizes.items() if re.fullmatch(r"references/[^/]+/index.html", path)]

    assert sorted(references)[len(references) // 2] < 25_000


def test_what_search_engines_read_is_json(own_site: Path) -> None:
    for path, page in built_pages(own_site):
        blocks = page.xpath("//script[@type='application/ld+json']/text()")
        moved = bool(page.xpath("//meta[@http-equiv='refresh']"))
        assert len(blocks) == (0 if moved or path == "404.html" else 1), path
        for block in blocks:
            assert json.loads(block)["@graph"], path


def test_zotero_takes_no_page_of_ours_for_an_article(own_site: Path) -> None:
    kinds = {"citation_journal_title", "citation_conference_title", "citation_technical_report_institution"}
    for path, page in built_pages(own_site):
        names = set(page.xpath("//meta/@name"))
        assert page.xpath("//*[contains(@class, 'Z3988')]") == [], path
        if "citation_title" in names:
            assert path.startswith("references/"), path
            assert names & kinds, path


def test_every_page_with_evidence_says_how_to_cite_it(own_site: Path, site: Site) -> None:
    for page in site.pages:
        built = parsed(own_site / f"{url_of(page.uri)}index.html")
        if page.page_type.evidence:
            (box,) = built.xpath("//section[@aria-labelledby='cite']")
            assert f"{read_settings(ROOT).site_url}{url_of(page.uri)}" in text(box), page.uri
