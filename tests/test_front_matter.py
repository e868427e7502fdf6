"""The box at the top of a page: fields as text with their addresses, and faults with a hint that mends them."""

import pytest

from evidence.front_matter import Entries, FrontMatter, Items, Node, Text, read_front_matter
from evidence.source import Source

QUOTE = "Put the words after the colon in quotation marks: "
CLOSE, NO_LIST = "Close the list: ", "If these are words and no list, put them in quotation marks."
SPACE = "Put a space after the colon: "
IN_MARKS = 'Put the words in quotation marks, "{}", or the note on a line of its own.'
NAME = 'Each field is a name, a colon, a space and its words: title: "Peer review"'
HIDDEN = "It holds a sign that nobody can see. Type the line again."
UNCLOSED = "The box at the top is opened with --- but never closed."


def box(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "", "Text.", ""))


def read(text: str) -> FrontMatter:
    found, faults = read_front_matter(Source("page.md", text))
    assert faults == ()
    return found


def faults_of(text: str) -> list[tuple[int, int, str, str]]:
    source = Source("page.md", text)
    return [(*source.place(fault.offset), fault.message, fault.hint) for fault in read_front_matter(source)[1]]


def near(line: str) -> str:
    return f"We could not read the box at the top, near '{line}'."


def note(words: str) -> str:
    return f"A # after a space begins a note for editors, so '{words}' would not be read."


