"""Checked Markdown in, plain Markdown out: citations become links to the page's own Sources.

The author's words stay Markdown. What the build adds (the page's head; links from other pages; Sources) are HTML
blocks without blank lines, which every Markdown generator passes on as they are. Their links are directory
addresses, such as ../../references/key/.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evidence import harvard
from evidence.addresses import DOWNLOADS, FORMS, download_name, reference_uri, relative_url, url_of
from evidence.cases import Case, cases, explorer_url
from evidence.citable import VIEWS, is_citable, page_entry, publisher_of, view_checked, view_entry
from evidence.citations import unescaped
from evidence.content import Link, Page, Site
from evidence.drawn import drawn
from evidence.facts import facts
from evidence.filters import Values, page_values, place
from evidence.holding import holding
from evidence.ladder import Band, is_of_bands, ladder
from evidence.marks import mark, sprite
from evidence.page_text import Body, Edit, PageText, Shown, SourceView
from evidence.page_types import PACKS
from evidence.problem import Problem
from evidence.statements import Place, Statement, fact_id, places
from evidence.strip import strip
from evidence.tables import tables
from evidence.tags import tags

HOME = "index.md"

_TAIL_HEADING = re.compile(r'<h2 id="([^"]+)">([^<]+)</h2>')


class Rendered(NamedTuple):
    """A page ready for a site generator: its text between two HTML blocks, the page's head and its tail."""

    uri: str
    title: str
    description: str
    head: str
    text: str
    tail: str
    checked: str = ""
    moved_to: str = ""
    found_by: Values = ()
    """The values by which a search can be narrowed down to it. A page that has none is not searched."""

    @property
    def found_at(self) -> str:
        """Give its place among the pages that a search lists by choices alone."""
        return place(self.found_by, self.title)

    @property
    def markdown(self) -> str:
        """Give the whole page as one Markdown text."""
        return "\n\n".join(part for part in (self.head, self.text.strip(), self.tail) if part) + "\n"

    def with_marks(self) -> "Rendered":
        """Give the page with the drawings of the marks that it uses."""
        return self._replace(head=sprite(self.head, self.text, self.tail) + self.head)

    @property
    def tail_headings(self) -> list[tuple[str, str]]:
        """Give the address and the words of each heading in the tail."""
        return _TAIL_HEADING.findall(self.tail)


class LinkView(NamedTuple):
    """A page that leads here: its address, title and summary, and the ground of its link."""

    url: str
    title: str
    summary: str
    ground: Markup


class PackView(NamedTuple):
    """What a meeting pack says of its meeting: the purpose, the agenda, the pages and the questions."""

    purpose: str
    agenda: list[str]
    pages: list[LinkView]
    questions: list[str]


