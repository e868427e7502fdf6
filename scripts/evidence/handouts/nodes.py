"""A cleaned tree as plain data for the typesetter: blocks that hold blocks or lines, and nothing that it does not know.

A node is a mapping: `k` says what it is, `c` what it holds. Words stand in it as text, never as markup.
"""

from collections.abc import Callable, Iterator
from typing import cast

from lxml import etree

from evidence.handouts.lines import (
    INLINE,
    Node,
    Pictures,
    Piece,
    after,
    breakable,
    in_large_letters,
    marked,
    pieces,
    plain,
    trimmed,
)
from evidence.handouts.tables import table
from evidence.handouts.tree import classes, words

PictureOf = Callable[[str], str]
"""What gives the name of a picture's file for its address; raises UnknownElementError if we have none."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WRAPPERS = ("body", "div", "section", "aside", "figure", "figcaption", "article", "main")
WITHIN = ("li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col")

ROLES = {
    "dw-kicker": "kicker",
    "dw-lead": "lead",
    "dw-checked": "checked",
    "dw-source__back": "back",
    "tab-title": "title",
    "admonition-title": "title",
}
BOXES = {"dw-gap": "gap", "admonition": "note", "dw-facts": "card"}
LINES_KEPT_WHOLE = 14
"""Lines up to which a block is kept on one page: about half of one in large print. A longer one may run on."""

LETTERS_OF_A_LINE = 36
"""Letters that a line in large print surely holds in a list in a box."""

BEGIN_A_LINE = (*HEADINGS, *WRAPPERS, "p", "li", "dt", "dd", "blockquote", "br", "hr")
TALL = ("img", "table", "pre")
"""What may be as high as a page by itself."""


SAY_IT = "Say it in words, in a list or in a table."


class UnknownElementError(Exception):
    """A page holds something that paper cannot show.

    It says what, the words of the heading above it, the page's URI, and what to do.
    """

    def __init__(self, what: str, heading: str = "", uri: str = "", hint: str = SAY_IT) -> None:
        super().__init__(what)
        self.what = what
        self.heading = heading
        self.uri = uri
        self.hint = hint


def read_nodes(body: etree._Element, picture: PictureOf) -> list[Node]:
    """Turn a cleaned tree into nodes; raise UnknownElementError if it holds what the typesetter does not know."""
    heading = ""
    names: dict[str, str] = {}
    for element in body.iter(etree.Element):
        if element.tag in HEADINGS:
            above, heading = heading, words(element)
            if not heading:
                raise UnknownElementError("a heading without words", above)
        if element.tag not in _KNOWN:
            raise UnknownElementError(f"<{element.tag}>", heading)
        if element.tag == "img":
            try:
                names[element.get("src") or ""] = picture(element.get("src") or "")
            except UnknownElementError as error:
                raise UnknownElementError(error.what, heading) from None
    return list(_blocks(body, names))


def _blocks(element: etree._Element, pictures: Pictures) -> Iterator[Node]:
    """Give what an element holds as blocks; words that stand between blocks become a paragraph."""
    loose: list[Piece] = [*plain(element.text)]
    for child in element:
        if child.tag in _BLOCKS or _is_drawing(child):
            yield from _paragraph(loose)
            yield from _block(child, pictures)
            loose = [*after(child)]
        else:
            loose += [*marked(child, pictures), *after(child)]
    yield from _paragraph(loose)


def _block(element: etree._Element, pictures: Pictures) -> Iterator[Node]:
    """Give one block, or what a wrapper without a meaning of its own holds."""
    tag, id_ = str(element.tag), element.get("id") or ""
    if tag in WRAPPERS:
        inside = list(_blocks(element, pictures))
        if id_ and inside:
            yield {"k": "anchor", "id": id_}
        box = next((BOXES[name] for name in sorted(classes(element)) if name in BOXES), "")
        # A card of facts breaks between its rows.
        kept = {} if box == "card" else {"whole": _is_short(element)}
        yield from [{"k": box, **kept, "c": inside}] if box else inside
    elif tag in HEADINGS:
        line = in_large_letters(trimmed(pieces(element, pictures)))
        yield {"k": "heading", "level": int(tag[1]), "id": id_, "c": line}
    elif tag == "p":
        role = next((ROLES[name] for name in sorted(classes(element)) if name in ROLES), "")
        number = _number(element)
        for node in _paragraph(pieces(element, pictures, start=1 if number else 0)):
            yield {**node, "role": role, "id": id_, **number}
    else:
        yield _MAKERS[tag](element, pictures)


def _is_short(element: etree._Element) -> bool:
    """Say whether a block is surely low enough to be kept on one page, however its words fall into lines."""
    if next(element.iter(*TALL), None) is not None:
        return False
    # A heading is as high as two lines.
    begun = sum(2 if each.tag in HEADINGS else 1 for each in element.iter(*BEGIN_A_LINE))
    return begun + len(words(element)) / LETTERS_OF_A_LINE <= LINES_KEPT_WHOLE


def _number(element: etree._Element) -> Node:
    """Give a statement's number and address, if the element begins with them."""
    first = element[0] if len(element) and not (element.text or "").strip() else None
    if first is None or "dw-num" not in classes(first):
        return {}
    return {"n": words(first), "id": first.get("id") or ""}


