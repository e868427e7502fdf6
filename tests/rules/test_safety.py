"""The rule about what a browser could run, seen with an attacker's eyes.

Whatever it leaves alone is published with the project's own Markdown and read as a browser reads it, by html5lib.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markdown import Markdown

from evidence.content import Site
from evidence.problem import Problem
from evidence.render import Renderer
from evidence.rules import check
from evidence.rules.files import unreadable_file
from evidence.rules.safety import unsafe_markup

Told = Callable[..., list[str]]
SiteOf = Callable[[Mapping[str, str], str], Site]
Published = Callable[[str], tuple[list[Problem], list[str]]]

PLAIN = re.compile(
    r"html|head|body|a|abbr|blockquote|br|code|details|div|em|h[1-6]|hr|img|input|label|li|ol|p|pre|q|span|strong"
    r"|sub|summary|sup|table|tbody|td|th|thead|tr|ul|wbr"
)
HANDLER = re.compile(r"on.+|style|srcdoc|formaction|action")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
IGNORED = re.compile(r"[\x00-\x20]+")


def dangers(html: str) -> Iterator[str]:
    """Find what a browser could run, load or send."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        assert isinstance(element, Element)
        if isinstance(element.tag, str):
            if not PLAIN.fullmatch(element.tag):
                yield element.tag
            for name, value in element.attrib.items():
                scheme = SCHEME.match(IGNORED.sub("", value)) if name in ("href", "src") else None
                if HANDLER.fullmatch(name) or (scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel")):
                    yield f"{name}={value}"


@pytest.fixture(scope="session")
def published(site_of: SiteOf, converter: Markdown) -> Published:
    """Give a function that says what is found in a page, and what would be dangerous in it once published."""
    templates = Renderer(site_of({}, "")).templates

    def publish(text: str) -> tuple[list[Problem], list[str]]:
        site = site_of({"nations/wales.md": f"---\ntitle: T\n---\n\n{text}\n"}, "@misc{k2020, title = {T}}")
        renderer = Renderer(site)
        vars(renderer)["templates"] = templates  # read once, since that takes longer than all the rest
        body = renderer.body(site.pages[0])
        html = body.filled(converter.reset().convert(body.text)).text
        return check(site, [unsafe_markup, unreadable_file]), [*dangers(html)]

    return publish


NO_CODE = "what is no code"
ATTACKS = {
    "tags": [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg/onload=alert(1)//",
        "<iframe src='//example.org'></iframe>",
        "<form action=x><button formaction=y>",
        "<details open ontoggle=alert(1)>",
        "<a href=javascript:alert(1)>x</a>",
        "<base href=//example.org>",
        "<meta http-equiv=refresh content=0;url=//example.org>",
        "<link rel=stylesheet href=//example.org>",
        "<style>* { display: none }</style>",
        "<div markdown='1'>x</div>",
        "</div>",
        "<?xml-stylesheet href='javascript:alert(1)'?>",
        "<!DOCTYPE x>",
        "<![CDATA[ x ]]>",
        "<b\nonclick=alert(1)>",
        "<b\n\nonclick=alert(1)>",
        "\\<script>alert(1)</script>",
        "<script",
        "<<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<\x02script>alert(1)</script>",
    ],
    "allowed tags": [
        '<span onclick="alert(1)">x</span>',
        '<span lang="cy" onclick="alert(1)">x</span>',
        '<span lang="cy"onclick="alert(1)">x</span>',
        '<span/lang="cy"/onclick=alert(1)>x</span>',
        '<span lang="a>" onclick="alert(1)">x</span>',
        "<span lang='a>' onclick='alert(1)'>x</span>",
        '<span lang=cy"onclick="alert(1)>x</span>',
        '<abbr title="[t](x onclick=alert(1)//)">x</abbr>',
        '<abbr title="`"onclick=alert(1)`">x</abbr>',
        '<abbr title="<https://a.b/" onclick="alert(1)>">x</abbr>',
        "<WBR ONCLICK=alert(1)>",
        "<br/ onclick=alert(1)>",
        '<q cite="javascript:alert(1)">x</q>',
        '<span style="position: fixed">x</span>',
    ],
    "links": [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](\njavascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](java\nscript:alert(1))",
        "[x](<java\nscript:alert(1)>)",
        "[x](java&#115;cript:alert(1))",
        "[x](&#x6a;avascript:alert(1))",
        "[x](j&#0000000000000000097;vascript:alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](java&NewLine;script:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x](java\x02script:alert(1))",
        "[x](java`s`cript:alert(1))",
        "[x](`javascript:alert(1)`)",
        "[x](java[s][r]cript:alert(1))\n\n[r]: https://example.org/",
        '[x](javascript:alert(1) "title")',
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](blob:x) [y](file:///etc/passwd)",
        "![x](javascript:alert(1))",
        "![decorative](data:image/svg+xml;base64,AAAA)",
        "[![x](y.png)](javascript:alert(1))",
        "[x]([y](javascript:alert(1)))",
        "x](<img src=x.png onerror=alert(1)>)",
        "x](<script>)alert(1)</script>",
        "[y]: <img/src=x.png/onerror=alert(1)>",
        "<javascript:alert(1)>",
        "<javascript://%0aalert(1)>",
        "<x@y.z/onclick=alert(1)>",
    ],
    "definitions": [
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[x][y]\n\n[y]:javascript:alert(1)",
        "[x][y]\n\n[y]: <javascript:alert(1)>",
        "[x][y]\n\n[y]:\n    javascript:alert(1)",
        "[x][y]\n\n[y]: javascript:alert(1)\n    'title'",
        "[x][y]\n\n[y]: java&#115;cript:alert(1)",
        "[x][y]\n\n> [y]: javascript:alert(1)",
        "[x][y]\n\n> [y]:\n> javascript:alert(1)",
        "[x][y]\n\n- [y]: javascript:alert(1)",
        "[x][y]\n\n!!! note\n    [y]: javascript:alert(1)",
        "[x][y] [^1]\n\n[^1]: [y]: javascript:alert(1)",
        "[x][y]\n\n[y]: javascript:alert`1`[^1]",
        "[x][a@b]\n\n[a@b]: javascript:alert(1)",
        "![x][y]\n\n[y]: javascript:alert(1)",
        "[y]\n\n[y]: javascript:alert(1)",
    ],
    "attributes": [
        "[x](y){onclick=alert(1)}",
        "[x](y){: onclick='alert(1)' }",
        "## H {onclick=alert(1)}",
        "H {onclick=alert(1)}\n---",
        "![x](y){onerror=alert(1)}",
        "Text\n{: onclick=alert(1)}",
        "- item\n{: onclick=alert(1)}",
        "| a |\n|---|\n| b {onclick=alert(1)} |",
        "`x`{onclick=alert(1)}",
        "*x*{title=x onclick=alert(1)}",
        '*x*{title="a"onclick="alert(1)"}',
        "*x*{.a} *y*{onclick=alert(1)}",
        "*x*{ onclick=alert(1) y={ }",
        '*x*{title="}" onclick=alert(1)}',
        "*x*{ONCLICK=alert(1)}",
        "*x*{style=color:red}",
        "*x*{href=javascript:alert(1)}",
        "[@k2020]{onclick=alert(1)}",
        "@{a{onclick=alert(1)}",
        "<https://example.org/>{onclick=alert(1)}",
    ],
    NO_CODE: [
        "`a\n<script>alert(1)</script>\nb`",
        "- `a\n  <script>alert(1)</script>\n  b`",
        "\\`<script>alert(1)</script>`",
        "``<script>alert(1)</script>`",
        "`a\n\n<script>alert(1)</script>`",
        "```a:b\n\n<script>alert(1)</script>\n\n```",
        "   ```\n<script>alert(1)</script>\n   ```",
        "> ```\n<script>alert(1)</script>\n> ```",
        "- ```\n<script>alert(1)</script>\n",
        "~~~\nx\n```\n\n<script>alert(1)</script>",
        "````\n```\n\n<script>alert(1)</script>\n```",
        "a\n    <script>alert(1)</script>",
        "- a\n\n    <script>alert(1)</script>",
        '```py title="<img src=x onerror=alert(1)>" title_mode="html"\nx\n```',
        "<!-- --!><script>alert(1)</script> -->",
        "<!--><script>alert(1)</script>-->",
        "<!---><script>alert(1)</script>-->",
        "<!-- x\n\n<script>alert(1)</script>",
        "a <!-- b\n\n<script>alert(1)</script> -->",
        "<!--[^1]```-->[@k2020]```\n<[<svg onload=alert(1)>``",
    ],
    "titles": [
        '!!! note "<img src=x onerror=alert(1)>"\n    x',
        '??? note "<img src=x onerror=alert(1)>"\n    x',
        '=== "<img src=x onerror=alert(1)>"\n    x',
        '[x](y "<img src=x onerror=alert(1)>")',
        "## <b onclick=alert(1)>x</b>",
        "[see <img src=x onerror=alert(1)> @k2020]",
    ],
}

