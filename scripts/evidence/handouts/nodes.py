"""A cleaned tree as plain data for the typesetter: blocks that hold blocks or words, and nothing that it does not know.

A node is a mapping: `k` says what it is, `c` what it holds. Words stand in it as text, never as markup.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from lxml import etree

from evidence.handouts.tables import table
from evidence.handouts.tree import classes, words

Node = dict[str, object]
PictureOf = Callable[[str], str]
"""What gives the name of a picture's file for its address; raises UnknownElementError if we have none."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WRAPPERS = ("body", "div", "section", "aside", "figure", "article", "main")
BLOCKS = (*HEADINGS, *WRAPPERS, "p", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figcaption")
WITHIN = ("li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col")
STRONG = {"strong": "strong", "b": "strong", "em": "strong", "i": "strong"}
"""Paper has one upright face, so stress of either kind is bold."""
INLINE = (*STRONG, "a", "code", "br", "wbr", "sub", "sup", "q", "span", "abbr", "img")
KNOWN = frozenset((*BLOCKS, *WITHIN, *INLINE))

ROLES = {
    "dw-kicker": "kicker",
    "dw-lead": "lead",
    "dw-checked": "checked",
    "dw-source__ref": "reference",
    "dw-source__meta": "meta",
    "dw-source__back": "back",
    "tab-title": "title",
    "admonition-title": "title",
}
BOXES = {"dw-gap": "gap", "admonition": "note", "dw-facts": "card"}
SPANS = {"dw-read": "read", "dw-kind": "kind"}
LONGEST_KEPT_WHOLE = 350
"""Letters up to which a box is kept on one page. A longer one may run on to the next."""

LONG_WORD = 24
_LONG = re.compile(rf"[^\W_]{{{LONG_WORD}}}(?=[^\W_])")
_SPACE = re.compile(r"[ \t\r\n\f]+")


class UnknownElementError(Exception):
    """A page holds something that paper cannot show: what, and the words of the heading above it."""

    def __init__(self, what: str, heading: str) -> None:
        super().__init__(what)
        self.what = what
        self.heading = heading
        self.uri = ""


def read_nodes(body: etree._Element, picture: PictureOf) -> list[Node]:
    """Turn a cleaned tree into nodes; raise UnknownElementError if it holds what the typesetter does not know."""
    heading = ""
    names: dict[str, str] = {}
    for element in body.iter(etree.Element):
        if element.tag in HEADINGS:
            heading = words(element)
        if element.tag not in KNOWN:
            raise UnknownElementError(f"<{element.tag}>", heading)
        if element.tag == "img":
            try:
                names[element.get("src") or ""] = picture(element.get("src") or "")
            except UnknownElementError as error:
                raise UnknownElementError(error.what, heading) from None
    return list(_Reader(names).blocks(body))


def linked(data: Node) -> Node:
    """Finish a document's data: name the places that its links lead to, and make plain words of links to nowhere."""
    places = {place for node in _all(data) for place in (node.get("id"), node.get("top")) if place}
    targets = {str(node["to"])[1:] for node in _all(data) if node.get("k") == "link" and _is_within(node)}
    for node in _all(data):
        if node.get("k") == "link" and _is_within(node) and str(node["to"])[1:] not in places:
            node["k"] = "words"
    return {**data, "anchors": sorted(targets & places)}


def _all(data: object) -> Iterator[Node]:
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _all(value)


def _is_within(link: Node) -> bool:
    return str(link["to"]).startswith("#")


class _Reader:
    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.pictures = pictures

    def blocks(self, element: etree._Element) -> Iterator[Node]:
        """Give what an element holds as blocks; words that stand between blocks become a paragraph."""
        loose: list[object] = [*_text(element.text)]
        for child in element:
            if child.tag in BLOCKS or _is_drawing(child):
                yield from _paragraph(loose)
                yield from self.block(child)
                loose = [*_text(child.tail)]
            else:
                loose += [*self.inline(child), *_text(child.tail)]
        yield from _paragraph(loose)

    def block(self, element: etree._Element) -> Iterator[Node]:
        """Give one block, or what a wrapper without a meaning of its own holds."""
        tag, found = str(element.tag), classes(element)
        id_ = element.get("id") or ""
        if tag in WRAPPERS or tag == "figcaption":
            box = next((BOXES[name] for name in sorted(found) if name in BOXES), "")
            inside = list(self.blocks(element))
            if id_ and inside:
                yield {"k": "anchor", "id": id_}
            yield from [_box(box, inside, element)] if box else inside
        elif tag in HEADINGS:
            yield {"k": "heading", "level": int(tag[1]), "id": id_, "c": _trimmed(self.inside(element))}
        elif tag == "p":
            role = next((ROLES[name] for name in sorted(found) if name in ROLES), "")
            number, inside_it = self._numbered(element)
            for node in _paragraph(inside_it):
                yield {**node, "role": role, **number, **({"id": id_} if id_ else {})}
        elif tag in ("ul", "ol"):
            yield self._list(element, found)
        elif tag == "dl":
            yield {"k": "facts", "c": list(self._facts(element))}
        elif tag == "table":
            yield table(element, lambda cell: list(self.blocks(cell)))
        elif tag == "blockquote":
            yield {"k": "quote", "c": list(self.blocks(element))}
        elif tag == "pre":
            yield {"k": "code", "lines": "".join(cast("Iterator[str]", element.itertext())).rstrip("\n").split("\n")}
        elif tag == "hr":
            yield {"k": "rule"}
        else:
            yield {"k": "drawing", "file": self.pictures[element.get("src") or ""], "alt": element.get("alt") or ""}

    def inside(self, element: etree._Element) -> list[object]:
        """Give the words within an element, with what is marked among them."""
        found: list[object] = [*_text(element.text)]
        for child in element:
            found += [*self.inline(child), *_text(child.tail)]
        return found

    def inline(self, element: etree._Element) -> list[object]:
        """Give one marked piece of a line. A block within a line is taken for its words."""
        tag, found = str(element.tag), classes(element)
        inside = self.inside(element)
        if id_ := element.get("id"):
            return [{"k": "anchor", "id": id_}, *self._marked(tag, found, inside, element)]
        return self._marked(tag, found, inside, element)

    def _marked(
        self, tag: str, found: frozenset[str], inside: list[object], element: etree._Element
    ) -> list[object]:
        if tag in STRONG:
            return [{"k": "strong", "c": inside}]
        if tag == "a" and (to := element.get("href")):
            return [{"k": "link", "to": to, "bare": "dw-bare" in found, "address": "dw-address" in found, "c": inside}]
        if tag == "q":
            return ["“", *inside, "”"]
        if tag in ("code", "sub", "sup"):
            return [{"k": "mono" if tag == "code" else tag, "c": inside}]
        if tag == "br":
            return [{"k": "break"}]
        if tag == "wbr":
            return ["\u200b"]
        if tag == "img":
            file = self.pictures[element.get("src") or ""]
            return [{"k": "picture", "file": file, "alt": element.get("alt") or ""}]
        if "dw-basis" in found:
            return [{"k": "basis", "ours": "dw-basis--ours" in found, "c": inside}]
        if role := next((SPANS[name] for name in sorted(found) if name in SPANS), ""):
            return [{"k": role, "c": inside}]
        language = element.get("lang") or ""
        return [{"k": "language", "language": language, "c": inside}] if language else inside

    def _numbered(self, element: etree._Element) -> tuple[Node, list[object]]:
        """Give a statement's number and address apart from its words."""
        first = element[0] if len(element) and not (element.text or "").strip() else None
        if first is None or "dw-num" not in classes(first):
            return {}, self.inside(element)
        number = {"n": words(first), "id": first.get("id") or ""}
        rest = [*_text(first.tail)]
        for child in element[1:]:
            rest += [*self.inline(child), *_text(child.tail)]
        return number, rest

    def _list(self, element: etree._Element, found: frozenset[str]) -> Node:
        if "dw-links" in found:
            return {"k": "cards", "c": [_card(self, item) for item in element.findall("li")]}
        kind = "sources" if "dw-sources" in found else "list"
        items = [self._item(item) for item in element.findall("li")]
        ordered = element.tag == "ol" and kind == "list"
        if ordered:
            start = int(element.get("start") or "1") if (element.get("start") or "1").isdecimal() else 1
            items = [{**item, "n": item.get("n") or f"{number}."} for number, item in enumerate(items, start)]
        plain = element.get("role") == "list"
        return {"k": kind, "numbered": any(item.get("n") for item in items), "plain": plain, "c": items}

    def _item(self, item: etree._Element) -> Node:
        first = item[0] if len(item) and not (item.text or "").strip() else None
        number: Node = {}
        if first is not None and first.tag == "p" and len(first) and not (first.text or "").strip():
            first = first[0]
        if first is not None and "dw-num" in classes(first):
            number = {"n": words(first), "id": first.get("id") or ""}
            first.tag, first.text = "span", None
            first.attrib.clear()
        own: list[Node] = [{"k": "anchor", "id": item.get("id")}] if number and item.get("id") else []
        return {"id": item.get("id") or "", **number, "c": [*own, *self.blocks(item)]}

    def _facts(self, element: etree._Element) -> Iterator[Node]:
        """Give the rows of a list of names and values, as pages' cards of facts hold them."""
        label: list[object] = []
        for part in element.iter("dt", "dd"):
            if part.tag == "dt":
                label = self.inside(part)
            else:
                yield {"label": _trimmed(label), "c": list(self.blocks(part))}
                label = []


def _card(reader: _Reader, item: etree._Element) -> Node:
    return {"ours": "dw-link--ours" in classes(item), "c": list(reader.blocks(item))}


def _box(kind: str, inside: list[Node], element: etree._Element) -> Node:
    return {"k": kind, "whole": len(words(element)) <= LONGEST_KEPT_WHOLE, "c": inside}


def _is_drawing(element: etree._Element) -> bool:
    """Say whether a picture stands by itself and not within a line of words."""
    parent = element.getparent()
    return element.tag == "img" and parent is not None and parent.tag in WRAPPERS


def _paragraph(loose: list[object]) -> Iterator[Node]:
    if trimmed := _trimmed(loose):
        yield {"k": "p", "role": "", "c": trimmed}


def _trimmed(pieces: list[object]) -> list[object]:
    """Take the space from both ends of a line, and what is then empty."""
    found = list(pieces)
    while found and isinstance(found[0], str) and not (stripped := found[0].lstrip(" ")) and not stripped:
        found.pop(0)
    while found and isinstance(found[-1], str) and not found[-1].strip(" "):
        found.pop()
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip(" ")
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip(" ")
    return found


def _text(text: str | None) -> Iterator[str]:
    """Give words with single spaces, and with places where a very long word may end a line."""
    if text:
        yield _LONG.sub(lambda part: f"{part[0]}\u200b", _SPACE.sub(" ", text))
