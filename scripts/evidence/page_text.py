"""A page's own text as readers see it: citations as links, an address at each statement, the gaps in a box.

The HTML of a citation stands in the text as a short mark until the text is finished: a parser of Markdown would spend
more time on it than on all the words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from evidence import harvard
from evidence.addresses import reference_slug, reference_uri, relative_url, url_of
from evidence.bibliography import Reference
from evidence.blocks import Block
from evidence.citations import Citation, scan_text, unescaped
from evidence.content import Page, Site
from evidence.csl import Item, reference_item
from evidence.glossary import GLOSSARY, Glossary, Term, read_glossary
from evidence.headings import headings
from evidence.kinds import NO_KIND, NOT_RECORDED, READING, Group, groups
from evidence.statements import Statement, statements
from evidence.words import safe

_TOP_LEVEL = re.compile(r"(?:#{1,6}[ \t]*)?")
_PLAIN_AT_SIGN = re.compile(r"(?<!\\)(?:\\\\)*(?P<mark>\\@)")
_AT_SIGN = "&#64;"
_NESTED = re.compile(r"(?:(?:>|[-+*]|\d{1,9}\.|#{1,6})[ \t]+)*")
_DECORATIVE = re.compile(r"!\[decorative\](?=[(\[])")
_HELD = re.compile("\ue000([0-9]+)\ue001")

Edit = tuple[int, int, str]
"""The offsets between which a page's text is replaced, and by what."""


