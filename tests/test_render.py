"""Checked Markdown in, plain Markdown out: each page as a site generator gets it, whole."""
# ruff: noqa: E501  pages are compared as they are written, an element a line

import re
from collections.abc import Callable, Mapping

import pytest
from lxml import html
from markdown import Markdown

from evidence.addresses import GENERATED
from evidence.content import Site
from evidence.generate import generated
from evidence.problem import Problem
from evidence.render import Rendered, Renderer

SiteOf = Callable[[Mapping[str, str], str], Site]

LIBRARY = """
@misc{doe, author = {Doe, Jane}, year = 2001, title = {A ladder}, url = {https://x.org/a}, urldate = {2026-11-23},
  keywords = {report, Wales}, seen = {whole}}
@article{duo, author = {Roe, R. and Poe, P.}, title = {Whose voice?}, journal = {Care}, volume = 3,
  keywords = {peer-reviewed, lived-experience}, seen = {none}}
@book{odd:key/1, author = {{SCIE & <b>Co</b>}}, year = 2003, title = {*Stars*}, publisher = {P}}
"""
TIPS = {
    "doe": "Doe, J. (2001) A ladder. Available at: https://x.org/a (Accessed: 23 November 2026). Read in full. Organisations.",
    "duo": "Roe, R. and Poe, P. (n.d.) ‘Whose voice?’, Care, 3. Not read: known through others. "
    "People with experience · Research.",
    "odd~3akey~2f1": "SCIE &#38; &#60;b&#62;Co&#60;/b&#62; (2003) &#42;Stars&#42;. P. Not recorded how much was read. "
    "Kind not recorded.",
}  # fmt: skip
BOX = "---\ntitle: A case\n---\n\n"


def text_of(site: Site, uri: str) -> str:
    """Give a page's own text as Markdown, finished."""
    return Renderer(site).page(site.by_uri[uri]).text.strip()


def link(slug: str, words: str, tip: int) -> str:
    """Give the link to a source, with its preview."""
    return (
        f'<a class="dw-cite" href="#src-{slug}" aria-describedby="tip-{tip}">{words}</a>'
        f'<span class="dw-tip" role="tooltip" id="tip-{tip}" hidden>{TIPS[slug]}</span>'
    )


def away(slug: str, words: str) -> str:
    """Give the link to a source of another page, which leads to the source's own."""
    return f'<a class="dw-cite" href="../../references/{slug}/">{words}</a>'


def drawing(name: str) -> str:
    """Give a mark as it stands beside its word."""
    return f'<svg class="dw-mark" viewBox="0 0 24 24" aria-hidden="true"><use href="#mark-{name}"/></svg>'


def tree(rendered: Rendered, converter: Markdown) -> html.HtmlElement:
    """Give a page as a browser sees it."""
    return html.document_fromstring(f"<body>{converter.reset().convert(rendered.markdown)}</body>")


# A whole page