def _list(element: etree._Element, pictures: Pictures) -> Node:
    found = classes(element)
    if "dw-links" in found:
        cards = [
            {"ours": "dw-link--ours" in classes(item), "whole": _is_short(item), "c": list(_blocks(item, pictures))}
            for item in element.findall("li")
        ]
        return {"k": "cards", "c": cards}
    items = [_item(item, pictures) for item in element.findall("li")]
    if "dw-sources" in found:
        return {"k": "sources", "c": items}
    if element.tag == "ol":
        start = element.get("start") or "1"
        for number, item in enumerate(items, int(start) if start.isdecimal() else 1):
            _count(item, f"{number}.")
    plain_list = element.get("role") == "list"
    numbered = any("n" in item for item in items)
    return {"k": "list", "numbered": numbered, "plain": plain_list, "whole": _is_short(element), "c": items}


def _item(item: etree._Element, pictures: Pictures) -> Node:
    """Give an item of a list. The number of its statement stands beside it and not in its words."""
    within = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    number, id_ = _number(within), item.get("id") or ""
    if number:
        within.text = (within.text or "") + (within[0].tail or "")
        within.remove(within[0])
    place: list[Node] = [{"k": "anchor", "id": id_}] if number and id_ else []
    return {"id": id_, **number, "whole": _is_short(item), "c": [*place, *_blocks(item, pictures)]}


def _count(item: Node, ordinal: str) -> None:
    """Give an item its place in an ordered list: beside it, or before its words where a statement's number stands."""
    if "n" not in item:
        item["n"] = ordinal
        return
    first = next((node for node in cast("list[Node]", item["c"]) if node["k"] == "p"), None)
    if first:
        first["c"] = [f"{ordinal} ", *cast("list[Piece]", first["c"])]


def _facts(element: etree._Element, pictures: Pictures) -> Node:
    """Give a list of names and values, as pages' cards of facts hold them."""
    rows: list[Node] = []
    label: list[Piece] = []
    for part in element.iter("dt", "dd"):
        if part.tag == "dt":
            label = trimmed(pieces(part, pictures))
        else:
            rows.append({"label": label, "whole": _is_short(part), "c": list(_blocks(part, pictures))})
            label = []
    return {"k": "facts", "c": rows}


def _drawing(element: etree._Element, pictures: Pictures) -> Node:
    return {"k": "drawing", "file": pictures[element.get("src") or ""], "alt": element.get("alt") or ""}


def _code(element: etree._Element, _: Pictures) -> Node:
    text = "".join(cast("Iterator[str]", element.itertext()))
    return {"k": "code", "lines": [breakable(line) for line in text.rstrip("\n").split("\n")]}


def _is_drawing(element: etree._Element) -> bool:
    """Say whether a picture stands by itself and not within a line of words."""
    parent = element.getparent()
    return element.tag == "img" and parent is not None and parent.tag in WRAPPERS


def _paragraph(loose: list[Piece]) -> Iterator[Node]:
    if line := trimmed(loose):
        yield {"k": "p", "role": "", "id": "", "c": line}


_MAKERS: dict[str, Callable[[etree._Element, Pictures], Node]] = {
    "ul": _list,
    "ol": _list,
    "dl": _facts,
    "table": lambda element, pictures: table(element, pictures, lambda cell: list(_blocks(cell, pictures))),
    "blockquote": lambda element, pictures: {"k": "quote", "c": list(_blocks(element, pictures))},
    "pre": _code,
    "hr": lambda *_: {"k": "rule"},
    "img": _drawing,
}
_BLOCKS = frozenset((*HEADINGS, *WRAPPERS, "p", *(tag for tag in _MAKERS if tag != "img")))
_KNOWN = frozenset((*_BLOCKS, *WITHIN, *INLINE))