class SourceView(NamedTuple):
    """A reference as pages show it."""

    key: str
    slug: str
    entry: harvard.Entry
    seen: str
    groups: tuple[Group, ...]
    reference: Reference

    @property
    def reading(self) -> str:
        """Say how much of it has been read."""
        return READING.get(self.seen, NOT_RECORDED)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Name the groups of kinds to which it belongs."""
        return tuple(group.name for group in self.groups)


@dataclass(frozen=True, eq=False)
class Shown:
    """What the texts of all pages of a site draw on, each made once."""

    site: Site

    @cached_property
    def statements(self) -> Mapping[str, tuple[Statement, ...]]:
        """Every page's statements, by the page's URI."""
        return {page.uri: statements(self.site, page) for page in self.site.pages}

    @cached_property
    def sources(self) -> Mapping[str, SourceView]:
        """Every reference as pages show it, by key."""
        return {key: _source_view(self.site, reference) for key, reference in self.site.library.references.items()}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of every reference in a list of sources, by key."""
        works = harvard.in_order(self.site.library.references.values(), self.site.labels)
        return {work.key: place for place, work in enumerate(works)}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every reference as other programs read it, by key."""
        return {key: reference_item(reference) for key, reference in self.site.library.references.items()}

    @cached_property
    def glossary(self) -> Glossary:
        """The terms that pages explain where they first use them."""
        return read_glossary(self.site)


class Body(NamedTuple):
    """A page's text, with what a parser of Markdown need not see held back.

    `keys` are the sources that the text cites, and `tips` is the number of its previews.
    """

    page: Page
    text: str
    held: tuple[str, ...]
    keys: tuple[str, ...]
    tips: int

    def filled(self, text: str) -> "Body":
        """Give the body with `text`, its own as Markdown or as HTML, and what was held back in its place there."""
        held = self.held
        whole = _HELD.sub(lambda mark: held[int(mark[1])] if int(mark[1]) < len(held) else "", text)
        return self._replace(text=whole, held=())


class PageText:
    """Renders one page's citations, numbering their previews and noting which Sources they need.

    Where the page's body is done already, it goes on from there.
    """

    def __init__(self, shown: Shown, page: Page, body: Body | None = None) -> None:
        self.site = shown.site
        self.sources = shown.sources
        self.glossary = shown.glossary
        self.statements = shown.statements[page.uri]
        self.page = page
        self.keys: dict[str, None] = dict.fromkeys(body.keys if body else ())
        self.held: list[str] = []
        self.tips = body.tips if body else 0

    def body(self, drawn: Iterable[Edit] = ()) -> Body:
        """Give the page's text with citations as links, an address at each statement, and its gap section boxed.

        `drawn` are the edits that turn tables into drawings.
        """
        page, source = self.page, self.page.source.text
        edits = [
            *drawn,
            *((start, end, "") for start, end in page.body.new_sources),
            *self._pictures(),
            *self._headings(),
            *self._plain_at_signs(),
            *((start, end, self._hold(self._term(start, end, term))) for start, end, term in self.glossary.uses(page)),
            *(
                (start, start, f"{self._hold(_number(statement))} ")
                for statement in self.statements
                if statement.block and statement.number
                for start in [_words_begin(source, statement.block)]
            ),
        ]
        for block, citations in page.cited_blocks.items():
            for citation in citations:
                if not citation.nested:
                    preview = block.kind != "heading"
                    words = self.citation(citation, preview=preview, typed=_with_plain_at_signs, write=self._hold)
                    edits.append((citation.start, citation.end, words))
        pieces: list[str] = []
        done = page.front_matter.end
        for start, end, words in sorted(edits, key=lambda edit: edit[:2]):
            if start < done:
                continue  # it stands in a table whose place a drawing takes
            pieces += source[done:start], words
            done = end
        text = "".join((*pieces, source[done:]))
        return Body(page, text, tuple(self.held), tuple(self.keys), self.tips)

    def citation(
        self,
        citation: Citation,
        *,
        preview: bool = True,
        away: bool = False,
        typed: Callable[[str], str] = str,
        write: Callable[[str], str] = str,
    ) -> str:
        """Give a citation as a reader sees it, each source a link to its entry in the page's Sources.

        Another page's sources lead `away`, each to its own page. `typed` is done to the words around the names, and
        `write` to the HTML of the links.
        """

        def name(key: str, words: str) -> str:
            return write(self._away(key, words) if away else self._link(key, words, preview=preview))

        return harvard.cite(citation, self.site.labels, name, typed)

    def line(self, words: str, *, away: bool = False) -> Markup:
        """Give a line of the page's box, or of another's that leads here, with its citations as links."""
        pieces: list[str] = []
        done = 0
        for citation in scan_text(words):
            if not citation.nested:
                cited = self.citation(citation, away=away, typed=escape)
                pieces += escape(unescaped(words[done : citation.start])), cited
                done = citation.end
        return Markup("".join((*pieces, escape(unescaped(words[done:])))))  # noqa: S704  every piece is escaped above

    def ground(self, words: str, *, away: bool = False) -> Markup:
        """Give the ground of a link, of this page or of another that leads here: whose reading it is."""
        if not scan_text(words):
            return Markup('<span class="dw-basis dw-basis--ours">{}</span>').format("Our reading")
        return Markup('<span class="dw-basis"><span>Stated by a source {}</span></span>').format(
            self.line(words, away=away)
        )

    def _away(self, key: str, words: str) -> str:
        way = relative_url(url_of(reference_uri(key)), url_of(self.page.uri))
        return f'<a class="dw-cite" href="{way}">{safe(words)}</a>' if words else self._link(key, words, preview=False)

    def _link(self, key: str, words: str, *, preview: bool) -> str:
        if not words:
            return f'<strong class="dw-unresolved">The source {safe(key)} is not in our reference list</strong>'
        self.keys[key] = None
        slug = reference_slug(key)
        if not preview:
            return f'<a class="dw-cite" href="#src-{slug}">{safe(words)}</a>'
        source = self.sources[key]
        kinds = " · ".join(source.kinds) or NO_KIND
        return self._with_tip("dw-cite", f"#src-{slug}", words, f"{source.entry} {sentence(source.reading)}. {kinds}.")

    def _term(self, start: int, end: int, term: Term) -> str:
        way = relative_url(f"{url_of(GLOSSARY)}#{term.id}", url_of(self.page.uri))
        return self._with_tip("dw-term", way, self.page.source.text[start:end], term.meaning)

    def _with_tip(self, kind: str, href: str, words: str, tip: str) -> str:
        self.tips += 1
        return (
            f'<a class="{kind}" href="{href}" aria-describedby="tip-{self.tips}">{safe(words)}</a>'
            f'<span class="dw-tip" role="tooltip" id="tip-{self.tips}" hidden>{safe(tip)}</span>'
        )

    def _hold(self, html: str) -> str:
        self.held.append(html)
        return f"\ue000{len(self.held) - 1}\ue001"

    def _pictures(self) -> Iterator[Edit]:
        """Take the word from decorative pictures, which have no description."""
        if "![decorative]" in self.page.source.text:
            for found in _DECORATIVE.finditer(self.page.body.uncoded):
                yield found.start(), found.end(), "![]"

    def _plain_at_signs(self) -> Iterator[Edit]:
        """Take the backslash from an at sign that cites nothing: Markdown itself would leave it there."""
        if "\\@" in self.page.source.text:
            cited = [(citation.start, citation.end) for citation in self.page.citations]
            for found in _PLAIN_AT_SIGN.finditer(self.page.body.uncoded, self.page.front_matter.end):
                if not any(start < found.end() < end for start, end in cited):
                    yield *found.span("mark"), _AT_SIGN

    def _headings(self) -> Iterator[Edit]:
        """Give headings that hold citations an address and a name of their own, and put the gap section in its box."""
        page, text = self.page, self.page.source.text
        within = False
        for heading in headings(page):
            block = heading.block
            if block in page.cited_blocks or heading.clashes:
                given = f"#{heading.id}" in heading.attributes.split()
                attributes = "" if given else f"#{heading.id} "
                attributes += f"{heading.attributes} " if heading.attributes else ""
                yield heading.end, block.end, f' {{: {attributes}data-toc-label="{safe(heading.words)}" }}'
            start = text.rfind("\n", 0, block.start) + 1
            if block.level > 2 or not _TOP_LEVEL.fullmatch(text, start, block.start):
                continue
            if within:
                yield start, start, "</div>\n\n"
            within = heading.words == page.page_type.gaps
            if within:
                yield start, start, '<div class="dw-gap" markdown="1">\n\n'
        if within:
            yield len(text), len(text), "\n\n</div>\n"


def sentence(words: str) -> str:
    """Give words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def _source_view(site: Site, reference: Reference) -> SourceView:
    return SourceView(
        reference.key,
        reference_slug(reference.key),
        harvard.entry(reference, site.labels[reference.key]),
        reference.fields.get("seen", ""),
        groups(reference.keywords),
        reference,
    )


def _with_plain_at_signs(words: str) -> str:
    return words.replace("\\@", _AT_SIGN)


def _words_begin(source: str, block: Block) -> int:
    """Give where the words of a block begin: what stands before may make a list or a quotation of them."""
    marks = _NESTED.match(source, block.start, block.end)
    return marks.end() if marks else block.start


def _number(statement: Statement) -> str:
    label = f"Statement {statement.number}"
    return f'<a class="dw-num" id="{statement.id}" href="#{statement.id}" aria-label="{label}">{statement.number}</a>'
