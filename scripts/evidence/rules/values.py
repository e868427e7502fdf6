"""The rule about values: those of a page's fields, and those of the library that come from our lists."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from evidence.citations import scan_text
from evidence.content import Page, Site
from evidence.front_matter import Entries, Items, Node, Text
from evidence.kinds import KINDS, READING, SOURCE_NATIONS
from evidence.page_types import NOT_STATED, OUR_READING, PACKS, Field, Shape
from evidence.problem import Finding
from evidence.rules.messages import Message
from evidence.rules.nearest import Names
from evidence.words import replaced

DATE = re.compile(r"20\d{2}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"\d{1,4}", re.ASCII)
ADDRESS = re.compile(r"(?!.*\.[a-z][a-z0-9_]+(?:/|$))/?[a-z0-9][a-z0-9_-]*(?:[./][a-z0-9][a-z0-9_-]*)*/?")
"""An address of a page. What ends like the name of a file would stand in the way of such a file."""

Wrong = tuple[int, str, str]
"""The offset of a value that is not of its field's shape, what is wrong with it, and what to do."""


def unknown_value(site: Site) -> Iterator[Finding]:
    """Every field holds a value of its kind, such as one of a list, a date, or a page with its ground."""
    for page in site.pages:
        for offset, message, hint in _in_fields(page) if page.readable else ():
            yield Finding(page.source, offset, message, hint)
    yield from _in_library(site)


def is_date(text: str) -> bool:
    """Say whether a text is a day of this century, written 2026-11-23."""
    if not DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def example(field: Field) -> str:
    """Show how a field is filled."""
    if "\n" in field.example:
        return f"For example, on the line below {field.name}: {field.example.strip()}"
    return f"For example: {field.name}: {field.example}"


def _in_fields(page: Page) -> Iterator[Wrong]:
    for field in page.page_type.fields:
        node = page.front_matter.fields.get(field.name)
        if node and not (isinstance(node, Text) and node.value.strip() in ("", NOT_STATED)):
            yield from CHECKS[field.shape](field, node)


def _in_library(site: Site) -> Iterator[Finding]:
    """Find kinds of source, nations and words on how much has been read that are not on our lists."""
    known = (*KINDS, *SOURCE_NATIONS)
    for reference in site.library.references.values():
        for word in reference.keywords:
            if word not in known:
                message = f"'{word}' is neither a kind of source nor a nation."
                yield Finding(reference.source, reference.offset("keywords"), message, _choose(word, known))
        seen = reference.fields.get("seen", "")
        if seen and seen not in READING:
            message = f"'{seen}' does not say how much of '{reference.key}' has been read."
            yield Finding(reference.source, reference.offset("seen"), message, f"Choose one of: {', '.join(READING)}.")


def _choose(value: str, choices: tuple[str, ...]) -> str:
    near = Names(choices).nearest(value, 0.75)
    return f"The nearest is '{near}'." if near else f"Choose one of: {', '.join(choices)}."


def _text(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text):
        yield node.offset, f"'{field.name}' should be plain words, not a list.", example(field)


def _cited(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text):
        yield from _text(field, node)
    elif not scan_text(node.value):
        yield node.offset, Message.WITHOUT_SOURCE.format(value=node.value, field=field.name), example(field)


def _number(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text) or not NUMBER.fullmatch(node.value):
        yield node.offset, f"'{field.name}' should be a whole number.", example(field)


def _date(field: Field, node: Node) -> Iterator[Wrong]:
    hint = f"Write year, month and day: {field.name}: 2026-11-23"
    if not isinstance(node, Text):
        yield node.offset, f"'{field.name}' is not a date we can read.", hint
    elif not is_date(node.value):
        yield node.offset, Message.NOT_A_DATE.format(value=node.value, field=field.name), hint


def _choice(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Text):
        yield from _text(field, node)
    elif node.value not in field.choices:
        message = Message.UNKNOWN_VALUE.format(value=node.value, field=field.name)
        yield node.offset, message, _choose(node.value, field.choices)


