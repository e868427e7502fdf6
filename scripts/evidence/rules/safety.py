"""The rule about what a browser could run.

It knows what is safe and reports the rest: a list of what is dangerous would always lack something.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain, islice

from evidence.blocks import TAG
from evidence.content import DOCS, Page, Site
from evidence.front_matter import texts
from evidence.page_types import ALLOWED_HTML
from evidence.problem import Finding
from evidence.rules.files import OTHER_ENDINGS
from evidence.rules.messages import Message
from evidence.rules.reader import SAFE_SCHEMES, not_safe
from evidence.source import Source
from evidence.words import EXCERPT, excerpt

Wrong = tuple[int, str, str]
"""Where a page holds what it may not, what that is, and what to do."""

ANGLE = re.compile(r"<(?=[a-zA-Z/!?])")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>|<[\w.+-]+@[\w.-]+>")
POINTED = re.compile(r"(?:(?<=\]\()|(?<=\]: ))<[\w./%#&~ ()-]*\.[\w./%#&~ ()-]*>")
"""A way to a file in angle brackets, as links may hold it. It has no sign by which an attribute gets a value."""

_PLAIN_VALUE = r"[^\"<>\[\]\\`{}@!*]*"
ALLOWED_TAG = re.compile(rf"</?(?P<name>[a-zA-Z]+)(?P<attributes>(?:\s+[a-zA-Z-]+=\"{_PLAIN_VALUE}\")*)\s*/?>")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)=\"")
LISTED_ATTRIBUTE = re.compile(r"(?P<name>[^\s=\"'{}]+)=")
BRACED = re.compile(
    r"(?P<after>[)\]*_`>])?\{(?P<colon>:)?(?P<listed>[^{}\n]*)\}(?P<last>[ \t]*(?:\||\#*[ \t]*$))?",
    re.MULTILINE,
)
BARE = re.compile(r"[^\s=]+=(?:\"[^\"]*\"|'[^']*'|\S*)|(?P<name>[^\s#.=:][^\s=]*)|\S+")
UNDERLINE = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*$", re.MULTILINE)
SAFE_ATTRIBUTES = ("title", "lang")
LINK = re.compile(r"\]\(")
SAFE_START = re.compile(r"\s*+<?(?:https?://|mailto:|tel:|[\w./-]*+[#?)])")
DEFINED = re.compile(r"\[(?!\^)[^\[\]]*\]:")
DEFINITION = re.compile(r"[ \t]*(?:\n[ \t>]*)?(?P<target>\S+)[ \t]*(?:$|(?:\n[ \t>]*)?[\"'(])", re.MULTILINE)
SCHEME = re.compile(r"<?(?P<scheme>[^/?#:()\"']*):")
IGNORED = re.compile(r"[\s\x00-\x20\x7f-\xa0`]+")
"""What browsers or the Markdown reader leave out of an address."""

HIDING = ("`", "~~~", "<!--", "\n    ", "\n\t")
HIDDEN = re.compile(r"<[a-zA-Z/!?]|\]\(|\]:|\{[^}\n]*=")
LATEX = re.compile(r"\\|\$")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
FURNITURE = re.compile(
    r"assets/(?:(?:evidence|explorer|form|offline|search)\.js|form/[\w-]+\.js|favicon\.svg|styles/[\w.-]+\.css"
    r"|fonts/[\w.-]+\.(?:woff2|txt))"
)
"""The scripts, icon, styles and fonts of the site itself. Another .svg could hold a script, so none is let in."""


def unsafe_markup(site: Site) -> Iterator[Finding]:
    """Pages hold words, not code that a browser runs: no HTML but the few tags that page types allow."""
    for page in site.pages:
        found = [*_tags(page), *_attributes(page), *_bare_attributes(page), *_links(page), *_in_box(page)]
        yield from (Finding(page.source, *wrong) for wrong in found or _hidden(page))
    yield from _in_library(site)
    for uri in sorted(site.files):
        if not uri.lower().endswith(PICTURES) and not uri.endswith(OTHER_ENDINGS) and not FURNITURE.fullmatch(uri):
            message = "This file would be published as it is, and a browser may run it."
            hint = f"Keep only pages (.md) and pictures ({', '.join(PICTURES)}) here."
            yield Finding(Source(f"{DOCS}/{uri}", ""), 0, message, hint)


def allowed_tags() -> str:
    """Give the tags that pages may hold, as messages name them."""
    tags = []
    for name, attributes in ALLOWED_HTML.items():
        tags.append(" ".join((name, *(f'{attribute}="…"' for attribute in sorted(attributes)))))
    return ", ".join(f"<{tag}>" for tag in tags)


def _tags(page: Page) -> Iterator[Wrong]:
    """Find tags, but no end tag whose beginning has been found."""
    text, found = page.body.uncoded, set()
    for angle in ANGLE.finditer(text) if "<" in text else ():
        at = angle.start()
        if AUTOLINK.match(text, at) or POINTED.match(text, at) or _is_allowed(page.source.text, at):
            continue
        tag = TAG.match(text, at)
        shown = excerpt(tag[0] if tag else text[at : at + EXCERPT].partition("\n")[0])
        name = re.split(r"[\s/>]", shown.removeprefix("</"), maxsplit=1)[0].removeprefix("<").lower()
        if not (shown.startswith("</") and name in found):
            found.add(name)
            yield at, Message.HTML_IN_TEXT.format(words=shown), Message.HTML_IN_TEXT_HINT.format(tags=allowed_tags())


def _is_allowed(text: str, at: int) -> bool:
    tag = ALLOWED_TAG.match(text, at)
    attributes = ALLOWED_HTML.get(tag["name"].lower()) if tag else None
    return bool(tag and attributes is not None and attributes >= set(ATTRIBUTE.findall(tag["attributes"].lower())))


def _attributes(page: Page) -> Iterator[Wrong]:
    """Find lists of attributes in curly brackets, such as {onclick=…}: from the first { of a line to its last }."""
    text, at = page.body.uncoded, 0
    while (at := text.find("{", at)) >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        close = text.rfind("}", at, end)
        for found in LISTED_ATTRIBUTE.finditer(text, at, max(close, at)):
            name = found["name"].lstrip(":")
            if name.lower() not in SAFE_ATTRIBUTES and not _in_key(text, at, found.start()):
                message = f"Curly brackets here set '{name}', which pages may not."
                yield found.start(), message, "Remove the brackets and what they hold."
        at = end


def _bare_attributes(page: Page) -> Iterator[Wrong]:
    """Find attributes without a value, such as {: hidden }, where Markdown takes curly brackets for a list of them."""
    text = page.body.uncoded
    for found in BRACED.finditer(text) if "{" in text else ():
        ends = found["last"] is not None and _is_list_at_end(text, found)
        if not (found["after"] or found["colon"] or ends):
            continue
        if bare := next((word for word in BARE.finditer(found["listed"]) if word["name"]), None):
            message = f"Curly brackets here set '{bare['name']}', which pages may not."
            yield found.start("listed") + bare.start(), message, "Remove the brackets and what they hold."


def _is_list_at_end(text: str, found: re.Match[str]) -> bool:
    """Say whether curly brackets are a list since they stand alone on a line, or at the end of a heading or a cell."""
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    line = text[start : len(text) if end < 0 else end]
    alone = not text[start : found.start()].strip(" \t>")
    return alone or line.lstrip(" \t>").startswith("#") or "|" in line or bool(UNDERLINE.match(text, end))


def _in_key(text: str, start: int, at: int) -> bool:
    """Say whether a place is within a citation key in curly brackets: @{https://example.org/?a=b}."""
    opening = text.rfind("{", start, at)
    return opening > 0 and text[opening - 1] == "@" and not any(letter.isspace() for letter in text[opening:at])


def _links(page: Page) -> Iterator[Wrong]:
    text, whole = page.body.uncoded, page.source.text
    links = [found for found in LINK.finditer(text) if not SAFE_START.match(whole, found.end())] if "](" in text else []
    ends = [*(found.start() for found in links[1:]), len(text)]
    for link, end in zip(links, ends, strict=False):
        yield from _unsafe(link.end(), whole[link.end() : end].partition("\n\n")[0])
    labels = [*DEFINED.finditer(text)] if "]:" in text else []
    ends = [*(found.start() for found in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=False):
        if found := DEFINITION.match(whole, label.end(), end):
            yield from _unsafe(found.start("target"), found["target"])


def _unsafe(offset: int, target: str) -> Iterator[Wrong]:
    found = SCHEME.match(IGNORED.sub("", unescape(target)))
    if found and found["scheme"].lower() not in SAFE_SCHEMES:
        message = f"This link begins with '{excerpt(found['scheme'])}:', so it is neither a page nor a web address."
        yield offset, message, "Write the way to a page, ../nations/wales.md, or an address, https://www.example.org/"


def _in_box(page: Page) -> Iterator[Wrong]:
    box = page.source.text[: page.front_matter.end]
    if "<" in box or "\\" in box:
        for text in chain.from_iterable(texts(node, names=True) for node in page.front_matter.fields.values()):
            if found := ANGLE.search(text.value):
                message = Message.HTML_IN_BOX.format(words=excerpt(text.value[found.start() :]))
                yield text.offset + found.start(), message, Message.HTML_HINT


def _hidden(page: Page) -> Iterator[Wrong]:
    """Find what we hold for code but what reaches readers as HTML: here the Markdown reader itself is asked."""
    text, uncoded, start = page.body.shown, page.body.uncoded, page.front_matter.end
    if not any(sign in text for sign in HIDING):
        return
    if any(uncoded[found.start()] != text[found.start()] for found in HIDDEN.finditer(text, start)):
        for shown in islice(not_safe(text[start:], _with_marks(page)), 1):
            offset = text.find(shown[:EXCERPT], start)
            message = f"'{excerpt(shown)}' looks like code here, but would reach readers as HTML."
            yield max(offset, start), message, "Put it between two lines of ``` that begin at the margin."


def _with_marks(page: Page) -> str:
    """Give the text as the build hands it on: a mark before each statement, and one in place of each citation."""
    text, done = page.body.shown, page.front_matter.end
    pieces: list[str] = []
    for block, citations in page.cited_blocks.items():
        numbered = [] if block.kind == "heading" else [(block.start, block.start)]
        for start, end in (*numbered, *((found.start, found.end) for found in citations if not found.nested)):
            pieces += text[done:start], "x " if start == end else "x"
            done = end
    return "".join((*pieces, text[done:]))


def _in_library(site: Site) -> Iterator[Finding]:
    if not any("<" in file.source.text or LATEX.search(file.source.text) for file in site.library.files):
        return
    for reference in site.library.references.values():
        for name, value in reference.fields.items():
            if ("<" in value or LATEX.search(value)) and (found := ANGLE.search(reference.text(name))):
                shown = excerpt(reference.text(name)[found.start() :])
                message = Message.HTML_IN_REFERENCE.format(words=shown, field=name)
                yield Finding(reference.source, reference.offset(name), message, Message.HTML_HINT)