CASE = """---
title: "A case: <Swansea>"
summary: What people *did*, & why.
nations: [wales, all-island, atlantis]
lead_organisation: "swansea *Council* [@doe, p. 4] & others"
period: not stated
ways_to_involve:
  co-production: "[see @duo; @doe]"
  lost-page: our reading
planned_by:
  partnership: our reading
checked: 2026-11-23
reviewed: 2026-11-24
changes:
  - 2026-11-23: First <b>published</b>.
---

## What was done [@doe]

- One [@doe, p. 4; see @duo].

## What we do not know

- Much.
"""
PAGES = {
    "case-studies/a.md": CASE,
    "case-studies/index.md": "---\ntitle: Case studies\n---\n",
    "nations/wales.md": "---\ntitle: Wales\n---\n",
    "nations/northern-ireland.md": "---\ntitle: Northern Ireland\n---\n",
    "ways-to-involve/co-production.md": "---\ntitle: Co-production\nband: doing with\n---\n\nText [@odd:key/1].\n",
}
WHOLE = f"""\
<div class="dw-head"><div class="dw-wrap">
<nav class="dw-crumbs" aria-label="You are here"><ol><li><a href="../../">Home</a></li><li><a href="../../case-studies/">Case studies</a></li></ol></nav>
<div class="dw-head__grid dw-head__grid--facts"><div>
<p class="dw-kicker">Case study <span class="dw-tag is-wales">{drawing("nation-wales")}Wales</span> <span class="dw-tag is-northern-ireland">{drawing("nation-northern-ireland")}Northern Ireland and Ireland</span> <span class="dw-tag is-with">{drawing("band-with")}Doing with</span></p>
<h1>A case: &lt;Swansea&gt;</h1>
<p class="dw-lead">What people *did*, &amp; why.</p>
<p class="dw-checked">Last checked: 23 November 2026. A second person compared it with its sources on 24 November 2026.</p>
</div>
<aside class="dw-facts" aria-labelledby="facts"><h2 id="facts">At a glance</h2><dl>
<div><dt>Nation</dt><dd><ul role="list"><li><span class="dw-ink is-wales">{drawing("nation-wales")}</span> <a href="../../nations/wales/">Wales</a></li><li><span class="dw-ink is-northern-ireland">{drawing("nation-northern-ireland")}</span> <a href="../../nations/northern-ireland/">Northern Ireland</a> and Ireland (all-island)</li><li>atlantis</li></ul></dd></div>
<div><dt>Led by</dt><dd><ul role="list"><li id="fact-lead-organisation">Swansea *Council* ({link("doe", "Doe, 2001", 3)}, p. 4) &amp; others</li></ul></dd></div>
<div><dt>When</dt><dd><ul role="list"><li id="fact-period">Not stated in the sources we read</li></ul></dd></div>
<div><dt>Ways to involve</dt><dd><ul role="list"><li id="fact-ways-to-involve-co-production"><span class="dw-ink is-with">{drawing("band-with")}</span> <a href="../../ways-to-involve/co-production/">Co-production</a> <span class="dw-basis"><span>Stated by a source (see {link("duo", "Roe and Poe, n.d.", 4)}; {link("doe", "Doe, 2001", 5)})</span></span></li><li id="fact-ways-to-involve-lost-page">Lost-page <span class="dw-basis dw-basis--ours">Our reading</span></li></ul></dd></div>
<div><dt>Planned by</dt><dd><ul role="list"><li id="fact-planned-by-partnership">Partnership <span class="dw-basis dw-basis--ours">Our reading</span></li></ul></dd></div>
</dl></aside>
<section class="dw-evidence" aria-labelledby="comes-from"><h2 id="comes-from">Who this comes from</h2><p>2 sources. 1 is research. 1 is by people with lived experience.</p><ul role="list">
<li class="is-here">{drawing("kind-people")}<b>People with experience</b> <span>1 source</span></li>
<li>{drawing("kind-practice")}<b>Practitioners</b> <span>None yet</span></li>
<li class="is-here">{drawing("kind-organisations")}<b>Organisations</b> <span>1 source</span></li>
<li>{drawing("kind-policy")}<b>Policy and law</b> <span>None yet</span></li>
<li class="is-here">{drawing("kind-research")}<b>Research</b> <span>1 source</span></li>
<li>{drawing("kind-news")}<b>News and comment</b> <span>None yet</span></li>
</ul><p class="dw-evidence__read"><span class="dw-read">{drawing("read-whole")}Read in full: 1</span> <span class="dw-read">{drawing("read-none")}Not read: known through others: 1</span> </p></section>
</div></div></div>

## What was done (<a class="dw-cite" href="#src-doe">Doe, 2001</a>) {{: #what-was-done data-toc-label="What was done" }}

- <a class="dw-num" id="s-bd250e" href="#s-bd250e" aria-label="Statement 1">1</a> One ({link("doe", "Doe, 2001", 1)}, p. 4; see {link("duo", "Roe and Poe, n.d.", 2)}).

<div class="dw-gap" markdown="1">

## What we do not know

- Much.


</div>

<section class="dw-block" aria-labelledby="sources"><h2 id="sources">Sources</h2>
<ol class="dw-sources" role="list">
<li class="dw-source" id="src-doe"><p class="dw-source__ref">Doe, J. (2001) <a href="https://x.org/a">A ladder</a>. (Accessed: 23 November 2026).</p><p class="dw-source__meta"><span class="dw-read">{drawing("read-whole")}Read in full</span> <span class="dw-kind">{drawing("kind-organisations")}Organisations</span> <a href="../../references/doe/">About this source</a></p><p class="dw-source__back">Supports <a href="#fact-lead-organisation">“Led by”</a> <a href="#fact-ways-to-involve-co-production">“Ways to involve: Co-production”</a> <a href="#what-was-done">“What was done (Doe, 2001)”</a> <a href="#s-bd250e">1</a></p></li>
<li class="dw-source" id="src-duo"><p class="dw-source__ref">Roe, R. and Poe, P. (n.d.) <b>‘Whose voice?’</b>, Care, 3.</p><p class="dw-source__meta"><span class="dw-read">{drawing("read-none")}Not read: known through others</span> <span class="dw-kind">{drawing("kind-people")}People with experience</span> <span class="dw-kind">{drawing("kind-research")}Research</span> <a href="../../references/duo/">About this source</a></p><p class="dw-source__back">Supports <a href="#fact-ways-to-involve-co-production">“Ways to involve: Co-production”</a> <a href="#s-bd250e">1</a></p></li>
</ol>
<div class="dw-take dw-noprint"><p>Take these sources with you:</p><ul role="list" aria-label="Take these sources with you">
<li><a href="a-sources.bib" download>BibTeX</a></li>
<li><a href="a-sources.ris" download>RIS (EndNote, Zotero)</a></li>
<li><a href="a-sources.json" download>CSL-JSON</a></li>
</ul></div>
</section>
<section class="dw-block dw-changes" aria-labelledby="changes"><h2 id="changes">Changes to this page</h2><ul>
<li>23 November 2026: First &lt;b&gt;published&lt;/b&gt;.</li>
</ul></section>
"""


