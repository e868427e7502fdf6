"""Turning a cleaned tree into data: every block and mark that pages may hold, and what is refused."""

import json

import pytest

from evidence.handouts.lines import Node
from evidence.handouts.nodes import UnknownElementError, read_nodes
from evidence.handouts.tree import clean, resolver
from evidence.page_types import ALLOWED_HTML

ADDRESS = "https://kb.test/nations/wales/"


def nodes(html: str) -> list[Node]:
    """Read the nodes of a piece of HTML whose pictures are all called after their addresses."""
    return read_nodes(clean(html, resolver(ADDRESS, {})), lambda src: f"file:{src}")


def p(*line: object, role: str = "", id: str = "", **more: object) -> Node:  # noqa: A002  the node's own name for it
    return {"k": "p", "role": role, "id": id, "c": list(line), **more}


def strong(*line: object) -> Node:
    return {"k": "strong", "c": list(line)}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p> a\n  b </p>", [p("a b")]),
        ("<div>loose<p>a</p> <p>b</p>end</div>", [p("loose"), p("a"), p("b"), p("end")]),
        ("<p> </p><div></div>", []),
        ('<p class="dw-lead">a</p>', [p("a", role="lead")]),
        ('<h3 id="x">A <em>b</em></h3>', [{"k": "heading", "level": 3, "id": "x", "c": ["A ", strong("b")]}]),
        (
            f'<h2><em>a-{"x" * 30}</em> a-b<img src="a.png"/></h2>',
            [
                {
                    "k": "heading",
                    "level": 2,
                    "id": "",
                    "c": [
                        strong(f"a-{'x' * 30}"),
                        " ",
                        {"k": "whole", "always": False, "c": "a-b"},
                        {"k": "sign", "file": "file:a.png", "alt": ""},
                    ],
                }
            ],
        ),
        ('<section id="x"><p>a</p></section>', [{"k": "anchor", "id": "x"}, p("a")]),
        ('<div class="dw-gap"><p>a</p></div>', [{"k": "gap", "whole": True, "c": [p("a")]}]),
        (
            f'<div class="admonition"><p>{"a " * 500}</p></div>',
            [{"k": "note", "whole": False, "c": [p(("a " * 500).strip())]}],
        ),
        ("<blockquote><p>a</p></blockquote>", [{"k": "quote", "c": [p("a")]}]),
        ("<pre><code>a\n  b\n</code></pre>", [{"k": "code", "lines": ["a", "  b"]}]),
        ("<hr/>", [{"k": "rule"}]),
        ('<p><img src="a.png" alt="A"/></p>', [{"k": "drawing", "file": "file:a.png", "alt": "A"}]),
        ('<p>x<img src="a.png"/></p>', [p("x", {"k": "picture", "file": "file:a.png", "alt": ""})]),
        ("<p>a<br/>\nb</p>", [p("a", {"k": "break"}, "b")]),
        (f"<pre>{'a' * 20}.{'b' * 20}</pre>", [{"k": "code", "lines": [f"{'a' * 20}.\u200b{'b' * 20}"]}]),
        ("<p><q>a</q> <abbr>b</abbr></p>", [p("“", "a", "”", " ", "b")]),
        (
            "<p><code>a</code><sup>b</sup><sub>c</sub></p>",
            [p(*({"k": k, "c": [w]} for k, w in (("mono", "a"), ("sup", "b"), ("sub", "c"))))],
        ),
        ('<p><span lang="cy-GB">a</span></p>', [p({"k": "language", "language": "cy", "c": ["a"]})]),
        (
            '<p class="dw-kicker">a <span class="dw-tag">b</span></p>',
            [p("a ", {"k": "tag", "c": ["b"]}, role="kicker")],
        ),
        ('<p><span lang="Cymraeg">a</span></p>', [p("a")]),
        ('<p><span class="dw-basis dw-basis--ours">a</span></p>', [p({"k": "basis", "ours": True, "c": ["a"]})]),
        ('<div><a class="dw-num" id="s-2">2</a> a</div>', [p({"k": "anchor", "id": "s-2"}, strong("2"), " a")]),
        (f"<p>{'x' * 30}</p>", [p(f"{'x' * 24}\u200b{'x' * 6}")]),
        ("<p>#read(&quot;/etc/passwd&quot;) *a* $b$</p>", [p('#read("/etc/passwd") *a* $b$')]),
    ],
)
def test_every_block_and_mark_becomes_data(html: str, found: list[Node]) -> None:
    assert nodes(html) == found


