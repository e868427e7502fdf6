"""Rules about headings, pictures and raw HTML."""

import html
import re
from collections.abc import Iterator

from evidence.blocks import TAG
from evidence.content import Page, Site
from evidence.page_types import ALLOWED_HTML
from evidence.problem import Finding
from evidence.rules.links import LINK

EMPTY_PICTURE = re.compile(r"!\[\s*\][(\[]")
ANGLE = re.compile(r"<(?=[a-zA-Z/!?])")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>|<[\w.+-]+@[\w.-]+>")
ATTRIBUTE = re.compile(r"([^\s=<>\"'/]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
ATTRIBUTE_LIST = re.compile(r"\{:?[^{}\n]*?\s?(?P<name>[\w-]+)\s*=[^{}\n]*\}")
SAFE_ATTRIBUTES = ("title", "lang")
UNSAFE_SCHEME = re.compile(r"(?:javascript|vbscript|data|file|blob):", re.IGNORECASE)
INVISIBLE = re.compile(r"[\s\x00-\x20]+")


def missing_alt_text(site: Site) -> Iterator[Finding]:
    """Every picture is described in words, or said to be decorative."""
    for page in site.pages:
        if "![" in page.source.text:
            for found in EMPTY_PICTURE.finditer(page.body.uncoded):
                hint = "Say in one sentence what it shows: ![Four people at a table](picture.png). For mere decoration write ![decorative](…)."
                yield Finding(page.source, found.start(), "This picture has no description for people who cannot see it.", hint)


def skipped_heading_level(site: Site) -> Iterator[Finding]:
    """Headings begin at ## and go down one level at a time."""
    for page in site.pages:
        level = 1
        for block in page.body.blocks:
            if block.kind != "heading":
                continue
            if block.level == 1:
                yield Finding(page.source, block.start, "A heading with one # is the page's title, which the box at the top holds.", "Write ##.")
            elif block.level > level + 1:
                message = f"This heading has {block.level} marks (#) but stands under one with {level}."
                yield Finding(page.source, block.start, message, f"Write {'#' * (level + 1)}.")
            level = max(block.level, 1)


def unsafe_markup(site: Site) -> Iterator[Finding]:
    """Pages hold words, not code that a browser runs: no HTML but the few tags that page types allow."""
    for page in site.pages:
        if "<" in page.source.text:
            yield from _tags(page)
        if "{" in page.source.text:
            for found in ATTRIBUTE_LIST.finditer(page.body.uncoded):
                if found["name"].lower() not in SAFE_ATTRIBUTES:
                    yield Finding(page.source, found.start(), f"'{found[0]}' sets '{found['name']}', which pages may not.", "Remove the curly brackets.")
        if "](" in page.source.text or "]:" in page.source.text:
            for found in LINK.finditer(page.body.uncoded):
                target = found["target"] if found["target"] is not None else found["defined"]
                if UNSAFE_SCHEME.match(INVISIBLE.sub("", html.unescape(target.strip("<>")))):
                    yield Finding(page.source, found.start(), f"The link '{target}' could run code in a reader's browser.", "Link to a page or a web address: https://…")


def _tags(page: Page) -> Iterator[Finding]:
    text = page.body.uncoded
    for angle in ANGLE.finditer(text):
        if AUTOLINK.match(text, angle.start()):
            continue
        tag = TAG.match(text, angle.start())
        if not tag:
            shown = " ".join(text[angle.start() : angle.start() + 30].split())
            yield Finding(page.source, angle.start(), f"'{shown}' looks like the beginning of HTML.", "Write &lt; for a plain < sign.")
            continue
        name, *attributes = ATTRIBUTE.findall(tag[0].strip("</>"))
        if name.lower() not in ALLOWED_HTML:
            hint = f"Use Markdown, or one of the tags we allow: {', '.join(ALLOWED_HTML)}."
            yield Finding(page.source, tag.start(), f"'{tag[0][:60]}' is HTML that pages may not hold.", hint)
        elif wrong := [attribute for attribute in attributes if attribute.lower() not in ALLOWED_HTML[name.lower()]]:
            message = f"The tag '{name}' has '{wrong[0]}', which pages may not."
            yield Finding(page.source, tag.start(), message, f"Write <{name}> without it.")