def test_a_page_becomes_its_head_its_text_and_its_tail(site_of: SiteOf) -> None:
    site = site_of(PAGES, LIBRARY)

    rendered = Renderer(site).page(site.by_uri["case-studies/a.md"])

    drawings, _, rest = rendered.markdown.partition("\n")
    assert rest == WHOLE
    assert re.findall(r'<symbol id="mark-([\w-]+)"', drawings) == [*sorted({*re.findall(r"#mark-([\w-]+)", WHOLE)})]
    assert (rendered.title, rendered.description) == ("A case: <Swansea>", "What people *did*, & why.")
    assert rendered.tail_headings == [("sources", "Sources"), ("changes", "Changes to this page")]
    assert rendered.checked == "2026-11-23"


def test_a_page_shows_who_leads_there_and_whose_reading_that_is(site_of: SiteOf) -> None:
    site = site_of(PAGES, LIBRARY)

    rendered = Renderer(site).page(site.by_uri["ways-to-involve/co-production.md"])

    assert (
        rendered.tail
        == f"""\
<section class="dw-block" aria-labelledby="leads-1"><h2 id="leads-1">Case studies linked with this way to involve people</h2>
<ul class="dw-links" role="list">
<li class="dw-link"><h3><a href="../../case-studies/a/#fact-ways-to-involve-co-production">A case: &lt;Swansea&gt;</a></h3><p>What people *did*, &amp; why.</p><span class="dw-basis"><span>Stated by a source (see {away("duo", "Roe and Poe, n.d.")}; {away("doe", "Doe, 2001")})</span></span></li>
</ul>
</section>
<section class="dw-block" aria-labelledby="sources"><h2 id="sources">Sources</h2>
<ol class="dw-sources" role="list">
<li class="dw-source" id="src-odd~3akey~2f1"><p class="dw-source__ref">SCIE &amp; &lt;b&gt;Co&lt;/b&gt; (2003) <b>*Stars*</b>. P.</p><p class="dw-source__meta"><span class="dw-read">Not recorded how much was read</span> <span class="dw-kind">Kind not recorded</span> <a href="../../references/odd~3akey~2f1/">About this source</a></p><p class="dw-source__back">Supports <a href="#s-f3979e">1</a></p></li>
</ol>
<div class="dw-take dw-noprint"><p>Take these sources with you:</p><ul role="list" aria-label="Take these sources with you">
<li><a href="co-production-sources.bib" download>BibTeX</a></li>
<li><a href="co-production-sources.ris" download>RIS (EndNote, Zotero)</a></li>
<li><a href="co-production-sources.json" download>CSL-JSON</a></li>
</ul></div>
</section>"""
    )


def test_an_index_lists_the_pages_of_its_folder(site_of: SiteOf) -> None:
    site = site_of(PAGES, LIBRARY)

    rendered = Renderer(site).page(site.by_uri["case-studies/index.md"])

    assert (
        rendered.tail
        == """\
<section class="dw-block" aria-labelledby="pages"><h2 id="pages">Pages</h2>
<ul class="dw-links" role="list">
<li class="dw-link"><h3><a href="a/">A case: &lt;Swansea&gt;</a></h3><p>What people *did*, &amp; why.</p></li>
</ul>
</section>"""
    )


