"""Pages made from data, and the whole site as plain Markdown for another generator."""
# ruff: noqa: E501  pages are compared as they are written, an element a line

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from lxml import html
from mkdocs.commands import build
from mkdocs.config import load_config

from evidence.addresses import GENERATED
from evidence.advice import LONG, advice
from evidence.content import Site
from evidence.exports.files import files
from evidence.generate import front_matter, generated, generated_page, generated_uris, write_site
from evidence.glossary import read_glossary
from evidence.read import read_site
from evidence.render import Rendered, Renderer

ROOT = Path(__file__).parents[1]

SiteOf = Callable[[Mapping[str, str], str], Site]

LIBRARY = """
@misc{doe, author = {Doe, Jane}, year = 2001, title = {A ladder}, url = {https://x.org/a?b&c}, urldate = {2026-11-23},
  keywords = {report, Wales, Scotland}, seen = {whole}, note = {Two <pages>}}
@article{duo, author = {Roe, R. and Poe, P.}, title = {Whose voice?}, journal = {Care}, doi = {10.1/a},
  keywords = {peer-reviewed, lived-experience}, seen = {none}}
@misc{eire, author = {Éire, Ann}, year = 2001, title = {B}, keywords = {law, Ireland}, seen = {whole}}
@misc{unused, author = {{2 Go}}, year = 1999, title = {C}}
"""
PAGES = {
    "index.md": "---\ntitle: Home\n---\n\nNo source.\n",
    "case-studies/index.md": "---\ntitle: Case studies\n---\n",
    "case-studies/a.md": """---
title: "A case: <one>"
lead_organisation: "A council [@doe]"
ways_to_involve:
  co-production: "[@duo]"
checked: 2026-02-01
reviewed: 2026-03-01
formerly:
  - old/place
---

## Costs [@doe]

One *thing* [see @doe, p. 4; @duo].

Another, as @duo [p. 5] say.
""",
    "nations/wales.md": f"""---
title: Wales
checked: 2025-12-31
---

{"Word " * 31}[@doe]. {"Word " * 30}here [@lost].

- {"Word-of-mouth " * 31}[@doe]
""",
    "nations/england.md": "---\ntitle: England\nchecked: 2026-13-01\n---\n",
}


@pytest.fixture(scope="module")
def site(site_of: SiteOf) -> Site:
    """Give a small site in which all that can be counted differs in number."""
    return site_of(PAGES, LIBRARY)


def drawing(name: str) -> str:
    """Give a mark as it stands beside its word."""
    return f'<svg class="dw-mark" viewBox="0 0 24 24" aria-hidden="true"><use href="#mark-{name}"/></svg>'


def page_of(site: Site, uri: str) -> Rendered:
    return generated_page(Renderer(site), uri)


