"""What the forms that add pages know: the declaration, how sources are named and keyed, and what the rules say."""

import json

from evidence.addresses import FORMS
from evidence.content import DOCS, Site
from evidence.entries import IN_WORDS, NAME_WIDTH, ORDER, SIGNS
from evidence.harvard import MONTHS
from evidence.importing.keys import LONGEST_NAME, SMALL_WORDS, SMALL_WORDS_OF_NAMES
from evidence.letters import LETTERS
from evidence.new_page import FIRST_PUBLISHED, LONGEST_SLUG, taken_slugs
from evidence.page_text import SourceView
from evidence.page_types import (
    ALLOWED_HTML,
    IN_COMMANDS,
    NOT_STATED,
    NOT_STATED_ON_PAGES,
    OUR_READING,
    Field,
    PageType,
    Presence,
)
from evidence.render import Renderer
from evidence.rules.messages import Message
from evidence.rules.references import DOI, ENTITY, ET_AL, WEB, YEAR
from evidence.rules.safety import ALLOWED_TAG, ANGLE, ATTRIBUTE, AUTOLINK, POINTED, allowed_tags
from evidence.rules.statements import OPEN_ANSWER, SENTENCE_GAP
from evidence.rules.values import DATE
from evidence.words import EXCERPT

Json = dict[str, object]


def form_data(renderer: Renderer) -> str:
    """Write, as JSON, all that the forms need but the questions, which stand in their pages."""
    site = renderer.site
    keys: Json = {
        "letters": LETTERS,
        "longestName": LONGEST_NAME,
        "smallWords": sorted(SMALL_WORDS),
        "smallWordsOfNames": SMALL_WORDS_OF_NAMES,
    }
    data: Json = {
        "types": {name: _page_type(site, IN_COMMANDS[name]) for name in FORMS},
        "messages": {message.name: message.value for message in Message},
        "words": {
            "notStated": NOT_STATED,
            "notStatedOnPages": NOT_STATED_ON_PAGES,
            "ourReading": OUR_READING,
            "firstPublished": FIRST_PUBLISHED,
            "months": MONTHS,
        },
        "patterns": {
            "openAnswer": OPEN_ANSWER.pattern,
            "sentenceGap": SENTENCE_GAP.pattern,
            "doi": DOI.pattern,
            "year": YEAR.pattern,
            "etAl": ET_AL.pattern,
            "entity": ENTITY.pattern,
            "html": ANGLE.pattern,
            "notHtml": f"{AUTOLINK.pattern}|{POINTED.pattern}",
            "tag": ALLOWED_TAG.pattern.replace("(?P<", "(?<"),
            "attribute": ATTRIBUTE.pattern,
            "date": DATE.pattern,
        },
        "excerpt": EXCERPT,
        "tags": allowed_tags(),
        "allowedHtml": {tag: sorted(attributes) for tag, attributes in ALLOWED_HTML.items()},
        "readOnADay": sorted(WEB),
        "slugs": {"letters": LETTERS, "longest": LONGEST_SLUG},
        "keys": keys,
        "bibtex": {"order": ORDER, "width": NAME_WIDTH, "inWords": IN_WORDS, "signs": SIGNS},
        "titles": {title: page.source.path for title, page in site.by_title.items()},
        "sources": {key: _source(renderer, source) for key, source in renderer.shown.sources.items()},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _page_type(site: Site, page_type: PageType) -> Json:
    return {
        "folder": f"{DOCS}/{page_type.folder}",
        "taken": taken_slugs(site, page_type.folder),
        "fields": [_field(field) for field in page_type.fields],
        "sections": [section.heading for section in page_type.sections],
        "unsourced": page_type.unsourced,
    }


def _field(field: Field) -> Json:
    return {
        "name": field.name,
        "label": field.label,
        "shape": field.shape.name,
        "filled": field.presence is Presence.FILLED,
        "optional": field.presence is Presence.OPTIONAL,
    }


def _source(renderer: Renderer, source: SourceView) -> Json:
    """Give a source in the parts from which its citations and its entry in Sources are put together."""
    label = renderer.site.labels[source.key]
    given = {
        "authors": label.authors,
        "year": label.year,
        "undivided": source.reference.year,
        "who": source.entry.who,
        "title": source.reference.text("title"),
        "shown": source.entry.title,
        "details": source.entry.details,
        "accessed": source.entry.accessed,
        "doi": source.reference.doi.lower(),
    }
    return {name: value for name, value in given.items() if value}