LEADS = {
    "nations: [wales]": ("nations/wales.md", "Case studies from here", ""),
    "nations: [all-island]": ("nations/northern-ireland.md", "Case studies from here", ""),
    "commissioning_areas: {plan: our reading}": (
        "commissioning/plan.md", "Case studies linked with this area of commissioning", "Our reading",
    ),
    "benefits: {trust: '[@doe]'}": (
        "benefits/trust.md", "Case studies linked with this benefit", "Stated by a source (Doe, 2001)",
    ),
    "barriers: {power: our reading}": (
        "barriers/power.md", "Case studies linked with this barrier", "Our reading",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("field", "expected"), LEADS.items())
def test_each_field_that_names_a_page_is_followed_back_from_there(
    site_of: SiteOf, converter: Markdown, field: str, expected: tuple[str, str, str]
) -> None:
    uri, heading, ground = expected
    pages = {uri: "---\ntitle: There\n---\n", "case-studies/a.md": f"---\ntitle: A case\n{field}\n---\n"}
    site = site_of(pages, LIBRARY)

    page = tree(Renderer(site).page(site.by_uri[uri]), converter)
    for tip in page.find_class("dw-tip"):
        tip.drop_tree()

    section = page.get_element_by_id("leads-1").getparent()
    assert section.findtext("h2") == heading
    assert [card.text_content() for card in section.iter("li")] == [f"A case{ground}"]


def test_a_meeting_pack_is_followed_back_from_its_pages(site_of: SiteOf) -> None:
    site = site_of({"nations/wales.md": BOX, "meeting-packs/p.md": "---\ntitle: P\npages: [nations/wales]\n---\n"}, "")

    assert (
        Renderer(site).page(site.by_uri["nations/wales.md"]).tail
        == """\
<section class="dw-block" aria-labelledby="leads-1"><h2 id="leads-1">Meeting packs with this page</h2>
<ul class="dw-links" role="list">
<li class="dw-link"><h3><a href="../../meeting-packs/p/">P</a></h3></li>
</ul>
</section>"""
    )


# Citations in the text


NUMBER = re.compile(r'<a class="dw-num" id="(s-\w+)" href="#\1" aria-label="Statement 1">1</a>')
DOE, DUO, ODD = "doe", "duo", "odd~3akey~2f1"
CITED = {
    "[@doe]": f"({link(DOE, 'Doe, 2001', 1)})",
    "[@doe, p. 4]": f"({link(DOE, 'Doe, 2001', 1)}, p. 4)",
    "[see @doe, pp. 4–6, *my* emphasis; cf. @duo]": (
        f"(see {link(DOE, 'Doe, 2001', 1)}, pp. 4–6, *my* emphasis; cf. {link(DUO, 'Roe and Poe, n.d.', 2)})"
    ),
    "[-@doe, p. 4]": f"({link(DOE, '2001', 1)}, p. 4)",
    "[@doe, {p. 4}]": f"({link(DOE, 'Doe, 2001', 1)}, p. 4)",
    "[@doe\np. 4]": f"({link(DOE, 'Doe, 2001', 1)}\np. 4)",
    "@doe": link(DOE, "Doe (2001)", 1),
    "@doe [p. 4]": f"{link(DOE, 'Doe', 1)} (2001, p. 4)",
    "@doe [p. 4; see @duo]": f"{link(DOE, 'Doe', 1)} (2001, p. 4; see {link(DUO, 'Roe and Poe, n.d.', 2)})",
    "-@doe": link(DOE, "(2001)", 1),
    "-@doe [p. 4]": f"({link(DOE, '2001', 1)}, p. 4)",
    "[@odd:key/1]": f"({link(ODD, 'SCIE &#38; &#60;b&#62;Co&#60;/b&#62;, 2003', 1)})",
    "[@{odd:key/1}]": f"({link(ODD, 'SCIE &#38; &#60;b&#62;Co&#60;/b&#62;, 2003', 1)})",
    "[@doe] and [@doe]": f"({link(DOE, 'Doe, 2001', 1)}) and ({link(DOE, 'Doe, 2001', 2)})",
}


@pytest.mark.parametrize(("typed", "shown"), CITED.items())
def test_each_form_of_citation_becomes_links(site_of: SiteOf, typed: str, shown: str) -> None:
    site = site_of({"a.md": f"{BOX}So {typed}.\n"}, LIBRARY)

    text = text_of(site, "a.md")

    assert NUMBER.fullmatch(text.partition(" So ")[0])
    assert text.partition(" So ")[2] == f"{shown}."


def test_a_work_has_the_same_letter_on_every_page(site_of: SiteOf) -> None:
    library = "".join(f"@misc{{{key}, author = {{Doe, J.}}, year = 2022, title = {{{key}}}}}\n" for key in "ba")
    site = site_of({"one.md": "So [@b].\n", "two.md": "So [@a] and @b.\n"}, library)

    shown = {uri: re.findall(r"Doe[^<>]*2022[a-z]?(?=\)?</a>)", text_of(site, uri)) for uri in site.by_uri}

    assert shown == {"one.md": ["Doe, 2022b"], "two.md": ["Doe, 2022a", "Doe (2022b"]}


LOUD = '<strong class="dw-unresolved">The source {} is not in our reference list</strong>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[@lost, p. 4]", f"({LOUD.format('lost')}, p. 4)"),
        ("[@doe; @lost]", f"({link(DOE, 'Doe, 2001', 1)}; {LOUD.format('lost')})"),
        ("@lost", LOUD.format("lost")),
        ("@lost [p. 4; @doe]", f"{LOUD.format('lost')} (p. 4; {link(DOE, 'Doe, 2001', 1)})"),
        ("[@{a*b*&}]", f"({LOUD.format('a&#42;b&#42;&#38;')})"),
    ],
)
def test_a_preview_shows_loudly_what_it_cannot_resolve(site_of: SiteOf, typed: str, shown: str) -> None:
    site = site_of({"case-studies/a.md": f"---\nlead_organisation: '{typed}'\n---\n\nSo {typed}.\n"}, LIBRARY)

    rendered = Renderer(site).page(site.by_uri["case-studies/a.md"])

    in_text = re.sub(r"tip-\d+", "tip-1", rendered.text)
    assert in_text.partition(" So ")[2] == f"{shown}.\n"
    in_head = re.sub(r"tip-\d+", "tip-1", rendered.head)
    assert f'<li id="fact-lead-organisation">{shown}</li>' in in_head