def test_a_reference_has_a_page_that_quotes_every_statement_resting_on_it(site: Site) -> None:
    rendered = page_of(site, "references/doe/index.md")

    assert (rendered.title, rendered.description) == (
        "A ladder (2001)",
        "By Doe, J. Every statement here that rests on it.",
    )
    assert rendered.text == ""
    assert (
        rendered.head.partition("\n")[2]
        == f"""\
<div class="dw-head"><div class="dw-wrap">
<nav class="dw-crumbs" aria-label="You are here"><ol><li><a href="../../">Home</a></li><li><a href="../../references/">Sources</a></li></ol></nav>
<div class="dw-head__grid dw-head__grid--facts"><div>
<p class="dw-kicker">Source</p>
<h1>A ladder</h1>
<p class="dw-lead">By Doe, J.</p>
</div>
<aside class="dw-facts" aria-labelledby="facts"><h2 id="facts">At a glance</h2><dl>
<div class="is-standing"><dt>We have</dt><dd><ul role="list"><li>{drawing("read-whole")} read in full</li></ul></dd></div>
<div class="is-standing"><dt>Who speaks</dt><dd><ul role="list"><li>Organisations</li></ul></dd></div>
<div><dt>About</dt><dd><ul role="list"><li><span class="dw-ink is-wales">{drawing("nation-wales")}</span> Wales, <span class="dw-ink is-scotland">{drawing("nation-scotland")}</span> Scotland</li></ul></dd></div>
<div><dt>Published</dt><dd><ul role="list"><li>2001</li></ul></dd></div>
<div class="is-standing"><dt>Seen by us</dt><dd><ul role="list"><li>23 November 2026</li></ul></dd></div>
<div><dt>Note</dt><dd><ul role="list"><li>Two &lt;pages&gt;</li></ul></dd></div>
<div class="is-standing"><dt>Used in</dt><dd><ul role="list"><li>2 pages, 5 statements</li></ul></dd></div>
</dl></aside>
</div></div></div>"""
    )
    assert (
        re.sub(r"#s-\w{6}", "#s-…", rendered.tail)
        == f"""\
<section class="dw-block" aria-labelledby="full"><h2 id="full">Full reference</h2><p class="dw-source__ref">Doe, J. (2001) <a href="https://x.org/a?b&amp;c">A ladder</a>. (Accessed: 23 November 2026).</p>
<p>Where to find it: <a class="dw-address" href="https://x.org/a?b&amp;c">https://x.org/a?b&amp;c</a></p>
<p class="dw-source__meta"><span class="dw-read">{drawing("read-whole")}Read in full</span> <span class="dw-kind">{drawing("kind-organisations")}Organisations</span></p>
<div class="dw-take dw-noprint"><p>Take this reference with you:</p><ul role="list" aria-label="Take this reference with you">
<li><a href="doe.bib" download>BibTeX</a></li>
<li><a href="doe.ris" download>RIS (EndNote, Zotero)</a></li>
<li><a href="doe.json" download>CSL-JSON</a></li>
</ul></div>
<p class="dw-small">To cite it on a page, write <code>[&#64;doe]</code>.</p>
</section>
<section class="dw-block" aria-labelledby="used"><h2 id="used">Every statement that rests on it</h2>
<h3 class="dw-used"><a href="../../case-studies/a/">A case: &lt;one&gt;</a></h3>
<ol class="dw-statements" role="list">
<li><a class="dw-num" href="../../case-studies/a/#fact-lead-organisation" aria-label="“Led by” of A case: &lt;one&gt;">•</a> Led by: A council</li>
<li><a class="dw-num" href="../../case-studies/a/#costs" aria-label="“Costs (Doe, 2001)” of A case: &lt;one&gt;">•</a> Costs (Doe, 2001)</li>
<li><a class="dw-num" href="../../case-studies/a/#s-…" aria-label="Statement 1 of A case: &lt;one&gt;">1</a> One thing (see Doe, 2001, p. 4; Roe and Poe, n.d.).</li>
</ol>
<h3 class="dw-used"><a href="../../nations/wales/">Wales</a></h3>
<ol class="dw-statements" role="list">
<li><a class="dw-num" href="../../nations/wales/#s-…" aria-label="Statement 1 of Wales">1</a> {"Word " * 31}(Doe, 2001). {"Word " * 30}here (@lost).</li>
<li><a class="dw-num" href="../../nations/wales/#s-…" aria-label="Statement 2 of Wales">2</a> {"Word-of-mouth " * 31}(Doe, 2001)</li>
</ol>
</section>"""
    )