@dataclass(frozen=True, eq=False)
class Renderer:
    """Renders the pages of one site. A preview shows loudly what cannot be resolved; a build never gets so far."""

    site: Site

    @cached_property
    def shown(self) -> Shown:
        """What the texts of all pages draw on: statements, sources and terms."""
        return Shown(self.site)

    @cached_property
    def places(self) -> Mapping[str, list[Place]]:
        """For each key, every place that cites it."""
        return places(self.site, self.shown.statements)

    @cached_property
    def reference_keys(self) -> Mapping[str, str]:
        """The key of each reference page, by the page's URI."""
        return {reference_uri(key): key for key in self.site.library.references}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The case studies with what they are linked with."""
        return cases(self.site)

    @cached_property
    def ladder(self) -> tuple[Band, ...]:
        """The ladder of ways to involve people, from the top down."""
        return ladder(self.site, self.cases)

    @cached_property
    def templates(self) -> Environment:
        """The templates of what the build adds to pages. They escape what they are given."""
        templates = Environment(
            loader=PackageLoader("evidence"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        templates.globals.update(mark=mark, url_of=url_of, explorer_url=explorer_url)
        parts = templates.get_template("parts.html").module
        templates.globals.update({name: _once(getattr(parts, name)) for name in ("reference", "meta")})
        return templates

    def body(self, page: Page) -> Body:
        """Render a page's own text."""
        return PageText(self.shown, page).body(self._drawn(page))

    def page(self, page: Page) -> Rendered:
        """Render one page as Markdown."""
        body = self.body(page)
        return self.around(body.filled(body.text))

    def around(self, body: Body, problems: Iterable[Problem] = (), prints: str = "") -> Rendered:
        """Render what stands around a page's text, which may be HTML by now.

        `problems` are those that a preview shows at its top; `prints` is the HTML of the links to its handouts.
        """
        page = body.page
        text = PageText(self.shown, page, body)
        lead_here = self._links_to(page, text)
        fact_card = facts(self.site, page, text)
        sources = self._cited(page, text.keys)
        home = page.uri == HOME
        head = self.head(
            page.uri,
            page.title,
            page.summary,
            kicker=page.page_type.singular if page.page_type.folder else "",
            tags=tags(self.site, page),
            crumbs=self._crumbs(page),
            facts=fact_card,
            strip=strip([source for source, _ in sources]),
            ladder=self.ladder if home else (),
            checked=harvard.date_in_words(page.text("checked")),
            reviewed=harvard.date_in_words(page.text("reviewed")),
            prints=Markup(prints),  # noqa: S704  it comes from a template of ours
            problems=[(problem.path != page.source.path, problem) for problem in problems],
        )
        tail = self.html(
            "tail.html",
            page.uri,
            pack=self._pack(page),
            listed=self._listed(page),
            lead_here=lead_here,
            sources=sources,
            shown=self.shown.sources,
            sources_file=download_name(url_of(page.uri), "sources"),
            own_entry=page_entry(self.site, page) if is_citable(self.site, page) else None,
            own_file=download_name(url_of(page.uri)),
            holding=holding(self.site, self.cases, self.shown.statements) if home else None,
            add=url_of(FORMS["case-study"]),
            changes=[(harvard.date_in_words(day.value), unescaped(what.value)) for day, what in page.pairs("changes")],
        )
        return Rendered(
            page.uri,
            page.title,
            page.summary,
            head,
            body.text,
            tail,
            page.text("checked"),
            found_by=page_values(self.site, page),
        ).with_marks()

    def head(self, uri: str, title: str, summary: str, **more: object) -> str:
        """Give the head of a page: where it stands, its title and summary, and its fact card."""
        return self.html("head.html", uri, **{**_PLAIN_HEAD, "title": title, "summary": summary, **more})

    def view(
        self, uri: str, template: str, summary: str, crumbs: Iterable[tuple[str, str]], **context: object
    ) -> Rendered:
        """Make a page of all case studies from a template, with the day of their last check and how to cite it."""
        counted = harvard.date_in_words(view_checked(self.site))
        cited = {
            "own_entry": view_entry(self.site, uri) if publisher_of(self.site) else None,
            "own_file": download_name(url_of(uri)),
        }
        head = self.head(uri, VIEWS[uri], summary, crumbs=crumbs, counted=counted)
        return Rendered(uri, VIEWS[uri], summary, head, "", self.html(template, uri, **cited, **context))

    def html(self, template: str, uri: str, **context: object) -> str:
        """Fill a template for the page at `uri`; the HTML has no blank lines."""
        root = relative_url("", url_of(uri))
        html = self.templates.get_template(template).render(root=root, uri=uri, formats=DOWNLOADS, **context)
        return "\n".join(line for line in html.splitlines() if line.strip())

    def _drawn(self, page: Page) -> list[Edit]:
        found = [*tables(page)]
        whole = [table for table in found if is_of_bands(page, table)]
        edits = [*drawn(page, found, self.cases)]
        for table in whole:
            html = self.html("ladder.html", page.uri, bands=self.ladder, brief=False)
            edits.append((table.start, table.end, html))
        return edits

    def _crumbs(self, page: Page) -> list[tuple[str, str]]:
        folders = accumulate(page.uri.split("/")[:-1], "{}/{}".format)
        above = (self.site.by_uri.get(f"{folder}/index.md") for folder in folders)
        return [(url_of(other.uri), other.title) for other in above if other and other is not page]

    def _listed(self, page: Page) -> list[LinkView]:
        folder, _, name = page.uri.rpartition("/")
        if name != "index.md" or not folder:
            return []
        return [self._view(page, other, Markup("")) for other in self.site.in_folder(folder)]

    def _pack(self, page: Page) -> PackView | None:
        if page.page_type is not PACKS:
            return None
        bundled = (self.site.by_uri.get(link.target) for link in page.links)
        return PackView(
            page.text("purpose"),
            [text.value for text in page.texts("agenda")],
            [self._view(page, other, Markup("")) for other in bundled if other],
            [text.value for text in page.texts("questions")],
        )

    def _links_to(self, page: Page, text: PageText) -> dict[str, list[LinkView]]:
        found: dict[str, list[LinkView]] = {}
        for other, link in self.site.links_to.get(page.uri, ()):
            found.setdefault(_LEAD_HERE.get(link.field.name, other.page_type.plural), []).append(
                self._view(
                    page, other, text.ground(link.ground.value, away=True) if link.ground.value else Markup(""), link
                )
            )
        return found

    def _view(self, page: Page, other: Page, ground: Markup, link: Link | None = None) -> LinkView:
        anchor = (
            f"#{fact_id(link.field.name, link.target.rpartition('/')[2].removesuffix('.md'))}"
            if link and ground
            else ""
        )
        return LinkView(relative_url(url_of(other.uri) + anchor, url_of(page.uri)), other.title, other.summary, ground)

    def _cited(self, page: Page, keys: Iterable[str]) -> list[tuple[SourceView, list[Statement]]]:
        supports: dict[str, list[Statement]] = {}
        for statement in self.shown.statements[page.uri]:
            for key in statement.keys:
                supports.setdefault(key, []).append(statement)
        order = self.shown.order
        known = sorted((key for key in keys if key in order), key=order.__getitem__)
        return [(self.shown.sources[key], supports.get(key, [])) for key in known]


def _once(macro: Callable[[SourceView], Markup]) -> Callable[[SourceView], Markup]:
    """Give a macro that is filled once for each source: many pages show the same one in the same words."""
    filled: dict[str, Markup] = {}

    def fill(source: SourceView) -> Markup:
        if source.key not in filled:
            filled[source.key] = macro(source)
        return filled[source.key]

    return fill


_PLAIN_HEAD: dict[str, object] = {
    "kicker": "",
    "crumbs": [],
    "tags": [],
    "facts": [],
    "strip": None,
    "ladder": (),
    "checked": "",
    "counted": "",
    "reviewed": "",
    "prints": "",
    "problems": [],
}
_LEAD_HERE = {
    "nations": "Case studies from here",
    "ways_to_involve": "Case studies linked with this way to involve people",
    "commissioning_areas": "Case studies linked with this area of commissioning",
    "benefits": "Case studies linked with this benefit",
    "barriers": "Case studies linked with this barrier",
    "pages": "Meeting packs with this page",
}