def test_a_preview_shows_what_is_to_be_put_right_at_the_top_of_a_page(site_of: SiteOf) -> None:
    site = site_of({"index.md": BOX}, "")
    problems = [
        Problem("docs/index.md", 3, 1, "a-rule", "The source '<x>' is lost.", "Find it."),
        Problem("references.bib", 9, 1, "a-rule", "A fault.", "Mend it."),
    ]

    renderer = Renderer(site)
    rendered = renderer.around(renderer.body(site.pages[0]), problems)

    assert (
        "\n".join(rendered.head.splitlines()[1:5])
        == """\
<section class="dw-problem" aria-labelledby="problems"><h2 id="problems">2 things to put right</h2><p>Nothing is lost. Readers still see the page as it was.</p><ul>
<li><strong>line 3:</strong> The source &#39;&lt;x&gt;&#39; is lost. Find it.</li>
<li><strong>references.bib, line 9:</strong> A fault. Mend it.</li>
</ul></section>"""
    )


# Headings, the gap section, pictures


HEADINGS = {
    "## Costs [@doe]": '## Costs (<a class="dw-cite" href="#src-doe">Doe, 2001</a>) {: #costs data-toc-label="Costs" }',
    "## Costs @doe ##": '## Costs <a class="dw-cite" href="#src-doe">Doe (2001)</a> {: #costs data-toc-label="Costs" } ##',
    "Costs [@doe]\n---": (
        'Costs (<a class="dw-cite" href="#src-doe">Doe, 2001</a>) {: #costs data-toc-label="Costs" }\n---'
    ),
    '## "5 < 6" [@doe]': (
        '## "5 < 6" (<a class="dw-cite" href="#src-doe">Doe, 2001</a>) {: #5-6 data-toc-label="&#34;5 &#60; 6&#34;" }'
    ),
    "## Costs [@doe] {#own}": (
        '## Costs (<a class="dw-cite" href="#src-doe">Doe, 2001</a>) {: #own data-toc-label="Costs" }'
    ),
    "## Costs [@doe] {: .big }": (
        '## Costs (<a class="dw-cite" href="#src-doe">Doe, 2001</a>) {: #costs .big data-toc-label="Costs" }'
    ),
    "## Sources": '## Sources {: #sources_1 data-toc-label="Sources" }',
    "## Costs": "## Costs",
    "## Costs {#own}": "## Costs {#own}",
}


@pytest.mark.parametrize(("typed", "shown"), HEADINGS.items())
def test_a_heading_that_cites_keeps_its_address_and_its_name_in_the_contents(
    site_of: SiteOf, converter: Markdown, typed: str, shown: str
) -> None:
    text = text_of(site_of({"a.md": f"{BOX}{typed}\n\nText.\n"}, LIBRARY), "a.md")

    assert text == f"{shown}\n\nText."
    converter.reset().convert(text)
    (token,) = converter.toc_tokens  # type: ignore[attr-defined]  # the table of contents gives it
    own = re.search(r"#([\w-]+)[ }]", shown.rpartition("{")[2])
    assert token["id"] == (own[1] if own else "costs")
    assert token["name"] in ("Costs", "Sources", '"5 &lt; 6"', "&#34;5 &#60; 6&#34;")


@pytest.mark.parametrize(
    ("uri", "above"),
    [
        ("index.md", []),
        ("contributing/index.md", ["Home"]),
        ("contributing/decisions/index.md", ["Home", "Contributing"]),
        ("contributing/decisions/0001-a.md", ["Home", "Contributing", "Decisions"]),
        ("contributing/other/0001-a.md", ["Home", "Contributing"]),
    ],
)
def test_the_pages_above_lead_back_step_by_step(site_of: SiteOf, uri: str, above: list[str]) -> None:
    pages = {"contributing/index.md": "Contributing", "contributing/decisions/index.md": "Decisions"}
    site = site_of({path: f"---\ntitle: {title}\n---\n" for path, title in {uri: "A", **pages}.items()}, "")

    head = html.fromstring(Renderer(site).page(site.by_uri[uri]).head)

    assert head.xpath("//nav[@class='dw-crumbs']//a/text()") == above


