"""Our reading of citations and Pandoc's own, side by side, over every page and over generated documents."""

import html
import json
import random
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypandoc
import pytest
from markdown import Markdown

from evidence.blocks import read_body
from evidence.citations import Citation, scan_body
from evidence.front_matter import read_front_matter
from evidence.source import Source, read_source

ROOT = Path(__file__).parents[1]
PAGES = sorted(page for page in (ROOT / "docs").rglob("*.md") if page.name != "_template.md")
DECISION = ROOT / "docs" / "contributing" / "decisions" / "0001-citation-syntax.md"
SEED = 20261123
CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)

# What Pandoc reads and our Markdown knows nothing of is switched off, so that both read the same language: numbered
# examples `(@)`, `^[notes]`, mathematics, TeX, three further kinds of table, lists of lines or of definitions, text
# struck out or raised, boxes made with `:::`, attributes after code, raw formats, links to a heading by its words, and
# metadata. Headings and quotations need no empty line above them in our Markdown, nor a space after the `#`.
# `bracketed_spans` stay, because `[words]{.name}` is no citation for us either.
WITHOUT = (
    "-example_lists-inline_notes-tex_math_dollars-raw_tex-latex_macros-fancy_lists-startnum-line_blocks"
    "-definition_lists-grid_tables-simple_tables-multiline_tables-table_captions-strikeout-superscript-subscript"
    "-fenced_divs-inline_code_attributes-raw_attribute-implicit_header_references-implicit_figures"
    "-yaml_metadata_block-pandoc_title_block-blank_before_header-blank_before_blockquote-space_in_atx_header"
)
FORMAT = f"markdown{WITHOUT}"

Tree = Any
"""A piece of Pandoc's tree, which is JSON."""

Item = tuple[str, str, str, str]
"""Mode, key, prefix, and all that follows the key."""
Reading = list[list[Item]]


def pandoc(documents: list[str], folder: Path) -> list[Reading]:
    """Let one Pandoc read all the documents, each by itself."""
    paths = [folder / f"{number:05}.md" for number in range(2 * len(documents))]
    for number, document in enumerate(documents):
        paths[2 * number].write_text(f"# DOCUMENT {number}\n", encoding="utf-8")
        paths[2 * number + 1].write_text(document, encoding="utf-8")
    command = [pypandoc.get_pandoc_path(), "--file-scope", f"--from={FORMAT}", "--to=json", *map(str, paths)]
    answer = subprocess.run(command, capture_output=True, check=True).stdout
    blocks: list[list[Tree]] = []
    for block in json.loads(answer)["blocks"]:
        if block["t"] == "Header" and plain(block["c"][2]).startswith("DOCUMENT "):
            blocks.append([])
        else:
            blocks[-1].append(block)
    return [pandoc_reading(found) for found in blocks]


def pandoc_reading(blocks: list[Tree]) -> Reading:
    """Take the citations out of Pandoc's tree; those in footnotes come last, as their text does."""
    found: Reading = []
    notes: list[Tree] = []

    def walk(node: Tree) -> None:
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict) and node.get("t") == "Note":
            notes.append(node["c"])
        elif isinstance(node, dict) and node.get("t") == "Cite":
            items = node["c"][0]
            found.append([pandoc_item(item) for item in items])
            for item in items:
                walk([item["citationPrefix"], item["citationSuffix"]])
        elif isinstance(node, dict):
            walk(node.get("c"))

    walk(blocks)
    for note in notes:
        walk(note)
    return found


def pandoc_item(item: Tree) -> Item:
    mode = {"NormalCitation": "normal", "AuthorInText": "author-in-text", "SuppressAuthor": "suppress-author"}
    prefix, suffix = plain(item["citationPrefix"]), plain(item["citationSuffix"])
    return mode[item["citationMode"]["t"]], item["citationId"], normal(prefix), normal(suffix)


def plain(node: Tree) -> str:
    """Give the words of a piece of Pandoc's tree."""
    if isinstance(node, list):
        return "".join(map(plain, node))
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Note", "RawInline"):
        return ""
    if kind == "Code":
        return str(content[1])
    if kind in ("Cite", "Quoted", "Link", "Image", "Span"):
        return plain(content[1])
    return plain(content)


