"""The forms by which people add a page in the browser, made from the declaration of its type."""

from typing import NamedTuple

from evidence.addresses import FORM_DATA, FORMS, relative_url, url_of
from evidence.kinds import GROUPS, NATIONS, READING, SOURCE_NATIONS
from evidence.made.references import Make
from evidence.new_page import options, question, slug_of
from evidence.page_text import sentence
from evidence.page_types import CHECKED, IN_COMMANDS, TITLE, Field, Presence, Shape
from evidence.render import Rendered, Renderer

GUIDE = "contributing/add-a-case-study.md"
"""The page that shows every way to add a case study."""

_LINKED = (Shape.GROUNDED, Shape.LINKS)
_ASKED = (Shape.TEXT, Shape.CITED, Shape.NATIONS, Shape.CHOICE, *_LINKED)
_LONG = 10
"""Choices beyond which a list of them starts folded."""


class Asked(NamedTuple):
    """A question of the form: its field, what it asks, and the values on offer with their names and marks."""

    field: Field
    question: str
    options: list[tuple[str, str, str]]

    @property
    def folded(self) -> bool:
        """Say whether its choices are so many that they start folded."""
        return len(self.options) > _LONG


def form_page(name: str) -> Make:
    """Give what makes the form for a page type, by what the type is called in a command."""
    page_type = IN_COMMANDS[name]

    def make(renderer: Renderer) -> Rendered:
        site, uri = renderer.site, FORMS[name]
        asked = [_asked(renderer, field) for field in page_type.fields if _is_asked(field)]
        what = page_type.singular.lower()
        title = f"Add a {what}"
        summary = "Answer what you can, look at the result, and send it. Nothing is sent before you do that yourself."
        context = {
            "name": name,
            "what": what,
            "forms": [(url_of(other), IN_COMMANDS[kind].singular, other == uri) for kind, other in FORMS.items()],
            "data": relative_url(FORM_DATA, url_of(uri)),
            "repository": site.settings.repository.rstrip("/"),
            "title_field": TITLE.name,
            "about": [question for question in asked if question.field.shape not in _LINKED],
            "linked": [question for question in asked if question.field.shape in _LINKED],
            "sections": [
                (slug_of(section.heading), section, section.heading in page_type.unsourced)
                for section in page_type.sections
            ],
            "kinds": [(group.name, group.kinds.items()) for group in GROUPS],
            "nations": SOURCE_NATIONS,
            "reading": [(seen, sentence(words)) for seen, words in READING.items()],
            "tell": site.settings.example(),
            "guide": site.by_uri.get(GUIDE),
        }
        crumbs = [("contributing/", "Contributing")]
        head = renderer.head(uri, title, summary, crumbs=crumbs)
        return Rendered(uri, title, summary, head, "", renderer.html("form.html", uri, **context))

    return make


def _is_asked(field: Field) -> bool:
    """Say whether a form asks for a field. What applies to older pages alone it does not."""
    return field.presence is not Presence.OPTIONAL and (field.shape in _ASKED or field == CHECKED)


def _asked(renderer: Renderer, field: Field) -> Asked:
    found = options(renderer.site, field) if field.folder or field.choices else {}
    marked = field.shape is Shape.NATIONS
    offered = [
        (value, words, f"nation-{value}" if marked and value in NATIONS else "") for words, value in found.items()
    ]
    return Asked(field, question(field), offered)