GAPS = {
    "## What we do not know\n\n- Much.": '<div class="dw-gap" markdown="1">\n\n## What we do not know\n\n- Much.\n\n\n</div>',
    "Text.\n\n## What we do not know\n\nMuch.\n\n### More\n\nIt.\n\n## Next\n\nText.": (
        'Text.\n\n<div class="dw-gap" markdown="1">\n\n## What we do not know\n\nMuch.\n\n### More\n\nIt.\n\n'
        "</div>\n\n## Next\n\nText."
    ),
    "What we do not know\n-------------------\n\nMuch.": (
        '<div class="dw-gap" markdown="1">\n\nWhat we do not know\n-------------------\n\nMuch.\n\n\n</div>'
    ),
    "> ## What we do not know\n\nMuch.": "> ## What we do not know\n\nMuch.",
    "- Item\n\n    ## What we do not know": "- Item\n\n    ## What we do not know",
    "### What we do not know": "### What we do not know",
    "## What do we know": "## What do we know",
}


@pytest.mark.parametrize(("typed", "shown"), GAPS.items())
def test_the_gap_section_of_every_kind_of_page_stands_in_a_box(
    site_of: SiteOf, converter: Markdown, typed: str, shown: str
) -> None:
    site = site_of({"nations/wales.md": f"{BOX}{typed}\n", "about/index.md": f"{BOX}{typed}\n"}, "")

    assert text_of(site, "nations/wales.md") == text_of(site, "about/index.md") == shown
    page = html.fragment_fromstring(converter.reset().convert(shown), create_parent="main")
    assert [box.find("h2").get("id") for box in page.find_class("dw-gap")] == ["what-we-do-not-know"] * shown.count(
        "<div"
    )


def test_decorative_pictures_have_no_description_and_code_is_left_alone(site_of: SiteOf) -> None:
    typed = (
        "![decorative](a.png) ![decorative][a] ![Four people](b.png) `![decorative](c.png)`\n\n    ![decorative](d.png)"
    )

    assert text_of(site_of({"a.md": BOX + typed}, ""), "a.md") == (
        "![](a.png) ![][a] ![Four people](b.png) `![decorative](c.png)`\n\n    ![decorative](d.png)"
    )


# Everywhere on a page, as Python-Markdown reads it


EVERYWHERE = """---
title: Everywhere
lead_organisation: "Somebody [@doe, p. 0]"
---

## Heading [@doe, p. 1]

Paragraph [@doe, p. 2].

Setext [@doe, p. 3]
-----------

- Item [@doe, p. 4]
    - Nested [@doe, p. 5]

        Second paragraph [@doe, p. 6].

1. Numbered [@doe, p. 7]

| Head [@doe, p. 8] | B |
|---|---|
| First [@doe, p. 9] | Cell [@doe, p. 10] |

> Quoted [@doe,
> p. 11].

!!! note "Title [@doe, p. 12]"

    Within [@doe, p. 13].

    - Item [@doe, p. 14]

??? tip "Details [@doe, p. 15]"
    Hidden [@doe, p. 16].

=== "Tab [@doe, p. 17]"

    First tab [@doe, p. 18].

=== "Other"

    | A |
    |---|
    | Cell [@doe, p. 19] |

A note.[^1]

[^1]: In the note [@doe, p. 20].

    Second paragraph [@doe, p. 21].

*Emphasis [@doe, p. 22] goes on* and **bold [@doe, p. 23]**.

## What we do not know

Nothing [@doe, p. 24].
"""
CODE = """
`[@doe, code]` and ``x [@doe, `code`]``.

```
[@doe, fenced]
```

    [@doe, indented]

- item

        [@doe, indented in a list]

    ~~~ python
    x = "[@doe]"  # fenced in a list
    ~~~

<!-- [@doe, comment] -->

Mail me@doe.org, see <https://x.org/@doe>, https://x.org/@doe or \\@doe.
"""


def test_a_citation_is_a_link_wherever_it_stands(site_of: SiteOf, converter: Markdown) -> None:
    site = site_of({"case-studies/a.md": EVERYWHERE}, LIBRARY)
    page = tree(Renderer(site).page(site.by_uri["case-studies/a.md"]), converter)

    for tip in page.find_class("dw-tip"):
        tip.drop_tree()
    links = {str(link.tail).split("p. ")[1].partition(")")[0]: link for link in page.find_class("dw-cite")}

    assert {number: next(iter(link.iterancestors())).tag for number, link in links.items()} == {
        "0": "li", "1": "h2", "2": "p", "3": "h2", "4": "p", "5": "p", "6": "p", "7": "p", "8": "th", "9": "td",
        "10": "td", "11": "p", "12": "p", "13": "p", "14": "li", "15": "summary", "16": "p", "17": "label", "18": "p",
        "19": "td", "20": "p", "21": "p", "22": "em", "23": "strong", "24": "p",
    }  # fmt: skip
    assert {(link.text, link.get("href")) for link in links.values()} == {("Doe, 2001", "#src-doe")}
    assert len(page.find_class("dw-cite")) == len(links)
    assert "[@" not in page.text_content()