def normal(text: str) -> str:
    """Leave out of a text what the two write differently: marks, quotes, dashes, white space."""
    text = re.sub(r"\[\^\w+\]|<!--.*?-->|</?\w+>", "", text, flags=re.DOTALL)
    text = re.sub(r"\]\(.*?\)", "]", re.sub(r"@\{((?:[^\s{}]|\{[^\s{}]*\})*)\}", r"@\1", text))
    text = re.sub(r"<(\S*)>", r"\1", text)
    text = html.unescape(text).replace("…", "...")
    text = re.sub(r"[\\*_`\"'“”‘’\[\]]", "", text)
    return " ".join(re.sub(r"[-–—]+", "-", re.sub(r"-@", "@", text)).split())


def our_reading(text: str) -> Reading:
    return [our_items(citation) for citation in scan_body(read_body(Source("page.md", text), 0))]


def our_items(citation: Citation) -> list[Item]:
    return [(item.mode, item.key, normal(item.prefix), normal(item.after)) for item in citation.items]


def difference(document: str, ours: Reading, theirs: Reading) -> str:
    if ours == theirs:
        return ""
    lines = [f"ours   {item}" for item in ours if item not in theirs]
    lines += [f"Pandoc {item}" for item in theirs if item not in ours]
    return "\n".join([document, "", *(lines or ["the order differs"])])


# Generated documents: made of the pieces below, which stand two spaces apart.

Draw = random.Random


def pieces(text: str) -> list[str]:
    return re.split(r"\s{2,}", text.strip())


WORDS = pieces(r"""
    people  carers  commissioners  co-production  Müller's  don't  e.g.  i.e.  Mr.  §3  5%  2–3  well–known  and
    of the  (see)  £10m  care/support  étude  1999  no.  p.  ---  --  ...  …  ‘so’  “named”  ’tis  'tis  A&B  &amp;
    x_y  snake_case_word  2*3  a * b  a@b.org  me@example.com,  first.last@example.org  \*  \_  \[  \]  \;  \@home
    \`tick  3&nbsp;m  C#  100°  C++  a=b  ^y  $5  !  ?  ;  : ,  [^n]  [words]  [some words](https://example.org)
    [a [b] c](x.html "A title")  <https://example.org/@smith>  <me@example.org>  ![picture](x.png "@smith")  `code`
    `@smith`  `` a`b [@smith] ``  `a [@smith; *x`  <!-- [@smith] -->  <b>bold</b>  <span title="@smith">x</span>  <br>
    {braces}  (brackets)
""")
KEYS = pieces(r"""
    smith2007  o_brien-2010  doe:2011a  müller.2012  a/b2013  x1  _under  1999x  García2020  who::2015  a.b.c-d_e  x+y
    ñ  {https://example.org/a?b=c}  {a;b}  {x{y}z}  {smith}  {a,b}  tail-  tail.  tail/  tail:  http://x.org/1  a#b
""")
PLACES = pieces(r"""
    , p. 3  , pp. 3–5, 7 and 9  , ch. 2  p. 4  , §4.2  , {p. 3, 4}  , para. 3(1)  , vol. 2, p. 3  , 33  iv
    , p.&nbsp;3  : 3  , [1]  , p. 3.  {pp. iv, vi-xi, (xv)-(xvii)} with words here  (2)  .  , 2nd edn, p. 5-6
    , "p. 3"
""")
SUFFIXES = pieces(r"""
    and others  , my emphasis  , "one; two" and more  , *see; also* this  , **bold; x** y  , _so; said_ it
    , 'single; x' y  , it's the people's; @{late}  , `code; @x [@y]` z  , \; not split  , \@home  , @inner  , -@inner
    , [@inner, p. 1]  , @inner [p. 2; @late]  , see [note]  , see [a link](https://example.org)
    , see <https://example.org/@x>  , at me@example.com  , a ... b -- c  , 2 * 3  , snake_case  , \*starred\*
    , &amp; x  , (2007)  , “curly; @late”  , *(*  , ***all; three*** x  , **a *b; c* d** e  , "*x; y*" z  , *"x; y"* z
    , [a; b]  , [^n] x  , <b>x</b>  , x*y*z; @late  , ("a; b")  , (*a; b*)
""")
PREFIXES = pieces(r"""
    see  see also  e.g.  *see*  *see* also  cf. Smith's  as in "one; two"  see [note]  see [@inner] and
    see [@inner, p. 2] and  `code; @x`  \@home  it's  -  –  see <https://example.org/@x>
    see [a link](https://example.org)  me@example.com  (  x, y,  \[x  &amp;  **see; also**  _see_  see [^n]  2 * 3
    ('so; said')  not,  see @inner,  *see @inner*
""")
ODD = pieces(r"""
    [@smith; words]  [words; @smith]  [@smith and @doe]  [@smith  @smith]  [[@smith]]  [[@smith; x]  [@smith [@doe]
    [@smith][@doe]  [@smith][words]  [@smith][]  [@smith](https://example.org)  [@smith](see this)
    [@smith](see "this" one)  [@smith]{.name}  [@smith]{#id .name key=v}  [@smith]{name}  [@smith;]  [;@smith]
    [@smith;;@doe]  \[@smith\]  [\@smith]  [@smith\]  []  @  @ smith  [ @smith ]  [@smith ; @doe]  [-@smith]
    x[@smith]y  [@smith].  ([@smith])  @smith@doe  *@smith*  **@smith**  _@smith_  "@smith"  '@smith'  (@smith)
    @smith's  @smith: x  @smith.  a-@smith  --@smith  a--@smith  /@smith  .@smith  ..@smith  ...@smith  =@smith
    [x [@smith] y]  [x [y] @smith [z [@doe]]]  [*@smith*]  [see @smith](https://x.org)  [see [@smith]](https://x.org)
    [see [@smith, p. 3; *and* @doe, "x; y"] too](https://x.org)  [@smith, p. 3](https://x.org)
    [**as -@smith [p. 3] says**](x.html "T")  [@smith] (2007)  [@smith]: x  @smith [words; words]
    @smith [@doe](https://x.org)  @smith [@doe]{.x}  @smith [words](https://x.org)  @smith []  @smith [^n]
    @smith[p. 3]  @smith [p. 3][x]  @smith [-@doe, p. 2]  @smith [*see; also*]  @smith ["x; y"]  @smith [see *@doe*]
    @smith [\]x]  @smith [p. 3; words]  @smith [words @doe; x]  "he said [@smith; @doe]"  'he said [@smith, 5; @doe]'
    *he said [@smith, x* y]*  {@smith}  [@smith]s  &#64;smith  [@smith, [@doe, [see @roe]]]  [^ @smith]  ![@smith]
    [@smith. @doe]  -@smith [p. 3]  -@smith  ---@smith  [---@smith]  [@smith, *x*@doe]  *x*@smith  `x`@smith  x_@smith
    **x**-@smith  [`@x`]  [`@x`; @smith]  [@smith, `]`]  [@smith, \"x; @doe\"]  "[@smith, 'a; b']"  [@smith, "[@doe]"]
    [see "@smith"]  [see @{no key}; @smith]  @smith [  [@smith ]( x)  [@smith *]  [* @smith *]  [_ @smith]
    [@smith, a_b; @doe_]  [@*]  [@_]  [@smith,@doe;@roe]
""")


