"""The rule about values: each shape, well and badly filled. The cases are compared with the live declaration."""

from collections.abc import Callable

import pytest

from evidence.page_types import PAGE_TYPES, Shape
from evidence.rules.values import CHECKS, unknown_value

Told = Callable[..., list[str]]

FIELDS = {field.shape: (page_type, field) for page_type in PAGE_TYPES for field in page_type.fields}

GOOD = {
    Shape.TEXT: ["Words", "'Words: more'", "2020", "not stated", "''"],
    Shape.CITED: ["'A council [@a2020]'", "'@a2020 says'", "not stated"],
    Shape.NUMBER: ["1", "12"],
    Shape.DATE: ["2026-11-23", "2024-02-29"],
    Shape.CHOICE: ["people", "services"],
    Shape.GROUNDED: ["\n  partnership: our reading", "\n  partnership: '[@a2020, p. 4]'", "not stated"],
    Shape.LINKS: ["\n  bureaucracy: our reading\n  nothing-like-it: '@a2020 [p. 4]; [see @a2020]'", "not stated"],
    Shape.NATIONS: ["[wales]", "\n  - wales\n  - all-island"],
    Shape.TEXTS: ["[a, b]", "\n  - 'a: b'"],
    Shape.PAGES: ["[nations/wales]", "[nations/wales.md, nations/scotland]"],
    Shape.CHANGES: ["\n  - 2026-11-23: First published.", "\n  - 2026-11-23: A.\n    2026-11-22: B."],
    Shape.ADDRESSES: ["[nations/old-name]", "[/old/, a/b.c/d_e]"],
}

BAD = {
    Shape.TEXT: ["[a]", "{a: b}"],
    Shape.CITED: ["A council", "[a]", "'A council, a@example.org'"],
    Shape.NUMBER: ["first", "1.5", "-1", "²", "[1]"],
    Shape.DATE: ["2026-02-29", "0002-11-23", "2126-11-23", "2026-11", "23/11/2026", "'２０２６-11-23'", "[2026-11-23]"],
    Shape.CHOICE: ["person", "People", "[people]"],
    Shape.GROUNDED: [
        "partnership",
        "[partnership]",
        "\n  partners: our reading",
        "\n  partnership: we think",
        "\n  partnership: our reading [@a2020]",
        "\n  partnership: '@a2020 says'",
        "\n  partnership: [a]",
    ],
    Shape.LINKS: [
        "bureaucracy",
        "[bureaucracy]",
        "\n  bureaucracy: Our reading",
        "\n  bureaucracy:",
        "\n  bureaucracy: our reading\n  bureaucracy: our reading",
    ],
    Shape.NATIONS: ["wales", "[[wales]]", "['']", "[wales, wales]"],
    Shape.TEXTS: ["a", "{a: b}"],
    Shape.PAGES: ["nations/wales", "[nations/wales, nations/wales.md]", "[meeting-packs/wales]"],
    Shape.CHANGES: [
        "First published.",
        "[First published.]",
        "\n  - 23 November: A.",
        "\n  - 2026-11-23:",
        "\n  - 2026-11-23: [A]",
    ],
    Shape.ADDRESSES: [
        "old",
        "[../old]",
        "[a//b]",
        "[Old]",
        "['a b']",
        "[a/b.md]",
        "[old.html]",
        "[pagefind/pagefind.js]",
        "[sw.js/old]",
        "[https://example.org/]",
        "[{a: b}]",
    ],
}


def test_every_shape_is_checked_and_tried() -> None:
    assert {*CHECKS} == {*GOOD} == {*BAD} == {*FIELDS} == {*Shape}


def box(shape: Shape, value: str) -> dict[str, str]:
    page_type, field = FIELDS[shape]
    if shape is Shape.CHOICE:
        return {"benefits/page.md": f"---\ngroup: {value}\n---\n"}
    return {f"{page_type.folder}/page.md": f"---\n{field.name}: {value}\n---\n"}


@pytest.mark.parametrize(("shape", "value"), [(shape, value) for shape, values in GOOD.items() for value in values])
def test_values_of_their_kind_are_left_alone(told: Told, shape: Shape, value: str) -> None:
    assert told(unknown_value, box(shape, value)) == []


@pytest.mark.parametrize(("shape", "value"), [(shape, value) for shape, values in BAD.items() for value in values])
def test_other_values_are_told_once(told: Told, shape: Shape, value: str) -> None:
    assert len(told(unknown_value, box(shape, value))) == 1


@pytest.mark.parametrize(
    ("uri", "box", "hint"),
    [
        ("benefits/b.md", "group: peopel", "The nearest is 'people'."),
        ("benefits/b.md", "group: everybody", "Choose one of: people, services, community."),
        ("benefits/b.md", "checked: 23/11/2026", "Write year, month and day: checked: 2026-11-23"),
        ("barriers/b.md", "formerly: [a b]", "Write folder and name, without an ending: - case-studies/old-name"),
    ],
)
def test_what_to_write_is_shown(hinted: Told, uri: str, box: str, hint: str) -> None:
    assert hinted(unknown_value, {uri: f"---\n{box}\n---\n"}) == [hint]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("keywords = {peer-reviewed, Wales}, seen = {part}", []),
        ("keywords = {}, seen = {}", []),
        (
            "keywords = {Peer-reviewed, wales}",
            [
                "1:22: 'Peer-reviewed' is neither a kind of source nor a nation.",
                "1:22: 'wales' is neither a kind of source nor a nation.",
            ],
        ),
        ("seen = {half}", ["1:18: 'half' does not say how much of 'a' has been read."]),
    ],
)
def test_the_librarys_own_words_come_from_our_lists(told: Told, fields: str, expected: list[str]) -> None:
    assert told(unknown_value, "", f"@misc{{a, {fields}}}") == expected