def test_nothing_within_code_changes(site_of: SiteOf, converter: Markdown) -> None:
    text = text_of(site_of({"a.md": BOX + CODE}, LIBRARY), "a.md")

    assert text == CODE.strip().replace("\\@doe.", "&#64;doe.")
    assert "dw-cite" not in converter.reset().convert(text)


def test_a_plain_at_sign_is_read_without_its_backslash(site_of: SiteOf, converter: Markdown) -> None:
    box = "---\ntitle: Write to \\@us\nsummary: Or to \\@them.\nperiod: \\@noon [@doe]\n---\n\n"
    text = "## To \\@us\n\nMail \\@us, `\\@code` or \\@them [see \\@us, @doe].\n"
    site = site_of({"case-studies/a.md": f"{box}{text}"}, LIBRARY)
    rendered = Renderer(site).page(site.by_uri["case-studies/a.md"])
    page = tree(rendered, converter)

    for tip in page.find_class("dw-tip"):
        tip.drop_tree()
    words = " ".join(page.text_content().split())
    assert (rendered.title, rendered.description) == ("Write to @us", "Or to @them.")
    assert "@noon (Doe, 2001)" in words
    assert "Mail @us, \\@code or @them (see @us, Doe, 2001)." in words
    assert words.count("\\@") == 1


def test_a_page_finished_as_html_is_the_page_finished_as_markdown(site_of: SiteOf, converter: Markdown) -> None:
    site = site_of({"case-studies/a.md": EVERYWHERE + CODE}, LIBRARY)
    body = Renderer(site).body(site.by_uri["case-studies/a.md"])

    finished_before = converter.reset().convert(body.filled(body.text).text)
    finished_after = body.filled(converter.reset().convert(body.text)).text

    assert finished_before == finished_after
    assert not re.search("[\ue000-\uf8ff]", finished_after)


def test_no_two_things_on_a_page_share_an_id_and_every_preview_is_there(site_of: SiteOf, converter: Markdown) -> None:
    clashing = "".join(
        f"## {words}\n\nText [@doe].\n\n" for words in ("Sources", "Facts", "Tip 1", "Src doe", "Changes")
    )
    site = site_of({**PAGES, "case-studies/a.md": EVERYWHERE.replace("## What we", f"{clashing}## What we")}, LIBRARY)

    for page in site.pages:
        shown = tree(Renderer(site).page(page), converter)
        ids = shown.xpath("//@id")
        assert isinstance(ids, list)
        assert len(ids) == len(set(ids))
        for name in ("aria-describedby", "aria-labelledby", "for"):
            assert set(shown.xpath(f"//@{name}")) <= set(ids)
        for anchor in shown.xpath("//a/@href[starts-with(., '#')]"):
            assert str(anchor)[1:] in ids


# What a stranger might try


ATTACK = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} {% x %} *a* `b` [c](javascript:d) | &lt; \\"
)
HOSTILE_LIBRARY = "".join(
    f"@article{{{key}, title = {{{{{title}}}}}, author = {{{{{author}}}}}, shortauthor = {{{{{short}}}}}, journal = {{{other}}}, "
    f"note = {{{other}}}, howpublished = {{{other}}}, year = {{{year}}}, keywords = {{report, {other}}}, seen = {{{other}}}, "
    f"url = {{{url}}}, doi = {{{doi}}}, urldate = {{{other}}}}}\n"
    for key, title, author, short, other, year, url, doi in [
        ("one", *(ATTACK.replace("{", "(").replace("}", ")"),) * 5, "javascript:alert(1)", ""),
        ("two", "A", "B", "", "C", "2020", 'https://x.org/"onclick="alert(1)', ""),
        ("three", "A", "B", "", "C", "2020", "", '10.1/"><script>alert(1)</script>'),
        ("<img/src=x/onerror=alert(1)>", "A", "B", "", "C", "2021", "", ""),
    ]
)
HOSTILE_CASE = """---
title: '{attack}'
summary: '{attack}'
nations: ['{attack}']
lead_organisation: '{attack} [@one, {attack}] [@two, <script>alert(1)</script>]'
period: '[<script>alert(1)</script> @one]'
ways_to_involve:
  "{plain}": '[@one, {attack}]'
planned_by:
  "{plain}": '{attack}'
changes:
  - '{attack}': '{attack}'
checked: '{attack}'
formerly: ['{attack}', '../out']
---

## Cited [@one]

Text [@one; @two; @three] and [@{{lost&"*x*}}].

| A |
|---|
| Cell [@one] |
"""


