"""What the Markdown reader makes of a page whose code may hide something."""

import pytest
from markdown import Markdown

from evidence.rules import reader
from evidence.rules.reader import not_safe


def test_it_reads_as_the_site_does(converter: Markdown) -> None:
    ours = Markdown(extensions=reader.EXTENSIONS, extension_configs=reader.CONFIGS)

    assert [type(extension) for extension in ours.registeredExtensions] == [
        type(extension) for extension in converter.registeredExtensions
    ]
    for parts in ("preprocessors", "treeprocessors", "postprocessors", "inlinePatterns"):
        assert [type(part) for part in getattr(ours, parts)] == [type(part) for part in getattr(converter, parts)]


@pytest.mark.parametrize(
    "text",
    [
        '# A\n\n[a](b.md "c") ![d](e.png) **f** _g_ `h` <https://example.org/>  \ni\n\n---\n\n> j\n\n1. k\n2. l\n\n- m',
        "| a | b |\n|:--|--:|\n| c | d |",
        '```html title="a.html"\n<b>\n```\n\n    <b>\n',
        '!!! note "a"\n    b\n\n??? tip "c"\n    d\n\n???+ tip\n    e\n\n=== "f"\n    g\n\n=== "h"\n    i',
        "a[^1]\n\n[^1]: b",
        '<span lang="cy">a</span> <abbr title="b">c</abbr> H<sub>2</sub>O<br>',
        '## a {#b .c title="d"}',
        "<!-- plain -->",
        "a < b &lt;c&gt; & d",
    ],
)
def test_what_markdown_makes_is_safe(text: str) -> None:
    assert [*not_safe(text)] == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("a <svg onload=alert(1)> b", "<svg onload=alert(1)>"),
        ("<a href='x' onclick='y'>z</a>", "<a href='x' onclick='y'>"),
        ("[a](javascript:x)", '<a href="javascript:x">'),
        ("*a*{onclick=b}", '<em onclick="b">'),
        ("<!-- <b> -->", "<!-- <b>"),
        ("<!--> <b> -->", "<!-->"),
    ],
)
def test_all_else_is_told(text: str, first: str) -> None:
    assert next(not_safe(text)) == first
