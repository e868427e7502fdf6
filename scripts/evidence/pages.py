"""Every page of a site as a site generator asks for it: rendered, with its problems where a person sees them."""

import re
from collections.abc import Mapping, Sequence
from typing import TypedDict

from markupsafe import Markup

from evidence import harvard
from evidence.content import Site
from evidence.exports.descriptions import head_tags
from evidence.generate import front_matter, generated_page, generated_uris
from evidence.handouts.press import Press
from evidence.handouts.sheets import Content
from evidence.page_text import Body
from evidence.page_types import PACKS
from evidence.problem import Problem
from evidence.render import HOME, Rendered, Renderer

_NEVER_ASKED_FOR = re.compile(r"^assets/(?:images|javascripts/(?:lunr|workers))/|\.map$")
"""What the theme brings for a search of its own, for its makers, and as an icon where there is none."""


class NotBuiltError(Exception):
    """The site generator stopped, and said why."""


class Around(TypedDict):
    """What the theme puts around a page's text: its head and tail, tags, and where readers send a correction."""

    rendered: Rendered
    tags: Markup
    corrections: tuple[str, ...]


class Pages:
    """The pages of one site, those made from data among them. A preview hands over the problems it has found.

    With a press they are printed too.
    """

    def __init__(self, site: Site, problems: Sequence[Problem] | None = None, press: Press | None = None) -> None:
        self.site = site
        self.problems = list(problems or ())
        self.preview = problems is not None
        self.made = frozenset(generated_uris(site)) - site.by_uri.keys()
        self.reading = ""
        """The URI of the page that the generator is turning into HTML."""
        self._press = press
        self._printed = False
        self.renderer = Renderer(site)
        self._bodies: dict[str, Body] = {}
        self._given_up: set[str] = set()

    @property
    def extra(self) -> Mapping[str, object]:
        """What the theme says on every page: `checked` is the day on which a page was last checked, in words."""
        settings, checked = self.site.settings, harvard.date_in_words(self.site.checked)
        return {"scope": settings.scope, "settings": settings, "preview": self.preview, "checked": checked}

    def text(self, uri: str) -> str:
        """Give a page as Markdown, with the box at its top, for the generator to read."""
        self.reading = uri
        page = self.site.by_uri.get(uri)
        if not page:
            return ""  # A page made from data has no text, and its head and tail are made when they are asked for.
        body = self.renderer.body(page)
        self._bodies[uri] = body._replace(text="")
        return front_matter(page.title, page.summary) + ("" if uri in self._given_up else body.text)

    def filled(self, uri: str, html: str) -> str:
        """Finish the text of a page that has become HTML: put in what was held back."""
        self.reading = ""
        if uri in self.made:
            return html
        body = self._bodies[uri] = self._bodies[uri].filled(html)
        return body.text

    def publishes(self, uri: str, *, ours: bool) -> bool:
        """Say whether a file is published: ours if we have read it, the theme's if a page can ask for it."""
        return uri in self.site.by_uri or uri in self.site.files if ours else not _NEVER_ASKED_FOR.search(uri)

    def around(self, uri: str, address: str) -> Around:
        """Give what stands around the text of a page that has been read."""
        if uri in self.made:
            rendered = generated_page(self.renderer, uri)
        else:
            prints = self._prints(uri)
            rendered = self.renderer.around(self._bodies.pop(uri), self._problems(uri), prints)
        return {
            "rendered": rendered,
            "tags": head_tags(self.renderer, rendered),
            "corrections": self.site.settings.corrections(rendered.title, address),
        }

    def give_up(self, error: Exception) -> bool:
        """Note that the generator failed on the page it was reading; say whether the others can be tried again."""
        uri, self.reading = self.reading, ""
        page = self.site.by_uri.get(uri)
        if not page or uri in self._given_up:
            return False
        self._given_up.add(uri)
        what = "it is nested too deeply" if isinstance(error, RecursionError) else f"{type(error).__name__}: {error}"
        message = f"This page could not be turned into HTML: {what}."
        hint = "Look for lists within lists, or for very many brackets or stars, and write them more plainly."
        self.problems.append(Problem(page.source.path, 1, 1, "unreadable-file", message, hint))
        return True

    def _prints(self, uri: str) -> str:
        """Give the links to a page's handouts. All are made when the first page asks: by then every page is HTML."""
        if not self._press:
            return ""
        if not self._printed:
            self._press.make({uri: self._content(body) for uri, body in self._bodies.items()})
            self.problems += self._press.problems
            self._printed = True
        prints = self._press.prints.get(uri)
        what = "Meeting pack" if prints and self.site.by_uri[uri].page_type is PACKS else "Handout"
        return self.renderer.html("prints.html", uri, prints=prints, what=what) if prints else ""

    def _content(self, body: Body) -> Content:
        rendered = self.renderer.around(body)
        return Content(body.page, rendered.head, rendered.text, rendered.tail)

    def _problems(self, uri: str) -> list[Problem]:
        """Give the problems to show on a page; the home page also shows those that no page can show."""
        path = f"docs/{uri}"
        elsewhere = {f"docs/{other}" for other in self.site.by_uri} if uri == HOME else set()
        return [
            problem
            for problem in self.problems
            if problem.path == path or (elsewhere and problem.path not in elsewhere)
        ]