HARMLESS = [
    "`<script>alert(1)</script>` and ``<b> ` </b>``",
    "```\n<script>alert(1)</script>\n[x](javascript:alert(1)) {onclick=alert(1)}\n```",
    '```html title="x.html"\n<script>alert(1)</script>\n```',
    "````\n```\n<script>alert(1)</script>\n```\n````",
    "- a\n\n    ```\n    <script>alert(1)</script>\n    ```",
    "> ```\n> <script>alert(1)</script>\n> ```",
    "~~~~\n<script>alert(1)</script>\n~~~~",
    "`[x](javascript:alert(1))` and `{onclick=alert(1)}`",
    "    <script>alert(1)</script>",
    '<span lang="cy">Senedd</span>, <abbr title="People\'s Health &amp; Care">PHC</abbr>, H<sub>2</sub>O<br>x<wbr />y',
    "<q>Words</q> of <Q>theirs</Q>",
    "3 < 4, 5 > 4, a<4, <3, << and &lt;b&gt;",
    "<https://example.org/a?b=c&d=e> and <a@example.org> and <mailto:a@example.org>",
    "[x](y.md) [x](#y) [x](y.md#z) [x](https://example.org/?a=b:c) [x](mailto:a@b.c) [x](tel:+44) [x](HTTPS://a.b/)",
    '[x](y.md "Title: with a colon") [x](<y z.md>) [x](../y/a%3Ab.png)',
    "[x](y_(z).md) and (javascript: a language) and data: numbers",
    "[x][y]\n\n[y]: https://example.org/ 'Title: x'",
    "[note]: Wales: it says so",
    "[^1]: Wales:\n\n[^2]: javascript:\n\nText[^1] and [^2].",
    "*[JSNA]: Joint strategic needs assessment",
    "## H {#law}\n\n## H {: #law2 .x }\n\n[x](y.md){.button title=x lang=cy}",
    "{words} and {a b} and } = {",
    "[@{https://example.org/?a=b}] and @k2020 {x}",
    "<!-- a plain remark -->",
    '!!! note "Title"\n    Text with `<b>`.',
    "| a | b |\n|---|:-:|\n| `<b>` | c |",
]