def document(draw: Draw) -> str:
    """Write a page with headings, lists, tables, quotations and code, and citations in all of them."""
    makers = (paragraph, paragraph, paragraph, heading, listing, listing, table, quotation, code, comment)
    text = "\n\n".join(draw.choice(makers)(draw) for _ in range(draw.randint(1, 5)))
    text = text.replace("\n\n>", "\n\nSo\n\n>")
    count = text.count("[^n]")
    for number in range(count):
        text = text.replace("[^n]", f"[^{number}]", 1)
    notes = (f"\n\n[^{number}]: {words(draw)}\n    {words(draw)}\n\n    {words(draw)}" for number in range(count))
    return text + "".join(notes).replace("[^n]", "") + "\n"


def paragraph(draw: Draw) -> str:
    text = words(draw)
    return re.sub(r" (?=\w)", lambda space: "\n" if draw.random() < 0.1 else space[0], text)


def words(draw: Draw) -> str:
    """Write a line of words and citations. It begins with a word, so as not to look like a mark."""
    makers = (word, word, word, cluster, cluster, name, odd, wrapped)
    return " ".join(["So", *(draw.choice(makers)(draw) for _ in range(draw.randint(1, 6)))])


def word(draw: Draw) -> str:
    return draw.choice(WORDS)


def odd(draw: Draw) -> str:
    return draw.choice(ODD)


def wrapped(draw: Draw) -> str:
    frame = draw.choice(("*{}*", "**{}**", "_{}_", '"{}"', "'{}'", "({})", "<i>{}</i>"))
    return frame.format(" ".join(draw.choice((word, cluster, name, odd))(draw) for _ in range(draw.randint(1, 3))))


def cluster(draw: Draw) -> str:
    between = draw.choice((";", "; ", "; ", " ; ", ";\n"))
    text = between.join(source_of(draw) for _ in range(draw.choice((1, 1, 1, 2, 2, 3))))
    return "[" + (re.sub(" ", "\n", text, count=1) if draw.random() < 0.1 else text) + "]"