def test_a_reference_that_nobody_cites_has_a_page_that_says_so(site: Site) -> None:
    rendered = page_of(site, "references/unused/index.md")

    facts = dict(re.findall(r"<dt>(.*?)</dt><dd><ul role=\"list\"><li>(.*?)</li>", rendered.head))
    assert facts == {
        "We have": "not recorded how much was read", "Who speaks": "Kind not recorded", "Published": "1999",
        "Used in": "0 pages, 0 statements",
    }  # fmt: skip
    assert (
        rendered.tail
        == """\
<section class="dw-block" aria-labelledby="full"><h2 id="full">Full reference</h2><p class="dw-source__ref">2 Go (1999) <b>C</b>.</p>
<p class="dw-source__meta"><span class="dw-read">Not recorded how much was read</span> <span class="dw-kind">Kind not recorded</span></p>
<div class="dw-take dw-noprint"><p>Take this reference with you:</p><ul role="list" aria-label="Take this reference with you">
<li><a href="unused.bib" download>BibTeX</a></li>
<li><a href="unused.ris" download>RIS (EndNote, Zotero)</a></li>
<li><a href="unused.json" download>CSL-JSON</a></li>
</ul></div>
<p class="dw-small">To cite it on a page, write <code>[&#64;unused]</code>.</p>
</section>
<section class="dw-block" aria-labelledby="used"><h2 id="used">Every statement that rests on it</h2>
<p>No statement on this site rests on it yet. It stands in the library for whoever needs it.</p>
</section>"""
    )


INDEXES = {
    "references/index.md": {"0–9": ["unused 0"], "D": ["doe 5"], "E": ["eire 0"], "R": ["duo 3"]},
    "references/by-kind.md": {
        "People with experience": ["duo 3"], "Organisations": ["doe 5"], "Policy and law": ["eire 0"],
        "Research": ["duo 3"], "Kind not recorded": ["unused 0"],
    },
    "references/by-nation.md": {
        "Scotland": ["doe 5"], "Wales": ["doe 5"], "Ireland": ["eire 0"], "No one nation": ["unused 0", "duo 3"],
    },
    "references/by-year.md": {"2001": ["doe 5", "eire 0"], "1999": ["unused 0"], "No date": ["duo 3"]},
}  # fmt: skip


@pytest.mark.parametrize(("uri", "expected"), INDEXES.items())
def test_each_index_lists_every_reference_under_its_heads(site: Site, uri: str, expected: dict[str, list[str]]) -> None:
    tail = html.fragment_fromstring(page_of(site, uri).tail, create_parent="main")
    ways, here = tail.find_class("dw-ways")

    listed = {
        section.findtext("h2"): [
            f"{item.find('.//a').get('href').split('/')[-2]} {item.findtext('.//span[last()]').split()[0]}"
            for item in section.find_class("dw-source")
        ]
        for section in tail.iter("section")
    }

    assert listed == expected
    assert list(listed) == list(expected)
    assert [link.text for link in here.iter("a")] == [f"{name} ({len(found)})" for name, found in expected.items()]
    assert [link.get("href")[1:] for link in here.iter("a")] == [heading.get("id") for heading in tail.iter("h2")]
    assert [urljoin(f"/{uri.removesuffix('.md').removesuffix('index')}/", link.get("href")) for link in ways.iter("a")] == [
        "/references/", "/references/by-kind/", "/references/by-nation/", "/references/by-year/",
    ]  # fmt: skip
    assert [link.get("aria-current") for link in ways.iter("a")].index("page") == list(INDEXES).index(uri)


def test_an_entry_of_an_index_leads_to_the_page_of_its_reference(site: Site) -> None:
    tail = page_of(site, "references/by-year.md").tail

    assert (
        f"""\
<section class="dw-block" aria-labelledby="list-3"><h2 id="list-3">No date</h2>
<ul class="dw-sources" role="list">
<li class="dw-source"><p class="dw-source__ref"><a href="../../references/duo/">Roe, R. and Poe, P. (n.d.) ‘Whose voice?’</a></p><p class="dw-source__meta"><span class="dw-read">{drawing("read-none")}Not read: known through others</span> <span class="dw-kind">{drawing("kind-people")}People with experience</span> <span class="dw-kind">{drawing("kind-research")}Research</span> <span>3 statements</span></p></li>
</ul></section>"""
        in tail
    )


