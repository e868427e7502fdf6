"""What the head of a page says to Zotero and to search engines."""

import json

import pytest
from lxml import html

from evidence.csl import reference_item
from evidence.exports.descriptions import head_tags, work_tags
from evidence.generate import generated_page
from evidence.render import Rendered, Renderer


def rendered(renderer: Renderer, uri: str) -> Rendered:
    page = renderer.site.by_uri.get(uri)
    return renderer.page(page) if page else generated_page(renderer, uri)


def head(renderer: Renderer, uri: str) -> html.HtmlElement:
    return html.fromstring(f"<html><head>{head_tags(renderer, rendered(renderer, uri))}</head></html>")


def tags(renderer: Renderer, key: str) -> list[tuple[str, str]]:
    return list(work_tags(reference_item(renderer.site.library.references[key])))


def test_our_own_page_is_a_web_page_by_its_publisher(renderer: Renderer) -> None:
    found = head(renderer, "case-studies/a.md").xpath("//meta")

    assert [(tag.get("name"), tag.get("content")) for tag in found] == [
        ("z:itemType", "webpage"),
        ("DC.title", "=A case: <one> & ŵyr"),
        ("DC.creator", "Evidence Scotland"),
        ("DC.publisher", "Evidence Scotland"),
        ("DC.date", "2026-02-01"),
        ("DC.language", "en"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
    ]


def test_an_article_bears_the_tags_of_its_journal(renderer: Renderer) -> None:
    assert tags(renderer, "duo") == [
        ("citation_title", "Whose voice?"),
        ("citation_publication_date", "2001/03"),
        ("citation_journal_title", "Care"),
        ("citation_volume", "3"),
        ("citation_issue", "1"),
        ("citation_firstpage", "5"),
        ("citation_lastpage", "9"),
        ("citation_doi", "10.1/a"),
        ("citation_public_url", "https://doi.org/10.1/a"),
        ("citation_author", "Roe, R."),
        ("citation_author", "Poe, Ŵyr"),
    ]


def test_a_report_is_known_by_who_issued_it_and_a_team_keeps_its_name(renderer: Renderer) -> None:
    assert tags(renderer, "body") == [
        ("citation_title", "C"),
        ("citation_publication_date", "1999"),
        ("citation_technical_report_institution", "A body"),
        ("citation_technical_report_number", "CP 1"),
        ("DC.creator", "A Team"),
    ]


def test_a_web_page_or_a_book_has_no_citation_title(renderer: Renderer) -> None:
    assert tags(renderer, "doe") == [
        ("z:itemType", "webpage"),
        ("DC.title", "A ladder"),
        ("citation_public_url", "https://x.org/a?b&c"),
        ("DC.creator", "Age Cymru"),
    ]
    assert tags(renderer, "book") == [
        ("z:itemType", "book"),
        ("DC.title", "D"),
        ("DC.date", "1998"),
        ("DC.publisher", "P"),
        ("DC.contributor", "Doe, Jane"),
    ]


def test_left_out_authors_are_no_author() -> None:
    people = [{"family": "Doe", "given": "J."}, {"literal": "others"}]
    item = {"id": "a", "type": "article-journal", "title": "A", "container-title": "B", "author": people}

    found = [tag for tag in work_tags(item) if "author" in tag[0] or "creator" in tag[0]]  # type: ignore[arg-type]  # a plain mapping

    assert found == [("citation_author", "Doe, J.")]


def test_the_page_of_a_work_describes_the_work(renderer: Renderer) -> None:
    found = head(renderer, "references/duo/index.md")

    assert found.xpath("string(//meta[@name='citation_journal_title']/@content)") == "Care"
    assert found.xpath("//meta[starts-with(@name, 'DC.')]") == []


@pytest.mark.parametrize("uri", ["case-studies/a.md", "references/duo/index.md", "data/index.md", "index.md"])
def test_json_ld_is_data_that_no_browser_runs_or_leaves(renderer: Renderer, uri: str) -> None:
    text = str(head_tags(renderer, rendered(renderer, uri)))
    (script,) = head(renderer, uri).xpath("//script")

    assert script.get("type") == "application/ld+json"
    assert json.loads(script.text)["@context"] == "https://schema.org"
    assert text.count("<") == text.count("<meta") + text.count("<link") + 2


def test_the_feed_can_be_found_from_every_page(renderer: Renderer) -> None:
    (link,) = head(renderer, "case-studies/a.md").xpath("//link")

    assert dict(link.attrib) == {
        "rel": "alternate feed",
        "type": "application/atom+xml",
        "title": "What changed",
        "href": "../../about/changes/feed.xml",
    }


def test_an_old_address_says_nothing_of_itself(renderer: Renderer) -> None:
    moved = rendered(renderer, "case-studies/a.md")._replace(moved_to="../b/")

    assert head_tags(renderer, moved) == ""
