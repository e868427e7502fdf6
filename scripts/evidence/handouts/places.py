"""The places in a document to which its own links lead."""

from collections.abc import Iterator
from typing import NamedTuple

from evidence.handouts.lines import Node


class Place(NamedTuple):
    """A place in a document: the id at the top of its page, and the words of the nearest heading above it."""

    top: str
    heading: str


def linked(data: Node) -> Node:
    """Finish a document's data: name the places that its links lead to, and make plain words of links to nowhere."""
    nodes = list(_all(data))
    links = [node for node in nodes if node.get("k") == "link" and str(node["to"]).startswith("#")]
    places = {str(place) for node in nodes for place in (node.get("id"), node.get("top")) if place}
    targets = {str(link["to"])[1:] for link in links}
    for link in links:
        if str(link["to"])[1:] not in places:
            link["k"] = "words"
    return {**data, "anchors": sorted(targets & places)}


def place_of(data: Node, sign: str) -> Place | None:
    """Find the first words on a document's pages that hold a sign; none if no page of it does."""
    top = heading = ""
    for node in _all(data):
        top = str(node.get("top", top))
        if node.get("k") == "heading":
            heading = "".join(_texts(node["c"]))
        if any(sign in text for value in node.values() for text in _own(value)):
            return Place(top, heading)
    return None


def _own(value: object) -> Iterator[str]:
    """Give the texts of a value, without those of nodes within it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _own(each)


def _all(data: object) -> Iterator[Node]:
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list | tuple):
        for value in data:
            yield from _all(value)


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from _texts(data.get("c", ""))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
