"""Rules about the box at the top of a page."""

from collections.abc import Iterator

from evidence.content import Page, Site, folded_title
from evidence.front_matter import BOX, Items, Text
from evidence.page_types import NOT_STATED, Field, PageType, Presence
from evidence.problem import Finding
from evidence.rules.messages import Message
from evidence.rules.nearest import Names
from evidence.rules.values import example


def unreadable_front_matter(site: Site) -> Iterator[Finding]:
    """The box at the top of every page can be read."""
    for page in site.pages:
        for fault in page.front_matter_faults:
            yield Finding.of(page.source, fault)
        if (start := _late_box(page)) > 0:
            message = "Something stands before the box at the top, if only an empty line or a space."
            yield Finding(page.source, start, message, "Delete it, so that the file begins with ---")


def missing_field(site: Site) -> Iterator[Finding]:
    """Every page fills the fields that its type asks for."""
    for page in with_box(site):
        if not page.front_matter.end:
            asked = [f"{field.name}: …" for field in page.page_type.fields if field.presence is not Presence.OPTIONAL]
            hint = f"Begin with a line ---, then {', '.join(asked)}, then a line --- again. The templates show how."
            yield Finding(page.source, 0, "This page has no box at the top.", hint)
            continue
        for field in page.page_type.fields:
            if lack := _lack(page, field):
                yield Finding(page.source, page.front_matter.names.get(field.name, 0), lack, _how_to_fill(field))


def unknown_field(site: Site) -> Iterator[Finding]:
    """Every field of a page is one that its type has."""
    for page in with_box(site):
        names = [field.name for field in page.page_type.fields]
        for name, offset in page.front_matter.names.items():
            if name not in names:
                near = Names(names).nearest(name)
                hint = f"Did you mean '{near}'?" if near else f"Remove it. The fields are: {', '.join(names)}."
                yield Finding(page.source, offset, f"{_a(page.page_type)} has no field '{name}'.", hint)


def duplicate_title(site: Site) -> Iterator[Finding]:
    """No two pages have the same title."""
    for page in site.pages:
        first = site.by_title[folded_title(page.title)] if page.text("title") else page
        if first is not page:
            message = Message.DUPLICATE_TITLE.format(path=first.source.path, title=page.title)
            yield Finding(page.source, page.front_matter.names["title"], message, Message.DUPLICATE_TITLE_HINT)


def _late_box(page: Page) -> int:
    """Give where a box begins that does not open the file, or 0."""
    text = page.source.text
    if not text[:1].isspace():
        return 0
    start = len(text) - len(text.lstrip())
    return start if BOX.match(text, start) else 0


def with_box(site: Site) -> Iterator[Page]:
    """Give the pages whose box, or lack of one, makes sense to rules."""
    return (page for page in site.pages if page.readable and page.source.text.strip() and not _late_box(page))


def _lack(page: Page, field: Field) -> str:
    """Say what is missing of a field that has to be filled, if anything is."""
    node = page.front_matter.fields.get(field.name)
    if field.presence is Presence.OPTIONAL:
        return ""
    if node is None:
        return f"The field '{field.name}' is missing."
    if field.presence is Presence.FILLED and isinstance(node, Text) and node.value.strip() == NOT_STATED:
        return f"The field '{field.name}' may not be left open."
    filled = node.value.strip() if isinstance(node, Text) else node.items if isinstance(node, Items) else node.entries
    return "" if filled else Message.EMPTY_FIELD.format(field=field.name)


def _how_to_fill(field: Field) -> str:
    open_answer = f" If no source says so, write: {NOT_STATED}." if field.presence is Presence.ANSWERED else ""
    return f"{field.help}{open_answer} {example(field)}"


def _a(page_type: PageType) -> str:
    name = page_type.singular.lower()
    return f"{'An' if name[0] in 'aeiou' else 'A'} {name}"