def source_of(draw: Draw) -> str:
    prefix = draw.choice(PREFIXES) + " " if draw.random() < 0.3 else ""
    place = draw.choice(PLACES) if draw.random() < 0.5 else ""
    suffix = draw.choice(SUFFIXES) if draw.random() < 0.4 else ""
    return f"{prefix}{draw.choice(('', '', '', '-'))}@{draw.choice(KEYS)}{spaced(place)}{spaced(suffix)}"


def spaced(text: str) -> str:
    return " " + text if text[:1].isalnum() or text[:1] in "({" else text


def name(draw: Draw) -> str:
    space, place, suffix = draw.choice((" ", " ", "", "\n")), draw.choice(PLACES), draw.choice(SUFFIXES)
    brackets = f"{space}[{place.lstrip(', ')}{spaced(suffix)}]"
    follows = draw.choice(("", "", "'s view", ".", brackets, brackets, " " + cluster(draw)))
    return f"{draw.choice(('', '', '', '-'))}@{draw.choice(KEYS)}{follows}"


def line(draw: Draw) -> str:
    return words(draw).replace("\n", " ")


def heading(draw: Draw) -> str:
    text = line(draw)
    return draw.choice((f"# {text}", f"### {text} ###", f"{text}\n======", f"{text}\n---"))


def listing(draw: Draw, indent: str = "", gap: str = "") -> str:
    """Write a list, with or without empty lines between all that it holds."""
    mark = draw.choice(("- ", "* ", "+ ", "1. "))
    gap = gap or draw.choice(("\n", "\n", "\n\n"))
    parts = []
    for _ in range(draw.randint(1, 3)):
        parts.append(f"{indent}{mark}{line(draw)}")
        if draw.random() < 0.2:
            parts.append(f"{indent}    {line(draw)}")
        if draw.random() < 0.3 and gap == "\n\n":
            parts.append(f"{indent}    ```\n{indent}    - {line(draw).replace('[^n]', '')}\n\n{indent}    ```")
        if draw.random() < 0.2 and gap == "\n\n":
            parts.append(f"{indent}            [@smith]\n{indent}            [@doe; *x")
        if draw.random() < 0.3 and len(indent) < 8:
            parts.append(listing(draw, indent + "    ", gap))
    return gap.join(parts)


def table(draw: Draw) -> str:
    rows = [[line(draw).replace("|", "") for _ in range(2)] for _ in range(draw.randint(2, 4))]
    rows.insert(1, ["---", ":--"])
    return "\n".join(f"| {left} | {right} |" for left, right in rows)


def quotation(draw: Draw) -> str:
    maker = draw.choice((paragraph, paragraph, listing, code, quotation))
    return "\n".join(f"> {text}".rstrip() for text in maker(draw).split("\n"))


def code(draw: Draw) -> str:
    text = re.sub(r"\[\^n\]", "", draw.choice((line, listing))(draw))
    fence = draw.choice(("```", "~~~", "````", "``` md"))
    indented = "\n".join("    " + part for part in text.split("\n"))
    fenced = f"{fence}\n{text}\n\n[@smith]\n{fence.split()[0]}"
    return draw.choice((indented, fenced))


def comment(draw: Draw) -> str:
    text = re.sub(r"\[\^n\]|<!--|-->", "", paragraph(draw))
    return draw.choice((f"<!-- {text} -->", f"<!--\n{text}\n\n[@smith]\n-->"))


@cache
def documents() -> list[str]:
    return [document(Draw(f"{SEED}-{number}")) for number in range(300)]


# What both read alike


def test_generated_documents_are_read_as_pandoc_reads_them(tmp_path: Path) -> None:
    readings = zip(documents(), pandoc(documents(), tmp_path), strict=True)
    differences = [difference(text, our_reading(text), theirs) for text, theirs in readings]
    assert [*filter(None, differences)] == []


def test_generated_documents_hold_many_citations_of_every_kind() -> None:
    items = [item for text in documents() for citation in our_reading(text) for item in citation]
    assert min(Counter(mode for mode, *_ in items).values()) > 1000
    assert min(sum(map(bool, words)) for words in zip(*items, strict=True)) > 1000