@pytest.mark.parametrize("tag", ALLOWED_HTML)
def test_no_word_is_lost_within_or_behind_a_tag_that_pages_may_hold(tag: str) -> None:
    found = json.dumps(nodes(f"<p>One <{tag}>two</{tag}> three <{tag}/>four.</p><p>Five.</p>"))

    assert [word for word in ("One", "two", "three", "four.", "Five.") if word not in found] == []


def test_a_statement_has_its_number_beside_it() -> None:
    number = '<a class="dw-num" id="s-1" href="#s-1">1</a>'

    assert nodes(f"<p>{number} Words.</p>") == [p("Words.", id="s-1", n="1")]
    assert nodes(f"<ul><li>{number} Words.</li><li>More.</li></ul>") == [
        {
            "k": "list",
            "numbered": True,
            "plain": False,
            "whole": True,
            "c": [
                {"id": "s-1", "n": "1", "whole": True, "c": [p("Words.")]},
                {"id": "", "whole": True, "c": [p("More.")]},
            ],
        }
    ]
    assert nodes(f"<ul><li><p>{number} Words.</p></li></ul>")[0]["c"] == [
        {"id": "s-1", "n": "1", "whole": True, "c": [p("Words.")]}
    ]


def test_an_ordered_list_counts_also_where_statements_have_numbers() -> None:
    number = '<a class="dw-num" id="s-1" href="#s-1">7</a>'

    assert nodes(f'<ol start="3"><li id="fn">{number} A</li><li>B</li></ol>')[0]["c"] == [
        {"id": "s-1", "n": "7", "whole": True, "c": [{"k": "anchor", "id": "fn"}, p("3. ", "A")]},
        {"id": "", "n": "4.", "whole": True, "c": [p("B")]},
    ]


def test_cards_and_facts_keep_what_belongs_together() -> None:
    html = '<ul class="dw-links" role="list"><li class="dw-link dw-link--ours"><h3>A</h3><p>b</p></li></ul>'
    facts = "<dl><div><dt>When</dt><dd>Now</dd></div></dl>"

    assert nodes(html) == [
        {
            "k": "cards",
            "c": [{"ours": True, "whole": True, "c": [{"k": "heading", "level": 3, "id": "", "c": ["A"]}, p("b")]}],
        }
    ]
    assert nodes(facts) == [{"k": "facts", "c": [{"label": ["When"], "whole": True, "c": [p("Now")]}]}]


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("<p>a</p>" * 12, True),
        ("<p>a</p>" * 14, False),
        ("<ul><li>a</li></ul>" * 14, False),
        ("<h2>a</h2>" * 7, False),
        ("a<br/>" * 14, False),
        ("a " * 230, True),
        ("a " * 240, False),
        ('<img src="a.png"/>', False),
        ("<table><tr><td>a</td></tr></table>", False),
        ("<pre>a</pre>", False),
    ],
)
def test_a_box_is_kept_on_one_page_only_if_it_is_surely_low(html: str, whole: bool) -> None:
    for box in ("dw-gap", "admonition"):
        assert nodes(f'<div class="{box}">{html}</div>')[0]["whole"] == whole


@pytest.mark.parametrize("tag", ["video", "iframe", "math", "svg", "form", "font"])
def test_an_element_that_is_not_known_is_refused_with_the_heading_above_it(tag: str) -> None:
    with pytest.raises(UnknownElementError) as refused:
        nodes(f"<h2>First</h2><h3>Second <em>part</em></h3><p>a</p><{tag}></{tag}><h2>Third</h2>")

    assert (refused.value.what, refused.value.heading) == (f"<{tag}>", "Second part")


def test_a_heading_needs_words() -> None:
    with pytest.raises(UnknownElementError) as refused:
        nodes('<h2>First</h2><h3><img src="a.png" alt="A"/></h3>')

    assert (refused.value.what, refused.value.heading) == ("a heading without words", "First")


def test_a_picture_that_we_do_not_have_is_refused_too() -> None:
    def nothing(_: str) -> str:
        raise UnknownElementError("the picture")

    with pytest.raises(UnknownElementError) as refused:
        read_nodes(clean('<h2>A</h2><img src="x.png"/>', resolver(ADDRESS, {})), nothing)

    assert (refused.value.what, refused.value.heading) == ("the picture", "A")
