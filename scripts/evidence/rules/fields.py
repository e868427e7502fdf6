"""Rules about the box at the top of a page."""

import datetime
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from evidence.citations import scan_text
from evidence.content import Page, Site
from evidence.front_matter import Entries, Items, Node, Text
from evidence.kinds import KINDS, READING, SOURCE_NATIONS
from evidence.page_types import NOT_STATED, OUR_READING, Field, Presence, Shape
from evidence.problem import Finding

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ADDRESS = re.compile(r"[a-z0-9][a-z0-9_./-]*")

Wrong = tuple[int, str, str]
"""The offset of a value that is not of its field's shape, what is wrong with it, and what to do."""


def unreadable_front_matter(site: Site) -> Iterator[Finding]:
    """The box at the top of every page can be read."""
    for page in site.pages:
        for fault in page.front_matter_faults:
            yield Finding.of(page.source, fault)


def missing_field(site: Site) -> Iterator[Finding]:
    """Every page fills the fields that its type asks for."""
    for page in _readable(site):
        for field in page.page_type.fields:
            if field.presence is Presence.OPTIONAL or (value := _given(page, field)) is True:
                continue
            what = f"This {page.page_type.singular.lower()} does not say: {field.label.lower()}."
            example = f" For example: {field.name}: {field.example}" if "\n" not in field.example else ""
            if field.presence is Presence.ANSWERED:
                example += f" If no source says so, write {field.name}: {NOT_STATED}"
            elif value == NOT_STATED:
                what = f"'{field.name}' may not be left open."
            yield Finding(page.source, page.front_matter.names.get(field.name, 0), what, field.help + example)


def unknown_field(site: Site) -> Iterator[Finding]:
    """Every field of a page is one that its type has."""
    for page in _readable(site):
        names = [field.name for field in page.page_type.fields]
        for name, offset in page.front_matter.names.items():
            if name not in names:
                near = get_close_matches(name, names, 1)
                hint = f"Did you mean '{near[0]}'?" if near else f"Remove it. The fields are: {', '.join(names)}."
                yield Finding(page.source, offset, f"'{name}' is not a field of a {page.page_type.singular.lower()}.", hint)


def unknown_value(site: Site) -> Iterator[Finding]:
    """Every field holds a value of its kind: one from its list, a date, a list, a page with its ground."""
    for page in _readable(site):
        for field in page.page_type.fields:
            node = page.front_matter.fields.get(field.name)
            if node is None or (isinstance(node, Text) and node.value.strip() in ("", NOT_STATED)):
                continue
            for offset, message, hint in CHECKS[field.shape](field, node):
                yield Finding(page.source, offset, message, hint)
    yield from _unknown_keywords(site)


def duplicate_title(site: Site) -> Iterator[Finding]:
    """No two pages have the same title."""
    first: dict[str, Page] = {}
    for page in site.pages:
        title = page.text("title").casefold()
        if title and first.setdefault(title, page) is not page:
            message = f"The page {first[title].source.path} already has the title '{page.title}'."
            yield Finding(page.source, page.front_matter.names["title"], message, "Say in the title what is different here.")


def _readable(site: Site) -> Iterator[Page]:
    return (page for page in site.pages if page.readable and page.source.text.strip())


def _given(page: Page, field: Field) -> bool | str:
    """Say whether a field is filled; give "not stated" where that is written but not allowed."""
    node = page.front_matter.fields.get(field.name)
    if not isinstance(node, Text):
        return bool(node and (node.items if isinstance(node, Items) else node.entries))
    if node.value.strip() == NOT_STATED and field.presence is Presence.FILLED:
        return NOT_STATED
    return bool(node.value.strip())


def _nearest(value: str, choices: tuple[str, ...]) -> str:
    near = get_close_matches(value.lower(), choices, 1, 0.5)
    return f"The nearest is '{near[0]}'." if near else f"Choose one of: {', '.join(choices)}."


def _text(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text):
        yield node.offset, f"'{field.name}' should be plain words, not a list.", f"For example: {field.name}: {field.example}"


def _number(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text) or not node.value.isdigit():
        yield node.offset, f"'{field.name}' should be a whole number.", f"For example: {field.name}: {field.example}"


def _date(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text) or not is_date(node.value):
        shown = f"'{node.value}' in '{field.name}'" if isinstance(node, Text) else f"'{field.name}'"
        yield node.offset, f"{shown} is not a date we can read.", f"Write year, month and day: {field.name}: 2026-11-23"


def _choice(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text):
        yield from _text(field, node)
    elif node.value not in field.choices:
        yield node.offset, f"'{node.value}' is not one of the values of '{field.name}'.", _nearest(node.value, field.choices)


def _grounded(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Entries):
        hint = f"Write each on a line of its own, with its ground: {field.example.strip()}"
        yield node.offset, f"'{field.name}' should say who makes the link: a source, or our reading.", hint
        return
    for name, ground in node.entries:
        if field.choices and name.value not in field.choices:
            message = f"'{name.value}' is not one of the values of '{field.name}'."
            yield name.offset, message, _nearest(name.value, field.choices)
        if not isinstance(ground, Text) or (ground.value != OUR_READING and not scan_text(ground.value)):
            message = f"'{name.value}' in '{field.name}' has no ground."
            yield ground.offset, message, f'Write {name.value}: {OUR_READING}, or the source that says so: {name.value}: "[@key]"'


def _texts(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Items) or not all(isinstance(item, Text) for item in node.items):
        yield node.offset, f"'{field.name}' should be a list.", f"Write each on a line of its own: {field.example.strip()}"


def _changes(field: Field, node: Node) -> Iterator[Wrong]:
    entries = node.items if isinstance(node, Items) else ()
    if not entries:
        yield node.offset, f"'{field.name}' should be a list of dates.", f"For example: {field.example.strip()}"
    for entry in entries:
        if not isinstance(entry, Entries) or not all(is_date(day.value) and isinstance(what, Text) for day, what in entry.entries):
            yield entry.offset, "A change needs its date and what changed.", f"For example: {field.example.strip()}"


def _addresses(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Items):
        yield from _texts(field, node)
        return
    for item in node.items:
        if not isinstance(item, Text) or not ADDRESS.fullmatch(item.value) or ".." in item.value:
            message = "An old address should be a path below the site's address."
            yield item.offset, message, "For example: - case-studies/old-name"


CHECKS: dict[Shape, Callable[[Field, Node], Iterator[Wrong]]] = {
    Shape.TEXT: _text,
    Shape.CITED: _text,
    Shape.NUMBER: _number,
    Shape.DATE: _date,
    Shape.CHOICE: _choice,
    Shape.GROUNDED: _grounded,
    Shape.LINKS: _grounded,
    Shape.NATIONS: _texts,
    Shape.TEXTS: _texts,
    Shape.PAGES: _texts,
    Shape.CHANGES: _changes,
    Shape.ADDRESSES: _addresses,
}


def is_date(text: str) -> bool:
    """Say whether a text is a day that exists, written 2026-11-23."""
    if not DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unknown_keywords(site: Site) -> Iterator[Finding]:
    known = (*KINDS, *SOURCE_NATIONS)
    for reference in site.library.references.values():
        for word in reference.keywords:
            if word not in known:
                message = f"'{word}' is neither a kind of source nor a nation."
                yield Finding(reference.source, reference.offset("keywords"), message, _nearest(word, known))
        seen = reference.fields.get("seen")
        if seen is not None and seen not in READING:
            message = f"'{seen}' does not say how much of '{reference.key}' has been read."
            yield Finding(reference.source, reference.offset("seen"), message, f"Choose one of: {', '.join(READING)}.")