def test_every_page_is_read_as_pandoc_reads_it(tmp_path: Path) -> None:
    sources = [read_source(ROOT, page.relative_to(ROOT).as_posix())[0] for page in PAGES]
    bodies = [source.text[read_front_matter(source)[0].end :] for source in sources]
    readings = zip(PAGES, bodies, pandoc([*map(in_pandocs_words, bodies)], tmp_path), strict=True)
    differences = [difference(str(page), our_reading(text), theirs) for page, text, theirs in readings]
    assert [*filter(None, differences)] == []


def in_pandocs_words(text: str) -> str:
    """Write boxes as list items and fences without their titles; what Pandoc makes of either is shown below."""
    text = re.sub(r"^( *)(?:!!!|\?\?\?\+?|===[!+]*) .*$", r"\1- So", text, flags=re.MULTILINE)
    return re.sub(r"^([ >]*(?:`{3,}+|~{3,}+)).+$", r"\1", text, flags=re.MULTILINE)


def test_citations_are_found_where_python_markdown_has_words(converter: Markdown) -> None:
    for text in documents():
        marked = text
        for citation in reversed(scan_body(read_body(Source("page.md", text), 0))):
            if not citation.nested:
                marked = f"{marked[: citation.start]}CITATION{marked[citation.end :]}"
        page = re.sub(r"<!--.*?-->", "", converter.reset().convert(marked), flags=re.DOTALL)
        assert [found[0] for found in CODE.finditer(page) if "CITATION" in found[0]] == [], text
        assert "[@" not in CODE.sub("", page), text


# Where the two differ: by the heading of the decision that says why, a text and both readings


class Difference(NamedTuple):
    """A text, and the citations that we and that Pandoc find in it."""

    text: str
    ours: list[str]
    pandocs: list[str]


DIFFERENCES = {
    "Bare addresses": Difference("See https://example.org/@smith.", [], ["@smith"]),
    "Admonitions and tabs": Difference(
        '!!! note "As @doe says"\n\n    Carers say so [@smith].', ["@doe", "[@smith]"], ["@doe"]
    ),
    "Image descriptions": Difference("![As @smith says](picture.png)", [], ["@smith"]),
    "How far a list is indented": Difference("- Carers\n\n      They say so [@smith].", ["[@smith]"], []),
    "Fenced code": Difference(
        '``` md title="docs/page.md"\nWords [@smith].\n\nMore words [@doe].\n```', [], ["[@smith]", "[@doe]"]
    ),
    "Code written as HTML": Difference("Write <code>[@smith]</code>.", [], ["[@smith]"]),
    "Comments that go on over an empty line": Difference("Carers <!-- who?\n\nsay so [@smith] -->", ["[@smith]"], []),
    "What looks like a tag": Difference("@smith<b>2007</b>", ["@smith"], ["@smith<b>2007"]),
    "Quotation marks that reach over a bracket": Difference(
        "In [@smith's view] and [@doe's view] of 'them'", ["[@smith s view]", "[@doe s view]"], ["@smith", "@doe"]
    ),
    "Brackets within a link": Difference(
        "[see [@smith, [1] p. 3]](https://example.org)", ["[@smith , 1 p. 3]"], ["[@smith , 1]"]
    ),
    "A bracket too many": Difference("[words]@smith]", ["@smith"], ["[words @smith]"]),
    "Links whose address stands elsewhere": Difference(
        "@smith [the report]\n\n[the report]: https://example.org", ["@smith the report"], ["@smith"]
    ),
    "Words behind a label": Difference("[Note]: Carers say so, as @smith shows.", ["@smith"], []),
}


def shown(reading: Reading) -> list[str]:
    """Write citations down again, with their words set apart: those in brackets with brackets."""
    found = []
    for items in reading:
        words = "; ".join(f"{prefix} @{key} {after}".strip() for _, key, prefix, after in items)
        found.append(f"[{words}]" if items[0][0] == "normal" else words)
    return found


@pytest.mark.parametrize("heading", DIFFERENCES)
def test_the_decision_shows_where_we_differ_from_pandoc(heading: str, tmp_path: Path) -> None:
    text, ours, pandocs = DIFFERENCES[heading]
    assert shown(our_reading(text)) == ours
    assert shown(pandoc([text], tmp_path)[0]) == pandocs
    section = DECISION.read_text(encoding="utf-8").partition(f"### {heading}\n")[2].partition("\n### ")[0]
    assert f"\n{text}\n" in section


def test_the_decision_holds_no_other_differences() -> None:
    page = DECISION.read_text(encoding="utf-8").partition("\n## Where we differ from Pandoc\n")[2]
    assert re.findall(r"^### (.+)$", page, re.MULTILINE) == [*DIFFERENCES]