def test_the_health_page_counts_what_there_is(site: Site) -> None:
    tail = html.fragment_fromstring(page_of(site, "contributing/health.md").tail, create_parent="main")
    tables = {
        table.findtext("caption"): {row.findtext("th"): int(row.findtext("td")) for row in table.iter("tr")}
        for table in tail.iter("table")
    }

    assert tables == {
        "What there is": {
            "Pages": 5, "Nations": 2, "Ways to involve": 0, "Areas of commissioning": 0, "Case studies": 1,
            "Benefits": 0, "Barriers": 0, "Meeting packs": 0, "Statements": 4, "Citations": 9, "References": 4,
        },
        "References by who speaks (a source may be in two groups)": {
            "People with experience": 1, "Practitioners": 0, "Organisations": 1, "Policy and law": 1, "Research": 1,
                "News and comment": 0, "Kind not recorded": 1,
        },
        "References by how much of them has been read": {"Read in full": 2, "Not read: known through others": 1},
    }  # fmt: skip
    assert [found.text_content().strip() for found in tail.xpath("//section[h2/@id='due']/details")] == [
        "December 2026: 1Wales",
        "February 2027: 1A case: <one>",
    ]
    assert "no second person has compared with their sources: 2." in tail.text_content()
    (long,) = [found for found in tail.iter("details") if found.findtext("summary").startswith(LONG)]
    assert [item.text_content().partition(" Aim for")[0] for item in long.iter("li")] == [
        "Wales: This sentence has 31 words."
    ] * 3
    uncited = tail.get_element_by_id("uncited").getparent()
    assert [link.text for link in uncited.iter("a")] == ["2 Go (1999) C", "Éire, A. (2001) B"]
    assert {link.get("href") for link in tail.iter("a")} == {
        "../../nations/wales/", "../../case-studies/a/", "../../references/unused/", "../../references/eire/",
    }  # fmt: skip


def test_a_sentence_is_long_from_its_thirty_first_word_whatever_its_citations(site_of: SiteOf) -> None:
    text = f"{'word ' * 30}[see @doe, p. 4, for very many more words than one would think]. {'Word ' * 31}.\n\n## {'Word ' * 40}\n"
    site = site_of({"a.md": text}, "")

    found = [words for kind, _, words in advice(site, site.pages[0], read_glossary(site)) if kind == LONG]
    assert [words.partition(" Aim for")[0] for words in found] == ["This sentence has 31 words."]


def test_the_health_page_of_nothing_is_without_faults(site_of: SiteOf) -> None:
    tail = page_of(site_of({}, ""), "contributing/health.md").tail

    assert "<p>Nothing was found.</p>" in tail
    assert "<p>Every reference is cited.</p>" in tail


def test_an_old_address_leads_to_the_page_as_it_is_now(site: Site) -> None:
    rendered = page_of(site, "old/place.md")

    assert (rendered.moved_to, rendered.title) == ("../../case-studies/a/", "This page has moved")
    assert 'This page is now at <a href="../../case-studies/a/">A case: &lt;one&gt;</a>.' in rendered.head


def test_every_page_made_from_data_is_made_once(site: Site) -> None:
    uris = [rendered.uri for rendered in generated(Renderer(site))]

    assert uris == generated_uris(site)
    assert sorted(uris) == sorted(
        [*GENERATED, *(f"references/{key}/index.md" for key in ("doe", "duo", "eire", "unused")), "old/place.md"]
    )


@pytest.mark.parametrize(
    "words",
    [
        "plain",
        "a: b # c",
        '"quoted"',
        "back\\slash",
        "---",
        "two\nlines\n---\nx",
        "*a* & <b>",
        "{{ x }}",
        "\x00\x07\x85ctrl",
        "'",
    ],
)
def test_the_box_of_a_page_can_be_read_back_whatever_its_title(words: str) -> None:
    first, *lines, last = front_matter(words, words).splitlines()

    expected = re.sub(r"[\x00-\x20\x85]+", " ", words).strip()
    assert (first, last) == ("---", "---")
    assert [yaml.safe_load(line) for line in lines] == [{"title": expected}, {"description": expected}]