def test_nothing_that_a_stranger_writes_becomes_code(site_of: SiteOf, converter: Markdown) -> None:
    attack = ATTACK.replace("'", "''")
    case = HOSTILE_CASE.format(attack=attack, plain=ATTACK.replace('"', "").replace("\\", ""))
    site = site_of({"case-studies/a.md": case, "case-studies/index.md": "---\ntitle: Cases\n---\n"}, HOSTILE_LIBRARY)
    renderer = Renderer(site)
    pages = [*map(renderer.page, site.pages), *generated(renderer)]

    assert site.by_uri["case-studies/a.md"].readable
    assert len(site.library.references) == 4
    assert len(pages) == 2 + len(site.library.references) + len(GENERATED)
    for rendered in pages:
        page = tree(rendered, converter)
        code = page.xpath(
            "//script | //img | //iframe | //*[@onclick or @onerror] | //@href[contains(., 'javascript:')]"
        )
        assert code == [], rendered.uri
        assert "49" not in page.text_content(), rendered.uri
    shown = tree(pages[0], converter)
    assert shown.findtext(".//h1") == ATTACK
    assert shown.find_class("dw-lead")[0].text_content() == ATTACK
    assert f"Led by{ATTACK} [" in shown.text_content()


def test_code_in_a_library_is_shown_as_the_words_it_is(site_of: SiteOf, converter: Markdown) -> None:
    library = "@misc{a, title = {{<b>T</b> *i* [l](u) {{ x }} _u_}}, author = {{A & <i>B</i>}}, year = 2020}"
    site = site_of({"a.md": "So [@a].\n"}, library)

    page = tree(Renderer(site).page(site.pages[0]), converter)

    (cite,), (tip,) = page.find_class("dw-cite"), page.find_class("dw-tip")
    shown = "A & <i>B</i> (2020) <b>T</b> *i* [l](u) x _u_."
    assert cite.text == "A & <i>B</i>, 2020"
    assert tip.text == f"{shown} Not recorded how much was read. Kind not recorded."
    assert page.get_element_by_id("src-a").text_content().startswith(shown)


# Sources


def test_sources_are_listed_once_in_order_with_the_statements_they_support(
    site_of: SiteOf, converter: Markdown
) -> None:
    text = "Z [@odd:key/1].\n\nA [@duo; @doe].\n\nAgain [@doe] and again [@doe].\n"
    site = site_of({"a.md": BOX + text}, LIBRARY + "@misc{unused, title = {Unused}}")

    page = tree(Renderer(site).page(site.pages[0]), converter)

    sources = page.find_class("dw-source")
    assert [source.get("id") for source in sources] == ["src-doe", "src-duo", "src-odd~3akey~2f1"]
    supports = [source.find_class("dw-source__back")[0].text_content() for source in sources]
    assert supports == ["Supports 2 3", "Supports 2", "Supports 1"]


def test_a_page_that_cites_nothing_has_no_sources(site_of: SiteOf) -> None:
    site = site_of({"a.md": "Text.\n"}, LIBRARY)

    rendered = Renderer(site).page(site.pages[0])

    assert (rendered.tail, rendered.tail_headings) == ("", [])


def test_a_meeting_pack_shows_its_purpose_its_agenda_its_pages_and_its_questions(site_of: SiteOf) -> None:
    pack = """---
title: A pack
summary: For one meeting.
purpose: To talk & listen.
agenda: [Welcome, Talk]
pages: [nations/wales, nations/lost]
questions: [Who is <not> here?]
---

Words.
"""
    site = site_of({"meeting-packs/a.md": pack, "nations/wales.md": "---\ntitle: Wales\nsummary: One.\n---\n"}, "")

    assert Renderer(site).page(site.by_uri["meeting-packs/a.md"]).tail == (
        '<section class="dw-block" aria-labelledby="pack-purpose"><h2 id="pack-purpose">What the meeting is for</h2>'
        "<p>To talk &amp; listen.</p></section>\n"
        '<section class="dw-block" aria-labelledby="pack-agenda"><h2 id="pack-agenda">Agenda</h2><ol>\n'
        "<li>Welcome</li>\n<li>Talk</li>\n</ol></section>\n"
        '<section class="dw-block" aria-labelledby="pages"><h2 id="pages">Pages in this pack</h2>\n'
        '<ul class="dw-links" role="list">\n'
        '<li class="dw-link"><h3><a href="../../nations/wales/">Wales</a></h3><p>One.</p></li>\n</ul>\n</section>\n'
        '<section class="dw-block" aria-labelledby="pack-questions">'
        '<h2 id="pack-questions">Questions to talk about</h2><ul>\n'
        "<li>Who is &lt;not&gt; here?</li>\n</ul></section>"
    )