def plain(node: Node) -> object:
    """Give a value without its addresses."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {name.value: plain(value) for name, value in node.entries}


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (("title: Peer review",), {"title": "Peer review"}),
        (('title: "Power: who holds it"',), {"title": "Power: who holds it"}),
        (("title: 'It''s ours'",), {"title": "It's ours"}),
        (("yes: no", "position: 7"), {"yes": "no", "position": "7"}),
        (("checked: 2026-11-23", "empty:"), {"checked": "2026-11-23", "empty": ""}),
        (("nations: [Wales, England]",), {"nations": ["Wales", "England"]}),
        (("changes:", "  - 2026-11-23: First published.", "  - 2026-11-24: Mended."),
         {"changes": [{"2026-11-23": "First published."}, {"2026-11-24": "Mended."}]}),
        (("planned_by:", "  partnership: shared"), {"planned_by": {"partnership": "shared"}}),
        (("# A note to editors", 'title: "Words #3" # and another'), {"title": "Words #3"}),
        (("summary: >-", "  One line", "  and another."), {"summary": "One line and another."}),
        (("title: Sgŵrs 😀 [@key]",), {"title": "Sgŵrs 😀 [@key]"}),
        (("title: !!python/object:os.system x",), {"title": "x"}),
        ((), {}),
        (("# Nothing",), {}),
    ],
)  # fmt: skip
def test_every_value_stays_text(lines: tuple[str, ...], fields: dict[str, object]) -> None:
    text = box(*lines)
    found = read(text)
    assert {name: plain(value) for name, value in found.fields.items()} == fields
    assert [text[offset:].startswith(name) for name, offset in found.names.items()] == [True] * len(fields)
    assert text[found.end :] == "\nText.\n"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", 0),
        ("Text.\n", 0),
        ("\n---\ntitle: A\n---\n", 0),
        ("----\nText.\n", 0),
        ("--- text\n", 0),
        ("---\n---\n", 8),
        ("---\n---", 7),
        ("--- \ntitle: A\n---  \nText.", 20),
        ("---\ntitle: A\n...\nText.", 17),
    ],
)
def test_a_page_may_do_without_a_box_and_a_box_may_end_with_dots(text: str, end: int) -> None:
    assert read(text).end == end


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("title: Words", (2, 8)),
        ('title: "Words"', (2, 9)),
        ("title:   'Words'", (2, 11)),
        ("é😀: Words", (2, 5)),
        ("title: |\n\n  Words", (4, 3)),
        ("title: >-\n  Words", (3, 3)),
        ("title:\n  Words", (3, 3)),
        ("- title: Words", (2, 10)),
    ],
)
def test_a_value_is_where_its_first_letter_is(line: str, place: tuple[int, int]) -> None:
    text = box("é: [😀]", f"list:\n{line}" if line.startswith("-") else line)
    source = Source("page.md", text)
    value = [*read(text).fields.values()][-1]
    if isinstance(value, Items) and isinstance(value.items[0], Entries):
        value = value.items[0].entries[0][1]
        place = (place[0] + 1, place[1])
    assert isinstance(value, Text)
    assert text.startswith("Words", value.offset)
    assert source.place(value.offset) == (place[0] + 1, place[1])


def test_lists_and_mappings_know_where_they_begin() -> None:
    text = box("a: [b, {c: d}]", "e:", "  - f")
    (first, second) = read(text).fields.values()
    assert (first.offset, second.offset) == (text.index("["), text.index("- f"))
    assert first == Items(
        (Text("b", 8), Entries(((Text("c", 12), Text("d", 15)),), 11)), 7
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (("title: Power: whose",), (2, 13, near("title: Power: whose"), QUOTE + 'title: "Power: whose"')),
        (("\ttitle: A",), (2, 1, near("title: A"), "Use spaces in place of the tab character.")),
        (("list:", "\t- A"), (3, 1, near("- A"), "Use spaces in place of the tab character.")),
        (("summary: [@key] says",), (2, 11, near("summary: [@key] says"), QUOTE + 'summary: "[@key] says"')),
        (("summary: [@key]",), (2, 11, near("summary: [@key]"), QUOTE + 'summary: "[@key]"')),
        (("summary: @key says",), (2, 10, near("summary: @key says"), QUOTE + 'summary: "@key says"')),
        (("summary: `code`",), (2, 10, near("summary: `code`"), QUOTE + 'summary: "`code`"')),
        (("summary: *starred*",), (2, 18, near("summary: *starred*"), QUOTE + 'summary: "*starred*"')),
        (("summary: %",), (2, 10, near("summary: %"), QUOTE + 'summary: "%"')),
        (("changes:", "  - 2026: A: b",), (3, 12, near("- 2026: A: b"), QUOTE + '- 2026: "A: b"')),
        (('title: A "b: c\\d"',), (2, 12, near('title: A "b: c\\d"'), QUOTE + "title: 'A \"b: c\\d\"'")),
        (('title: "Peer" review',), (2, 15, near('title: "Peer" review'), QUOTE + "title: '\"Peer\" review'")),
        (('title: "A', "summary: B"), (2, 8, near('title: "A'), QUOTE + 'title: "A"')),
        (("title: 'it's'",), (2, 12, near("title: 'it's'"), QUOTE + 'title: "it\'s"')),
        (("title A", "summary: B"), (2, 1, near("title A"), NAME)),
        (("planned_by:", "  shared A", "  b: c"), (3, 1, near("shared A"), NAME)),
        (("summary: B", "title A"), (3, 1, near("title A"), NAME)),
        (("title:A",), (2, 1, near("title:A"), SPACE + "title: A")),
        (('title:"A"', "summary: B"), (2, 1, near('title:"A"'), SPACE + 'title: "A"')),
        (('title:"A: b"', "summary: B"), (2, 1, near('title:"A: b"'), SPACE + 'title: "A: b"')),
        (("summary: B", "title:@A"), (3, 1, near("title:@A"), SPACE + 'title: "@A"')),
        (("- A",), (2, 1, near("- A"), NAME)),
        (("Words alone",), (2, 1, near("Words alone"), NAME)),
        (("[a]: b",), (2, 1, near("[a]: b"), NAME)),
        (("title: A\x07b",), (2, 9, near("title: A\x07b"), HIDDEN)),
        (("title: [A", "summary: B"), (2, 8, near("title: [A"), CLOSE + "title: [A] " + NO_LIST)),
        (("title: [@A", "summary: B"), (2, 9, near("title: [@A"), QUOTE + 'title: "[@A"')),
        (("title: Flat #3 there",), (2, 8, note("#3 there"), IN_MARKS.format("Flat #3 there"))),
        (("title: #3",), (2, 7, note("#3"), IN_MARKS.format("#3"))),
        (("changes:", "  - 2026: A #b"), (3, 11, note("#b"), IN_MARKS.format("A #b"))),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_with_its_place_and_a_way_to_mend_it(
    lines: tuple[str, ...], fault: tuple[int, int, str, str]
) -> None:
    assert faults_of(box(*lines)) == [fault]


@pytest.mark.parametrize("text", ["---", "---\n", "---\ntitle: A\n", "---\ntitle: A\n----\n", "---\ntitle: A\n ---\n"])
def test_a_box_that_is_never_closed_is_a_fault_and_leaves_no_text(text: str) -> None:
    assert faults_of(text) == [(1, 1, UNCLOSED, "Add a line --- after its last field.")]
    assert read_front_matter(Source("page.md", text))[0] == FrontMatter({}, {}, len(text))


def test_what_cannot_be_read_leaves_the_text_below_readable() -> None:
    text = box("title: A: b")
    assert read_front_matter(Source("page.md", text))[0] == FrontMatter({}, {}, text.index("\nText."))


def test_a_field_that_stands_twice_is_a_fault_and_the_first_counts() -> None:
    text = box("title: A", "summary: B", "title: C", "title: D")
    message = "The field 'title' stands twice in the box at the top."
    assert faults_of(text) == [(4, 1, message, "Keep one of the two."), (5, 1, message, "Keep one of the two.")]
    fields = read_front_matter(Source("page.md", text))[0].fields
    assert {name: plain(value) for name, value in fields.items()} == {"title": "A", "summary": "B"}


def test_fields_that_refer_to_each_other_are_refused_before_they_grow() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    message = "The box at the top refers back to another of its fields."
    assert faults_of(box(*lines)) == [(2, 5, message, "Write the words out again.")]


@pytest.mark.parametrize(("value", "column"), [("[" * 9 + "]" * 9, 11), ("{a: " * 9 + "}" * 9, 32)])
def test_lists_within_lists_within_lists_are_refused(value: str, column: int) -> None:
    message = "The box at the top has lists within lists within lists."
    assert faults_of(box(f"a: {value}")) == [(2, column, message, "Give each field one plain list.")]


@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? ", "[{", '"', "a: ", "&a ["])
def test_thousands_of_levels_are_a_fault_and_no_crash(opened: str) -> None:
    for count in (100, 400, 5_000, 200_000):
        assert len(faults_of(box("a: " + opened * count))) == 1
