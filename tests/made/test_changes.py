"""The page of what changed, compared whole."""

from collections.abc import Callable, Mapping

from evidence.content import Site
from evidence.made.changes import changes_page
from evidence.render import Renderer

SiteOf = Callable[[Mapping[str, str], str], Site]

PAGES = {
    "a.md": "---\ntitle: A & <b>\nchanges:\n  - 2026-02-01: Mended <i>.\n  - 2026-01-01: First published.\n---\n",
    "nations/b.md": "---\ntitle: B\nchanges:\n  - 2026-01-01: First published.\n---\n",
    "nations/c.md": "---\ntitle: C\nchanges:\n  - 2026-01-01: Began.\n---\n",
    "nations/d.md": "---\ntitle: D\n---\n",
}
FEED = (
    '<p>To be told of each change, give <a href="../../about/changes/feed.xml">this feed</a> '
    "to a program that reads feeds.</p>"
)


def test_each_day_tells_what_few_pages_did_and_then_what_many_did(site_of: SiteOf) -> None:
    rendered = changes_page(Renderer(site_of(PAGES, "")))

    assert (
        rendered.tail
        == f"""\
<section class="dw-block" aria-labelledby="day-1"><h2 id="day-1">1 February 2026</h2>
<ul>
<li><a href="../../a/">A &amp; &lt;b&gt;</a>: Mended &lt;i&gt;.</li>
</ul></section>
<section class="dw-block" aria-labelledby="day-2"><h2 id="day-2">1 January 2026</h2>
<ul>
<li><a href="../../nations/c/">C</a>: Began.</li>
<li>2 pages: First published.<ul>
<li><a href="../../a/">A &amp; &lt;b&gt;</a></li>
<li><a href="../../nations/b/">B</a></li>
</ul></li>
</ul></section>
{FEED}"""
    )
    assert "<h1>Since your last meeting</h1>" in rendered.head


def test_a_site_without_changes_says_so(site_of: SiteOf) -> None:
    rendered = changes_page(Renderer(site_of({"d.md": "---\ntitle: D\n---\n"}, "")))

    assert rendered.tail == f"<p>No page tells of a change yet.</p>\n{FEED}"