@pytest.mark.parametrize("attack", [attack for attacks in ATTACKS.values() for attack in attacks])
def test_no_attack_gets_through(published: Published, attack: str) -> None:
    problems, found = published(attack)

    assert problems or not found


@pytest.mark.parametrize("attack", [attack for name in ATTACKS if name != NO_CODE for attack in ATTACKS[name]])
def test_an_attempt_is_told_even_if_it_would_fail(told: Told, attack: str) -> None:
    assert told(unsafe_markup, attack) or told(unreadable_file, attack)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_left_alone(published: Published, text: str) -> None:
    assert published(text) == ([], [])


@pytest.mark.parametrize("after", ["`", "\n```", "-->", ")"])
@pytest.mark.parametrize("before", ["`", "```\n", "<!--", "- ", "> ", "    ", "\\", "[x](", "*"])
@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "*x*{onclick=alert(1)}"])
def test_no_frame_hides_an_attack(published: Published, before: str, attack: str, after: str) -> None:
    for between in ("", "\n", "\n\n"):
        problems, found = published(f"a\n\n{before}{between}{attack}{between}{after}\n\nb")
        assert problems or not found


BARE = [
    "para\n{: hidden }", "para\n{hidden}", "> para\n> {.a hidden}", "*a*{hidden}",
    "[a](https://example.org){ #b hidden }", "`a`{: hidden}", "# h {hidden}", "## h {: hidden } ##",
    "h {hidden}\n---", "- a\n  {: title=\"x\" hidden}",
    "| a {hidden} |\n|---|\n| b |", "a | b\n---|---\nc | d { hidden}",
]  # fmt: skip


@pytest.mark.parametrize("text", BARE)
def test_an_attribute_without_a_value_is_told_where_markdown_would_set_it(told: Told, text: str) -> None:
    assert [line.partition(": ")[2] for line in told(unsafe_markup, text)] == [
        "Curly brackets here set 'hidden', which pages may not."
    ]


@pytest.mark.parametrize(
    "text",
    ["a {braces}", "a {hidden} b", "@{a b} says", "| [@k, {p. 4}] |\n|---|\n| a {b} c |", "## h {#own .big}", "a{b}"],
)
def test_other_curly_brackets_are_words(told: Told, text: str) -> None:
    assert told(unsafe_markup, text) == []


def test_many_labels_on_a_line_are_read_in_one_go(told: Told) -> None:
    assert told(unsafe_markup, "[a]:" * 100_000 + " javascript:alert(1)") == [
        "1:400002: This link begins with 'javascript:', so it is neither a page nor a web address."
    ]
