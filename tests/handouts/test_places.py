"""Links within a document lead somewhere or become words."""

from evidence.handouts.lines import Node
from evidence.handouts.places import linked


def test_only_places_that_are_led_to_are_named_and_links_to_nowhere_become_words() -> None:
    data: Node = {
        "top": "top",
        "nodes": [
            {"k": "anchor", "id": "a"},
            {"k": "p", "id": "b", "c": [{"k": "link", "to": "#a", "c": ["x"]}, {"k": "link", "to": "#no", "c": ["y"]}]},
            {"k": "link", "to": "https://kb.test/#no", "c": ["z"]},
        ],
    }

    found = linked(data)

    assert found["anchors"] == ["a"]
    assert found["nodes"] == [
        {"k": "anchor", "id": "a"},
        {"k": "p", "id": "b", "c": [{"k": "link", "to": "#a", "c": ["x"]}, {"k": "words", "to": "#no", "c": ["y"]}]},
        {"k": "link", "to": "https://kb.test/#no", "c": ["z"]},
    ]