def _grounded(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Entries):
        hint = f"Write each on a line of its own, with its ground: {field.example.strip()}"
        yield node.offset, f"'{field.name}' should say who makes the link: a source, or our reading.", hint
        return
    yield from _repeated(field, (name for name, _ in node.entries))
    for name, ground in node.entries:
        if field.choices and name.value not in field.choices:
            message = Message.UNKNOWN_VALUE.format(value=name.value, field=field.name)
            yield name.offset, message, _choose(name.value, field.choices)
        if not isinstance(ground, Text) or not _is_ground(ground.value):
            hint = f'Write {name.value}: {OUR_READING}, or name the source that says so: {name.value}: "[@key]"'
            yield ground.offset, Message.WITHOUT_GROUND.format(value=name.value, field=field.name), hint


def _is_ground(words: str) -> bool:
    """Say whether words are our reading, or citations and nothing else: what stands beside one would be lost in it."""
    citations = scan_text(words)
    return words == OUR_READING or bool(citations and not replaced(words, 0, citations, lambda _: "").strip(" ,;."))


def _texts(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Items) or not all(isinstance(item, Text) and item.value.strip() for item in node.items):
        yield node.offset, f"'{field.name}' should be a list of words.", example(field)
        return
    yield from _repeated(field, (item for item in node.items if isinstance(item, Text)))


def _pages(field: Field, node: Node) -> Iterator[Wrong]:
    """Find what `_texts` finds, and packs. A page may be named with its ending or without."""
    if isinstance(node, Items):
        node = node._replace(items=tuple(map(_without_ending, node.items)))
    yield from _texts(field, node)
    for item in node.items if isinstance(node, Items) else ():
        if isinstance(item, Text) and item.value.startswith(f"{PACKS.folder}/"):
            hint = "Name the pages that it bundles, one by one."
            yield item.offset, f"'{item.value}' is a pack itself, and a pack bundles pages.", hint


def _without_ending(item: Node) -> Node:
    return item._replace(value=item.value.removesuffix(".md")) if isinstance(item, Text) else item


def _repeated(field: Field, texts: Iterable[Text]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for text in texts:
        if text.value in seen:
            yield text.offset, f"'{text.value}' stands twice in '{field.name}'.", "Keep one of the two."
        seen.add(text.value)


def _changes(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Items):
        yield node.offset, f"'{field.name}' should be a list of dates, each with what changed.", example(field)
        return
    for entry in node.items:
        pairs = entry.entries if isinstance(entry, Entries) else ()
        if not pairs or not all(is_date(day.value) and isinstance(what, Text) and what.value for day, what in pairs):
            yield entry.offset, "A change needs its date and what changed.", example(field)


def _addresses(field: Field, node: Node) -> Iterator[Wrong]:
    if not isinstance(node, Items):
        yield node.offset, f"'{field.name}' should be a list of old addresses.", example(field)
        return
    for item in node.items:
        if not isinstance(item, Text) or not ADDRESS.fullmatch(item.value):
            shown = f"'{item.value}'" if isinstance(item, Text) else "This"
            message = f"{shown} is not the address of a page below the site's own."
            yield item.offset, message, "Write folder and name, without an ending: - case-studies/old-name"


CHECKS: dict[Shape, Callable[[Field, Node], Iterator[Wrong]]] = {
    Shape.TEXT: _text,
    Shape.CITED: _cited,
    Shape.NUMBER: _number,
    Shape.DATE: _date,
    Shape.CHOICE: _choice,
    Shape.GROUNDED: _grounded,
    Shape.LINKS: _grounded,
    Shape.NATIONS: _texts,
    Shape.TEXTS: _texts,
    Shape.PAGES: _pages,
    Shape.CHANGES: _changes,
    Shape.ADDRESSES: _addresses,
}
