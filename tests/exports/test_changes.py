"""What changed, by date: the list, and the feed as a reader of feeds has it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from evidence.content import Site
from evidence.exports.changes import MOST, changes, feed
from evidence.render import Renderer

SiteOf = Callable[[Mapping[str, str], str], Site]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
A = "case-studies/a.md"


def ids(site: Site) -> dict[str, str]:
    return {f"{change.page.title}: {change.what}": change.id for change in changes(site)}


def test_the_newest_day_comes_first_and_a_days_changes_by_title(renderer: Renderer) -> None:
    assert [(change.day, change.page.uri, change.what) for change in changes(renderer.site)] == [
        ("2026-02-01", A, "Mended a name."),
        ("2026-02-01", A, "Added a source."),
        ("2026-02-01", "barriers/bureaucracy.md", "Added a source."),
        ("2026-01-01", A, "First published."),
    ]


def test_the_feed_has_all_that_atom_asks_for(renderer: Renderer) -> None:
    found: Any = etree.fromstring(feed(renderer).encode())

    assert found.tag == "{http://www.w3.org/2005/Atom}feed"
    assert found.xpath("string(a:title)", namespaces=ATOM) == "What changed on Doing With"
    assert found.xpath("string(a:updated)", namespaces=ATOM) == "2026-02-01T00:00:00Z"
    assert found.xpath("string(a:author/a:name)", namespaces=ATOM) == "Evidence Scotland"
    assert found.xpath("string(a:link[@rel='self']/@href)", namespaces=ATOM) == (
        "https://kb.test/about/changes/feed.xml"
    )
    entries = found.xpath("a:entry", namespaces=ATOM)
    assert [tuple(entry.xpath("a:title/text() | a:summary/text()", namespaces=ATOM)) for entry in entries][:2] == [
        ("=A case: <one> & ŵyr", "Mended a name."),
        ("=A case: <one> & ŵyr", "Added a source."),
    ]
    for entry in entries:
        assert [child.tag.rpartition("}")[2] for child in entry] == ["title", "id", "updated", "link", "summary"]
    names = found.xpath("//a:id/text()", namespaces=ATOM)
    assert len(set(names)) == len(names) == 5
    assert all(name.startswith("urn:uuid:") for name in names)


def test_an_id_outlives_new_changes_mended_words_and_another_address(site_of: SiteOf) -> None:
    def site(*lines: str) -> Site:
        listed = "\n".join(f"  - 2026-02-01: {line}" for line in lines)
        return site_of({"a.md": f"---\ntitle: A\nchanges:\n{listed}\n---\n"}, "")

    before = ids(site("Aded a source.", "First published."))
    after = ids(site("Third thing.", "Added a source.", "First published."))

    assert after["A: First published."] == before["A: First published."]
    assert after["A: Added a source."] == before["A: Aded a source."]
    assert len(set(after.values())) == 3


def test_the_feed_of_a_site_without_changes_is_as_new_as_its_checks(site_of: SiteOf) -> None:
    site = site_of({"a.md": "---\ntitle: A\nchecked: 2026-05-06\n---\n"}, "")

    renderer = Renderer(replace(site, settings=replace(site.settings, site_name="Doing With")))
    found: Any = etree.fromstring(feed(renderer).encode())

    assert found.xpath("string(a:updated)", namespaces=ATOM) == "2026-05-06T00:00:00Z"
    assert found.xpath("a:entry", namespaces=ATOM) == []


def test_a_long_history_ends_in_the_feed(site_of: SiteOf) -> None:
    listed = "\n".join(f"  - 2026-02-01: Change {number}." for number in range(MOST + 5))
    renderer = Renderer(site_of({"a.md": f"---\ntitle: A\nchanges:\n{listed}\n---\n"}, ""))

    assert len(changes(renderer.site)) == MOST + 5
    assert feed(renderer).count("<entry>") == MOST