# The site for another generator


def test_files_beside_the_pages_are_copied(tmp_path: Path) -> None:
    for path, text in {"docs/a.md": "A", "docs/b/c.txt": "C", "docs/_template.md": "T", "references.bib": ""}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    out = tmp_path / "out"

    renderer = Renderer(read_site(tmp_path))

    count = write_site(renderer, out, tmp_path / "docs")

    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*"))
    assert written == sorted(["a.md", "b/c.txt", *GENERATED, *(path for path, _ in files(renderer))])
    assert count == 1 + len(GENERATED)
    assert (out / "b/c.txt").read_text() == "C"


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    command = "from pathlib import Path; from evidence.read import read_site; from evidence.generate import write_site; from evidence.render import Renderer; import sys; write_site(Renderer(read_site(Path())), Path(sys.argv[1]))"
    for seed in ("1", "2"):
        run = [sys.executable, "-c", command, str(tmp_path / seed)]
        subprocess.run(run, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)

    def written(seed: str) -> dict[str, bytes]:
        folder = tmp_path / seed
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}

    assert len(written("1")) > 1000
    assert written("1") == written("2")


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish our own pages with MkDocs and its theme alone; give the folder."""
    folder = tmp_path_factory.mktemp("plain")
    write_site(Renderer(read_site(ROOT)), folder / "docs", ROOT / "docs")
    ours = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
    config = {
        "site_name": "Plain",
        "site_url": "https://example.org/",
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "nav": [{"Home": "index.md"}],
        "validation": ours["validation"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    extensions = load_config(str(ROOT / "mkdocs.yml"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        loaded = load_config(str(folder / "mkdocs.yml"), strict=True)
        loaded.markdown_extensions, loaded.mdx_configs = extensions.markdown_extensions, extensions.mdx_configs
        build.build(loaded)
    return folder / "site"


def words_of(main: html.HtmlElement) -> Counter[str]:
    for added in main.xpath(
        ".//*[contains(@class, 'headerlink') or contains(@class, 'dw-noprint')] | .//script | .//svg"
    ):
        added.drop_tree()
    return Counter(" ".join(main.itertext()).split())


def pages_in(folder: Path) -> dict[str, html.HtmlElement]:
    return {
        path.relative_to(folder).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(folder.rglob("index.html"))
    }


def test_plain_mkdocs_publishes_the_same_words(plain_site: Path, own_site: Path) -> None:
    plain = {path: words_of(page.find_class("md-content__inner")[0]) for path, page in pages_in(plain_site).items()}
    own = {path: words_of(page.get_element_by_id("main")) for path, page in pages_in(own_site).items()}

    assert plain.keys() == own.keys()
    assert {path: (words - own[path], own[path] - words) for path, words in plain.items() if words != own[path]} == {}
    assert sum(sum(words.values()) for words in plain.values()) > 20_000


def test_every_link_within_the_plain_site_works(plain_site: Path) -> None:
    pages = pages_in(plain_site)
    ids = {path: {*page.xpath("//@id"), *page.xpath("//a/@name")} for path, page in pages.items()}

    dead = []
    for path, page in pages.items():
        for address in page.find_class("md-content")[0].xpath(".//@href | .//@src"):
            parts = urlsplit(urljoin(f"https://plain.test/{path}", str(address)))
            target = unquote(parts.path).lstrip("/")
            target = f"{target}index.html" if not target or target.endswith("/") else target
            found = (plain_site / target).is_file() and (not parts.fragment or unquote(parts.fragment) in ids[target])
            if parts.netloc == "plain.test" and not found:
                dead.append((path, str(address)))

    assert dead == []
    assert len(pages) > 250
