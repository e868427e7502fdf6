"""The places in a document to which its own links lead."""

from collections.abc import Iterator

from evidence.handouts.lines import Node


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


def _all(data: object) -> Iterator[Node]:
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _all(value)
